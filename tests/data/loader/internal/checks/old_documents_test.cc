#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kFile[] = "old_documents.textproto";

std::string At(int line, int column) {
  return "rulesets/r/old_documents.textproto:" + std::to_string(line) + ":" +
         std::to_string(column) + ": error: ";
}

TEST(CheckOldDocumentsTest, TakesOneEntryForAllLevelsOrOneForEach) {
  SmallRules rules;
  rules.With(kFile, R"(
old_document { of_ruleset: "old" held: "A" action: "KEEP" }
old_document { of_ruleset: "old" held: "B" action: "X" risk: ["LOW", "MEDIUM_LOW"] }
old_document { of_ruleset: "old" held: "B" action: "Y" risk: ["MEDIUM_HIGH", "HIGH"] }
old_document { of_ruleset: "older" held: "A" action: "KEEP" }
old_document { of_ruleset: "old" held: "A" action: "CONFIRM" code_changed: true })");
  EXPECT_THAT(rules.FaultsOf(CheckOldDocuments), IsEmpty());
}

TEST(CheckOldDocumentsTest, NobodyIsToldNothingOrTwoThings) {
  SmallRules rules;
  rules.With(kFile, R"(
old_document { of_ruleset: "old" held: "A" action: "X" risk: "LOW" }
old_document { of_ruleset: "old" held: "A" action: "Y" risk: ["LOW", "HIGH"] }
old_document { of_ruleset: "old" held: "B" action: "KEEP" }
old_document { of_ruleset: "old" held: "B" action: "CLOSE" risk: "HIGH" })");
  EXPECT_THAT(rules.FaultsOf(CheckOldDocuments),
              ElementsAre(At(2, 1) + "document A of old has no entry for MEDIUM_LOW, MEDIUM_HIGH: "
                                     "want one for each level, or one without risk",
                          At(2, 56) + "a second entry for A of old at LOW",
                          At(4, 60) + "a second entry for B of old at HIGH"));
}

TEST(CheckOldDocumentsTest, CodesAreOfCapitalLettersAndTheRulesetIsAnother) {
  SmallRules rules;
  rules.With("ruleset.textproto", "ruleset { id: \"r\" }");
  rules.With(kFile, R"(
old_document { of_ruleset: "r" held: "izin lokasi" action: "KEEP|X" }
old_document { held: "IMB" })");
  EXPECT_THAT(
      rules.FaultsOf(CheckOldDocuments),
      ElementsAre(At(1, 16) + "of_ruleset \"r\" is this ruleset: want an earlier one",
                  At(1, 32) + "held \"izin lokasi\": want a code of capital letters, digits and _",
                  At(1, 52) + "action \"KEEP|X\": want a code of capital letters, digits and _",
                  At(2, 1) + "missing of_ruleset: want the id of the ruleset that gave the "
                             "document",
                  At(2, 1) + "action \"\": want a code of capital letters, digits and _"));
}

TEST(CheckOldDocumentsTest, ThatOfTheCodeIsOneAndOfNoPermit) {
  SmallRules rules;
  rules.With(kFile, R"(
old_document { of_ruleset: "old" held: "A" action: "X" stands_for: ["P", "P"] }
old_document { of_ruleset: "old" held: "A" action: "Y" code_changed: true risk: "LOW" }
old_document { of_ruleset: "old" held: "A" action: "Z" code_changed: true })");
  EXPECT_THAT(rules.FaultsOf(CheckOldDocuments),
              ElementsAre(At(1, 56) + "stands_for names P twice",
                          At(2, 1) + "an entry with code_changed is of no one document: want "
                                     "neither risk nor stands_for",
                          At(3, 1) + "a second entry of old with code_changed: want one"));
}

}  // namespace
}  // namespace izin::internal
