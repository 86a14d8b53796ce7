// The code of an activity and its scope, looked up in the ruleset that answers.

#include "service/request/validate_code.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/answer/pipeline.h"
#include "tests/service/answering.h"
#include "tests/service/request/faults.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kNotFound = absl::StatusCode::kNotFound;

class OneFaultOfTheCode : public ::testing::TestWithParam<Fault> {};

TEST_P(OneFaultOfTheCode, IsRefusedWithPathValueAndExpectation) { ExpectRefused(GetParam()); }

const Fault kFaults[] = {
    {"CodeMissing",
     "activity { kbli_code: '' }",
     kInvalid,
     "activity.kbli_code",
     {"missing", "5 digits"}},
    {"CodeOfFourDigits",
     "activity { kbli_code: '5610' }",
     kInvalid,
     "activity.kbli_code",
     {"\"5610\"", "5 digits"}},
    {"CodeOfSixDigits",
     "activity { kbli_code: '561011' }",
     kInvalid,
     "activity.kbli_code",
     {"\"561011\"", "5 digits"}},
    {"CodeWithLetters",
     "activity { kbli_code: '5610a' }",
     kInvalid,
     "activity.kbli_code",
     {"\"5610a\"", "5 digits"}},
    {"CodeWithBlank",
     "activity { kbli_code: ' 5610' }",
     kInvalid,
     "activity.kbli_code",
     {"5 digits"}},
    {"CodeOfOtherDigits",
     "activity { kbli_code: '٥٦١٠١' }",
     kInvalid,
     "activity.kbli_code",
     {"5 digits"}},
    {"CodeUnknown",
     "activity { kbli_code: '99998' }",
     kNotFound,
     "activity.kbli_code",
     {"\"99998\"", "KBLI 2025"}},
    {"CodeUnknownIn2020",
     "activity { kbli_code: '99998' kbli_edition: KBLI_EDITION_2020 }",
     kNotFound,
     "activity.kbli_code",
     {"\"99998\"", "KBLI 2020"}},
    {"CodeOf2020",
     "activity { kbli_code: '02140' }",
     kNotFound,
     "activity.kbli_code",
     {"no such code in KBLI 2025", "KBLI 2020", "02103"}},
    {"CodeOf2020WithManySuccessors",
     "activity { kbli_code: '01270' }",
     kNotFound,
     "activity.kbli_code",
     {"KBLI 2020", "01271, 01272, 01273, 01279"}},
    {"CodeOf2025",
     "activity { kbli_code: '01615' kbli_edition: KBLI_EDITION_2020 }",
     kNotFound,
     "activity.kbli_code",
     {"no such code in KBLI 2020", "KBLI 2025", "01612"}},
    {"EditionOutOfRange",
     "activity { kbli_edition: 3 }",
     kInvalid,
     "activity.kbli_edition",
     {"3", "want KBLI_EDITION_2020 or KBLI_EDITION_2025"}},
    {"EditionNegative", "activity { kbli_edition: -1 }", kInvalid, "activity.kbli_edition", {"-1"}},
    {"ScopeWithoutDash",
     "activity { scope_id: '56101' }",
     kInvalid,
     "activity.scope_id",
     {"\"56101\"", "56101-1"}},
    {"ScopeWithoutNumber",
     "activity { scope_id: '56101-' }",
     kInvalid,
     "activity.scope_id",
     {"<code>-<number>"}},
    {"ScopeWithSign",
     "activity { scope_id: '56101-+1' }",
     kInvalid,
     "activity.scope_id",
     {"<code>-<number>"}},
    {"ScopeOfManyDigits", "activity { scope_id: '56101-99999999999999999999' }", kInvalid,
     "activity.scope_id"},
    {"ScopeOfAnotherCode",
     "activity { scope_id: '47112-1' }",
     kInvalid,
     "activity.scope_id",
     {"\"47112-1\"", "56101"}},
    {"ScopeUnknown",
     "activity { scope_id: '56101-3' }",
     kNotFound,
     "activity.scope_id",
     {"\"56101-3\"", "56101-1, 56101-2"}},
    {"ScopeOfNoSuccessor",
     "activity { kbli_code: '01612' kbli_edition: KBLI_EDITION_2020 scope_id: '56101-1' }",
     kInvalid,
     "activity.scope_id",
     {"01612"}},
    {"ScopeForForeignCapitalOnly",
     "activity { kbli_code: '86105' scope_id: '86105-1' }",
     kInvalid,
     "activity.scope_id",
     {"\"86105-1\"", "PMA", "without foreign capital"}},
};

INSTANTIATE_TEST_SUITE_P(Validation, OneFaultOfTheCode, ::testing::ValuesIn(kFaults),
                         [](const auto& test) { return test.param.name; });

TEST(ValidateCodeTest, SuggestsACodeNearby) {
  EXPECT_THAT(
      std::string(Answer(SoundRequest("activity { kbli_code: '5610' }")).status().message()),
      HasSubstr("did you mean 5610"));
}

// A scope whose number would be read as another one is no scope.
TEST(ValidateCodeTest, TakesNoScopeWithALeadingZero) {
  const absl::Status status = Answer(SoundRequest("activity { scope_id: '56101-01' }")).status();
  EXPECT_EQ(status.code(), kInvalid);
  EXPECT_THAT(std::string(status.message()), HasSubstr("<code>-<number>"));
}

// With foreign capital, by the money or by the actor, the scope is open.
TEST(ValidateCodeTest, OpensAScopeOfForeignCapitalToForeignCapital) {
  const std::string scope = "kbli_code: '86105' scope_id: '86105-1' scale: BUSINESS_SCALE_LARGE ";
  EXPECT_TRUE(Answer(SoundRequest("activity { " + scope + "investment { foreign: true } }")).ok());
  EXPECT_TRUE(
      Answer(SoundRequest("activity { " + scope + "actor_type: ACTOR_TYPE_FOREIGN_ENTITY }")).ok());
}

TEST(ValidateCodeTest, SetsCodeEditionAndScope) {
  RequestFaults faults;
  BusinessActivity activity;
  ValidateCode(SoundRequest("activity { scope_id: '56101-2' }").activity(),
               {.library = *Library(), .ruleset = &Library()->latest()}, faults, activity);
  EXPECT_TRUE(faults.empty());
  EXPECT_EQ(activity.code.ToString(), "56101");
  EXPECT_EQ(activity.edition, KbliEdition::k2025);
  ASSERT_TRUE(activity.scope.has_value());
  EXPECT_EQ(activity.scope->number, 2);
}

}  // namespace
}  // namespace izin::testing
