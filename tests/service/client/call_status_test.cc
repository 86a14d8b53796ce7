#include "service/client/call_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(CallStatusTest, TellsEachFaultWithItsField) {
  RequestFaults faults;
  faults.Add(FaultKind::kInvalid, "activity.kbli_code", FaultText{.en = "want 5", .id = "tulis 5"});
  faults.Add(FaultKind::kInvalid, "activity.scale", "want one");
  const std::vector<FieldFault> told = FaultsOf(FromGrpcStatus(ToGrpcStatus(faults.ToStatus())));
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[0].field, "activity.kbli_code");
  EXPECT_EQ(told[0].en, "want 5");
  EXPECT_EQ(told[0].id, "tulis 5");
  EXPECT_EQ(told[1].field, "activity.scale");
  EXPECT_EQ(told[1].id, "");
}

TEST(CallStatusTest, OtherStatusesTellNoFaults) {
  EXPECT_THAT(FaultsOf(absl::OkStatus()), IsEmpty());
  EXPECT_THAT(FaultsOf(FromGrpcStatus({grpc::StatusCode::UNAVAILABLE, "gone"})), IsEmpty());
  EXPECT_THAT(FaultsOf(FromGrpcStatus({grpc::StatusCode::INTERNAL, "x", "\xFF\xFF"})), IsEmpty());
}

}  // namespace
}  // namespace izin
