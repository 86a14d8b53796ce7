// izin rules as a process: proofs, cases, mutation, layout, comparisons, figures and sheets.

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/ruleset.pb.h"
#include "tests/integration/process.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

using ::izin::testing::FileText;
using ::izin::testing::Process;
using ::izin::testing::Ran;
using ::izin::testing::RunIzin;
using ::izin::testing::TempFolder;
using ::izin::testing::With;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string LastLine(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return "";
  const std::size_t before = text.rfind('\n', end);
  const std::size_t start = before == std::string::npos ? 0 : before + 1;
  return text.substr(start, end + 1 - start);
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// The shipped data in a folder of its own, to be changed.
class DataCopy {
 public:
  DataCopy() {
    for (const char* part : {"kbli", "reference", "rulesets"})
      fs::copy(std::string("data/") + part, folder_ / part, fs::copy_options::recursive);
  }

  const std::string& path() const { return folder_.path(); }
  std::string Read(const std::string& file) const { return FileText(folder_ / file); }
  void Write(const std::string& file, const std::string& text) const {
    std::ofstream(folder_ / file, std::ios::binary | std::ios::trunc) << text;
  }
  void Remove(const std::string& file) const { fs::remove(folder_ / file); }

  // Replaces the first `from`, which must be there.
  void Replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = Read(file);
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << file << " has no " << from;
    Write(file, text.replace(at, from.size(), to));
  }

 private:
  TempFolder folder_;
};

constexpr char kSea[] = "rulesets/pp24-2018/sea.textproto";
constexpr char kBuildingCases[] = "rulesets/pp24-2018/cases/building.textproto";

// ---- check

TEST(RulesProcess, ProvesEveryTableOfBothRulesets) {
  const Ran ran = RunIzin({"rules", "check", "--data", "data"});
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, StartsWith("rulesets/pp24-2018@"));
  EXPECT_THAT(ran.out, HasSubstr("\nrulesets/pp28-2025@"));
  EXPECT_THAT(ran.out, HasSubstr("  table sea: 5 rows, every combination of its inputs has exactly "
                                 "one\n"));
  EXPECT_EQ(ran.err, "");
}

TEST(RulesProcess, ChecksOneRulesetIfAsked) {
  const Ran ran = RunIzin({"rules", "check", "--ruleset", "pp28-2025"});
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, StartsWith("rulesets/pp28-2025@"));
  EXPECT_THAT(ran.out, Not(HasSubstr("pp24-2018")));
}

// A typing error in a name would else pass for a proof.
TEST(RulesProcess, AnUnknownRulesetIsNeverFine) {
  for (const char* command : {"check", "test", "mutate", "stats"}) {
    const Ran ran = RunIzin({"rules", command, "--ruleset", "pp28-2052"});
    EXPECT_NE(ran.exit_code, 0) << command;
    EXPECT_THAT(ran.err, HasSubstr("pp28-2052")) << command;
  }
}

TEST(RulesProcess, NoDataIsAFailure) {
  const TempFolder folder;
  for (const char* command : {"check", "test", "mutate", "fmt", "stats"}) {
    const Ran ran = RunIzin({"rules", command, "--data", folder / "none"});
    EXPECT_EQ(ran.exit_code, 3) << command;
    EXPECT_EQ(ran.out, "") << command;
    EXPECT_THAT(ran.err, HasSubstr(folder / "none")) << command;
  }
}

TEST(RulesProcess, ABrokenRowIsAFindingWithItsPlace) {
  const DataCopy data;
  data.Write(kSea, "row {\n  when { moving_vessel: \"maybe\" }\n}\n" + data.Read(kSea));
  const std::string matrix = "rulesets/pp28-2025/risk_matrix.tsv";
  data.Replace(matrix, "\n", "\n01111\t9\tnothing\tXX\tR\tR\tR\t\t\n");
  const Ran ran = RunIzin({"rules", "check", "--data", data.path()});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.out, HasSubstr(std::string(kSea) +
                                 ":2:10: error: moving_vessel \"maybe\": want one of no, yes\n"));
  EXPECT_THAT(ran.out, HasSubstr(matrix + ":2:17: error: level \"XX\": want R, MR, MT, T"));
  EXPECT_THAT(ran.out, Not(HasSubstr("every combination"))) << "a proof beside a fault";
}

