// What izind says of faults: once where they begin, once where they end.

#include "service/server/server_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class FaultWatchTest : public ::testing::Test {
 protected:
  // Some more of both, then a look.
  std::vector<std::string> After(std::uint64_t writes, std::uint64_t failed_writes) {
    now_.writes += writes;
    now_.failed_writes += failed_writes;
    return watch_.Look(now_);
  }

  FaultWatch watch_;
  ServerCounters now_ = {.last_failure = "the disk is full"};
};

TEST_F(FaultWatchTest, SaysNothingWhereAllIsWell) {
  for (int i = 0; i < 10; ++i) EXPECT_THAT(After(5, 0), IsEmpty());
}

TEST_F(FaultWatchTest, SaysOnceThatWritesFailAndOnceThatTheyDoNot) {
  EXPECT_THAT(After(5, 2),
              ElementsAre(AllOf(HasSubstr("event=store_failing"), HasSubstr("failed_writes=2"),
                                HasSubstr("cause=\"the disk is full\""))));
  for (int i = 0; i < 10; ++i) EXPECT_THAT(After(0, 3), IsEmpty());
  EXPECT_THAT(After(1, 0), IsEmpty());
  EXPECT_THAT(After(0, 0), IsEmpty());
  EXPECT_THAT(After(0, 0), ElementsAre(AllOf(HasSubstr("event=store_recovered"),
                                             HasSubstr("failed_writes=32"))));
  EXPECT_THAT(After(0, 0), IsEmpty());
  EXPECT_THAT(After(0, 1), ElementsAre(HasSubstr("event=store_failing")));
}

TEST_F(FaultWatchTest, SaysWhatBecameOfCertificates) {
  now_.tls_reloads = 1;
  EXPECT_THAT(watch_.Look(now_), ElementsAre("event=tls_reloaded tls_reloads=1"));
  EXPECT_THAT(watch_.Look(now_), IsEmpty());
  now_.failed_tls_reloads = 1;
  now_.last_failed_tls_reload = "s.key: cannot be read";
  EXPECT_THAT(watch_.Look(now_), ElementsAre("event=tls_reload_failed failed_tls_reloads=1 "
                                             "cause=\"s.key: cannot be read\""));
}

TEST_F(FaultWatchTest, SaysWhatBecameOfKeysAndAccounts) {
  now_.jwt_key_reloads = 1;
  EXPECT_THAT(watch_.Look(now_), ElementsAre("event=jwt_keys_reloaded reloads=1"));
  now_.failed_jwt_key_reloads = 1;
  now_.last_failed_jwt_key_reload = "k.pem: is empty";
  now_.failed_audits = 2;
  EXPECT_THAT(watch_.Look(now_),
              ElementsAre("event=jwt_keys_reload_failed failed_reloads=1 cause=\"k.pem: is empty\"",
                          "event=audit_unwritable failed_audits=2"));
  EXPECT_THAT(watch_.Look(now_), IsEmpty());
}

TEST_F(FaultWatchTest, DoesNotTakeSilenceForRecovery) {
  After(0, 1);
  for (int i = 0; i < 10; ++i) EXPECT_THAT(After(0, 0), IsEmpty());
}

TEST_F(FaultWatchTest, SaysThatRecordsAreShed) {
  now_.records_dropped = 7;
  EXPECT_THAT(After(5, 0), ElementsAre(AllOf(HasSubstr("records_dropped=7"),
                                             HasSubstr("faster than the disk"))));
}

TEST_F(FaultWatchTest, SaysThatTheCacheWasMended) {
  now_.store_read_errors = 2;
  EXPECT_THAT(After(0, 0), ElementsAre(HasSubstr("event=store_read_error store_read_errors=2")));
  now_.store_read_errors = 9;
  now_.store_rebuilds = 1;
  EXPECT_THAT(After(0, 0), ElementsAre(HasSubstr("event=store_cache_rebuilt rebuilds=1")));
}

TEST(ConnectionFaultTest, SaysOnceThatConnectionsAreRefused) {
  FaultWatch watch;
  EXPECT_THAT(watch.Look({}), ElementsAre());
  EXPECT_THAT(watch.Look({.connections_refused = 3}),
              ElementsAre(HasSubstr("event=connections_refused connections_refused=3")));
  EXPECT_THAT(watch.Look({.connections_refused = 9}), ElementsAre());
  for (int i = 0; i < FaultWatch::kQuietLooks; ++i)
    EXPECT_THAT(watch.Look({.connections_refused = 9}), ElementsAre());
  EXPECT_THAT(watch.Look({.connections_refused = 9,
                          .failed_accepts = 1,
                          .last_failed_accept = "Too many open files"}),
              ElementsAre(HasSubstr("cause=\"Too many open files\"")));
}

TEST(RefusedCallsTest, AreToldOnceWhileTheyAreRefused) {
  FaultWatch watch;
  ServerCounters now;
  EXPECT_THAT(watch.Look(now), IsEmpty());
  now.refused = {0, 0, 5};
  EXPECT_THAT(watch.Look(now), ElementsAre("event=calls_refused rate=0 calls=0 load=5"));
  now.refused = {0, 2, 9};
  EXPECT_THAT(watch.Look(now), IsEmpty());
  for (int i = 0; i < FaultWatch::kQuietLooks; ++i) EXPECT_THAT(watch.Look(now), IsEmpty());
  now.refused = {1, 2, 9};
  EXPECT_THAT(watch.Look(now), ElementsAre("event=calls_refused rate=1 calls=2 load=9"));
}

TEST(CountersLineTest, HasThemAll) {
  EXPECT_EQ(CountersLine({.cache_hits = 1,
                          .cache_misses = 2,
                          .cache_evictions = 3,
                          .store_read_errors = 4,
                          .store_rebuilds = 5,
                          .records_written = 6,
                          .records_dropped = 7,
                          .writes = 0,
                          .failed_writes = 8,
                          .ruleset_activations = 11,
                          .ruleset_rollbacks = 12,
                          .ruleset_failures = 13,
                          .old_ruleset_loads = 14,
                          .old_ruleset_failures = 15,
                          .connections_refused = 9,
                          .failed_accepts = 10,
                          .refused = {16, 17, 18},
                          .call_lines_dropped = 19}),
            "cache_hits=1 cache_misses=2 cache_evictions=3 store_read_errors=4 store_rebuilds=5 "
            "records_written=6 records_dropped=7 failed_writes=8 connections_refused=9 "
            "failed_accepts=10 calls_refused_for_rate=16 calls_refused_for_calls=17 "
            "calls_refused_for_load=18 call_lines_dropped=19 tls_reloads=0 failed_tls_reloads=0 "
            "calls_unauthenticated=0 "
            "calls_denied=0 failed_audits=0 jwt_key_reloads=0 failed_jwt_key_reloads=0 "
            "ruleset_activations=11 "
            "ruleset_rollbacks=12 ruleset_failures=13 "
            "old_ruleset_loads=14 old_ruleset_failures=15");
}

TEST_F(FaultWatchTest, AnOldRulesetThatCannotBeReadIsToldOnce) {
  now_.old_ruleset_failures = 2;
  EXPECT_THAT(watch_.Look(now_),
              ElementsAre("event=old_ruleset_unreadable old_ruleset_failures=2"));
  EXPECT_THAT(watch_.Look(now_), IsEmpty());
}

}  // namespace
}  // namespace izin
