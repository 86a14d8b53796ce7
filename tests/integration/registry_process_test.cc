// A run over a registry that is killed goes on, and what it writes is what one run writes.

#include <chrono>
#include <cstdlib>
#include <random>
#include <signal.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin {
namespace {

using ::izin::testing::FileText;
using ::izin::testing::Process;
using ::izin::testing::TempFolder;
using ::testing::HasSubstr;

// The long form, in ./dev chaos, kills more often and a larger run.
int Setting(const char* name, int otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::atoi(value);
}

class Registry {
 public:
  explicit Registry(int rows) {
    Process demo("izin", {"demo", "registry", "--rows", std::to_string(rows), "--seed", "11"});
    EXPECT_EQ(demo.Wait(), 0) << demo.err();
    std::ofstream(folder_ / "registry.csv", std::ios::binary) << demo.out();
  }

  std::vector<std::string> Arguments(const std::string& name,
                                     const std::vector<std::string>& more) const {
    std::vector<std::string> arguments = {"reclassify",
                                          "--input",
                                          folder_ / "registry.csv",
                                          "--output",
                                          folder_ / (name + ".csv"),
                                          "--rejects",
                                          folder_ / (name + ".rejects"),
                                          "--notifications",
                                          folder_ / (name + ".sms"),
                                          "--summary",
                                          folder_ / (name + ".json"),
                                          "--quiet"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return arguments;
  }
  std::string Text(const std::string& file) const { return FileText(folder_ / file); }
  std::string operator/(const std::string& name) const { return folder_ / name; }

 private:
  TempFolder folder_;
};

TEST(RegistryProcess, KilledAtAnyMomentGoesOnToTheSameOutputs) {
  const Registry registry(Setting("IZIN_CHAOS_ROWS", 60'000));
  const auto start = std::chrono::steady_clock::now();
  Process whole("izin", registry.Arguments("whole", {}));
  ASSERT_EQ(whole.Wait(), 1) << whole.err();  // with rejects
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  std::mt19937 random(static_cast<unsigned>(Setting("IZIN_CHAOS_SEED", 1)));
  int kills = 0;
  const int most = Setting("IZIN_CHAOS_KILLS", 20);
  for (int attempt = 0; attempt < 200; ++attempt) {
    Process part("izin", registry.Arguments("part", {"--checkpoint", registry / "checkpoint",
                                                     "--checkpoint-every", "0"}));
    if (kills < most) {
      // Behind the start of the program, and long before all of it is done.
      const auto moment = 50 + random() % (1 + static_cast<unsigned>(took.count()) / 8);
      std::this_thread::sleep_for(std::chrono::milliseconds(moment));
      part.Signal(SIGKILL);
    }
    const int exit_code = part.Wait();
    if (exit_code == 1) break;
    ASSERT_LT(exit_code, 0) << part.err();  // by the signal
    ++kills;
  }
  EXPECT_GE(kills, 2);
  for (const char* ending : {".csv", ".rejects", ".sms", ".json"})
    EXPECT_TRUE(registry.Text(std::string("part") + ending) ==
                registry.Text(std::string("whole") + ending))
        << ending;
}

TEST(RegistryProcess, SaysThatItsReaderWentAway) {
  const Registry registry(5'000);
  const std::string command = std::string(std::getenv("IZIN_BINARY_DIR")) +
                              "/bin/izin reclassify --quiet --input " +
                              (registry / "registry.csv") + " 2>" + (registry / "err") +
                              " | head -1 >/dev/null; exit "
                              "${PIPESTATUS[0]}";
  const int status = std::system(("bash -c '" + command + "'").c_str());
  EXPECT_EQ(WEXITSTATUS(status), 3);
  EXPECT_THAT(registry.Text("err"), HasSubstr("its reader went away"));
}

struct Usage {
  const char* name;
  std::vector<std::string> arguments;
  const char* message;
};

class WrongUse : public ::testing::TestWithParam<Usage> {};

TEST_P(WrongUse, IsSaidBeforeAnythingIsRead) {
  std::vector<std::string> arguments = {"reclassify"};
  arguments.insert(arguments.end(), GetParam().arguments.begin(), GetParam().arguments.end());
  Process izin("izin", arguments);
  EXPECT_EQ(izin.Wait(), 2);
  EXPECT_THAT(izin.err(), HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    All, WrongUse,
    ::testing::Values(
        Usage{"Checkpoint", {"--checkpoint", "x"}, "want --output FILE"},
        Usage{"Shard", {"--shard", "5/4", "--output", "x"}, "want I/N"},
        Usage{"ShardOfStdin", {"--shard", "1/4", "--output", "x"}, "want --input FILE"},
        Usage{"Map", {"--map", "x"}, "want NAME=COLUMN"},
        Usage{"Delimiter", {"--delimiter", "|"}, "want , ; or tab"},
        Usage{"Ruleset", {"--from", "pp5-2021"}, "--from"},
        Usage{"Gap", {"--as-of", "2022-01-01"}, "--as-of 2022-01-01"},
        Usage{"TwoWays", {"--as-of", "2019-01-01", "--to", "pp28-2025"}, "not beside"}),
    [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace izin
