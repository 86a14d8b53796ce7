// rules import-oss and import-csv in this process, and overlays as the commands take them.

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/integration/process.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

namespace fs = std::filesystem;
using ::izin::testing::CommandRun;
using ::izin::testing::FileText;
using ::izin::testing::RunCommand;
using ::izin::testing::TempFolder;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kBase[] = "data/rulesets/pp28-2025";
constexpr char kMedan[] = "data/overlays/medan-example";

CommandRun Rules(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "rules");
  return RunCommand(AddRulesCommand, std::move(arguments));
}

TEST(ImportOssTest, WritesAFolderThatCompilesAndTellsWhatChanged) {
  const TempFolder folder;
  const std::string out = folder / "pp28-2025";
  const CommandRun run = Rules({"import-oss", "tests/golden/oss_pages/79121.json", "--base", kBase,
                                "--output", out, "--lang", "en"});
  EXPECT_EQ(run.exit_code, 1) << run.err;  // a text of the page is not readable
  EXPECT_THAT(run.out,
              AllOf(HasSubstr("not readable; written as UNREADABLE"), HasSubstr("  term_days: "),
                    HasSubstr(" -> 10\n"), HasSubstr("pages taken: 1, rows: 2"),
                    HasSubstr(out + ": rulesets/pp28-2025@")));
  EXPECT_THAT(FileText(out + "/official_pages.tsv"), HasSubstr("79121\t2026-09-30\t"));
  EXPECT_EQ(FileText(out + "/land.textproto"), FileText(std::string(kBase) + "/land.textproto"));
}

TEST(ImportOssTest, DryRunWritesNothing) {
  const CommandRun run = Rules({"import-oss", "tests/golden/oss_pages/86995.json", "--base", kBase,
                                "--dry-run", "--lang", "id"});
  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_THAT(run.out, AllOf(HasSubstr("perubahan\n"), HasSubstr("halaman yang diambil: 1")));
}

TEST(ImportOssTest, WhatCannotBeIsRefused) {
  EXPECT_EQ(Rules({"import-oss", "tests/golden/oss_pages"}).exit_code, 2);
  EXPECT_EQ(Rules({"import-oss", "no/such", "--base", kBase, "--dry-run"}).exit_code, 1);
  EXPECT_EQ(
      Rules({"import-oss", "tests/golden/oss_pages", "--base", "data", "--dry-run"}).exit_code, 1);
  // Another folder that holds something is left alone.
  const TempFolder folder;
  std::ofstream(folder / "mine") << "mine";
  const CommandRun run = Rules({"import-oss", "tests/golden/oss_pages/86995.json", "--base", kBase,
                                "--output", folder.path()});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("holds something already"));
}

TEST(ImportCsvTest, ATableBecomesARulesetThatAnswersItsDays) {
  const TempFolder folder;
  fs::create_directories(folder / "rulesets");
  fs::copy("data/kbli", folder / "kbli");
  fs::copy("data/reference", folder / "reference");
  const std::string out = folder / "rulesets/pp5-2021";
  const CommandRun run =
      Rules({"import-csv", "tests/golden/pp5_rows.csv", "--base", kBase, "--output", out, "--id",
             "pp5-2021", "--from", "2021-02-02", "--to", "2025-06-04", "--regulation", "PP 5/2021",
             "--provision", "Lampiran I"});
  ASSERT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("rulesets/pp5-2021@"));
  const CommandRun answer =
      RunCommand(AddClassifyCommand,
                 {"classify", "--rulesets", folder.path(), "--as-of", "2022-03-01", "--kbli",
                  "56101", "--scale", "mikro", "--location", "darat", "--lang", "id"});
  EXPECT_EQ(answer.exit_code, 0) << answer.err;
  EXPECT_THAT(answer.out, AllOf(HasSubstr("Menengah Rendah"), HasSubstr("rulesets/pp5-2021@"),
                                HasSubstr("belum diverifikasi")));
}

TEST(ImportCsvTest, ATableIsNoOfficialPage) {
  const CommandRun run =
      Rules({"import-csv", "tests/golden/pp5_rows.csv", "--base", kBase, "--dry-run", "--id", "pp5",
             "--from", "2021-02-02", "--regulation", "PP 5/2021", "--provision", "Lampiran I",
             "--verification", "OFFICIAL_SNAPSHOT"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, HasSubstr("neither an official page nor the regulation"));
}

TEST(OverlayCommandsTest, AnAnswerShowsWhatIsLocal) {
  const auto ask = [](std::vector<std::string> more) {
    std::vector<std::string> arguments = {"classify",   "--kbli", "55203",  "--scale", "mikro",
                                          "--location", "darat",  "--lang", "id"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return RunCommand(AddClassifyCommand, std::move(arguments));
  };
  const CommandRun local = ask({"--region", "1271", "--overlay", kMedan});
  EXPECT_EQ(local.exit_code, 0) << local.err;
  EXPECT_THAT(local.out, AllOf(HasSubstr("Tambahan setempat (bukan hukum nasional)"),
                               HasSubstr("[contoh rekaan; setempat, bukan hukum nasional: "),
                               HasSubstr("Biaya: Rp123.000 per permohonan (angka rekaan)")));
  EXPECT_THAT(ask({"--region", "1275", "--overlay", kMedan}).out, Not(HasSubstr("setempat")));
  EXPECT_EQ(ask({"--overlay", kMedan, "--server", "127.0.0.1:1"}).exit_code, 2);
}

TEST(OverlayCommandsTest, ASheetEndsWithWhatIsLocal) {
  const CommandRun sheet =
      Rules({"sheet", "PKKPR", "--region", "1271", "--overlay", kMedan, "--lang", "en"});
  EXPECT_EQ(sheet.exit_code, 0) << sheet.err;
  EXPECT_THAT(sheet.out, AllOf(HasSubstr("Local additions (not national law)"),
                               HasSubstr("invented example"), HasSubstr("15 working days")));
  EXPECT_THAT(Rules({"sheet", "PKKPR", "--region", "1271"}).out, Not(HasSubstr("setempat")));
}

TEST(OverlayCommandsTest, CheckTellsWhatAnOverlayMayNot) {
  EXPECT_EQ(Rules({"check", "--ruleset", "pp28-2025", "--overlay", kMedan}).exit_code, 0);
  const TempFolder folder;
  const std::string copy = folder / "kota";
  fs::create_directory(copy);
  std::ofstream(copy + "/overlay.textproto")
      << "overlay {\n  id: \"kota\"\n  title { id: \"a\" en: \"a\" }\n  ruleset: \"pp28-2025\"\n"
         "  region: \"1271\"\n  as_of: \"2026-01-01\"\n  source: \"a\"\n}\n\n"
         "local_service {\n  permit: \"PKKPR\"\n  risk: \"LOW\"\n  working_days: 30\n}\n";
  const CommandRun run = Rules({"check", "--ruleset", "pp28-2025", "--overlay", copy});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, AllOf(HasSubstr("overlays/kota/overlay.textproto:12:3: error: \"risk\""),
                             HasSubstr("overlays/kota/overlay.textproto:13:3: error: "
                                       "working_days 30: longer than the national term of 25")));
}

}  // namespace
}  // namespace izin::cli
