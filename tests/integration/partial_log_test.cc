// izin where it cannot read all that it is asked for, or write all that it answers: it says so, and
// no exit code is 0.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/integration/served.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

constexpr int kRefused = 1;
constexpr int kFailure = 3;

// Runs izin with its output to a file that exists.
int ExitWithOutputTo(const std::string& file, const std::string& arguments) {
  const char* build = std::getenv("IZIN_BINARY_DIR");
  const std::string program = std::string(build == nullptr ? "build/release" : build) + "/bin/izin";
  const int status =
      std::system((program + " " + arguments + " > " + file + " 2>/dev/null").c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::size_t Lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

class PartialLog : public ::testing::Test {
 protected:
  static constexpr int kRecords = 400;

  // Records in one table, whose first block is damaged then.
  PartialLog() {
    {
      Served server(flags_);
      for (int i = 0; i < kRecords; ++i) server.IdOf(Asking("56101"));
      server.Stop();
    }
    RunIzin({"repair", "--data-dir", folder_ / "db"});  // writes the log into a table
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "db")) {
      if (entry.path().extension() != ".sst" ||
          FileText(entry.path().string()).find("decision_log") == std::string::npos)
        continue;
      std::fstream file(entry.path(), std::ios::binary | std::ios::in | std::ios::out);
      file.seekg(100);
      const int byte = file.get();
      file.seekp(100);
      file.put(static_cast<char>(byte ^ 1));
      ++damaged_;
    }
  }

  TempFolder folder_;
  const std::vector<std::string> flags_ = {"--data-dir", folder_ / "db", "--decision-log", "sync"};
  int damaged_ = 0;
};

TEST_F(PartialLog, IsListedAsFarAsItGoesWithWhatIsMissing) {
  ASSERT_EQ(damaged_, 1);
  const Ran local = RunIzin({"decisions", "list", "--data-dir", folder_ / "db"});
  EXPECT_EQ(local.exit_code, kRefused) << local.err;
  EXPECT_GT(Lines(local.out), 0U);
  EXPECT_LT(Lines(local.out), static_cast<std::size_t>(kRecords));
  EXPECT_THAT(local.err, HasSubstr("decisions that cannot be read: from 20"));
  EXPECT_THAT(local.err, HasSubstr("the list is not whole: 1 spans"));
  const Served server(flags_);
  const Ran remote = RunIzin({"decisions", "list", "--server", server.address()});
  EXPECT_EQ(remote.exit_code, kRefused) << remote.err;
  EXPECT_EQ(remote.out, local.out);
  const Ran replayed =
      RunIzin({"decisions", "replay", "--ruleset", "pp28-2025", "--server", server.address()});
  EXPECT_EQ(replayed.exit_code, kRefused);
  EXPECT_THAT(replayed.err, HasSubstr("the replay is not whole: 1 spans of the log"));
  EXPECT_THAT(replayed.out, HasSubstr("0 decisions would differ"));
}

TEST_F(PartialLog, IsARepairThatSaysWhatItLost) {
  const std::size_t readable =
      Lines(RunIzin({"decisions", "list", "--data-dir", folder_ / "db"}).out);
  const Ran repaired = RunIzin({"repair", "--data-dir", folder_ / "db"});
  EXPECT_EQ(repaired.exit_code, kRefused) << repaired.err;
  EXPECT_THAT(repaired.out, HasSubstr("decision_log: " + std::to_string(readable) + " records"));
  EXPECT_THAT(repaired.out, HasSubstr("lost: from 20"));
  const Ran list = RunIzin({"decisions", "list", "--data-dir", folder_ / "db"});
  EXPECT_EQ(list.exit_code, 0) << list.err;
  EXPECT_EQ(Lines(list.out), readable);
}

TEST(PartialOutput, IsAFailure) {
  ASSERT_TRUE(std::filesystem::exists("/dev/full"));
  for (const char* command :
       {"classify --kbli 56101 --scale micro --location land",
        "classify --kbli 56101 --scale micro --location land --format json", "reference scale",
        "convert 56101 --from 2020", "assess --health 2x3", "--help"}) {
    EXPECT_EQ(ExitWithOutputTo("/dev/null", command), 0) << command;
    EXPECT_EQ(ExitWithOutputTo("/dev/full", command), kFailure) << command;
  }
  EXPECT_EQ(ExitWithOutputTo("/dev/full", "classify --requests /dev/null"), 0);  // nothing to say
}

TEST(PartialInput, IsAFailure) {
  const TempFolder folder;
  const Ran ran = RunIzin({"classify", "--requests", folder.path()});
  EXPECT_EQ(ran.exit_code, kFailure);
  EXPECT_THAT(ran.err, HasSubstr("cannot be read"));
}

TEST(PartialInput, ALineOfAnyLengthIsOneError) {
  const std::string sound =
      R"({"activity":{"kbliCode":"56101","scale":"BUSINESS_SCALE_MICRO","locations":[1]}})";
  const Ran ran = RunIzin({"classify", "--requests", "-"},
                          sound + "\n" + std::string(20'000'000, 'x') + "\n" + sound + "\n");
  EXPECT_EQ(ran.exit_code, kRefused);
  EXPECT_EQ(Lines(ran.out), 3U);
  EXPECT_THAT(ran.out, HasSubstr("a line of more than 1048576 bytes"));
}

}  // namespace
}  // namespace izin::testing
