// What the change of a field amounts to.

#include "service/render/reforms.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin::testing {
namespace {

constexpr auto kSimplified = v1::REFORM_KIND_SIMPLIFIED;
constexpr auto kDelegated = v1::REFORM_KIND_DELEGATED;
constexpr auto kTightened = v1::REFORM_KIND_TIGHTENED;
const std::optional<v1::ReformKind> kNone;

struct FieldCase {
  std::string name;
  std::string field;
  std::string from;
  std::string to;
  std::optional<v1::ReformKind> there;  // from `from` to `to`
  std::optional<v1::ReformKind> back;
};

class ReformOfFieldTest : public ::testing::TestWithParam<FieldCase> {};

TEST_P(ReformOfFieldTest, IsSaidBothWays) {
  const FieldCase& tested = GetParam();
  EXPECT_EQ(ReformOfField(tested.field, tested.from, tested.to), tested.there);
  EXPECT_EQ(ReformOfField(tested.field, tested.to, tested.from), tested.back);
  EXPECT_EQ(ReformOfField(tested.field, tested.from, tested.from), kNone);
}

INSTANTIATE_TEST_SUITE_P(
    Fields, ReformOfFieldTest,
    ::testing::ValuesIn(std::vector<FieldCase>{
        {"ALongerTermOfAnOffice", "working_days", "25", "30", kTightened, kSimplified},
        {"RepairsTakeLonger", "working_days_with_repairs", "40", "45", kTightened, kSimplified},
        {"ATermOfALicence", "term_days", "7", "14", kTightened, kSimplified},
        {"ATermThatIsNotPublished", "working_days", "0", "30", kNone, kNone},
        {"AReportMoreOften", "every_months", "6", "3", kTightened, kSimplified},
        {"AReportThatComesOnce", "every_months", "0", "3", kTightened, kSimplified},
        {"LessTimeForADuty", "due_working_days", "30", "10", kTightened, kSimplified},
        {"ADutyGetsATerm", "due_months", "0", "12", kTightened, kSimplified},
        {"DeemedApprovalLost", "deemed_approved", "true", "false", kTightened, kSimplified},
        {"Automatic", "automatic", "true", "false", kTightened, kSimplified},
        {"CertainNow", "may_apply", "true", "false", kTightened, kSimplified},
        {"BlocksNow", "blocks_stage", "false", "true", kTightened, kSimplified},
        {"Refused", "refused", "false", "true", kTightened, kSimplified},
        {"NeededEarlier", "required_before", "OPERATION", "START", kTightened, kSimplified},
        {"DueAtSomeStage", "due_before", "", "OPERATION", kTightened, kSimplified},
        {"AHigherLevelOfTheMatrix", "large", "MR", "T", kTightened, kSimplified},
        {"AHigherLevelOfTheMethod", "risk", "LOW", "HIGH", kTightened, kSimplified},
        {"AScaleOffered", "micro", "", "R", v1::REFORM_KIND_ADDED, v1::REFORM_KIND_REMOVED},
        {"AFlag", "flag", "NONE", "COMMITMENT", kTightened, kSimplified},
        {"AFlagThatIsDerived", "flag", "", "COMMITMENT", kNone, kNone},
        {"BindingEarlier", "binding_from", "2026-10-17", "2026-01-01", kTightened, kSimplified},
        {"ForeignersOnly", "only", "", "PMA", kTightened, kSimplified},
        {"LessForeignCapital", "max_foreign_percent", "67", "49", kTightened, kSimplified},
        {"AFirstLimit", "max_foreign_percent", "", "49", kTightened, kSimplified},
        {"MoreCapital", "foreign_capital_idr_above", "10", "20", kTightened, kSimplified},
        {"LessLand", "hectares_at_most", "25", "5", kTightened, kSimplified},
        {"AnotherOffice", "office", "REGENT", "GOVERNOR", kDelegated, kDelegated},
        {"AText", "detail", "a", "b", kNone, kNone},
        {"WordsThatAreNoStage", "required_before", "x", "y", kNone, kNone},
        {"WordsThatAreNoLevel", "risk", "x", "y", kNone, kNone},
    }),
    [](const auto& tested) { return tested.param.name; });

TEST(ReformsTest, StandOnceAndByNumber) {
  Reforms reforms;
  reforms.Add(kTightened);
  reforms.Add(kSimplified);
  reforms.Add(kTightened);
  reforms.Add(kNone);
  EXPECT_THAT(reforms.kinds(), ::testing::ElementsAre(kSimplified, kTightened));
}

}  // namespace
}  // namespace izin::testing
