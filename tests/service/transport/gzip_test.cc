#include "service/transport/gzip.h"

#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(GzipTest, GivesBackWhatItPacked) {
  std::string text;
  for (int i = 0; i < 50000; ++i) text += std::to_string(i * 7919 % 100003);
  for (const std::string& bytes : {std::string(), std::string("x"), text}) {
    const absl::StatusOr<std::string> back = Gunzip(Gzip(bytes), bytes.size());
    ASSERT_TRUE(back.ok()) << back.status();
    EXPECT_EQ(*back, bytes);
  }
  EXPECT_LT(Gzip(text).size(), text.size() / 2);
}

TEST(GzipTest, UnpacksNoMoreThanIsAllowed) {
  const std::string packed = Gzip(std::string(1 << 20, 'x'));
  ASSERT_LT(packed.size(), 10000U);
  EXPECT_EQ(Gunzip(packed, (1 << 20) - 1).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(GzipTest, RefusesWhatIsNoGzip) {
  const std::string packed = Gzip("some text that is packed");
  for (const std::string& bytes :
       {std::string(), std::string("text"), packed.substr(0, packed.size() - 1), packed + "more"}) {
    EXPECT_EQ(Gunzip(bytes, 1000).status().code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST(GzipTest, IsTakenByWhoSaysSo) {
  EXPECT_TRUE(TakesGzip("gzip"));
  EXPECT_TRUE(TakesGzip("br, GZIP;q=0.5, *"));
  EXPECT_FALSE(TakesGzip(""));
  EXPECT_FALSE(TakesGzip("br"));
  EXPECT_FALSE(TakesGzip("gzip;q=0"));
  EXPECT_FALSE(TakesGzip("x-gzip"));
}

}  // namespace
}  // namespace izin
