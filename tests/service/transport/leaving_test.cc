// How soon work stops that nobody waits for any more.

#include <algorithm>
#include <ctime>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gtest/gtest.h>

#include "service/answer/batch.h"
#include "service/decisions/decision_handler.h"
#include "service/lifecycle/ruleset_handler.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/writing.h"

namespace izin::testing {
namespace {

// Milliseconds of the processor. 5 are asked for, and a server takes less: this is what no machine
// under test, no other memory allocator and no sanitizer makes of it.
constexpr double kMostMs = 15;

// A caller who leaves at the look number `leaves_at`. Work is measured in the processor time of its
// thread: what else the machine does does not count.
class Leaving {
 public:
  explicit Leaving(int leaves_at = std::numeric_limits<int>::max())
      : leaves_at_(leaves_at), last_(Now()) {}

  bool operator()() {
    const double now = Now();
    worst_ = std::max(worst_, now - last_);
    last_ = Now();
    return ++looks_ >= leaves_at_;
  }
  // Since the last look.
  double Since() const { return Now() - last_; }
  // From one look to the next, and from the beginning to the first.
  double worst() const { return worst_; }
  int looks() const { return looks_; }

 private:
  static double Now() {
    timespec now = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
  }

  const int leaves_at_;
  int looks_ = 0;
  double last_;
  double worst_ = 0;
};

v1::ClassifyActivityRequest WithCapital(int rupiah) {
  return SoundRequest(absl::StrCat("activity { investment { capital_idr: ", rupiah, " } }"));
}

// What was made by then is given back: the most of it near the end, where half of the calls that
// are left are not.
TEST(Leaving, OfAComparison) {
  for (const char* names :
       {"from: 'pp24-2018' to: 'pp28-2025'", "from: 'pp28-2025' to: 'pp24-2018'"}) {
    const auto request = FromText<v1::DiffRulesetsRequest>(names);
    const RulesetHolder& rulesets = Rulesets();
    Leaving stays;
    EXPECT_TRUE(RulesetHandler(rulesets).Diff(request, [&] { return stays(); }).ok());
    EXPECT_GT(stays.looks(), 1000);
    EXPECT_LT(stays.worst(), kMostMs);
    std::vector<double> ends;
    for (int part = 0; part < 9; ++part) {
      Leaving leaves(1 + stays.looks() / 9 * part);
      EXPECT_TRUE(absl::IsCancelled(
          RulesetHandler(rulesets).Diff(request, [&] { return leaves(); }).status()));
      ends.push_back(leaves.Since());
    }
    std::sort(ends.begin(), ends.end());
    EXPECT_LT(ends[ends.size() / 2], kMostMs);
  }
}

TEST(Leaving, OfABatch) {
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  const Pipeline pipeline(Rulesets(), clock);
  v1::BatchClassifyActivitiesRequest batch;
  for (int i = 0; i < kMaxBatch; ++i) *batch.add_requests() = WithCapital(1'000'000 + i);
  const auto ask = [&](Leaving& leaving) {
    return AnswerBatch(
               pipeline, batch, std::numeric_limits<std::size_t>::max(), [&] { return leaving(); },
               nullptr)
        .status();
  };
  Leaving stays;
  EXPECT_TRUE(ask(stays).ok());
  EXPECT_LT(stays.worst(), kMostMs);
  Leaving leaves(stays.looks() / 2);
  EXPECT_TRUE(absl::IsCancelled(ask(leaves)));
  EXPECT_LT(leaves.Since(), kMostMs);
}

TEST(Leaving, OfASearchOfTheLog) {
  const TempFolder folder;
  FakeClock clock(FakeClock::NoonInJakarta(kToday));
  const Pipeline pipeline(Rulesets(), clock);
  Store::Options options;
  options.path = folder.path();
  options.clock = &clock;
  const std::unique_ptr<Store> store = *Store::Open(options);
  {
    Writing writing(*store, {}, clock);
    for (int i = 0; i < 1000; ++i) {
      const v1::ClassifyActivityRequest request = WithCapital(1'000'000 + i);
      GivenRecords given;
      EXPECT_TRUE(pipeline.Answer({.request = &request, .given = &given}).ok());
      writing.log.Append("portal", given, nullptr);
    }
  }
  const DecisionHandler handler(Rulesets(), store.get(), pipeline.redecide());
  const auto ask = [&](Leaving& leaving) {
    std::vector<LostSpan> lost;
    return handler
        .List(
            FromText<v1::ListDecisionsRequest>("kbli_code: '01111'"), [&] { return leaving(); },
            lost)
        .status();
  };
  Leaving stays;
  EXPECT_TRUE(ask(stays).ok());
  EXPECT_EQ(stays.looks(), 1000);
  EXPECT_LT(stays.worst(), kMostMs);
  Leaving leaves(500);
  EXPECT_TRUE(absl::IsCancelled(ask(leaves)));
  EXPECT_LT(leaves.Since(), kMostMs);
}

}  // namespace
}  // namespace izin::testing