// ---- test

TEST(RulesProcess, TheCasesReachEveryRow) {
  const Ran ran = RunIzin({"rules", "test", "--coverage"});
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, StartsWith("rulesets/pp24-2018: "));
  EXPECT_THAT(ran.out, HasSubstr("\nrulesets/pp28-2025: "));
  EXPECT_THAT(LastLine(ran.out), StartsWith("rows reached: 100.0 % ("));
}

TEST(RulesProcess, CoverageNamesTheRowsThatNoCaseReaches) {
  const DataCopy data;
  data.Remove(kBuildingCases);
  const Ran ran =
      RunIzin({"rules", "test", "--coverage", "--data", data.path(), "--ruleset", "pp24-2018"});
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("  no case reaches p24b-2 (building.textproto:"));
  EXPECT_THAT(LastLine(ran.out), Not(HasSubstr("100.0 %")));
}

TEST(RulesProcess, ACaseThatCameOutOtherwiseIsAFindingWithItsName) {
  const DataCopy data;
  data.Replace(kBuildingCases, "permits: \"SPPL\"", "permits: \"IZIN_LINGKUNGAN\"");
  const Ran ran = RunIzin({"rules", "test", "--data", data.path()});
  EXPECT_EQ(ran.exit_code, 1) << ran.err;
  EXPECT_THAT(
      ran.out,
      HasSubstr("\n" + std::string(kBuildingCases) +
                ":4:1: error: case BuildingNone\n  permits: want [NIB, IZIN_LOKASI, "
                "IZIN_LINGKUNGAN, IZIN_USAHA, IZIN_KOMERSIAL], got [NIB, IZIN_LOKASI, SPPL, "
                "IZIN_USAHA, IZIN_KOMERSIAL]\n"));
  EXPECT_THAT(ran.out, Not(HasSubstr("expect {")));
}

TEST(RulesProcess, AcceptPrintsTheBlockToReviewAndWritesNothing) {
  const DataCopy data;
  data.Replace(kBuildingCases, "permits: \"SPPL\"", "permits: \"IZIN_LINGKUNGAN\"");
  const std::string before = data.Read(kBuildingCases);
  const Ran ran = RunIzin({"rules", "test", "--accept", "--data", data.path()});
  EXPECT_EQ(ran.exit_code, 1) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("  as answered, to be held against its source:\n  expect {\n"
                                 "    outcome: OUTCOME_DECIDED\n"));
  EXPECT_THAT(ran.out, HasSubstr("    permits: \"SPPL\"\n"));
  EXPECT_EQ(data.Read(kBuildingCases), before);
}

TEST(RulesProcess, WhatCheckWantsSortedFmtSorts) {
  const DataCopy data;
  const std::string offices = "rulesets/pp24-2018/offices.textproto";
  data.Write(offices, data.Read(offices) +
                          "\noffice {\n  id: \"AAA\"\n  kind: \"GOVERNOR\"\n"
                          "  name { id: \"A\" en: \"A\" }\n}\n");
  const std::string regions = "reference/regions.tsv";
  std::vector<std::string> lines = LinesOf(data.Read(regions));
  std::swap(lines[2], lines[3]);
  data.Write(regions, absl::StrJoin(lines, "\n") + "\n");
  const std::vector<std::string> check = {"rules", "check", "--data", data.path()};
  const Ran before = RunIzin(check);
  EXPECT_EQ(before.exit_code, 1);
  EXPECT_THAT(before.out, HasSubstr("want entries sorted"));
  EXPECT_THAT(before.out, HasSubstr("is out of order"));
  EXPECT_EQ(RunIzin({"rules", "fmt", "--data", data.path()}).exit_code, 0);
  const Ran after = RunIzin(check);
  EXPECT_EQ(after.exit_code, 0) << after.out;
}

