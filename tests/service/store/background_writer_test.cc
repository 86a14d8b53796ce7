// One thread writes, in parts: what waits is written, in order, and before it ends.

#include "service/store/background_writer.h"

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/synchronization/notification.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/service/store/opened_store.h"

namespace izin {
namespace {

using ::izin::testing::TempFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Rounds come when they are called for, and by no clock.
constexpr BackgroundWriter::Options kNeverByItself = {.write_every = absl::Hours(10)};

// Notes each of its turns; takes one piece of work in each.
class Turns final : public BackgroundWriter::Part {
 public:
  Turns(BackgroundWriter& writer, std::vector<std::string>& turns, std::string name)
      : writer_(writer), turns_(turns), name_(std::move(name)) {
    writer.Add(*this);
  }

  void Put() {
    {
      absl::MutexLock lock(&mutex_);
      ++waiting_;
    }
    writer_.Wake();
  }
  void Work() override {
    turns_.push_back(name_);
    absl::MutexLock lock(&mutex_);
    if (waiting_ > 0) {
      --waiting_;
      ++done_;
    }
    ++rounds_;
  }
  bool HasWork() const override {
    absl::MutexLock lock(&mutex_);
    return waiting_ > 0;
  }
  void AwaitRounds(int rounds) const {
    absl::MutexLock lock(&mutex_);
    const auto has_come = [this, rounds]()
                              ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return rounds_ >= rounds; };
    ASSERT_TRUE(mutex_.AwaitWithTimeout(absl::Condition(&has_come), absl::Seconds(60)));
  }
  int rounds() const {
    absl::MutexLock lock(&mutex_);
    return rounds_;
  }
  int done() const {
    absl::MutexLock lock(&mutex_);
    return done_;
  }

