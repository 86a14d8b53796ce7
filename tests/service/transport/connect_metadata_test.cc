#include "service/transport/connect_metadata.h"

#include <string>

#include <gtest/gtest.h>

// What goes through to a call and comes back from it is in connect_handler_test.cc; here what does
// not.

namespace izin {
namespace {

absl::Status Put(const std::string& name, const std::string& value) {
  HttpRequest request;
  request.headers.emplace(name, value);
  grpc::ClientContext context;
  return PutMetadata(request, context);
}

TEST(ConnectMetadataTest, TakesHeadersOfTheCaller) {
  EXPECT_TRUE(Put("authorization", "Bearer abc").ok());
  EXPECT_TRUE(Put("x-request-id", "1").ok());
  EXPECT_TRUE(Put("x-key-bin", "AAEC").ok());
}

TEST(ConnectMetadataTest, RefusesWhatMetadataCannotHold) {
  EXPECT_EQ(Put("x-request-id", "a\r\nb").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Put("x-request-id", "\xC3\xA9").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Put("x request", "a").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Put("x-key-bin", "not base64!").code(), absl::StatusCode::kInvalidArgument);
}

// A trace that cannot be read is none; the call is answered all the same.
TEST(ConnectMetadataTest, LeavesATraceOutThatIsMalformed) {
  EXPECT_TRUE(Put("traceparent", "\xC3\xA9").ok());
  EXPECT_TRUE(Put("tracestate", "a=\xC3\xA9").ok());
  EXPECT_TRUE(Put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01").ok());
}

// They mean something to HTTP, and would mean something else to gRPC.
TEST(ConnectMetadataTest, PassesOverHeadersOfHttp) {
  for (const char* name : {"content-type", "host", "connection", "te", "grpc-timeout",
                           "accept-encoding", "connect-timeout-ms", ":path", "cookie"}) {
    EXPECT_TRUE(Put(name, "\xC3\xA9").ok()) << name;
  }
}

}  // namespace
}  // namespace izin
