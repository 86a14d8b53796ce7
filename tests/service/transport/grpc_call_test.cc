#include "service/transport/grpc_call.h"

#include <new>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(WithinMemoryTest, GivesWhatTheCallGives) {
  EXPECT_TRUE(WithinMemory([] { return absl::OkStatus(); }).ok());
  EXPECT_EQ(WithinMemory([] { return absl::NotFoundError("no"); }), absl::NotFoundError("no"));
}

TEST(WithinMemoryTest, AnAllocationThatFailsIsNoEndOfTheProcess) {
  const absl::Status status = WithinMemory([]() -> absl::Status { throw std::bad_alloc(); });
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("no memory is left"));
}

TEST(WholeBytesTest, JoinsPieces) {
  const grpc::Slice parts[] = {grpc::Slice("ab"), grpc::Slice("c")};
  EXPECT_EQ(WholeBytes(grpc::ByteBuffer(parts, 2)).view(), "abc");
  EXPECT_EQ(WholeBytes(grpc::ByteBuffer(parts, 1)).view(), "ab");
}

}  // namespace
}  // namespace izin
