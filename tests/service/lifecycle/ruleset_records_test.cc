// What the store keeps of rulesets.

#include "service/lifecycle/ruleset_records.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin::testing {
namespace {

class RulesetRecordsTest : public ::testing::Test {
 protected:
  RulesetRecordsTest() {
    Store::Options options;
    options.path = folder_ / "data";
    store_ = *Store::Open(options);
  }
  TempFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(RulesetRecordsTest, NothingWasKeptAtFirst) {
  const auto state = ReadActivationState(*store_);
  ASSERT_TRUE(state.ok()) << state.status();
  EXPECT_EQ(state->ruleset_size(), 0);
  EXPECT_EQ(ReadStoredBundle(*store_, std::string(64, 'a')).status().code(),
            absl::StatusCode::kNotFound);
  for (const std::string& other : {std::string(), std::string("state"), std::string(64, 'A')}) {
    EXPECT_EQ(ReadStoredBundle(*store_, other).status().code(), absl::StatusCode::kNotFound)
        << other;
  }
}

TEST_F(RulesetRecordsTest, WhatIsKeptIsReadAgain) {
  internal::ActivationState state;
  state.set_activations(3);
  internal::StoredBundle bundle;
  bundle.set_bundle(std::string("a\0b", 3));
  bundle.set_signature("signed");
  ASSERT_TRUE(WriteActivation(*store_, state, std::string(64, 'a'), &bundle).ok());
  EXPECT_EQ(ReadActivationState(*store_)->activations(), 3);
  EXPECT_EQ(ReadStoredBundle(*store_, std::string(64, 'a'))->bundle(), bundle.bundle());
  state.set_activations(4);
  ASSERT_TRUE(WriteActivation(*store_, state, "", nullptr).ok());
  EXPECT_EQ(ReadActivationState(*store_)->activations(), 4);
  EXPECT_TRUE(ReadStoredBundle(*store_, std::string(64, 'a')).ok());
}

TEST_F(RulesetRecordsTest, WhatCannotBeReadIsDataLoss) {
  StoreBatch batch;
  batch.Put(Family::kRuleset, "state", "\xff\xff");
  ASSERT_TRUE(store_->Write(batch, Durability::kProcess).ok());
  EXPECT_EQ(ReadActivationState(*store_).status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace izin::testing
