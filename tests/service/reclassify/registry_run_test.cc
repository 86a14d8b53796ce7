#include "service/reclassify/registry_run.h"

#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/reclassify/demo_registry.h"
#include "service/reclassify/merge_shards.h"
#include "service/reclassify/registry_report.h"
#include "tests/service/reclassify/registry_files.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using ::izin::testing::RegistryFolder;
using ::izin::testing::RegistryOutcome;
using ::izin::testing::SmallRegistry;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::string Demo(int rows, double spoilt = 0.05) {
  DemoRegistry registry(Library()->latest(), {.seed = 5, .spoilt = spoilt});
  std::string text = DemoRegistry::Header();
  for (int i = 0; i < rows; ++i) registry.AppendCsv(text);
  return text;
}

TEST(RegistryRun, GivesALineForEachRowInOrder) {
  RegistryFolder folder;
  const RegistryOutcome outcome = folder.Run(SmallRegistry());
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  ASSERT_THAT(outcome.change_lines(), SizeIs(3));
  EXPECT_THAT(outcome.change_lines()[0], StartsWith("B1,P1,56101,56101,"));
  EXPECT_THAT(outcome.change_lines()[1], StartsWith("B2,P1,47111,"));
  EXPECT_THAT(outcome.change_lines()[2], StartsWith("B3,P1,01111,"));
  EXPECT_EQ(outcome.result.summary.rows(), 3);
}

TEST(RegistryRun, ReadsEveryDelimiterMarkAndLineBreakAlike) {
  RegistryFolder folder;
  const std::string expected = folder.Run(SmallRegistry()).changes;
  for (const char* delimiter : {";", "\t"}) {
    const std::string other = absl::StrReplaceAll(SmallRegistry(), {{",", delimiter}});
    EXPECT_EQ(folder.Run(other).changes, expected);
  }
  EXPECT_EQ(folder.Run(absl::StrReplaceAll(SmallRegistry(), {{"\n", "\r\n"}})).changes, expected);
  EXPECT_EQ(folder.Run("\xEF\xBB\xBF" + SmallRegistry()).changes, expected);
  EXPECT_EQ(folder.Run(absl::StrReplaceAll(SmallRegistry(), {{"B2,P1", "\"B2\",\"P1\""}})).changes,
            expected);
}

TEST(RegistryRun, ReadsNdjsonAsCsv) {
  DemoRegistry csv(Library()->latest(), {.seed = 9, .spoilt = 0});
  DemoRegistry json(Library()->latest(), {.seed = 9, .spoilt = 0});
  std::string rows = DemoRegistry::Header();
  std::string lines;
  for (int i = 0; i < 800; ++i) {
    csv.AppendCsv(rows);
    json.AppendNdjson(lines);
  }
  RegistryFolder folder;
  const RegistryOutcome of_csv = folder.Run(rows);
  const RegistryOutcome of_json = folder.Run(lines);
  EXPECT_THAT(of_json.change_lines(), SizeIs(800)) << of_json.rejects.substr(0, 500);
  EXPECT_EQ(of_json.changes, of_csv.changes);
}

struct BadLine {
  const char* name;
  const char* line;
  const char* reason;
};

class BadLines : public ::testing::TestWithParam<BadLine> {};

