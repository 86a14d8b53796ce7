#include "service/server/admission/caller_table.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gtest/gtest.h>

namespace izin {
namespace {

using Verdict = CallerTable::Verdict;

constexpr std::int64_t kSecond = 1'000'000'000;

TEST(CallerTable, LetsInWhatTheRateAllowsAndNoMore) {
  CallerTable table({.rate = 10});
  for (int i = 0; i < 10; ++i) EXPECT_EQ(table.Take("portal", 1, 0).verdict, Verdict::kAdmitted);
  const CallerTable::Taken refused = table.Take("portal", 1, 0);
  EXPECT_EQ(refused.verdict, Verdict::kTooFast);
  EXPECT_EQ(refused.caller, nullptr);
  EXPECT_EQ(refused.retry_after, absl::Milliseconds(100));
  EXPECT_EQ(table.Take("portal", 1, kSecond / 10).verdict, Verdict::kAdmitted);
  EXPECT_EQ(table.Take("portal", 1, kSecond / 10).verdict, Verdict::kTooFast);
}

TEST(CallerTable, SavesUpNoMoreThanOneSecond) {
  CallerTable table({.rate = 2});
  table.Take("portal", 1, 0);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(table.Take("portal", 1, 3600 * kSecond).verdict, Verdict::kAdmitted);
  EXPECT_EQ(table.Take("portal", 1, 3600 * kSecond).verdict, Verdict::kTooFast);
}

// A call that weighs more than the bucket holds would never be let in otherwise.
TEST(CallerTable, LetsAHeavyCallInAndHasItPaidAfterwards) {
  CallerTable table({.rate = 10});
  EXPECT_EQ(table.Take("portal", 1010, 0).verdict, Verdict::kAdmitted);
  EXPECT_EQ(table.Take("portal", 1, 99 * kSecond).verdict, Verdict::kTooFast);
  EXPECT_EQ(table.Take("portal", 1, 101 * kSecond).verdict, Verdict::kAdmitted);
}

TEST(CallerTable, ARateBelowOneCallASecondStillLetsCallsIn) {
  CallerTable table({.rate = 0.1});
  EXPECT_EQ(table.Take("portal", 1, 0).verdict, Verdict::kAdmitted);
  EXPECT_EQ(table.Take("portal", 1, 9 * kSecond).verdict, Verdict::kTooFast);
  EXPECT_EQ(table.Take("portal", 1, 11 * kSecond).verdict, Verdict::kAdmitted);
}

TEST(CallerTable, TellsCallersApart) {
  CallerTable table({.rate = 1, .calls = 1});
  EXPECT_EQ(table.Take("a", 1, 0).verdict, Verdict::kAdmitted);
  EXPECT_NE(table.Take("a", 1, 0).verdict, Verdict::kAdmitted);
  EXPECT_EQ(table.Take("b", 1, 0).verdict, Verdict::kAdmitted);
}

TEST(CallerTable, BoundsWhatACallerHasUnderWay) {
  CallerTable table({.calls = 2});
  const CallerTable::Taken first = table.Take("portal", 1, 0);
  table.Take("portal", 1, 0);
  const CallerTable::Taken third = table.Take("portal", 1, 0);
  EXPECT_EQ(third.verdict, Verdict::kTooMany);
  EXPECT_GT(third.retry_after, absl::ZeroDuration());
  table.Return(*first.caller);
  EXPECT_EQ(table.Take("portal", 1, 0).verdict, Verdict::kAdmitted);
}

TEST(CallerTable, ChargesMessagesOfAStreamAndSaysHowLongToRest) {
  CallerTable table({.rate = 10});
  const CallerTable::Taken stream = table.Take("portal", 1, 0);
  EXPECT_EQ(table.Charge(*stream.caller, 9, 0), absl::ZeroDuration());
  EXPECT_EQ(table.Charge(*stream.caller, 4, 0), absl::Milliseconds(500));
  EXPECT_EQ(table.Take("portal", 1, 0).verdict, Verdict::kTooFast);
  EXPECT_EQ(table.Charge(*stream.caller, 1, kSecond), absl::ZeroDuration());
}

TEST(CallerTable, StaysBoundedWhereEveryCallHasAnotherName) {
  CallerTable table({.rate = 1, .most = 16});
  for (int i = 0; i < 1000; ++i)
    EXPECT_EQ(table.Take(absl::StrCat("caller-", i), 1, 0).verdict, Verdict::kAdmitted);
  EXPECT_EQ(table.size(), 16U);
}

// Who called last is remembered, whatever comes and goes beside it.
TEST(CallerTable, ForgetsThoseSeenLongestAgo) {
  CallerTable table({.rate = 1, .most = 16});
  table.Take("flood", 1, 0);
  for (int i = 0; i < 1000; ++i) {
    table.Take(absl::StrCat("caller-", i), 1, 0);
    EXPECT_EQ(table.Take("flood", 1, 0).verdict, Verdict::kTooFast);
  }
}

TEST(CallerTable, RatherForgetsACallerWithoutCalls) {
  CallerTable table({.calls = 1, .most = 2});
  const CallerTable::Taken busy = table.Take("busy", 1, 0);
  table.Return(*table.Take("idle", 1, 0).caller);
  table.Take("new", 1, 0);
  EXPECT_EQ(table.Take("busy", 1, 0).verdict, Verdict::kTooMany);
}

// Calls of callers that were forgotten meanwhile end as others do.
TEST(CallerTable, TakesBackCallsOfAForgottenCaller) {
  CallerTable table({.calls = 1, .most = 4});
  std::vector<CallerTable::Taken> taken;
  taken.reserve(100);
  for (int i = 0; i < 100; ++i) taken.push_back(table.Take(absl::StrCat("caller-", i), 1, 0));
  for (const CallerTable::Taken& one : taken) table.Return(*one.caller);
  EXPECT_EQ(table.size(), 4U);
  EXPECT_EQ(table.Take("caller-99", 1, 0).verdict, Verdict::kAdmitted);
}

}  // namespace
}  // namespace izin