TEST(RulesProcess, RefusesExpectationsTakenFromTheRuleset) {
  const DataCopy data;
  data.Replace(kBuildingCases, "source: \"by hand", "source: \"Generated from the rules");
  const Ran ran = RunIzin({"rules", "test", "--data", data.path()});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.out, "") << "cases were run";
  EXPECT_THAT(ran.err, HasSubstr(std::string(kBuildingCases) + ":4:1: error: case BuildingNone is "
                                                               "generated"));
}

// ---- mutate

TEST(RulesProcess, TheCasesNoticeChangedRows) {
  const Ran ran =
      RunIzin({"rules", "mutate", "--ruleset", "pp24-2018", "--cells", "0", "--at-least", "95"});
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, StartsWith("rulesets/pp24-2018: "));
  EXPECT_THAT(ran.out, HasSubstr(" changes of rows, 0 of cells, "));
  EXPECT_THAT(LastLine(ran.out), StartsWith("changes noticed: "));
}

// Without its cases, what is built may change unnoticed.
TEST(RulesProcess, ChangesThatNoCaseNoticesAreFindings) {
  const DataCopy data;
  data.Remove(kBuildingCases);
  const Ran ran = RunIzin({"rules", "mutate", "--ruleset", "pp24-2018", "--cells", "0",
                           "--at-least", "100", "--data", data.path()});
  EXPECT_EQ(ran.exit_code, 1) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("  not noticed: p24b-2: without SLF\n"));
}

TEST(RulesProcess, DoesNotMutateWhatFailsAsItIs) {
  const DataCopy data;
  data.Replace(kBuildingCases, "permits: \"SPPL\"", "permits: \"IZIN_LINGKUNGAN\"");
  const Ran ran =
      RunIzin({"rules", "mutate", "--ruleset", "pp24-2018", "--cells", "0", "--data", data.path()});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr("its cases fail as they are: see rules test"));
}

// ---- fmt

TEST(RulesProcess, TheShippedRulesAreLaidOut) {
  const Ran ran = RunIzin({"rules", "fmt", "--check"});
  EXPECT_EQ(ran.exit_code, 0) << ran.out << ran.err;
  EXPECT_EQ(ran.out, "");
}

TEST(RulesProcess, LaysOutWhatIsInDisorder) {
  const DataCopy data;
  const std::string shipped = data.Read(kSea);
  std::string disordered;
  for (const std::string& line : LinesOf(shipped)) {
    const std::size_t text = line.find_first_not_of(' ');
    disordered += "\t" + (text == std::string::npos ? "" : line.substr(text)) + "   \n";
  }
  data.Write(kSea, disordered);

  const Ran check = RunIzin({"rules", "fmt", "--check", "--data", data.path()});
  EXPECT_EQ(check.exit_code, 1) << check.err;
  EXPECT_EQ(check.out, data.path() + "/" + kSea + ": want izin rules fmt\n");
  EXPECT_EQ(data.Read(kSea), disordered) << "--check has written";

  const Ran format = RunIzin({"rules", "fmt", "--data", data.path()});
  EXPECT_EQ(format.exit_code, 0) << format.err;
  EXPECT_EQ(format.out, data.path() + "/" + kSea + ": formatted\n");
  EXPECT_EQ(RunIzin({"rules", "fmt", "--check", "--data", data.path()}).exit_code, 0);
  // The rules that are read, fingerprint and all, are those that were disordered.
  EXPECT_EQ(data.Read(kSea), shipped);
  EXPECT_EQ(RunIzin({"rules", "check", "--data", data.path()}).out,
            RunIzin({"rules", "check", "--data", "data"}).out);
}

TEST(RulesProcess, DoesNotLayOutWhatItCannotRead) {
  const DataCopy data;
  const std::string broken = "row {\n  id: \"a\"\n  }}\n";
  data.Write(kSea, broken);
  const Ran ran = RunIzin({"rules", "fmt", "--data", data.path()});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_THAT(ran.out, StartsWith(data.path() + "/" + kSea + ":3:4: "));
  EXPECT_EQ(data.Read(kSea), broken);
}

// ---- diff and stats

