// Bounded in threads and in what waits, and what was taken is done.

#include "service/base/worker_pool.h"

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/synchronization/barrier.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;

using Ticket = WorkerPool::Ticket;

TEST(WorkerPoolTest, AdmitsNoMoreThanItMay) {
  WorkerPool pool({.threads = 1, .max_admitted = 2});
  std::optional<Ticket> first = pool.Admit();
  const std::optional<Ticket> second = pool.Admit();
  ASSERT_TRUE(first.has_value());
  ASSERT_TRUE(second.has_value());
  EXPECT_FALSE(pool.Admit().has_value());
  EXPECT_FALSE(pool.Admit().has_value());
  first.reset();
  const std::optional<Ticket> third = pool.Admit();
  EXPECT_TRUE(third.has_value());
  EXPECT_FALSE(pool.Admit().has_value());
}

TEST(WorkerPoolTest, AdmitsNobodyWhereNobodyMay) {
  WorkerPool pool({.threads = 1, .max_admitted = 0});
  EXPECT_FALSE(pool.Admit().has_value());
}

// A refusal takes no place: what was given back can be taken as often as it was before.
TEST(WorkerPoolTest, LosesNoPlace) {
  WorkerPool pool({.threads = 1, .max_admitted = 1});
  for (int i = 0; i < 1000; ++i) {
    const std::optional<Ticket> ticket = pool.Admit();
    ASSERT_TRUE(ticket.has_value()) << i;
    EXPECT_FALSE(pool.Admit().has_value());
  }
}

TEST(WorkerPoolTest, AMovedTicketIsGivenBackOnce) {
  WorkerPool pool({.threads = 1, .max_admitted = 1});
  {
    std::optional<Ticket> ticket = pool.Admit();
    ASSERT_TRUE(ticket.has_value());
    const Ticket moved = *std::move(ticket);
    ticket.reset();
    EXPECT_FALSE(pool.Admit().has_value()) << "given back though another has it";
  }
  const std::optional<Ticket> one = pool.Admit();
  EXPECT_TRUE(one.has_value());
  EXPECT_FALSE(pool.Admit().has_value()) << "given back twice";
}

// The task owns its ticket, and both end together.
TEST(WorkerPoolTest, ATaskMayEndItsTicket) {
  WorkerPool pool({.threads = 1, .max_admitted = 1});
  auto ticket = std::make_shared<std::optional<Ticket>>(pool.Admit());
  ASSERT_TRUE(ticket->has_value());
  absl::Notification ended;
  (*ticket)->Run([ticket, &ended] {
    ticket->reset();
    ended.Notify();
  });
  ended.WaitForNotification();
  EXPECT_TRUE(pool.Admit().has_value());
}

TEST(WorkerPoolTest, RunsTheTasksOfATicketOneAfterTheOther) {
  std::vector<int> ran;
  std::function<void(int)> step;
  {
    WorkerPool pool({.threads = 4, .max_admitted = 1});
    auto ticket = std::make_shared<std::optional<Ticket>>(pool.Admit());
    absl::Notification ended;
    // Each asks for the next one as its last statement.
    step = [&](int i) {
      ran.push_back(i);
      if (i == 9) {
        ticket->reset();
        ended.Notify();
      } else {
        (*ticket)->Run([&step, i] { step(i + 1); });
      }
    };
    (*ticket)->Run([&step] { step(0); });
    ended.WaitForNotification();
  }
  EXPECT_THAT(ran, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
}

TEST(WorkerPoolTest, RunsTasksInTheOrderTheyCame) {
  std::vector<int> ran;
  {
    WorkerPool pool({.threads = 1, .max_admitted = 5});
    for (int i = 0; i < 5; ++i) pool.Admit()->Run([&ran, i] { ran.push_back(i); });
  }
  EXPECT_THAT(ran, ElementsAre(0, 1, 2, 3, 4));
}

// Four tasks that wait for one another end only if four threads run them.
TEST(WorkerPoolTest, RunsOnAsManyThreadsAsItHas) {
  auto* const all_here = new absl::Barrier(4);
  absl::BlockingCounter left(4);
  WorkerPool pool({.threads = 4, .max_admitted = 4});
  for (int i = 0; i < 4; ++i) {
    pool.Admit()->Run([all_here, &left] {
      if (all_here->Block()) delete all_here;
      left.DecrementCount();
    });
  }
  left.Wait();
}

TEST(WorkerPoolTest, NeverRunsOnMoreThreadsThanItHas) {
  std::atomic<int> running{0};
  std::atomic<int> most{0};
  absl::BlockingCounter left(100);
  WorkerPool pool({.threads = 2, .max_admitted = 100});
  for (int i = 0; i < 100; ++i) {
    pool.Admit()->Run([&] {
      const int now = ++running;
      for (int seen = most; now > seen && !most.compare_exchange_weak(seen, now);) {
      }
      std::this_thread::yield();
      --running;
      left.DecrementCount();
    });
  }
  left.Wait();
  EXPECT_LE(most, 2);
}

// Even what waits behind a task that still runs.
TEST(WorkerPoolTest, RunsWhatWaitsBeforeItEnds) {
  std::atomic<int> ran{0};
  absl::Notification may_go_on;
  auto pool = std::make_unique<WorkerPool>(WorkerPool::Options{.threads = 1, .max_admitted = 50});
  pool->Admit()->Run([&] {
    may_go_on.WaitForNotification();
    ++ran;
  });
  for (int i = 0; i < 49; ++i) pool->Admit()->Run([&ran] { ++ran; });
  EXPECT_EQ(ran, 0);
  std::thread ending([&pool] { pool.reset(); });
  may_go_on.Notify();
  ending.join();
  EXPECT_EQ(ran, 50);
}

TEST(WorkerPoolTest, ServesFourThreads) {
  std::atomic<int> ran{0};
  std::atomic<int> admitted{0};
  std::atomic<int> refused{0};
  {
    WorkerPool pool({.threads = 2, .max_admitted = 3});
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&] {
        for (int i = 0; i < 500; ++i) {
          auto ticket = std::make_shared<std::optional<Ticket>>(pool.Admit());
          if (!ticket->has_value()) {
            ++refused;
            continue;
          }
          ++admitted;
          const Ticket& held = **ticket;
          held.Run([ticket, &ran] {
            ++ran;
            ticket->reset();
          });
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(ran, admitted);
  EXPECT_EQ(admitted + refused, 2000);
  EXPECT_GT(admitted, 0);
}

}  // namespace
}  // namespace izin
