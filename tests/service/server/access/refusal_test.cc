#include "service/server/access/refusal.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include <gtest/gtest.h>

#include "service/client/call_status.h"

namespace izin {
namespace {

TEST(Refusal, SaysWhyToProgramsAndToPeopleInBothLanguages) {
  const grpc::Status status = Refusal(grpc::StatusCode::PERMISSION_DENIED, "ROLE_MISSING",
                                      {"not you", "bukan Anda"}, {{"method", "ActivateRuleset"}});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(status.error_message(), "not you");
  google::rpc::Status rich;
  ASSERT_TRUE(rich.ParseFromString(status.error_details()));
  EXPECT_EQ(rich.code(), 7);
  google::rpc::ErrorInfo info;
  ASSERT_TRUE(rich.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "ROLE_MISSING");
  EXPECT_EQ(info.metadata().at("method"), "ActivateRuleset");
  EXPECT_EQ(IndonesianOf(FromGrpcStatus(status)), "bukan Anda");
}

}  // namespace
}  // namespace izin
