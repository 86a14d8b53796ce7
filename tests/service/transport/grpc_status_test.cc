#include "service/transport/grpc_status.h"

#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/client/call_status.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

using ::testing::EndsWith;

RequestFaults ManyFaults(int count) {
  RequestFaults faults;
  for (int i = 0; i < count; ++i) {
    faults.Add(FaultKind::kInvalid, absl::StrCat("activity.held_permits[", i, "]"),
               "want a permit code");
  }
  return faults;
}

TEST(GrpcStatusTest, EveryCodeHasItsName) {
  EXPECT_EQ(NameOf(grpc::StatusCode::OK), "OK");
  EXPECT_EQ(NameOf(grpc::StatusCode::CANCELLED), "CANCELLED");
  EXPECT_EQ(NameOf(grpc::StatusCode::UNKNOWN), "UNKNOWN");
  EXPECT_EQ(NameOf(grpc::StatusCode::PERMISSION_DENIED), "PERMISSION_DENIED");
  EXPECT_EQ(NameOf(grpc::StatusCode::DATA_LOSS), "DATA_LOSS");
  EXPECT_EQ(NameOf(grpc::StatusCode::UNAUTHENTICATED), "UNAUTHENTICATED");
  EXPECT_EQ(NameOf(grpc::StatusCode::DO_NOT_USE), "UNKNOWN");
}

TEST(GrpcStatusTest, OkStaysOk) {
  EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok());
  EXPECT_TRUE(FromGrpcStatus(grpc::Status::OK).ok());
}

TEST(GrpcStatusTest, ARefusalForNowSaysWhenToComeBack) {
  const grpc::Status status =
      RetryLater(grpc::StatusCode::RESOURCE_EXHAUSTED, "full", absl::Milliseconds(1250));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(status.error_message(), "full");
  EXPECT_EQ(RetryDelayOf(status), absl::Milliseconds(1250));
  EXPECT_EQ(RetryDelayOf(ToGrpcStatus(absl::UnavailableError("no disk"))), absl::Seconds(1));
  EXPECT_EQ(RetryDelayOf(ToGrpcStatus(absl::NotFoundError("gone"))), std::nullopt);
  EXPECT_EQ(RetryDelayOf(grpc::Status(grpc::StatusCode::INTERNAL, "x", "\xff\xff")), std::nullopt);
}

TEST(GrpcStatusTest, EveryCodeGoesThereAndBack) {
  for (int code = 1; code <= 16; ++code) {
    const absl::Status status(static_cast<absl::StatusCode>(code), "because");
    const grpc::Status there = ToGrpcStatus(status);
    EXPECT_EQ(static_cast<int>(there.error_code()), code);
    EXPECT_EQ(there.error_message(), "because");
    EXPECT_EQ(FromGrpcStatus(there), status);
  }
}

TEST(GrpcStatusTest, FaultsGoThereAndBack) {
  RequestFaults faults;
  faults.Add(FaultKind::kInvalid, "activity.zone", "9: want a value of Zone");
  faults.Add(FaultKind::kNotFound, "activity.region_codes[0]", "\"9999\": no such kabupaten");
  const absl::Status status = faults.ToStatus();
  EXPECT_EQ(FromGrpcStatus(ToGrpcStatus(status)), status);
}

TEST(GrpcStatusTest, ThousandsOfFaultsFitTheTrailers) {
  const grpc::Status status = ToGrpcStatus(ManyFaults(5000).ToStatus());
  EXPECT_LT(absl::Base64Escape(status.error_details()).size() + status.error_message().size(),
            8192U);
  const auto details = BadRequestOf(FromGrpcStatus(status));
  ASSERT_TRUE(details.has_value());
  const int shown = details->field_violations_size() - 1;
  EXPECT_GT(shown, 10);
  EXPECT_EQ(details->field_violations(0).field(), "activity.held_permits[0]");
  EXPECT_EQ(details->field_violations(shown).description(),
            absl::StrCat("and ", 5000 - shown, " more faults"));
}

TEST(GrpcStatusTest, FewFaultsAreAllTold) {
  const auto details = BadRequestOf(FromGrpcStatus(ToGrpcStatus(ManyFaults(30).ToStatus())));
  ASSERT_TRUE(details.has_value());
  EXPECT_EQ(details->field_violations_size(), 30);
  EXPECT_THAT(details->field_violations(29).field(), EndsWith("[29]"));
}

TEST(GrpcStatusTest, AHugeFaultIsCut) {
  const grpc::Status status =
      ToGrpcStatus(FieldError(FaultKind::kInvalid, "ruleset", std::string(1 << 20, 'x')));
  EXPECT_LT(absl::Base64Escape(status.error_details()).size() + status.error_message().size(),
            8192U);
  EXPECT_EQ(BadRequestOf(FromGrpcStatus(status))->field_violations(0).description(),
            "and 1 more faults");
}

// The details are lost to the caller if they are no UTF-8.
TEST(GrpcStatusTest, AMessageIsCutBetweenCharacters) {
  for (int lead = 0; lead < 4; ++lead) {
    std::string text(static_cast<std::size_t>(lead), 'x');
    for (int i = 0; i < 1000; ++i) text += "\xE2\x82\xAC";
    const grpc::Status status = ToGrpcStatus(FieldError(FaultKind::kInvalid, "ruleset", text));
    EXPECT_TRUE(BadRequestOf(FromGrpcStatus(status)).has_value()) << lead;
  }
}

TEST(GrpcStatusTest, DetailsThatAreNoneAreLeftOut) {
  const absl::Status status =
      FromGrpcStatus({grpc::StatusCode::INTERNAL, "because", "\xFF\xFF not a message"});
  EXPECT_EQ(status, absl::InternalError("because"));
}

}  // namespace
}  // namespace izin
