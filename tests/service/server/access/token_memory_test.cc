#include "service/server/access/token_memory.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include <gtest/gtest.h>

namespace izin {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'790'000'000);

std::shared_ptr<const Caller> Named(const std::string& name) {
  return std::make_shared<const Caller>(Caller{.name = name});
}

TEST(TokenMemory, RemembersTheExactTokenUntilItExpires) {
  TokenMemory memory;
  memory.Keep("header.claims.signature", Named("siti"), kNow + absl::Seconds(10));
  ASSERT_NE(memory.Find("header.claims.signature", kNow), nullptr);
  EXPECT_EQ(memory.Find("header.claims.signature", kNow)->name, "siti");
  EXPECT_EQ(memory.Find("header.claims.signaturE", kNow), nullptr);
  EXPECT_EQ(memory.Find("header.Claims.signature", kNow), nullptr);
  EXPECT_EQ(memory.Find("", kNow), nullptr);
  EXPECT_EQ(memory.Find("header.claims.signature", kNow + absl::Seconds(10)), nullptr);
  EXPECT_EQ(memory.size(), 0);
}

TEST(TokenMemory, HoldsNoMoreThanItMay) {
  TokenMemory memory;
  for (std::size_t i = 0; i < 3 * TokenMemory::kMost; ++i) {
    const std::string token = absl::StrCat("header.claims.", i * 7919, ".signature", i % 97);
    memory.Keep(token, Named("x"), absl::InfiniteFuture());
    EXPECT_NE(memory.Find(token, kNow), nullptr);
  }
  EXPECT_LE(memory.size(), TokenMemory::kMost);
  EXPECT_GT(memory.size(), TokenMemory::kMost / 2);
  memory.Clear();
  EXPECT_EQ(memory.size(), 0);
}

}  // namespace
}  // namespace izin
