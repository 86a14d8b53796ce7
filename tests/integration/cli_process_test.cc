// izin as a process: exit codes, what goes where, and the same bytes from a server.

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>

#include "tests/integration/process.h"

namespace izin {
namespace {

using ::izin::testing::Process;
using ::izin::testing::Ran;
using ::izin::testing::RunIzin;
using ::izin::testing::TempFolder;
using ::izin::testing::With;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const std::vector<std::string> kRestaurant = {"classify", "--kbli",     "56101", "--scale",
                                              "micro",    "--location", "land"};

TEST(CliProcess, AnAnswerIsZeroAndOnStandardOutput) {
  const Ran ran = RunIzin(kRestaurant);
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("56101  "));
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b"))) << "colour although this is no terminal";
}

TEST(CliProcess, ARefusalIsOneAndNamesTheFlag) {
  const Ran ran = RunIzin({"classify", "--kbli", "99998", "--scale", "micro", "--location", "land",
                           "--region", "9999"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, StartsWith("izin: --kbli \"99998\": no such code in KBLI 2025\n"));
  EXPECT_THAT(ran.err, HasSubstr("izin: --region \"9999\": "));
}

TEST(CliProcess, ARefusalInJsonIsAnErrorLineOnStandardOutput) {
  const Ran ran = RunIzin(With(kRestaurant, {"--as-of", "2022-01-01", "--format", "json"}));
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.out,
              StartsWith("{\"error\":{\"code\":\"FAILED_PRECONDITION\",\"message\":\"as_of: "));
  EXPECT_THAT(ran.out, ::testing::EndsWith("\"fieldPath\":\"asOf\"}}\n"));
  EXPECT_EQ(ran.err, "");
}

TEST(CliProcess, AWrongCommandLineIsTwo) {
  for (const auto& arguments :
       std::vector<std::vector<std::string>>{{},
                                             {"clasify"},
                                             {"classify", "--nothing"},
                                             {"classify", "--scale", "tiny"},
                                             {"classify", "--format", "xml"},
                                             {"classify", "--capital", "much"}}) {
    const Ran ran = RunIzin(arguments);
    EXPECT_EQ(ran.exit_code, 2) << ::testing::PrintToString(arguments);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err, "");
  }
}

TEST(CliProcess, HelpIsZeroAndShowsAnExample) {
  const Ran ran = RunIzin({"classify", "--help"});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.out, HasSubstr("Example: izin classify --kbli 56101"));
}