// Every run of just five digits in a text.
void AddCodes(const std::string& text, std::set<std::string>& codes) {
  std::string digits;
  for (char c : text + " ") {
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
      digits += c;
      continue;
    }
    if (digits.size() == 5) codes.insert(digits);
    digits.clear();
  }
}

// The shipped data with only the KBLI codes that rules or cases name: the same answers, sooner.
class FewCodesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    data_ = new DataCopy;
    std::set<std::string> codes = {"56101", "56102"};
    for (const auto& entry : fs::recursive_directory_iterator(data_->path() + "/rulesets")) {
      if (entry.path().extension() == ".textproto") AddCodes(FileText(entry.path()), codes);
    }
    for (const char* file :
         {"kbli/2020.tsv", "kbli/2025.tsv", "kbli/conversion.tsv", "kbli/synonyms.tsv",
          "rulesets/pp28-2025/official_codes.tsv", "rulesets/pp28-2025/official_rows.tsv",
          "rulesets/pp28-2025/possible_rows.tsv", "rulesets/pp28-2025/risk_matrix.tsv"}) {
      KeepCodes(file, codes);
    }
    NameConversionsAnew();
  }
  static void TearDownTestSuite() { delete data_; }

  // Keeps the lines whose codes are all among `codes`; a code is a field of five digits.
  static void KeepCodes(const std::string& file, const std::set<std::string>& codes) {
    std::string kept;
    for (const std::string& line : LinesOf(data_->Read(file))) {
      const std::string first = line.substr(0, line.find('\t'));
      std::set<std::string> named;
      const bool is_full_of_them = file == "kbli/conversion.tsv" || file == "kbli/synonyms.tsv";
      AddCodes(is_full_of_them ? line : first, named);
      if (std::includes(codes.begin(), codes.end(), named.begin(), named.end()))
        kept += line + "\n";
    }
    data_->Write(file, kept);
  }

  // What became of a code, as far as the lines that are kept tell.
  static void NameConversionsAnew() {
    const std::string file = "kbli/conversion.tsv";
    std::vector<std::vector<std::string>> lines;
    std::map<std::string, int> lines_of_old;
    std::map<std::string, int> lines_of_new;
    for (const std::string& line : LinesOf(data_->Read(file))) {
      lines.push_back(absl::StrSplit(line, '\t'));
      ++lines_of_old[lines.back()[0]];
      ++lines_of_new[lines.back()[1]];
    }
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      std::vector<std::string>& line = lines[i];
      if (i > 0) {
        line[2] = lines_of_old[line[0]] > 1   ? "SPLIT"
                  : lines_of_new[line[1]] > 1 ? "MERGED"
                  : line[0] == line[1]        ? "UNCHANGED"
                                              : "RENUMBERED";
      }
      text += absl::StrJoin(line, "\t") + "\n";
    }
    data_->Write(file, text);
  }

  static Ran Diff(const std::string& from, const std::string& to,
                  const std::vector<std::string>& more) {
    return RunIzin(With(With({"rules", "diff", from, to}, more), {"--rulesets", data_->path()}));
  }

  static DataCopy* data_;
};

DataCopy* FewCodesTest::data_ = nullptr;

v1::DiffRulesetsResponse ParseDiff(const std::string& json) {
  v1::DiffRulesetsResponse response;
  const auto status = google::protobuf::util::JsonStringToMessage(json, &response);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return response;
}

TEST_F(FewCodesTest, ComparesInThreeFormatsOfTheSameChanges) {
  const Ran json = Diff("pp24-2018", "pp28-2025", {"--format", "json"});
  ASSERT_EQ(json.exit_code, 0) << json.err;
  const v1::DiffRulesetsResponse changes = ParseDiff(json.out);
  ASSERT_GT(changes.total_changes(), 0);
  ASSERT_EQ(changes.changes_size(), changes.total_changes());
  EXPECT_EQ(changes.next_page_token(), "");

  const Ran text = Diff("pp24-2018", "pp28-2025", {"--lang", "id"});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, StartsWith("Perbandingan rulesets/pp24-2018@"));
  EXPECT_THAT(text.out, HasSubstr("Izin Usaha (IZIN_USAHA) [dihapus]"));
  EXPECT_GT(changes.rule_changes_size(), 0);
  EXPECT_GT(changes.names_size(), 0);

  const Ran csv = Diff("pp24-2018", "pp28-2025", {"--format", "csv"});
  EXPECT_EQ(csv.exit_code, 0) << csv.err;
  const std::vector<std::string> lines = LinesOf(csv.out);
  EXPECT_EQ(static_cast<int>(lines.size()), 1 + changes.total_changes());
  EXPECT_EQ(lines[0],
            "kbli_code,scope_id,scale,location,from_risk,to_risk,permits_added,permits_removed,"
            "commitments_added,commitments_removed,reforms,differences");
  EXPECT_THAT(lines, ::testing::Contains(StartsWith("56101,56101-1,MICRO,LAND,,MEDIUM_LOW,")));
}

