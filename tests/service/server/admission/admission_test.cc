#include "service/server/admission/admission.h"

#include <string>

#include "absl/strings/str_cat.h"
#include <gtest/gtest.h>

namespace izin {
namespace {

constexpr std::int64_t kMs = 1'000'000;

Admission::Asked Call(absl::string_view method, std::int64_t now, std::int64_t waited = 0) {
  return {.method = MethodNamed(method).number,
          .caller = "portal",
          .arrived = now - waited,
          .now = now};
}

// Batches that queue and take 2 ms each, for two seconds.
std::int64_t Fill(Admission& admission) {
  std::int64_t now = 1'000 * kMs;
  for (int i = 0; i < 2000; ++i) {
    now += kMs;
    const Admission::Verdict verdict =
        admission.Ask(Call("BatchClassifyActivities", now, 30 * kMs));
    if (verdict.is_admitted) admission.End(verdict.ticket, 2 * kMs);
  }
  return now;
}

TEST(Admission, WithoutLimitsOfCallersAsksForNone) {
  Admission admission({});
  EXPECT_FALSE(admission.wants_callers());
  for (int i = 0; i < 10'000; ++i) {
    const Admission::Verdict verdict = admission.Ask(Call("ClassifyActivity", 0));
    ASSERT_TRUE(verdict.is_admitted);
    admission.End(verdict.ticket, 1000);
  }
  EXPECT_EQ(admission.counters(0).callers, 0U);
}

TEST(Admission, RefusesACallerAboveItsRateAndCountsIt) {
  Admission admission({.callers = {.rate = 2}});
  EXPECT_TRUE(admission.wants_callers());
  EXPECT_TRUE(admission.Ask(Call("ClassifyActivity", 0)).is_admitted);
  EXPECT_TRUE(admission.Ask(Call("ClassifyActivity", 0)).is_admitted);
  const Admission::Verdict verdict = admission.Ask(Call("ClassifyActivity", 0));
  EXPECT_FALSE(verdict.is_admitted);
  EXPECT_EQ(verdict.reason, RefusedFor::kRate);
  EXPECT_EQ(verdict.retry_after, absl::Milliseconds(500));
  EXPECT_EQ(admission.counters(0).refused[0], 1U);
}

TEST(Admission, CountsABatchByItsBytes) {
  Admission admission({.callers = {.rate = 10}});
  Admission::Asked batch = Call("BatchClassifyActivities", 0);
  batch.bytes = 100 << 10;
  EXPECT_TRUE(admission.Ask(batch).is_admitted);
  EXPECT_FALSE(admission.Ask(Call("ClassifyActivity", 9'000 * kMs)).is_admitted);
  EXPECT_TRUE(admission.Ask(Call("ClassifyActivity", 10'000 * kMs)).is_admitted);
}

TEST(Admission, BoundsWhatACallerHasUnderWayUntilItEnds) {
  Admission admission({.callers = {.calls = 1}});
  const Admission::Verdict stream = admission.Ask(Call("StreamClassifyActivities", 0));
  ASSERT_TRUE(stream.is_admitted);
  const Admission::Verdict second = admission.Ask(Call("ClassifyActivity", 0));
  EXPECT_FALSE(second.is_admitted);
  EXPECT_EQ(second.reason, RefusedFor::kCalls);
  admission.End(stream.ticket, 1);
  EXPECT_TRUE(admission.Ask(Call("ClassifyActivity", 1)).is_admitted);
}

TEST(Admission, ChargesTheMessagesOfAStream) {
  Admission admission({.callers = {.rate = 2}});
  const Admission::Verdict stream = admission.Ask(Call("StreamClassifyActivities", 0));
  EXPECT_EQ(admission.Charge(stream.ticket, 0, 0), absl::ZeroDuration());
  EXPECT_GT(admission.Charge(stream.ticket, 0, 0), absl::ZeroDuration());
}

TEST(Admission, ShedsBatchesWhereCallsQueueAndThenComparisonsToo) {
  Admission admission({});
  const std::int64_t now = Fill(admission);
  EXPECT_LT(admission.counters(now).wait_limit, absl::Seconds(1));
  EXPECT_GT(admission.counters(0).refused[static_cast<std::size_t>(RefusedFor::kLoad)], 100U);
  const Admission::Verdict verdict = admission.Ask(Call("DiffRulesets", now));
  EXPECT_FALSE(verdict.is_admitted);
  EXPECT_EQ(verdict.reason, RefusedFor::kLoad);
  EXPECT_EQ(verdict.retry_after, absl::Seconds(1));
}

// Who runs a server that is full must see what it does, and put it right.
TEST(Admission, NeverRefusesAdminCalls) {
  Admission admission({.callers = {.rate = 1, .calls = 1}});
  const std::int64_t now = Fill(admission);
  for (const char* method :
       {"ListRulesets", "GetRuleset", "ActivateRuleset", "RollbackRuleset", "ListRulesets"}) {
    const Admission::Verdict verdict = admission.Ask(Call(method, now, 500 * kMs));
    EXPECT_TRUE(verdict.is_admitted) << method;
    admission.End(verdict.ticket, 0);
  }
}

// A call that is refused for load is not one that its caller has under way.
TEST(Admission, GivesThePlaceOfAShedCallBack) {
  Admission admission({.callers = {.calls = 1}});
  const std::int64_t now = Fill(admission);
  for (int i = 0; i < 10; ++i) {
    const Admission::Verdict verdict = admission.Ask(Call("DiffRulesets", now));
    ASSERT_FALSE(verdict.is_admitted);
    EXPECT_EQ(verdict.reason, RefusedFor::kLoad);
  }
}

TEST(Admission, LetsMethodsInThatItDoesNotKnow) {
  Admission admission({.callers = {.rate = 1}});
  for (int i = 0; i < 10; ++i) {
    const Admission::Verdict verdict = admission.Ask(Call("", 0));
    EXPECT_TRUE(verdict.is_admitted);
    admission.End(verdict.ticket, 0);
  }
}

TEST(Admission, StaysBoundedUnderRotatingIdentities) {
  Admission admission({.callers = {.rate = 1, .calls = 4, .most = 64}});
  for (int i = 0; i < 1000; ++i) {
    const std::string name = absl::StrCat("spiffe://portal/", i);
    Admission::Asked call = Call("ClassifyActivity", 0);
    call.caller = name;
    const Admission::Verdict verdict = admission.Ask(call);
    EXPECT_TRUE(verdict.is_admitted);
    if (i % 2 == 0) admission.End(verdict.ticket, 10);
  }
  EXPECT_EQ(admission.counters(0).callers, 64U);
}

TEST(Admission, NamesItsReasonsAsTheMetricsDo) {
  EXPECT_EQ(NameOf(RefusedFor::kRate), "rate");
  EXPECT_EQ(NameOf(RefusedFor::kCalls), "calls");
  EXPECT_EQ(NameOf(RefusedFor::kLoad), "load");
}

}  // namespace
}  // namespace izin