 private:
  BackgroundWriter& writer_;
  std::vector<std::string>& turns_;  // of the writer's thread until it stopped
  const std::string name_;
  mutable absl::Mutex mutex_;
  int waiting_ ABSL_GUARDED_BY(mutex_) = 0;
  int done_ ABSL_GUARDED_BY(mutex_) = 0;
  int rounds_ ABSL_GUARDED_BY(mutex_) = 0;
};

class BackgroundWriterTest : public ::testing::Test {
 protected:
  const TempFolder folder_;
  const std::unique_ptr<Store> store_ = Opened(folder_.path());
  std::vector<std::string> turns_;
};

TEST_F(BackgroundWriterTest, PartsWorkInTheOrderInWhichTheyWereAdded) {
  BackgroundWriter writer(*store_, kNeverByItself);
  Turns a(writer, turns_, "a");
  Turns b(writer, turns_, "b");
  Turns c(writer, turns_, "c");
  b.Put();
  writer.Start();
  c.AwaitRounds(1);
  writer.Stop();  // a last round of all
  EXPECT_THAT(turns_, ElementsAre("a", "b", "c", "a", "b", "c"));
}

TEST_F(BackgroundWriterTest, NobodyWorksBeforeItStarts) {
  BackgroundWriter writer(*store_, kNeverByItself);
  Turns part(writer, turns_, "a");
  part.Put();
  writer.Hurry();
  writer.Stop();
  EXPECT_THAT(turns_, IsEmpty());
  EXPECT_TRUE(part.HasWork());
}

// What only waits goes with the next round; who is in a hurry begins it.
TEST_F(BackgroundWriterTest, HurryEndsThePauseThatWakeLeaves) {
  BackgroundWriter writer(*store_, kNeverByItself);
  Turns part(writer, turns_, "a");
  part.Put();
  writer.Start();
  part.AwaitRounds(1);
  for (int i = 0; i < 3; ++i) part.Put();
  EXPECT_EQ(part.rounds(), 1);
  writer.Hurry();
  part.AwaitRounds(2);
  for (int i = 0; i < 3; ++i) writer.Wake();
  EXPECT_EQ(part.rounds(), 2);
  writer.Hurry();
  part.AwaitRounds(3);
  EXPECT_EQ(part.rounds(), 3);
  writer.Stop();
}

// A hurry that comes while a round runs is not lost: another round follows.
TEST_F(BackgroundWriterTest, AHurryDuringARoundIsNotLost) {
  class Hurrying final : public BackgroundWriter::Part {
   public:
    explicit Hurrying(BackgroundWriter& writer) : writer_(writer) { writer.Add(*this); }
    void Work() override {
      if (++rounds_ < 5) {
        writer_.Hurry();
      } else if (!ended.HasBeenNotified()) {
        ended.Notify();
      }
    }
    bool HasWork() const override { return false; }

    absl::Notification ended;

   private:
    BackgroundWriter& writer_;
    int rounds_ = 0;
  };
  BackgroundWriter writer(*store_, kNeverByItself);
  Hurrying part(writer);
  writer.Wake();
  writer.Start();
  EXPECT_TRUE(part.ended.WaitForNotificationWithTimeout(absl::Seconds(60)));
  writer.Stop();
}

TEST_F(BackgroundWriterTest, StopWritesWhatWaits) {
  BackgroundWriter writer(*store_, kNeverByItself);
  Turns one(writer, turns_, "a");
  Turns many(writer, turns_, "b");
  one.Put();
  for (int i = 0; i < 20; ++i) many.Put();  // a round each
  writer.Start();
  writer.Stop();
  EXPECT_EQ(one.done(), 1);
  EXPECT_EQ(many.done(), 20);
  EXPECT_FALSE(many.HasWork());
}

TEST_F(BackgroundWriterTest, IsStoppedOnceHoweverOften) {
  BackgroundWriter writer(*store_, kNeverByItself);
  Turns part(writer, turns_, "a");
  writer.Start();
  writer.Stop();
  const int rounds = part.rounds();
  writer.Stop();
  part.Put();
  EXPECT_EQ(part.rounds(), rounds);
}

TEST_F(BackgroundWriterTest, WritesWhatFourThreadsPut) {
  BackgroundWriter writer(*store_, {.write_every = absl::ZeroDuration()});
  Turns part(writer, turns_, "a");
  writer.Start();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) part.Put();
    });
  }
  for (std::thread& thread : threads) thread.join();
  writer.Stop();
  EXPECT_EQ(part.done(), 400);
}

// --- writes -----------------------------------------------------------------------------------

StoreBatch BatchOf(const std::string& key) {
  StoreBatch batch;
  batch.Put(Family::kDecisionLog, key, "value");
  return batch;
}

TEST_F(BackgroundWriterTest, CountsWhatItWrites) {
  BackgroundWriter writer(*store_, kNeverByItself);
  EXPECT_TRUE(writer.Write(BatchOf("one"), Durability::kProcess).ok());
  EXPECT_TRUE(writer.Write(BatchOf("two"), Durability::kMachine).ok());
  EXPECT_EQ(writer.counters().writes, 2U);
  EXPECT_EQ(writer.counters().failed_writes, 0U);
  EXPECT_EQ(writer.last_failure(), "");
  EXPECT_EQ(*store_->Get(Family::kDecisionLog, "two"), "value");
  EXPECT_EQ(&writer.store(), store_.get());
}

TEST_F(BackgroundWriterTest, CountsWhatADiskDoesNotTakeAndSaysWhy) {
  Store::Options options;
  options.path = folder_.path();
  const std::unique_ptr<Store> reader = *Store::OpenReadOnly(options);  // takes no write
  BackgroundWriter writer(*reader, kNeverByItself);
  for (int i = 0; i < 3; ++i) {
    const absl::Status status = writer.Write(BatchOf("key"), Durability::kProcess);
    EXPECT_FALSE(status.ok());
    EXPECT_EQ(writer.last_failure(), status.message());
  }
  EXPECT_NE(writer.last_failure(), "");
  EXPECT_EQ(writer.counters().writes, 0U);
  EXPECT_EQ(writer.counters().failed_writes, 3U);
}

}  // namespace
}  // namespace izin
