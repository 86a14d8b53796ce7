// All faults of a request in one status, and which of them decides its code.

#include "service/request/request_faults.h"

#include <string>
#include <vector>

#include "absl/strings/cord.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;

constexpr auto kInvalid = FaultKind::kInvalid;
constexpr auto kNotFound = FaultKind::kNotFound;
constexpr auto kPrecondition = FaultKind::kPrecondition;

// A fault of each kind, at "a", "b", "c" and so on.
absl::Status StatusOf(const std::vector<FaultKind>& kinds) {
  RequestFaults faults;
  char path = 'a';
  for (const FaultKind kind : kinds)
    faults.Add(kind, std::string(1, path++), std::string("is wrong"));
  EXPECT_EQ(faults.empty(), kinds.empty());
  return faults.ToStatus();
}

std::vector<std::string> PathsOf(const absl::Status& status) {
  std::vector<std::string> paths;
  const auto details = BadRequestOf(status);
  EXPECT_TRUE(details.has_value()) << status;
  if (!details.has_value()) return paths;
  for (const auto& violation : details->field_violations()) paths.push_back(violation.field());
  return paths;
}

TEST(RequestFaultsTest, NoneAreOk) {
  EXPECT_TRUE(StatusOf({}).ok());
  EXPECT_FALSE(BadRequestOf(StatusOf({})).has_value());
}

TEST(RequestFaultsTest, FormBeatsAbsenceAndAbsenceBeatsThePrecondition) {
  EXPECT_EQ(StatusOf({kNotFound, kInvalid, kPrecondition}).code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(StatusOf({kPrecondition, kNotFound}).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(StatusOf({kPrecondition}).code(), absl::StatusCode::kFailedPrecondition);
}

TEST(RequestFaultsTest, StandInTheOrderInWhichTheyWereAdded) {
  EXPECT_THAT(PathsOf(StatusOf({kNotFound, kInvalid, kNotFound})), ElementsAre("a", "b", "c"));
  EXPECT_EQ(StatusOf({kNotFound, kInvalid}).message(), "a: is wrong");
}

TEST(RequestFaultsTest, APreconditionIsToldOnlyWhereNothingElseIsWrong) {
  EXPECT_THAT(PathsOf(StatusOf({kPrecondition, kInvalid})), ElementsAre("b"));
  EXPECT_EQ(StatusOf({kPrecondition, kInvalid}).message(), "b: is wrong");
  EXPECT_THAT(PathsOf(StatusOf({kPrecondition, kPrecondition})), ElementsAre("a", "b"));
}

TEST(RequestFaultsTest, AStatusOfOthersHasNoFields) {
  EXPECT_FALSE(BadRequestOf(absl::InvalidArgumentError("x")).has_value());
  absl::Status other = absl::InvalidArgumentError("x");
  other.SetPayload("type.googleapis.com/google.rpc.BadRequest", absl::Cord("\xFF"));
  EXPECT_FALSE(BadRequestOf(other).has_value());
}

// The API's own words are English; the Indonesian stands beside them, where there is one.
TEST(RequestFaultsTest, CarryTheIndonesianBesideTheEnglish) {
  RequestFaults faults;
  faults.Add(kInvalid, "a", FaultText{.en = "want 5 digits", .id = "tulis 5 angka"});
  faults.Add(kInvalid, "b", "want 0 or more");
  const absl::Status status = faults.ToStatus();
  EXPECT_EQ(status.message(), "a: want 5 digits");
  const auto details = BadRequestOf(status);
  ASSERT_TRUE(details.has_value());
  ASSERT_EQ(details->field_violations_size(), 2);
  EXPECT_EQ(details->field_violations(0).localized_message().locale(), "id");
  EXPECT_EQ(details->field_violations(0).localized_message().message(), "tulis 5 angka");
  EXPECT_FALSE(details->field_violations(1).has_localized_message());
}

TEST(FieldErrorTest, IsAStatusOfOneFault) {
  const absl::Status status = FieldError(kNotFound, "activity.kbli_code", "no such code");
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(), "activity.kbli_code: no such code");
  EXPECT_THAT(PathsOf(status), ElementsAre("activity.kbli_code"));
}

}  // namespace
}  // namespace izin
