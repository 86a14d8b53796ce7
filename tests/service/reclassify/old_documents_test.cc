#include "service/reclassify/old_documents.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Ruleset& Old() { return **testing::Library()->Find("pp24-2018"); }
const Ruleset& New() { return **testing::Library()->Find("pp28-2025"); }

std::vector<DocumentAction> ActionsFor(absl::string_view held, const DocumentCase& of) {
  return DocumentActions(held, of, Old(), New());
}

std::vector<std::string> WordsFor(absl::string_view held, const DocumentCase& of) {
  std::vector<std::string> words;
  for (const DocumentAction& action : ActionsFor(held, of))
    words.push_back(absl::StrCat(action.document->held, ":", action.document->action));
  return words;
}

TEST(OldDocuments, AreToldOfByTheLaterRulesetAlone) {
  EXPECT_TRUE(TellsOfDocuments(New(), Old()));
  EXPECT_FALSE(TellsOfDocuments(Old(), New()));
  EXPECT_FALSE(TellsOfDocuments(New(), New()));
  EXPECT_THAT(WordsFor("NIB|IZIN_USAHA", DocumentCase()), IsEmpty());
}

TEST(OldDocuments, AreToldInTheOrderOfTheListAndByLevel) {
  DocumentCase of{.is_of_old_regime = true, .level = RiskLevel::kMediumHigh};
  EXPECT_THAT(WordsFor("IMB| IZIN_USAHA |PBG", of),
              ElementsAre("IMB:KEEP", "IZIN_USAHA:SUBMIT_STANDARD_EVIDENCE"));
  of.level = RiskLevel::kUnspecified;
  EXPECT_THAT(WordsFor("IMB|IZIN_USAHA", of), ElementsAre("IMB:KEEP"));
}

TEST(OldDocuments, OfAChangedCodeEndTheListOfWhoeverHoldsAny) {
  const DocumentCase of{.is_of_old_regime = true, .is_code_changed = true};
  EXPECT_THAT(WordsFor("IPPKH", of),
              ElementsAre("IPPKH:KEEP_AS_PPKH", "NIB:CONFIRM_KBLI_CONVERSION"));
  EXPECT_THAT(WordsFor("", of), IsEmpty());
}

TEST(OldDocuments, CoverTheFormsOfWhatTheyAreReadAs) {
  const auto actions = ActionsFor("IZIN_LOKASI|IZIN_LINGKUNGAN", {.is_of_old_regime = true});
  for (const char* permit : {"KKPR_PERNYATAAN_MANDIRI", "PKKPR", "PKKPR_TANPA_PERTEK", "UKL_UPL"})
    EXPECT_TRUE(IsCovered(actions, New(), permit)) << permit;
  for (const char* permit : {"PKKPRL", "RKKPR", "PBG", "NIB"})
    EXPECT_FALSE(IsCovered(actions, New(), permit)) << permit;
}

TEST(OldDocuments, CiteWhatTheyRestOn) {
  for (const OldDocument& document : New().data().old_documents) {
    EXPECT_NE(document.legal_basis.front().verification, Verification::kUnspecified);
    EXPECT_THAT(ProvisionOf(document), ::testing::HasSubstr(" "));
  }
  EXPECT_EQ(ProvisionOf(*ActionsFor("IMB", {.is_of_old_regime = true}).front().document),
            "PP 28/2025 art 123(2)");
}

}  // namespace
}  // namespace izin