TEST_P(BadLines, AreRejectedAlone) {
  const std::string good =
      R"({"businessId":"B1","activity":{"kbliCode":"56101","scale":1,"locations":["LAND"]}})";
  RegistryFolder folder;
  const RegistryOutcome outcome =
      folder.Run(absl::StrCat(good, "\n", GetParam().line, "\n", good, "\n"));
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  EXPECT_THAT(outcome.change_lines(), SizeIs(2)) << outcome.rejects;
  EXPECT_THAT(outcome.rejects, HasSubstr("\n2,"));
  EXPECT_THAT(outcome.rejects, HasSubstr(GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadLines,
    ::testing::Values(
        BadLine{"NoJson", "B2,56101", "no JSON object"},
        BadLine{"NoObject", "[1]", "no JSON object"},
        BadLine{"TwoObjects", R"({"businessId":"B2"}{})", "something follows"},
        BadLine{"CutOff", R"({"businessId":"B2","activity":{"kbliCode":"56)", "no JSON object"},
        BadLine{"UnknownField", R"({"businessId":"B2","owner":"x"})", "no field"},
        BadLine{"TextForObject", R"({"businessId":"B2","activity":"x"})", "want an object"},
        BadLine{"ObjectForText", R"({"businessId":{}})", "want a text"},
        BadLine{"BadEnum", R"({"businessId":"B2","activity":{"scale":9}})", "want a text"},
        BadLine{"NoUtf8", "{\"businessId\":\"B\xFF\",\"activity\":{}}", "no JSON object"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(RegistryRun, ReadsCompressedInput) {
  RegistryFolder folder;
  const std::string expected = folder.Run(Demo(300)).changes;
  for (const std::string tool : {"gzip -k", "zstd -q -k"}) {
    const std::string ending = absl::StartsWith(tool, "gzip") ? ".gz" : ".zst";
    const std::string path = folder / "registry";
    ASSERT_EQ(std::system(absl::StrCat(tool, " -f ", path).c_str()), 0);
    folder.options().input.path = path + ending;
    EXPECT_EQ(folder.Run().changes, expected) << tool;
    folder.options().input.path = path;
  }
}

TEST(RegistryRun, SaysThatCompressedInputEndsTooEarly) {
  RegistryFolder folder;
  folder.Run(Demo(3000));
  const std::string path = folder / "registry";
  ASSERT_EQ(
      std::system(absl::StrCat("gzip -kf ", path, " && truncate -s -50 ", path, ".gz").c_str()), 0);
  folder.options().input.path = path + ".gz";
  const RegistryOutcome outcome = folder.Run();
  EXPECT_TRUE(absl::IsDataLoss(outcome.status)) << outcome.status;
  EXPECT_GT(outcome.change_lines().size(), 2000U);
}

struct BadRow {
  const char* name;
  std::string row;  // instead of the second one
  const char* field;
  const char* reason;
};

class BadRows : public ::testing::TestWithParam<BadRow> {};

// One row is rejected with its line and why; the rest goes on.
TEST_P(BadRows, AreRejectedAlone) {
  RegistryFolder folder;
  const RegistryOutcome outcome = folder.Run(
      absl::StrReplaceAll(SmallRegistry(), {{"B2,P1,47111,2020,micro,land", GetParam().row}}));
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  EXPECT_THAT(outcome.change_lines(), SizeIs(2));
  EXPECT_EQ(outcome.result.summary.rejected(), 1);
  EXPECT_THAT(outcome.rejects, HasSubstr(absl::StrCat("\n3,", GetParam().field, ",")));
  EXPECT_THAT(outcome.rejects, HasSubstr(GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    All, BadRows,
    ::testing::Values(
        BadRow{"FewFields", "B2,P1,47111", "", "3 fields: want 6"},
        BadRow{"ManyFields", "B2,P1,47111,2020,micro,land,x", "", "7 fields: want 6"},
        BadRow{"OpenQuote", "\"B2,P1,47111,2020,micro,land", "", "a quote that is not closed"},
        BadRow{"LongLine", "B2," + std::string(10'000'000, 'x'), "", "a row of 10000004 bytes"},
        BadRow{"NulInId", std::string("B\0002,P1,47111,2020,micro,land", 28), "business_id",
               "want UTF-8 without control characters"},
        BadRow{"NoUtf8", "B2\xFF,P1,47111,2020,micro,land", "business_id", "want UTF-8"},
        BadRow{"NoId", ",P1,47111,2020,micro,land", "business_id", "missing"},
        BadRow{"BadCode", "B2,P1,4711,2020,micro,land", "kbli_code", "want 5 digits"},
        BadRow{"UnknownCode", "B2,P1,99999,2020,micro,land", "kbli_code", "no such code"},
        BadRow{"BadScale", "B2,P1,47111,2020,tiny,land", "scale", "want micro, small"},
        BadRow{"NoScale", "B2,P1,47111,2020,,land", "scale", "missing"},
        BadRow{"NoPlace", "B2,P1,47111,2020,micro,", "locations", "missing"},
        BadRow{"TwoFaults", "B2,P1,47111,2020,tiny,moon", "scale", "; also locations"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(RegistryRun, ReadsNumbersWithSeparators) {
  RegistryFolder folder;
  const RegistryOutcome outcome = folder.Run(
      "business_id,kbli_code,capital_idr,locations\nB1,56101,\"1.000.000.000\",land\n"
      "B2,56101,1.000.000.001,land\nB3,56101,1.0.0,land\n");
  ASSERT_THAT(outcome.change_lines(), SizeIs(2)) << outcome.rejects;
  EXPECT_THAT(outcome.change_lines()[0], HasSubstr(",MICRO,"));
  EXPECT_THAT(outcome.change_lines()[1], HasSubstr(",SMALL,"));
  EXPECT_THAT(outcome.rejects, HasSubstr("4,capital_idr,1.0.0,\"want rupiah"));
}

TEST(RegistryRun, NamesColumnsThatAreNotReadAndMapsOthers) {
  RegistryFolder folder;
  folder.options().input.renames = {{"nib", "business_id"}};
  const RegistryOutcome outcome =
      folder.Run("nib,owner,kbli_code,scale,location\nB1,x,56101,micro,land\n");
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  EXPECT_THAT(outcome.result.ignored_columns, ::testing::ElementsAre("owner"));
  EXPECT_THAT(outcome.change_lines(), SizeIs(1));
}

TEST(RegistryRun, RefusesAFileWithoutHeadColumnsOrContent) {
  RegistryFolder folder;
  EXPECT_THAT(std::string(folder.Run("").status.message()), HasSubstr("is empty"));
  EXPECT_THAT(std::string(folder.Run("B1,P1,56101\n").status.message()),
              HasSubstr("no column \"business_id\""));
  EXPECT_THAT(std::string(folder.Run("business_id,business_id,kbli_code\n").status.message()),
              HasSubstr("two columns \"business_id\""));
  folder.options().input.renames = {{"x", "business_id"}};
  EXPECT_THAT(std::string(folder.Run(SmallRegistry()).status.message()),
              HasSubstr("the file has no column \"x\""));
}

TEST(RegistryRun, TellsIdsThatStandTwice) {
  RegistryFolder folder;
  const RegistryOutcome outcome = folder.Run(SmallRegistry() + "B1,P1,56101,2025,small,land\n");
  ASSERT_THAT(outcome.change_lines(), SizeIs(4));
  EXPECT_EQ(outcome.result.summary.repeated_ids(), 1);
  ASSERT_THAT(outcome.result.repeated.first, SizeIs(1));
  EXPECT_EQ(outcome.result.repeated.first[0], (RepeatedId{.line = 5, .first_line = 2}));
}

TEST(RegistryRun, LosesAndDoublesNoRow) {
  RegistryFolder folder;
  const RegistryOutcome outcome = folder.Run(Demo(2000, /*spoilt=*/0.2));
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  const std::size_t rejected = static_cast<std::size_t>(outcome.result.summary.rejected());
  EXPECT_GT(rejected, 100U);
  EXPECT_EQ(outcome.change_lines().size() + rejected, 2000U);
}

TEST(RegistryRun, WritesTheSameWithSeveralThreadsAndASmallCache) {
  RegistryFolder folder;
  const RegistryOutcome one = folder.Run(Demo(6000));
  folder.options().limits.threads = 4;
  folder.options().limits.cache_bytes = 64 << 10;  // next to none
  const RegistryOutcome four = folder.Run();
  ASSERT_TRUE(four.status.ok()) << four.status;
  EXPECT_EQ(four.changes, one.changes);
  EXPECT_EQ(four.rejects, one.rejects);
  EXPECT_EQ(four.notifications, one.notifications);
  EXPECT_EQ(four.result.summary.SerializeAsString(), one.result.summary.SerializeAsString());
}

TEST(RegistryRun, LeavesOutWhatIsUnchangedIfAsked) {
  RegistryFolder folder;
  const RegistryOutcome all = folder.Run(Demo(500));
  folder.options().outputs.changes_only = true;
  const RegistryOutcome changed = folder.Run();
  EXPECT_EQ(static_cast<std::int64_t>(changed.change_lines().size()), all.result.summary.changed());
  EXPECT_THAT(changed.changes, ::testing::Not(HasSubstr("UNCHANGED")));
}

TEST(RegistryRun, WritesNothingInADryRun) {
  RegistryFolder folder;
  folder.options().limits.dry_run_rows = 10;
  const RegistryOutcome outcome = folder.Run(Demo(100));
  EXPECT_EQ(outcome.result.summary.rows(), 10);
  EXPECT_THAT(outcome.changes, IsEmpty());
}

TEST(RegistryRun, GivesEachShardItsRowsAndMergesThemToTheWhole) {
  RegistryFolder folder;
  const RegistryOutcome whole = folder.Run(Demo(3000) + "\"q\n1\",P,56101,2025\n");
  std::vector<std::string> shards;
  for (std::uint32_t shard = 3; shard >= 1; --shard) {
    folder.options().limits.shard = shard;
    folder.options().limits.shards = 3;
    folder.options().outputs.changes = folder / absl::StrCat("changes", shard);
    folder.options().outputs.rejects = folder / absl::StrCat("rejects", shard);
    folder.options().outputs.notifications = folder / absl::StrCat("notifications", shard);
    ASSERT_TRUE(folder.Run().status.ok());
    shards.push_back(folder.options().outputs.changes);
  }
  const OutputPaths merged{.changes = folder / "merged",
                           .rejects = folder / "merged_rejects",
                           .notifications = folder / "merged_notifications",
                           .ids = ""};
  const auto all = MergeShards(shards, merged, Library()->latest().data().regions);
  ASSERT_TRUE(all.ok()) << all.status();
  EXPECT_EQ(testing::FileText(merged.changes), whole.changes);
  EXPECT_EQ(testing::FileText(merged.rejects), whole.rejects);
  EXPECT_EQ(testing::FileText(merged.notifications), whole.notifications);
  EXPECT_EQ(all->summary.SerializeAsString(), whole.result.summary.SerializeAsString());
  shards.pop_back();
  EXPECT_THAT(std::string(MergeShards(shards, merged, {}).status().message()),
              HasSubstr("2 given, of 3"));
}

TEST(RegistryRun, RefusesToMergeShardsOfTwoInputs) {
  RegistryFolder folder;
  std::vector<std::string> shards;
  for (std::uint32_t shard : {1U, 2U}) {
    folder.options().limits.shard = shard;
    folder.options().limits.shards = 2;
    folder.options().outputs.changes = folder / absl::StrCat("changes", shard);
    ASSERT_TRUE(folder.Run(Demo(100 + static_cast<int>(shard))).status.ok());
    shards.push_back(folder.options().outputs.changes);
  }
  EXPECT_THAT(std::string(MergeShards(shards, {}, {}).status().message()),
              HasSubstr("is of another input"));
}

TEST(RegistryRun, GoesOnFromACheckpointOfItsOwnInputAndRulesetsOnly) {
  RegistryFolder folder;
  folder.options().limits.checkpoint_folder = folder / "checkpoint";
  const RegistryOutcome first = folder.Run(Demo(200));
  ASSERT_TRUE(first.status.ok()) << first.status;
  const RegistryOutcome again = folder.Run();
  EXPECT_TRUE(again.result.was_done);
  EXPECT_EQ(again.changes, first.changes);
  EXPECT_EQ(again.result.summary.rows(), 200);
  EXPECT_THAT(std::string(folder.Run(Demo(200, 0)).status.message()), HasSubstr("another input"));
  folder.names().from = "pp24-2018";
  EXPECT_THAT(std::string(folder.Run(Demo(200)).status.message()),
              HasSubstr("other rulesets or options"));
}

TEST(RegistryReport, HoldsSheetsOfFiguresChartsChangesAndRejects) {
  RegistryFolder folder;
  const RegistryOutcome outcome = folder.Run(Demo(300, /*spoilt=*/0.3));
  const std::string path = folder / "report.xlsx";
  const absl::Status status = WriteRegistryReport(
      path, outcome.result.summary,
      {.changes = folder.options().outputs.changes, .rejects = folder.options().outputs.rejects},
      Language::kIndonesian);
  ASSERT_TRUE(status.ok()) << status;
  const std::string script =
      "import sys, zipfile, xml.dom.minidom\n"
      "book = zipfile.ZipFile(sys.argv[1])\n"
      "for name in book.namelist(): xml.dom.minidom.parseString(book.read(name))\n"
      "sheets = [book.read('xl/worksheets/sheet%d.xml' % i).decode() for i in (1, 2, 3, 4)]\n"
      "print(sheets[2].count('<row '), sheets[3].count('<row '), len([n for n in book.namelist() "
      "if "
      "'charts/chart' in n]))\n";
  testing::WriteFile(folder / "read.py", script);
  ASSERT_EQ(
      std::system(
          absl::StrCat("python3 ", folder / "read.py", " ", path, " >", folder / "read").c_str()),
      0);
  EXPECT_EQ(testing::FileText(folder / "read"),
            absl::StrCat(outcome.result.summary.changed() + 1, " ",
                         outcome.result.summary.rejected() + 1, " 7\n"));
}

TEST(RegistryReport, SaysThatItCannotBeWritten) {
  RegistryFolder folder;
  folder.Run(SmallRegistry());
  const absl::Status status = WriteRegistryReport(
      folder / "none/report.xlsx", {}, {.changes = folder.options().outputs.changes, .rejects = ""},
      Language::kEnglish);
  EXPECT_THAT(std::string(status.message()), HasSubstr("the report cannot be written"));
}

TEST(RegistryRun, SaysWhichOutputCannotBeWritten) {
  RegistryFolder folder;
  folder.options().outputs.changes = "/dev/full";
  const RegistryOutcome full = folder.Run(SmallRegistry());
  EXPECT_THAT(std::string(full.status.message()),
              StartsWith("/dev/full: cannot be written: No space"));
  folder.options().outputs.changes = folder / "none/changes";
  EXPECT_TRUE(absl::IsUnavailable(folder.Run().status));
  folder.options().input.path = folder / "absent";
  EXPECT_TRUE(absl::IsNotFound(folder.Run().status));
}

}  // namespace
}  // namespace izin
