// izin classify --requests in this process.

#include "service/cli/classify_lines.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::CommandRun;
using ::izin::testing::RunCommand;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// A file of requests, gone with the object.
class Requests {
 public:
  explicit Requests(const std::string& text)
      : path_(absl::StrCat(::testing::TempDir(), "/requests-",
                           reinterpret_cast<std::uintptr_t>(this))) {
    std::ofstream(path_, std::ios::binary) << text;
  }
  ~Requests() { std::filesystem::remove(path_); }
  Requests(const Requests&) = delete;
  Requests& operator=(const Requests&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

constexpr char kRestaurant[] =
    R"({"id":1,"activity":{"kbliCode":"56101","scale":1,"locations":[1]}})";

CommandRun Classify(const std::string& lines, std::vector<std::string> more) {
  const Requests requests(lines);
  more.insert(more.begin(), {"classify", "--requests", requests.path()});
  return RunCommand(AddClassifyCommand, more);
}

TEST(ClassifyLinesTest, AnswersEachLine) {
  const CommandRun ran = Classify(kRestaurant, {});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith(R"({"id":1,"classification":{"name":")"));
  EXPECT_EQ(ran.err, "") << "no progress where no person looks on";
}

TEST(ClassifyLinesTest, ViewAndLanguageHoldForLinesThatSayNone) {
  const CommandRun full = Classify(kRestaurant, {"--lang", "en", "--format", "json"});
  EXPECT_THAT(full.out, HasSubstr("Business Identification Number"));
  const CommandRun basic = Classify(kRestaurant, {"--view", "basic"});
  EXPECT_EQ(basic.exit_code, 0) << basic.err;
  EXPECT_LT(basic.out.size() * 2, full.out.size());
}

TEST(ClassifyLinesTest, OneErrorIsFindings) {
  const CommandRun ran = Classify(absl::StrCat(kRestaurant, "\n{}\n"), {"--threads", "2"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.out, HasSubstr(",\"line\":2}\n"));
}

TEST(ClassifyLinesTest, AFileThatIsNotThereIsAFailure) {
  const CommandRun ran = RunCommand(AddClassifyCommand, {"classify", "--requests", "/none/such"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.err, "izin: --requests /none/such: cannot be read\n");
}

struct IgnoredCase {
  std::string name;
  std::vector<std::string> flags;
  std::string said;
};
class Ignored : public ::testing::TestWithParam<IgnoredCase> {};

TEST_P(Ignored, FlagsAreRefused) {
  std::vector<std::string> flags = GetParam().flags;
  flags.insert(flags.end(), {"--lang", "en"});
  const CommandRun ran = Classify(kRestaurant, flags);
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    BesideRequests, Ignored,
    ::testing::Values(
        IgnoredCase{"Kbli", {"--kbli", "56101"}, "izin: --kbli does not hold with --requests"},
        IgnoredCase{"Foreign", {"--foreign"}, "izin: --foreign does not hold with --requests"},
        IgnoredCase{"AsOf", {"--as-of", "2026-11-24"}, "izin: --as-of does not hold with"},
        IgnoredCase{"Ruleset", {"--ruleset", "pp28-2025"}, "izin: --ruleset does not hold with"},
        IgnoredCase{"Explain", {"--explain"}, "izin: --explain does not hold with --requests"},
        IgnoredCase{"All", {"--all"}, "izin: --all does not hold with --requests\n"},
        IgnoredCase{"Text", {"--format", "text"}, "izin: --format does not hold with --requests"},
        IgnoredCase{"JointLeaveOfAServer",
                    {"--cuti-bersama", "count", "--server", "unix:/none"},
                    "izin: --cuti-bersama does not hold with --requests and --server"},
        IgnoredCase{"RulesOfAServer",
                    {"--rulesets", "data", "--server", "unix:/none"},
                    "--server excludes --rulesets"},
        IgnoredCase{"TimeoutOfNobody", {"--timeout", "3"}, "--timeout requires --server"},
        IgnoredCase{"NoThread", {"--threads", "0"}, "--threads"}),
    [](const auto& test) { return test.param.name; });

TEST(IgnoredFlagsTest, AreAllToldAtOnceInIndonesianToo) {
  const CommandRun ran =
      Classify(kRestaurant, {"--kbli", "56101", "--scale", "mikro", "--all", "--lang", "id"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("izin: --kbli tidak berlaku bersama --requests"),
                             HasSubstr("izin: --scale tidak berlaku bersama --requests"),
                             HasSubstr("izin: --all tidak berlaku bersama --requests\n"),
                             Not(HasSubstr("izin: --lang "))));
}

TEST(IgnoredFlagsTest, ALanguageThatThereIsNot) {
  const CommandRun ran = Classify(kRestaurant, {"--lang", "fr"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.err, HasSubstr("izin: --lang \"fr\": want id or en\n"));
}

TEST(IgnoredFlagsTest, WithoutRequests) {
  const std::vector<std::string> one = {"classify",   "--kbli", "56101",  "--scale", "micro",
                                        "--location", "land",   "--lang", "en"};
  std::vector<std::string> threads = one;
  threads.insert(threads.end(), {"--threads", "2"});
  EXPECT_THAT(RunCommand(AddClassifyCommand, threads).err,
              HasSubstr("izin: --threads holds with --requests only"));
  std::vector<std::string> all = one;
  all.insert(all.end(), {"--all", "--format", "json"});
  const CommandRun ran = RunCommand(AddClassifyCommand, all);
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.err, HasSubstr("izin: --all does not hold with --format json"));
}

}  // namespace
}  // namespace izin::cli
