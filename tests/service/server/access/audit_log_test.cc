#include "service/server/access/audit_log.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <sys/stat.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/fake_clock.h"

namespace izin {
namespace {

using ::testing::ElementsAre;
using testing::FakeClock;
using ::testing::HasSubstr;

class AuditLogTest : public ::testing::Test {
 protected:
  AuditLogTest() : path_(::testing::TempDir() + "izin_audit.jsonl") { Remove(); }
  ~AuditLogTest() override { Remove(); }

  void Remove() const {
    std::filesystem::remove(path_);
    std::filesystem::remove(path_ + ".1");
  }
  absl::StatusOr<std::unique_ptr<AuditLog>> Open(const std::string& path) {
    return AuditLog::Open(
        {.path = path,
         .tell = [this](const std::string& line, bool /*is_fault*/) { told_.push_back(line); }},
        clock_);
  }
  static std::string TextOf(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  const std::string path_;
  const FakeClock clock_{absl::FromUnixSeconds(1'790'000'000)};
  std::vector<std::string> told_;
};

TEST_F(AuditLogTest, WritesALineForEachEntry) {
  const auto log = Open(path_);
  ASSERT_TRUE(log.ok()) << log.status();
  EXPECT_TRUE((*log)
                  ->Write({.who = "jwt:siti",
                           .from = "ipv4:10.1.2.3:40112",
                           .method = "ActivateRuleset",
                           .outcome = "OK",
                           .what = {{"ruleset", "rulesets/pp28-2025"}}})
                  .ok());
  EXPECT_THAT(told_, ElementsAre("event=audit who=\"jwt:siti\" from=\"ipv4:10.1.2.3:40112\" "
                                 "method=ActivateRuleset outcome=OK "
                                 "ruleset=\"rulesets/pp28-2025\""));
  EXPECT_EQ(TextOf(path_),
            "{\"time\":\"2026-09-21T14:13:20.000000Z\",\"who\":\"jwt:siti\","
            "\"from\":\"ipv4:10.1.2.3:40112\",\"method\":\"ActivateRuleset\",\"outcome\":\"OK\","
            "\"ruleset\":\"rulesets/pp28-2025\"}\n");
  struct stat file = {};
  ASSERT_EQ(::stat(path_.c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777, 0600);
}

TEST_F(AuditLogTest, LetsNoNameEndALine) {
  const auto log = Open(path_);
  ASSERT_TRUE(log.ok());
  EXPECT_TRUE((*log)
                  ->Write({.who = "a\" outcome=OK\nevent=audit who=\"b",
                           .from = "unix:",
                           .method = "RollbackRuleset",
                           .outcome = "PERMISSION_DENIED",
                           .message = "line\nline\xff"})
                  .ok());
  EXPECT_THAT(told_, ElementsAre(HasSubstr("who=\"a' outcome=OK event=audit who='b\" from=")));
  const std::string text = TextOf(path_);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
  EXPECT_THAT(text, HasSubstr(R"("who":"a\" outcome=OK\nevent=audit who=\"b")"));
}

TEST_F(AuditLogTest, GoesOnAfterTheFileIsMovedCutOrRemoved) {
  const auto log = Open(path_);
  ASSERT_TRUE(log.ok());
  const auto write = [&](const std::string& outcome) {
    EXPECT_TRUE((*log)->Write({.who = "a", .from = "", .method = "m", .outcome = outcome}).ok());
  };
  write("FIRST");
  std::filesystem::rename(path_, path_ + ".1");
  write("SECOND");
  EXPECT_THAT(TextOf(path_ + ".1"), HasSubstr("FIRST"));
  EXPECT_THAT(TextOf(path_), HasSubstr("SECOND"));
  std::filesystem::resize_file(path_, 0);
  write("THIRD");
  EXPECT_EQ(TextOf(path_).find("{\"time\""), 0);
  std::filesystem::remove(path_);
  write("FOURTH");
  EXPECT_THAT(TextOf(path_), HasSubstr("FOURTH"));
}

TEST_F(AuditLogTest, SaysWhereItCannotWrite) {
  EXPECT_THAT(std::string(Open("/no/such/folder/audit").status().message()),
              HasSubstr("audit_log /no/such/folder/audit: cannot be opened"));
  EXPECT_TRUE(absl::IsInvalidArgument(Open("/no/such/folder/audit").status()));
  const auto full = Open("/dev/full");
  ASSERT_TRUE(full.ok()) << full.status();
  const absl::Status status = (*full)->Write({.who = "a", .method = "m", .outcome = "OK"});
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("No space left"));
  EXPECT_EQ(told_.size(), 1);
}

TEST_F(AuditLogTest, NeedsNoFile) {
  const auto log = Open("");
  ASSERT_TRUE(log.ok());
  EXPECT_TRUE((*log)->Write({.who = "a", .method = "m", .outcome = "OK"}).ok());
  EXPECT_EQ(told_.size(), 1);
}

}  // namespace
}  // namespace izin
