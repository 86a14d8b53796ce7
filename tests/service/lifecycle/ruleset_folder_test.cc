// A watched folder, and what is put into it in every way.

#include "service/lifecycle/ruleset_folder.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RulesetFolderTest : public ::testing::Test {
 protected:
  RulesetFolderTest() { fs::create_directory(path()); }
  ~RulesetFolderTest() override { watched_.reset(); }

  std::string path() const { return folder_ / "rules"; }
  void Watch() {
    auto watched = RulesetFolder::Watch(
        {.path = path(),
         .quiet = absl::Milliseconds(20),
         .look_every = absl::Milliseconds(200),
         .offer =
             [this](const std::string& file, const std::string& bundle, const std::string& by) {
               absl::MutexLock lock(&mutex_);
               offered_.push_back(
                   absl::StrCat(fs::path(file).filename().string(), " ", bundle, " ", by));
               return next_;
             },
         .refuse =
             [this](const std::string& file, const absl::Status& why) {
               absl::MutexLock lock(&mutex_);
               refused_.push_back(
                   absl::StrCat(fs::path(file).filename().string(), ": ", why.message()));
             }});
    ASSERT_TRUE(watched.ok()) << watched.status();
    watched_ = *std::move(watched);
  }
  void Write(const std::string& name, const std::string& content) const {
    std::ofstream(absl::StrCat(path(), "/", name), std::ios::binary) << content;
  }
  // Whole, as it should be done.
  void Move(const std::string& name, const std::string& content) const {
    std::ofstream(folder_ / "aside", std::ios::binary) << content;
    fs::rename(folder_ / "aside", absl::StrCat(path(), "/", name));
  }
  // What was offered once there is as much of it, or ten seconds are over.
  std::vector<std::string> Offered(std::size_t count) {
    absl::MutexLock lock(&mutex_);
    const auto has_all = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return offered_.size() >= count;
    };
    mutex_.AwaitWithTimeout(absl::Condition(&has_all), absl::Seconds(10));
    return offered_;
  }
  std::vector<std::string> Refused(std::size_t count) {
    absl::MutexLock lock(&mutex_);
    const auto has_all = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return refused_.size() >= count;
    };
    mutex_.AwaitWithTimeout(absl::Condition(&has_all), absl::Seconds(10));
    return refused_;
  }

  TempFolder folder_;
  absl::Mutex mutex_;
  absl::Status next_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> offered_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> refused_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<RulesetFolder> watched_;
};

TEST_F(RulesetFolderTest, WhatIsThereIsOfferedBeforeTheWatchBegins) {
  Write("b.bundle", "two");
  Write("b.bundle.minisig", "s2");
  Write("a.bundle", "one");
  Write("a.bundle.minisig", "s1");
  Write("notes.txt", "no ruleset");
  Write(".a.bundle", "hidden");
  Watch();
  EXPECT_THAT(offered_, ElementsAre("a.bundle one s1", "b.bundle two s2"));
}

TEST_F(RulesetFolderTest, APairIsOfferedOnceItIsThereAndAgainWhenItChanges) {
  Watch();
  Move("a.bundle", "one");
  Move("a.bundle.minisig", "s1");
  EXPECT_THAT(Offered(1), ElementsAre("a.bundle one s1"));
  Move("a.bundle.minisig", "s2");
  EXPECT_THAT(Offered(2).back(), "a.bundle one s2");
  Write("other.bundle", "waits for its signature");
  Move("a.bundle", "two");
  EXPECT_THAT(Offered(3).back(), "a.bundle two s2");
  EXPECT_THAT(Refused(0), IsEmpty());
}

TEST_F(RulesetFolderTest, AFolderPutInItsPlaceIsWatchedToo) {
  Watch();
  fs::create_directory(folder_ / "next");
  std::ofstream(folder_ / "next/a.bundle") << "one";
  std::ofstream(folder_ / "next/a.bundle.minisig") << "s1";
  fs::rename(path(), folder_ / "before");
  fs::rename(folder_ / "next", path());
  EXPECT_THAT(Offered(1), ElementsAre("a.bundle one s1"));
  Move("a.bundle", "two");
  EXPECT_THAT(Offered(2).back(), "a.bundle two s1");
}

TEST_F(RulesetFolderTest, WhatCannotBeKeptNowIsOfferedAgain) {
  {
    absl::MutexLock lock(&mutex_);
    next_ = absl::UnavailableError("the disk is full");
  }
  Write("a.bundle", "one");
  Write("a.bundle.minisig", "s1");
  Watch();
  Offered(2);
  absl::MutexLock lock(&mutex_);
  next_ = absl::OkStatus();
  EXPECT_GE(offered_.size(), 2U);
}

TEST_F(RulesetFolderTest, WhatIsNoFileOrTooLargeIsRefusedUnread) {
  Write("huge.bundle", "");
  fs::resize_file(path() + "/huge.bundle", std::uint64_t{1} << 30);
  Write("huge.bundle.minisig", "s");
  fs::create_directory(path() + "/folder.bundle");
  Write("folder.bundle.minisig", "s");
  ASSERT_EQ(::mkfifo((path() + "/pipe.bundle").c_str(), 0600), 0);
  Write("pipe.bundle.minisig", "s");
  Write("long.bundle", "one");
  Write("long.bundle.minisig", std::string(20000, 's'));
  Watch();
  EXPECT_THAT(refused_,
              ElementsAre(HasSubstr("want a file"), HasSubstr("1073741824 bytes: want at most"),
                          HasSubstr("long.bundle.minisig: 20000 bytes"),
                          HasSubstr("pipe.bundle: want a file")));
  EXPECT_THAT(offered_, IsEmpty());
}

TEST_F(RulesetFolderTest, APathThatIsNoFolderIsNoWatch) {
  EXPECT_EQ(RulesetFolder::Watch({.path = folder_ / "none"}).status().code(),
            absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace izin::testing
