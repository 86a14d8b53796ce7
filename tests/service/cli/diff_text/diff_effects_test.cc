// The changes of a comparison taken apart.

#include "service/cli/diff_text/diff_effects.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;
using ::izin::testing::Library;
using ::testing::ElementsAre;
using ::testing::IsSupersetOf;
using ::testing::SizeIs;

TEST(EffectsTest, AReplacedPermitIsNeitherAddedNorRemoved) {
  const auto change = FromText<v1::RulesetChange>(R"pb(
    from_risk: RISK_LEVEL_LOW
    to_risk: RISK_LEVEL_HIGH
    permits_added: [ "B", "C" ]
    permits_removed: "A"
    differences { subject: "permit/A" field: "replaced_by" to: "B" }
  )pb");
  EXPECT_THAT(EffectsOf(change), ElementsAre(Effect{"risk", "risk", "LOW", "HIGH"},
                                             Effect{"permit/A", "replaced_by", "", "B"},
                                             Effect{"permit/C", "added", "", ""}));
}

TEST(EffectsTest, KindsAreThoseOfReforms) {
  EXPECT_EQ(KindOf({"permit/C", "added", "", ""}), v1::REFORM_KIND_ADDED);
  EXPECT_EQ(KindOf({"permit/A", "replaced_by", "", "B"}), v1::REFORM_KIND_RENAMED);
  EXPECT_EQ(KindOf({"risk", "risk", "LOW", "HIGH"}), v1::REFORM_KIND_TIGHTENED);
  // A first level is no reform, and an office that comes with a permit none either.
  EXPECT_EQ(KindOf({"risk", "risk", "", "HIGH"}), std::nullopt);
  EXPECT_EQ(KindOf({"authority", "office", "", "GUB"}), std::nullopt);
  EXPECT_EQ(KindOf({"authority", "office", "BUP", "GUB"}), v1::REFORM_KIND_DELEGATED);
}

TEST(EffectsTest, GroupsCountCellsAndCodes) {
  const auto diff = FromText<v1::DiffRulesetsResponse>(R"pb(
    changes {
      kbli_code: "01111"
      sector: "A"
      scale: BUSINESS_SCALE_MICRO
      permits_added: [ "B", "C" ]
    }
    changes { kbli_code: "01111" sector: "A" scale: BUSINESS_SCALE_LARGE permits_added: "C" }
    changes { kbli_code: "56101" sector: "I" scale: BUSINESS_SCALE_LARGE permits_added: "C" }
  )pb");
  const DiffWords words(diff, false);
  const std::vector<EffectGroup> groups = GroupsOf(Select(diff, {}, words));
  ASSERT_THAT(groups, SizeIs(2));
  EXPECT_EQ(groups[0].effect.subject, "permit/C");
  EXPECT_EQ(groups[0].cells, 3);
  EXPECT_THAT(groups[0].codes, ElementsAre("01111", "56101"));
  EXPECT_THAT(groups[0].scales, ElementsAre(1, 4));
  EXPECT_EQ(groups[1].cells, 1);
  for (const char* kbli : {"I", "56", "56101"}) {
    DiffFilter filter;
    filter.kbli = kbli;
    EXPECT_THAT(Select(diff, filter, words), SizeIs(1)) << kbli;
  }
}

TEST(EffectsTest, RelatedCodesStandAboveAndUnder) {
  const KbliCatalogue& kbli = Library()->latest().kbli();
  EXPECT_THAT(RelatedCodes(kbli, "56101-1"), ElementsAre("56", "561", "5610", "56101", "I"));
  EXPECT_THAT(RelatedCodes(kbli, "561"), IsSupersetOf({"I", "56", "561", "5610", "56101"}));
  EXPECT_THAT(RelatedCodes(kbli, "I"), IsSupersetOf({"I", "55", "56101"}));
  EXPECT_THAT(RelatedCodes(kbli, "99999"), ElementsAre("99999"));
}

}  // namespace
}  // namespace izin::cli