TEST_F(FewCodesTest, ListsNoMoreThanAsked) {
  const auto items = [](const Ran& ran) {
    const std::vector<std::string> lines = LinesOf(ran.out);
    return std::count_if(lines.begin(), lines.end(),
                         [](const std::string& line) { return line.rfind("  - ", 0) == 0; });
  };
  const Ran two = Diff("pp24-2018", "pp28-2025", {"--lang", "id", "--limit", "2"});
  EXPECT_EQ(two.exit_code, 0) << two.err;
  EXPECT_THAT(two.out, HasSubstr(" lagi (--all)\n"));
  EXPECT_LT(items(two), items(Diff("pp24-2018", "pp28-2025", {"--limit", "0"})));
}

TEST_F(FewCodesTest, AServerComparesAlike) {
  Process server("izind", {"--listen", "127.0.0.1:0", "--rulesets", data_->path()});
  const std::string address = server.ListeningAddress();
  ASSERT_NE(address, "") << server.err();
  for (const char* format : {"json", "csv", "text"}) {
    const Ran local = Diff("pp24-2018", "pp28-2025", {"--format", format});
    const Ran remote = RunIzin(
        {"rules", "diff", "pp24-2018", "pp28-2025", "--format", format, "--server", address});
    EXPECT_EQ(remote.exit_code, 0) << remote.err;
    EXPECT_TRUE(remote.out == local.out) << format << ": another answer";
  }
  const Ran local = Diff("pp24-2018", "pp30-2030", {});
  const Ran remote = RunIzin({"rules", "diff", "pp24-2018", "pp30-2030", "--server", address});
  EXPECT_EQ(remote.exit_code, 1);
  EXPECT_EQ(remote.err, local.err);
}

TEST_F(FewCodesTest, ARulesetDiffersInNothingFromItself) {
  for (const char* ruleset : {"pp24-2018", "pp28-2025"}) {
    const Ran text = Diff(ruleset, ruleset, {"--lang", "en"});
    EXPECT_THAT(text.out, HasSubstr("\n  Answers         0 of "));
    EXPECT_THAT(text.out, HasSubstr("\n  Rules           0 entries differ\n"));
    const Ran json = Diff(ruleset, ruleset, {"--format", "json"});
    EXPECT_EQ(json.exit_code, 0) << json.err;
    EXPECT_EQ(ParseDiff(json.out).total_changes(), 0);
    EXPECT_EQ(ParseDiff(json.out).changes_size(), 0);
  }
}