TEST(CliProcess, AFailureIsThree) {
  const TempFolder folder;
  EXPECT_EQ(RunIzin(With(kRestaurant, {"--server", "unix:" + folder / "none"})).exit_code, 3);
  EXPECT_EQ(RunIzin(With(kRestaurant, {"--rulesets", folder / "none"})).exit_code, 3);
  const Ran ran = RunIzin({"classify", "--requests", folder / "none"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr(folder / "none"));
}

// 300 lines, every third of which is refused in one of two ways.
std::string Lines() {
  std::string lines;
  for (int i = 0; i < 300; ++i) {
    const std::string code = i % 3 == 1 ? "99998" : i % 2 == 0 ? "56101" : "47112";
    lines += i % 3 == 2 ? "{\"activity\":\r\n"
                        : "{\"activity\":{\"kbliCode\":\"" + code +
                              "\",\"scale\":\"BUSINESS_SCALE_MICRO\",\"locations\":[\"LOCATION_"
                              "TYPE_LAND\"]}}\n";
  }
  return lines;
}

TEST(CliProcess, AnswersLinesInOrder) {
  const Ran ran = RunIzin({"classify", "--requests", "-"}, Lines());
  EXPECT_EQ(ran.exit_code, 1) << ran.err;
  EXPECT_EQ(ran.err, "");
  std::istringstream in(ran.out);
  std::string line;
  int i = 0;
  for (; std::getline(in, line); ++i) {
    const std::string wanted = i % 3 == 1   ? "\"code\":\"NOT_FOUND\""
                               : i % 3 == 2 ? "\"code\":\"INVALID_ARGUMENT\""
                               : i % 2 == 0 ? "\"kbliCode\":\"56101\""
                                            : "\"kbliCode\":\"47112\"";
    ASSERT_THAT(line, HasSubstr(wanted)) << i;
  }
  EXPECT_EQ(i, 300);
}

TEST(CliProcess, AllLinesAnsweredIsZero) {
  EXPECT_EQ(RunIzin({"classify", "--requests", "-"},
                    "{\"activity\":{\"kbliCode\":\"56101\",\"scale\":1,\"locations\":[1]}}")
                .exit_code,
            0);
}

TEST(CliProcess, AnswersLinesByTheSameBytesHoweverManyThreads) {
  const std::string lines =
      "\xEF\xBB\xBF{\"id\":\"first\",\"activity\":{\"kbliCode\":\"56101\",\"scale\":1,"
      "\"locations\":[1]}}"
      "\r\n\n" +
      Lines() + "{\"id\":2,\"activity\":{\"kbliCode\":\"561";
  const Ran one = RunIzin({"classify", "--requests", "-", "--threads", "1"}, lines);
  const Ran four = RunIzin({"classify", "--requests", "-", "--threads", "4"}, lines);
  EXPECT_EQ(one.exit_code, 1);
  EXPECT_EQ(four.exit_code, 1);
  EXPECT_TRUE(four.out == one.out);
  EXPECT_THAT(one.out, StartsWith("{\"id\":\"first\",\"classification\":{"));
  EXPECT_THAT(one.out, HasSubstr("an empty line\",\"fieldPath\":\"\"},\"line\":2}\n"));
  EXPECT_THAT(one.out, ::testing::EndsWith(",\"line\":303}\n"));
}

// 100,000 lines once took 988 MB on a machine with many processors.
TEST(CliProcess, AnswersLinesInMemoryThatDoesNotGrowWithThem) {
  const auto peak_of = [](int count) {
    std::string lines;
    for (int i = 0; i < count; ++i)
      lines += "{\"activity\":{\"kbliCode\":\"56101\",\"scale\":1,\"locations\":[1]}}\n";
    Process izin("izin", {"classify", "--requests", "-", "--threads", "2"}, lines);
    EXPECT_EQ(izin.Wait(), 0) << izin.err();
    return izin.peak_kib();
  };
  const long few = peak_of(300);
  EXPECT_GT(few, 1 << 10);
  EXPECT_LT(peak_of(6000) - few, 12 << 10) << "KiB; the answers are over 80 MB";
}

// The two ends of a terminal.
class Terminal {
 public:
  Terminal() {
    EXPECT_EQ(::openpty(&person_, &program_, nullptr, nullptr, nullptr), 0);
    // What is written there is kept by the kernel until somebody reads it.
  }
  ~Terminal() {
    ::close(person_);
    ::close(program_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  int program() const { return program_; }
  std::string Seen() const {
    std::string text(4096, '\0');
    const ssize_t size = ::read(person_, text.data(), text.size());
    return text.substr(0, static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  }

 private:
  int person_ = -1;
  int program_ = -1;
};

TEST(CliProcess, ShowsItsProgressToAPerson) {
  const TempFolder folder;
  std::string lines;
  for (int i = 0; i < 3000; ++i)
    lines += "{\"activity\":{\"kbliCode\":\"56101\",\"scale\":1,\"locations\":[1]}}\n";
  std::ofstream(folder / "requests") << lines;
  const Terminal terminal;
  const pid_t pid = ::fork();
  if (pid == 0) {
    const int null = ::open("/dev/null", O_WRONLY);
    ::dup2(null, STDOUT_FILENO);
    ::dup2(terminal.program(), STDERR_FILENO);
    const char* build = std::getenv("IZIN_BINARY_DIR");
    const std::string izin = std::string(build == nullptr ? "build/release" : build) + "/bin/izin";
    const std::string file = folder / "requests";
    ::execl(izin.c_str(), izin.c_str(), "classify", "--requests", file.c_str(), "--threads", "1",
            "--lang", "id", nullptr);
    ::_exit(127);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(pid, &status, 0), pid);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const std::string seen = terminal.Seen();
  EXPECT_THAT(seen, StartsWith("\rizin: "));
  EXPECT_THAT(seen, HasSubstr("\rizin: 3.000 baris, 0 ditolak, 100 %\r\n"));
}

TEST(CliProcess, AServerGivesTheSameBytes) {
  Process server("izind", {"--listen", "127.0.0.1:0"});
  const std::string address = server.ListeningAddress();
  ASSERT_NE(address, "") << server.err();
  const std::vector<std::vector<std::string>> questions = {
      With(kRestaurant, {"--format", "json"}),
      With(kRestaurant, {"--format", "json", "--lang", "en", "--explain"}),
      With(kRestaurant, {"--format", "json", "--view", "basic"}),
      With(kRestaurant, {"--format", "json", "--as-of", "2023-05-05"}),
      With(kRestaurant, {"--zone", "none", "--land-condition", "registered-estate"}),
      With(kRestaurant, {}),
  };
  for (const auto& question : questions) {
    const Ran local = RunIzin(question);
    const Ran remote = RunIzin(With(question, {"--server", address}));
    EXPECT_EQ(remote.out, local.out);
    EXPECT_EQ(remote.err, local.err);
    EXPECT_EQ(remote.exit_code, local.exit_code);
  }
  const Ran local = RunIzin({"classify", "--requests", "-"}, Lines());
  const Ran remote = RunIzin({"classify", "--requests", "-", "--server", address}, Lines());
  EXPECT_EQ(remote.exit_code, 1) << remote.err;
  EXPECT_EQ(remote.out, local.out);
}

// The longest answers there are must fit the server's limit, a hundred at a time.
TEST(CliProcess, AServerAnswersLongLinesToo) {
  Process server("izind", {"--listen", "127.0.0.1:0"});
  std::string lines;
  for (int i = 0; i < 100; ++i) {
    lines +=
        "{\"explain\":true,\"activity\":{\"kbliCode\":\"47111\",\"scale\":1,\"locations\":[1,2,3]}}"
        "\n";
  }
  const Ran ran =
      RunIzin({"classify", "--requests", "-", "--server", server.ListeningAddress()}, lines);
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 100);
}

TEST(CliProcess, ChecksTheRulesets) {
  const Ran ran = RunIzin({"rules", "check", "--data", "data"});
  EXPECT_EQ(ran.exit_code, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("rulesets/pp28-2025@"));
}

}  // namespace
}  // namespace izin
