#include "service/lifecycle/second_person.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/client/call_status.h"

namespace izin {
namespace {

using ::testing::HasSubstr;

const absl::Time kNow = absl::FromUnixSeconds(1'790'000'000);

class SecondPersonTest : public ::testing::Test {
 protected:
  absl::Status Ask(const std::string& by, const std::string& digest = "d1",
                   absl::Duration later = absl::ZeroDuration()) {
    return AskSecondPerson({.ruleset = "rulesets/pp28-2025@aa", .bundle_digest = digest, .by = by},
                           kNow + later, state_, is_new_);
  }

  internal::ActivationState state_;
  bool is_new_ = false;
};

TEST_F(SecondPersonTest, IsAwaitedAndThenActivates) {
  const absl::Status first = Ask("jwt:siti");
  EXPECT_TRUE(absl::IsFailedPrecondition(first));
  EXPECT_TRUE(is_new_);
  ASSERT_EQ(FaultsOf(first).size(), 1);
  EXPECT_EQ(FaultsOf(first)[0].field, "bundle");
  EXPECT_THAT(FaultsOf(first)[0].en, HasSubstr("is proposed by jwt:siti and not active yet"));
  EXPECT_THAT(FaultsOf(first)[0].id, HasSubstr("diusulkan oleh jwt:siti dan belum aktif"));
  ASSERT_EQ(state_.proposal_size(), 1);
  EXPECT_TRUE(Ask("jwt:budi").ok());
  EXPECT_FALSE(is_new_);
  EXPECT_EQ(state_.proposal_size(), 0);
}

TEST_F(SecondPersonTest, IsNotTheFirstOnceMore) {
  EXPECT_FALSE(Ask("jwt:siti").ok());
  const absl::Status again = Ask("jwt:siti", "d1", absl::Hours(1));
  EXPECT_TRUE(absl::IsFailedPrecondition(again));
  EXPECT_FALSE(is_new_);
  EXPECT_THAT(FaultsOf(again)[0].en, HasSubstr("another person is to activate it"));
  EXPECT_EQ(state_.proposal(0).time_us(), absl::ToUnixMicros(kNow));
}

TEST_F(SecondPersonTest, SendsTheSameBytes) {
  EXPECT_FALSE(Ask("jwt:siti", "d1").ok());
  EXPECT_FALSE(Ask("jwt:budi", "d2").ok());
  EXPECT_TRUE(is_new_);
  EXPECT_EQ(state_.proposal_size(), 2);
  EXPECT_TRUE(Ask("jwt:siti", "d2").ok());
  EXPECT_EQ(state_.proposal_size(), 1);
}

TEST_F(SecondPersonTest, ComesWithinADay) {
  EXPECT_FALSE(Ask("jwt:siti").ok());
  EXPECT_FALSE(Ask("jwt:budi", "d1", absl::Hours(24) + absl::Seconds(1)).ok());
  EXPECT_TRUE(is_new_);
  ASSERT_EQ(state_.proposal_size(), 1);
  EXPECT_EQ(state_.proposal(0).proposed_by(), "jwt:budi");
  EXPECT_TRUE(Ask("jwt:siti", "d1", absl::Hours(48)).ok());
}

TEST_F(SecondPersonTest, HasAName) {
  const absl::Status nobody = Ask("");
  EXPECT_FALSE(is_new_);
  EXPECT_THAT(FaultsOf(nobody)[0].en, HasSubstr("does not say whose it is"));
  EXPECT_FALSE(Ask("jwt:siti").ok());
  EXPECT_FALSE(Ask("").ok());
  EXPECT_EQ(state_.proposal_size(), 1);
}

}  // namespace
}  // namespace izin