TEST_F(FewCodesTest, RefusesToCompareAnUnknownRuleset) {
  const Ran text = Diff("pp28-2025", "pp30-2030", {});
  EXPECT_EQ(text.exit_code, 1);
  EXPECT_EQ(text.out, "");
  EXPECT_THAT(text.err, StartsWith("izin: to \"pp30-2030\": no such ruleset"));
  const Ran json = Diff("pp30-2030", "pp28-2025", {"--format", "json"});
  EXPECT_EQ(json.exit_code, 1);
  EXPECT_THAT(json.out, StartsWith("{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"from: "));
  EXPECT_THAT(json.out, EndsWith("\"fieldPath\":\"from\"}}\n"));
  EXPECT_EQ(json.err, "");
}

TEST_F(FewCodesTest, PrintsFiguresOfEachRuleset) {
  const Ran both = RunIzin({"rules", "stats", "--data", data_->path()});
  EXPECT_EQ(both.exit_code, 0) << both.err;
  EXPECT_THAT(both.out, StartsWith("rulesets/pp24-2018@"));
  EXPECT_THAT(both.out, HasSubstr("\nrulesets/pp28-2025@"));
  for (const char* title :
       {"rows of tables by weakest mark", "cells by outcome", "required permits by office",
        "required permits by risk level", "required permits by KBLI category"}) {
    EXPECT_THAT(both.out, HasSubstr(std::string("\n  ") + title + "\n    "));
  }
  const Ran one = RunIzin({"rules", "stats", "--data", data_->path(), "--ruleset", "pp28-2025"});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  EXPECT_THAT(both.out, EndsWith("\n" + one.out));
}

// ---- sheet

TEST(RulesProcess, PrintsTheServiceStandardOfAPermit) {
  const Ran ran = RunIzin({"rules", "sheet", "PKKPR"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("Standar pelayanan: Persetujuan KKPR darat (PKKPR)\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nDasar hukum\n"));
  EXPECT_THAT(ran.out, HasSubstr("\nPersyaratan\n"));
  EXPECT_THAT(ran.out, HasSubstr("rulesets/pp28-2025@"));
}

TEST(RulesProcess, PrintsASheetAsAPage) {
  const Ran ran = RunIzin({"rules", "sheet", "PKKPR", "--format", "html"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("<!DOCTYPE html>\n<html lang=\"id\">\n"));
  EXPECT_THAT(ran.out, HasSubstr("<h1>Standar pelayanan: Persetujuan KKPR darat (PKKPR)</h1>"));
  EXPECT_THAT(ran.out, EndsWith("</html>\n"));
}

TEST(RulesProcess, PrintsTheFactCheckOfACode) {
  const Ran ran = RunIzin({"rules", "sheet", "56101", "--lang", "en"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("Fact check of KBLI 56101: "));
  EXPECT_THAT(ran.out, HasSubstr("\n- Holds for: scope 1 restoran; Micro business"));
  EXPECT_THAT(ran.out, HasSubstr("\n- Risk level: Medium-low\n"));
  EXPECT_THAT(ran.out, Not(HasSubstr("Tingkat risiko"))) << "Indonesian in an English sheet";
}

TEST(RulesProcess, ASheetIsOfARegionsOffice) {
  const Ran ran = RunIzin({"rules", "sheet", "56101", "--region", "Kota Medan"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out,
              StartsWith("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu (DPMPTSP) "
                         "Kota Medan\n"));
  const Ran none = RunIzin({"rules", "sheet", "56101", "--region", "9999"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("--region \"9999\": want a code or name of"));
}

TEST(RulesProcess, RefusesASheetOfNothing) {
  for (const char* subject : {"NOPE", "99998", "5610", ""}) {
    const Ran ran = RunIzin({"rules", "sheet", subject});
    EXPECT_EQ(ran.exit_code, 1) << subject;
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, StartsWith("izin: \"" + std::string(subject) +
                                    "\": want a permit or a KBLI code of rulesets/pp28-2025"));
  }
  const Ran ruleset = RunIzin({"rules", "sheet", "PKKPR", "--ruleset", "pp30-2030"});
  EXPECT_EQ(ruleset.exit_code, 1);
  EXPECT_THAT(ruleset.err, HasSubstr("\"pp30-2030\": no such ruleset"));
}

TEST(RulesProcess, AWrongCommandLineIsTwo) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"rules"},
           {"rules", "prove"},
           {"rules", "diff", "pp24-2018"},
           {"rules", "diff", "pp24-2018", "pp28-2025", "--format", "xml"},
           {"rules", "sheet"},
           {"rules", "sheet", "PKKPR", "--format", "pdf"},
           {"rules", "sheet", "PKKPR", "--lang", "nl"},
           {"rules", "mutate", "--cells", "many"}}) {
    const Ran ran = RunIzin(arguments);
    EXPECT_EQ(ran.exit_code, 2) << ::testing::PrintToString(arguments);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err, "");
  }
}

}  // namespace
}  // namespace izin
