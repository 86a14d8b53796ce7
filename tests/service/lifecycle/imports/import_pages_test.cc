#include "service/lifecycle/imports/import_pages.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/bundle.h"
#include "service/lifecycle/imports/official_page.h"
#include "service/lifecycle/imports/ruleset_files.h"
#include "service/lifecycle/imports/snapshot_changes.h"
#include "tests/service/lifecycle/imports/page_writer.h"

namespace izin {
namespace {

using ::izin::testing::KeyedCodes;
using ::izin::testing::Library;
using ::izin::testing::PageWriter;
using ::izin::testing::ReadFile;
using ::izin::testing::ShippedTables;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const Ruleset& Base() { return Library()->latest(); }

std::vector<OfficialPage> Written(const std::set<std::string>& codes, Findings& findings) {
  PageWriter writer(ShippedTables());
  std::vector<OfficialPage> pages;
  for (const std::string& code : codes) {
    for (OfficialPage& page :
         ReadOfficialPages(code + ".json", writer.PageOf(code).dump(), findings))
      pages.push_back(std::move(page));
  }
  return pages;
}

std::vector<std::string> Lines(const std::vector<SnapshotChange>& changes) {
  std::vector<std::string> lines;
  for (const SnapshotChange& change : changes) lines.push_back(change.ToString(true));
  return lines;
}

// What an import keeps beside what decides.
bool IsProvenance(const SnapshotChange& change) {
  return change.table == kScopesFile || change.table == kDetailsFile || change.table == kPagesFile;
}

std::string PagesFolder() { return "tests/golden/oss_pages"; }

// The 30 codes of the hand-made pages, as they were before: written out from what ships.
RuleTables Before() {
  std::set<std::string> codes;
  for (const auto& entry : std::filesystem::directory_iterator(PagesFolder()))
    codes.insert(entry.path().stem().string());
  EXPECT_EQ(codes.size(), 30U);
  codes.insert("47713");
  Findings findings;
  RuleTables tables = ShippedTables();
  ImportPages(Written(codes, findings), {}, Base(), tables, findings);
  return tables;
}

// The tables with the rest of the folder and of the data, compiled.
absl::StatusOr<BuiltRuleset> Compiled(const RuleTables& tables) {
  SourceTree tree = *ReadSourceTree("data", "pp28-2025");
  for (const auto& [name, content] : tables.Print()) tree["rulesets/pp28-2025/" + name] = content;
  RuleIssues issues;
  absl::StatusOr<BuiltRuleset> built = BuildRuleset(tree, issues);
  EXPECT_TRUE(built.ok()) << issues.ToString();
  return built;
}

TEST(ImportPagesTest, OurOwnCodesWrittenOutComeBackAsTheSameRows) {
  Findings findings;
  const std::vector<OfficialPage> pages = Written(KeyedCodes(), findings);
  EXPECT_EQ(pages.size(), 192U);
  RuleTables after = ShippedTables();
  const PagesTaken taken = ImportPages(pages, {}, Base(), after, findings);
  EXPECT_EQ(taken.pages, 192);
  EXPECT_EQ(taken.rows, 916);
  EXPECT_EQ(taken.quoted, 0);
  EXPECT_EQ(taken.kept, 1339 - 192);
  std::vector<SnapshotChange> changes = ChangesBetween(ShippedTables(), after);
  changes.erase(std::remove_if(changes.begin(), changes.end(), IsProvenance), changes.end());
  EXPECT_THAT(Lines(changes), IsEmpty());
  for (const Finding& finding : findings.all()) EXPECT_FALSE(finding.is_lost);
}

// Nothing of the codes is left but the catalogues: what comes back comes from the pages.
TEST(ImportPagesTest, RowsComeFromThePagesAlone) {
  const std::set<std::string> codes = KeyedCodes();
  RuleTables bare = ShippedTables();
  for (const std::string& code : codes) {
    for (absl::string_view file : {kMatrixFile, kRowsFile, kCodesFile}) bare.at(file).EraseOf(code);
  }
  Findings findings;
  RuleTables after = bare;
  ImportPages(Written(codes, findings), {}, Base(), after, findings);
  const RuleTables& shipped = ShippedTables();
  const RuleTable& rows = shipped.at(kRowsFile);
  ASSERT_EQ(after.at(kRowsFile).lines().size(), 916U);
  for (const auto& [key, line] : rows.lines()) {
    TableLine expected = line;
    expected[rows.Column("suspect")] = "";  // a person marked it, no page does
    EXPECT_EQ(after.at(kRowsFile).lines().at(key), expected);
  }
  const RuleTable& matrix = shipped.at(kMatrixFile);
  for (const auto& [key, line] : matrix.lines()) {
    const TableLine& is = after.at(kMatrixFile).lines().at(key);
    for (const char* column : {"code", "scope", "label", "micro", "small", "medium", "large"})
      EXPECT_EQ(matrix.Field(is, column), matrix.Field(line, column)) << key;
  }
  EXPECT_EQ(after.at(kCodesFile).Print(), shipped.at(kCodesFile).Print());
}

TEST(ImportPagesTest, AnImportAgainChangesNothing) {
  Findings findings;
  RuleTables once = ShippedTables();
  ImportPages(Written(KeyedCodes(), findings), {}, Base(), once, findings);
  RuleTables twice = once;
  ImportPages(Written(KeyedCodes(), findings), {}, Base(), twice, findings);
  EXPECT_EQ(once.Print(), twice.Print());
}

// 30 pages as the site gives them, with every trap, over what was held: the golden file names each
// change that was planted, and nothing else may have changed.
TEST(ImportPagesTest, HandMadePagesChangeExactlyWhatWasPlanted) {
  const RuleTables before = Before();
  RuleTables after = before;
  Findings findings;
  std::vector<OfficialPage> pages;
  const auto files = ReadInputFiles(PagesFolder(), ".json");
  ASSERT_TRUE(files.ok());
  for (const auto& [path, bytes] : *files) {
    for (OfficialPage& page : ReadOfficialPages(path, bytes, findings))
      pages.push_back(std::move(page));
  }
  ImportPages(pages, {}, Base(), after, findings);
  std::string told = absl::StrJoin(Lines(ChangesBetween(before, after)), "\n") + "\n";
  for (const Finding& finding : findings.all()) told += "read     " + finding.ToString(true) + "\n";
  told = absl::StrReplaceAll(told, {{PagesFolder() + "/", ""}});
  EXPECT_EQ(told, ReadFile("tests/golden/oss_pages_told.txt"));
  const absl::StatusOr<BuiltRuleset> built = Compiled(after);
  ASSERT_TRUE(built.ok());
  EXPECT_NE(built->ruleset->data().fingerprint, Base().data().fingerprint);
}

// The mark and the day of the official snapshot are those of the oldest page, once all have one.
TEST(ImportPagesTest, TheSnapshotIsNoNewerThanItsOldestPage) {
  Findings findings;
  RuleTables some = ShippedTables();
  std::vector<OfficialPage> pages = Written({"56101"}, findings);
  pages.front().read_on = "2026-11-20";
  ImportPages(pages, {}, Base(), some, findings);
  EXPECT_EQ(some.others().at("ruleset.textproto"),
            ShippedTables().others().at("ruleset.textproto"));

  RuleTables all = ShippedTables();
  pages.front().read_on = "2026-11-20";
  ImportPages(pages, {.is_complete = true}, Base(), all, findings);
  const std::string& header = all.others().at("ruleset.textproto");
  EXPECT_THAT(header, HasSubstr("data_as_of: \"2026-11-20\""));
  EXPECT_THAT(header, HasSubstr("verification: \"OFFICIAL_SNAPSHOT\"\n    as_of: \"2026-11-20\""));
  EXPECT_EQ(all.at(kMatrixFile).lines().size(), 2U);
}

TEST(ImportPagesTest, WhatAnOlderCrawlSaidGoesOnceThePageIsRead) {
  PageWriter writer(ShippedTables());
  testing::Json page = writer.PageOf("01111");
  for (testing::Json& scope : page["scopes"]) {
    for (testing::Json& cell : scope["KbliResikos"]) {
      cell["KbliIzins"] = testing::Json::array();
      for (const char* list : {"KbliPersyaratans", "KbliKewajibans", "KbliResikoKewenangans"})
        cell[list] = testing::Json::array();
    }
  }
  Findings findings;
  RuleTables after = ShippedTables();
  ASSERT_NE(after.at(kPossibleFile).Of("01111").size(), 0U);
  ImportPages(ReadOfficialPages("01111.json", page.dump(), findings), {}, Base(), after, findings);
  EXPECT_EQ(after.at(kPossibleFile).Of("01111").size(), 0U);
}

TEST(ImportPagesTest, ValidityAndLandAreaStandOnTheAnswer) {
  PageWriter writer(ShippedTables());
  testing::Json page = writer.PageOf("55203");
  testing::Json& cell = page["scopes"][0]["KbliResikos"][0];
  cell["masa_berlaku"] = 5;
  cell["SatuanMasaBerlaku"] = {{"localization", {{"id", {{"uraian", "Tahun"}}}}}};
  Findings findings;
  RuleTables after = ShippedTables();
  ImportPages(ReadOfficialPages("55203.json", page.dump(), findings), {}, Base(), after, findings);
  const absl::StatusOr<BuiltRuleset> built = Compiled(after);
  ASSERT_TRUE(built.ok());
  const auto code = KbliCode::Parse("55203");
  const Scope& scope = built->ruleset->scopes_of(*built->ruleset->kbli().IndexOf(*code)).front();
  EXPECT_EQ(built->ruleset->official_row(scope, BusinessScale::kMicro)->limits.id,
            "Masa berlaku menurut halaman resmi: 5 Tahun.");
}

}  // namespace
}  // namespace izin
