// `izin oss classify`, in this process.

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/cli/commands.h"
#include "service/cli/help_words.h"
#include "tests/service/cli/run_command.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kPayload[] = "tests/golden/oss/payload.json";

CommandRun Oss(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"oss", "classify"});
  return RunCommand(cli::AddOssCommand, std::move(arguments));
}

// A file with `text`, in the folder of the tests.
std::string FileOf(const std::string& text) {
  const std::string path = ::testing::TempDir() + "/oss_payload.json";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

TEST(OssCommandTest, EndsWithOneForDifferences) {
  const CommandRun run = Oss({kPayload, "--lang", "en"});
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_THAT(run.out, HasSubstr("Another authority. Sertifikat Standar"));
  EXPECT_EQ(run.err, "");
}

TEST(OssCommandTest, EndsWithNoughtWithoutDifferences) {
  nlohmann::json payload = nlohmann::json::parse(std::ifstream(kPayload));
  payload["dataNIB"].erase("data_checklist");
  const CommandRun run = Oss({FileOf(payload.dump())});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_THAT(run.out, HasSubstr("tidak ada yang dibandingkan"));
}

TEST(OssCommandTest, PrintsJsonByEitherFlag) {
  const CommandRun run = Oss({kPayload, "--json"});
  EXPECT_EQ(run.out, Oss({kPayload, "--format", "json"}).out);
  const nlohmann::json answer = nlohmann::json::parse(run.out);
  EXPECT_EQ(answer["locations"].size(), 3U);
  EXPECT_EQ(answer["locations"][0]["findings"][0]["kind"], "OSS_FINDING_KIND_MISSING");
}

TEST(OssCommandTest, ReadsStandardInput) {
  std::ifstream file(kPayload, std::ios::binary);
  std::streambuf* const before = std::cin.rdbuf(file.rdbuf());
  const CommandRun run = Oss({"-"});
  std::cin.rdbuf(before);
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_EQ(run.out, Oss({kPayload}).out);
}

TEST(OssCommandTest, TellsEachFaultWithItsPath) {
  const std::string file = FileOf(R"({"dataNIB":{"jenis_perseroan":"99","data_proyek":[{}]}})");
  const CommandRun run = Oss({file, "--lang", "en"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, AllOf(HasSubstr("izin: dataNIB.jenis_perseroan \"99\": want 19 "),
                             HasSubstr("izin: dataNIB.data_proyek[0].kbli missing: want "),
                             HasSubstr("izin: dataNIB.data_proyek[0].skala_usaha missing"),
                             HasSubstr("izin: dataNIB.data_proyek[0].data_lokasi_proyek missing")));
  const nlohmann::json error = nlohmann::json::parse(Oss({file, "--json"}).out)["error"];
  EXPECT_EQ(error["code"], "INVALID_ARGUMENT");
  EXPECT_EQ(error["faults"].size(), 4U);
  EXPECT_EQ(error["faults"][0]["fieldPath"], "dataNIB.jenis_perseroan");
}

TEST(OssCommandTest, NamesTheFileThatIsNoJson) {
  const std::string file = FileOf("nothing");
  const CommandRun run = Oss({file, "--lang", "id"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, StartsWith("izin: " + file + ": payload bukan JSON: baris 1, kolom "));
}

TEST(OssCommandTest, RefusesLargeFilesBytesThatAreNoTextAndNoFile) {
  EXPECT_EQ(Oss({FileOf(std::string(10 << 20, ' '))}).exit_code, 1);
  EXPECT_THAT(Oss({FileOf("\xFF"), "--lang", "en"}).err, HasSubstr("is no UTF-8 text"));
  EXPECT_EQ(Oss({"/no/such/file"}).exit_code, 3);
}

TEST(OssCommandTest, RefusesFlagsThatAreNone) {
  EXPECT_EQ(Oss({kPayload, "--edition", "1999"}).exit_code, 2);
  EXPECT_EQ(Oss({}).exit_code, 2);
  EXPECT_THAT(Oss({kPayload, "--as-of", "gestern"}).err, HasSubstr("--as-of"));
}

TEST(OssCommandTest, HelpsInIndonesian) {
  CLI::App app("izin");
  int exit_code = 0;
  cli::AddOssCommand(app, exit_code);
  cli::SpeakIndonesian(app);
  const std::string help = app.get_subcommand("oss")->get_subcommand("classify")->help();
  EXPECT_THAT(help, HasSubstr("isi receiveNIB seperti dikirim OSS"));
  EXPECT_THAT(help, Not(HasSubstr("edition of")));
}

}  // namespace
}  // namespace izin::testing
