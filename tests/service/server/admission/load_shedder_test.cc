#include "service/server/admission/load_shedder.h"

#include <gtest/gtest.h>

namespace izin {
namespace {

constexpr std::int64_t kUs = 1'000;
constexpr std::int64_t kMs = 1'000'000;
constexpr std::int64_t kLight = 10 * kUs;
constexpr std::int64_t kHeavy = 2 * kMs;

// Calls of one kind that come evenly, each having waited as long.
struct Load {
  int calls_per_ms = 1;
  std::int64_t waited = 0;
  std::int64_t takes = kLight;
};

// One server's clock and shedder.
class Shedding {
 public:
  explicit Shedding(absl::Duration target = absl::Milliseconds(10))
      : shedder_({.target = target}) {}

  // How many of the calls of `load` were admitted in the last of so many windows of 100 ms.
  int Run(const Load& load, int windows) {
    int admitted = 0;
    for (int ms = 0; ms < windows * 100; ++ms) {
      now_ += kMs;
      if (ms % 100 == 0) admitted = 0;
      for (int i = 0; i < load.calls_per_ms; ++i) admitted += Ask(load.waited, load.takes) ? 1 : 0;
    }
    return admitted;
  }
  bool Ask(std::int64_t waited, std::int64_t takes) {
    return shedder_.Admit(now_, now_ - waited, takes);
  }
  void Sleep(std::int64_t time) { now_ += time; }
  std::int64_t now() const { return now_; }
  LoadShedder& shedder() { return shedder_; }

 private:
  LoadShedder shedder_;
  std::int64_t now_ = 1'000 * kMs;
};

TEST(LoadShedder, LetsAllInWhereNobodyWaits) {
  Shedding server;
  EXPECT_EQ(server.Run({.calls_per_ms = 50, .takes = kHeavy}, 10), 5000);
  EXPECT_FALSE(server.shedder().has_queue(server.now()));
  EXPECT_EQ(server.shedder().limit(server.now()), absl::InfiniteDuration());
}

TEST(LoadShedder, RefusesWhoWaitedTooLongWhereThereIsAQueue) {
  Shedding server;
  EXPECT_EQ(server.Run({.waited = 30 * kMs, .takes = kHeavy}, 3), 0);
  EXPECT_EQ(server.shedder().limit(server.now()), absl::Milliseconds(20));
}

// Those behind are answered, else nobody would be.
TEST(LoadShedder, LetsInWhoHasNotWaitedLongEvenThen) {
  Shedding server;
  server.Run({.waited = 30 * kMs, .takes = kHeavy}, 3);
  EXPECT_TRUE(server.Ask(19 * kMs, kHeavy));
  EXPECT_FALSE(server.Ask(21 * kMs, kHeavy));
}

// A burst: some waited long, but not most.
TEST(LoadShedder, TakesABurstForNoQueue) {
  Shedding server;
  for (int ms = 0; ms < 1000; ++ms) {
    server.Sleep(kMs);
    EXPECT_TRUE(server.Ask(ms % 2 == 0 ? 50 * kMs : 0, kHeavy));
    EXPECT_TRUE(server.Ask(0, kLight));
  }
  EXPECT_FALSE(server.shedder().has_queue(server.now()));
}

// Refusing them would save nothing: were they refused, nobody would be answered.
TEST(LoadShedder, NeverRefusesCallsThatCostNoMoreThanTheirTransport) {
  Shedding server;
  EXPECT_EQ(server.Run({.calls_per_ms = 20, .waited = 500 * kMs}, 50), 2000);
  EXPECT_TRUE(server.shedder().has_queue(server.now()));
}

TEST(LoadShedder, LetsAllInOnceTheQueueIsGone) {
  Shedding server;
  server.Run({.waited = 30 * kMs, .takes = kHeavy}, 30);
  ASSERT_TRUE(server.shedder().has_queue(server.now()));
  server.Run({}, 2);
  EXPECT_FALSE(server.shedder().has_queue(server.now()));
  EXPECT_TRUE(server.Ask(30 * kMs, kHeavy));
}

TEST(LoadShedder, ForgetsAQueueOverAPause) {
  Shedding server;
  server.Run({.waited = 30 * kMs, .takes = kHeavy}, 30);
  ASSERT_TRUE(server.shedder().has_queue(server.now()));
  server.Sleep(3'000 * kMs);
  EXPECT_TRUE(server.Ask(30 * kMs, kHeavy));
}

// One client on a slow line, whose messages come long after their headers: no server is full of
// that.
TEST(LoadShedder, TakesAFewSlowMessagesForNoQueue) {
  Shedding server;
  for (int i = 0; i < 100; ++i) {
    server.Sleep(50 * kMs);
    EXPECT_TRUE(server.Ask(200 * kMs, kHeavy));
    server.shedder().Took(kHeavy);
  }
}

// Few calls that take all of the time queue as many do.
TEST(LoadShedder, SeesAQueueOfFewCallsThatTakeLong) {
  Shedding server;
  bool is_refused = false;
  for (int i = 0; i < 20; ++i) {
    server.Sleep(40 * kMs);
    is_refused = !server.Ask(200 * kMs, 40 * kMs);
    server.shedder().Took(40 * kMs);
  }
  EXPECT_TRUE(is_refused);
}

// Calls are read in rounds, and the first of each waits for nobody.
TEST(LoadShedder, SeesAQueueWhoseFirstCallsDoNotWait) {
  Shedding server;
  for (int ms = 0; ms < 300; ++ms) {
    server.Sleep(kMs);
    server.Ask(ms % 50 == 0 ? 0 : (ms % 50) * kMs, kHeavy);
  }
  EXPECT_FALSE(server.Ask(30 * kMs, kHeavy));
}

TEST(LoadShedder, RefusesCallsOnThreadsOfTheirOwnWhileThereIsAQueue) {
  Shedding server;
  EXPECT_TRUE(server.shedder().AdmitAside(server.now()));
  server.Run({.waited = 30 * kMs, .takes = kHeavy}, 5);
  EXPECT_FALSE(server.shedder().AdmitAside(server.now()));
  // With nobody who calls there is no queue either.
  server.Sleep(3'000 * kMs);
  EXPECT_TRUE(server.shedder().AdmitAside(server.now()));
}

TEST(LoadShedder, IsSilentWithoutATarget) {
  Shedding server(absl::ZeroDuration());
  EXPECT_EQ(server.Run({.waited = 900 * kMs, .takes = kHeavy}, 20), 100);
  EXPECT_TRUE(server.shedder().AdmitAside(server.now()));
}

// A clock of arrival ahead of that of the start says that nobody waited.
TEST(LoadShedder, TakesAnArrivalInTheFutureForNoWait) {
  Shedding server;
  EXPECT_EQ(server.Run({.waited = -kMs, .takes = kHeavy}, 5), 100);
}

}  // namespace
}  // namespace izin
