// Every fault of a rule file is told with its place, and all of them in one run. The ground is the
// real data folder with one thing changed, so that nothing else can be at fault.

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/bundle.h"

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kRules[] = "rulesets/pp28-2025/";

const SourceTree& RealTree() {
  static const auto* const tree = new SourceTree(*ReadSourceTree("data", "pp28-2025"));
  return *tree;
}

// The faults of the real tree with `change` made to `file`.
std::vector<RuleIssue> FaultsOf(const std::string& file,
                                const std::function<void(std::string&)>& change) {
  SourceTree tree = RealTree();
  change(tree[file]);
  RuleIssues issues;
  const absl::StatusOr<BuiltRuleset> built = BuildRuleset(tree, issues);
  EXPECT_EQ(built.ok(), !issues.has_errors());
  return issues.Sorted();
}

std::function<void(std::string&)> Replace(const std::string& from, const std::string& to) {
  return [from, to](std::string& text) {
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << "no \"" << from << "\" to replace";
    text.replace(at, from.size(), to);
  };
}

// Line and column, from 1, of the first `needle` of a real file.
std::pair<int, int> PlaceOf(const std::string& file, const std::string& needle) {
  const std::string& text = RealTree().at(file);
  const std::size_t at = text.find(needle);
  EXPECT_NE(at, std::string::npos);
  const std::string before = text.substr(0, at);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start =
      before.rfind('\n') == std::string::npos ? 0 : before.rfind('\n') + 1;
  return {static_cast<int>(lines) + 1, static_cast<int>(at - line_start) + 1};
}

TEST(RuleFaultsTest, TheRealTreeHasNone) {
  RuleIssues issues;
  const absl::StatusOr<BuiltRuleset> built = BuildRuleset(RealTree(), issues);
  EXPECT_TRUE(built.ok()) << built.status();
  EXPECT_THAT(issues.Sorted(), IsEmpty());
}

struct Case {
  const char* name;
  std::string file;
  std::string find;     // where the fault is expected
  std::string replace;  // by what
  std::string message;  // part of what is said
};

class OneFault : public ::testing::TestWithParam<Case> {};

TEST_P(OneFault, IsToldWithItsPlace) {
  const Case& expected = GetParam();
  const std::vector<RuleIssue> faults =
      FaultsOf(expected.file, Replace(expected.find, expected.replace));
  ASSERT_FALSE(faults.empty());
  const auto [line, column] = PlaceOf(expected.file, expected.find);
  bool is_told = false;
  for (const RuleIssue& fault : faults) {
    is_told = is_told || (fault.file == expected.file && fault.line == line &&
                          fault.message.find(expected.message) != std::string::npos);
  }
  EXPECT_TRUE(is_told) << "want line " << line << " saying \"" << expected.message << "\", got "
                       << faults.front().ToString();
}

INSTANTIATE_TEST_SUITE_P(
    Files, OneFault,
    ::testing::Values(
        Case{"UnknownCode", "rulesets/pp28-2025/risk_matrix.tsv", "56101\t1\t", "56109\t1\t",
             "unknown code \"56109\""},
        Case{"MalformedCode", "rulesets/pp28-2025/risk_matrix.tsv", "56101\t1\t", "5610x\t1\t",
             "want 5 digits"},
        Case{"DuplicateScope", "rulesets/pp28-2025/risk_matrix.tsv", "56101\t2\t", "56101\t1\t",
             "duplicate"},
        Case{"BadScopeNumber", "rulesets/pp28-2025/risk_matrix.tsv", "56101\t2\t", "56101\tB\t",
             "scope \"B\""},
        Case{"BadLevel", "rulesets/pp28-2025/risk_matrix.tsv", "56101\t1\trestoran\tMR",
             "56101\t1\trestoran\tM", "level \"M\": want R, MR, MT, T or nothing"},
        Case{"UnsortedCode", "kbli/2025.tsv", "01112\t", "01110\t", "out of order"},
        Case{"MissingKbliTitle", "kbli/2025.tsv", "\tINDUSTRI\n", "\t\n", "missing title"},
        Case{"TooFewFields", "kbli/conversion.tsv", "01111\t01111\tUNCHANGED", "01111\t01111",
             "2 fields: want 3"},
        Case{"WrongHeader", "kbli/conversion.tsv", "kbli2020\tkbli2025\tkind", "old\tnew\tkind",
             "header"},
        Case{"BadConversionKind", "kbli/conversion.tsv", "01111\t01111\tUNCHANGED",
             "01111\t01111\tSAME", "kind \"SAME\": want one of UNCHANGED"},
        Case{"KindThatTheLinesDeny", "kbli/conversion.tsv", "01111\t01111\tUNCHANGED",
             "01111\t01111\tMERGED",
             "kind \"MERGED\" of 01111: the lines of the table make it UNCHANGED"},
        Case{"CarriageReturn", "kbli/conversion.tsv", "01111\t01111\tUNCHANGED",
             "01111\t01111\tUNCHANGED\r", "carriage return"},
        Case{"ByteOrderMark", "kbli/conversion.tsv", "kbli2020", "\xEF\xBB\xBFkbli2020",
             "byte order mark"},
        Case{"NotUtf8", "kbli/2025.tsv", "\tINDUSTRI\n", "\tIND\xFFSTRI\n", "want UTF-8"},
        Case{"OverlongUtf8", "kbli/2025.tsv", "\tINDUSTRI\n", "\tIND\xC0\xAFSTRI\n", "want UTF-8"},
        Case{"UnknownPermit", "rulesets/pp28-2025/licences.textproto", "permit { code: \"NIB\"",
             "permit { code: \"NIP\"", "unknown permit \"NIP\""},
        Case{"UnknownValue", "rulesets/pp28-2025/licences.textproto", "when { risk: \"LOW\" }",
             "when { risk: \"RENDAH\" }",
             "risk \"RENDAH\": want one of LOW, MEDIUM_LOW, MEDIUM_HIGH, HIGH"},
        Case{"UnknownField", "rulesets/pp28-2025/licences.textproto", "when { risk: \"LOW\" }",
             "when { hazard: \"LOW\" }", "hazard"},
        Case{"SetByLoader", "rulesets/pp28-2025/licences.textproto", "  id: \"lic-1\"",
             "  where: \"x\" id: \"lic-1\"", "set by the loader"},
        Case{"UnknownVerification", "rulesets/pp28-2025/permits.textproto",
             "verification: \"REGULATION_TEXT\"", "verification: \"SURE\"",
             "verification \"SURE\""}),
    [](const auto& tested) { return tested.param.name; });

TEST(RuleFaultsTest, TheColumnIsTheValuesOwn) {
  const std::string file = std::string(kRules) + "licences.textproto";
  const std::vector<RuleIssue> faults = FaultsOf(
      file, Replace("except { zone: [\"NONE\", \"?\"]", "except { zone: [\"NONE\", \"!\"]"));
  const auto [line, column] = PlaceOf(file, "zone: [\"NONE\", \"?\"] land_condition");
  bool is_told = false;
  for (const RuleIssue& fault : faults) {
    is_told = is_told || (fault.line == line && fault.column == column &&
                          fault.message.find("zone \"!\": want one of ?, NONE") == 0);
  }
  EXPECT_TRUE(is_told) << "want " << line << ":" << column;
}

TEST(RuleFaultsTest, AllFaultsAreToldInOneRun) {
  const std::string file = std::string(kRules) + "licences.textproto";
  const std::vector<RuleIssue> faults = FaultsOf(file, [](std::string& text) {
    text = absl::StrReplaceAll(text, {{"risk: \"LOW\"", "risk: \"RENDAH\""},
                                      {"id: \"lic-3\"", "id: \"lic-3\" colour: 1"}});
  });
  std::string all;
  for (const RuleIssue& fault : faults) all += fault.ToString() + "\n";
  EXPECT_THAT(all, HasSubstr("risk \"RENDAH\""));
  EXPECT_THAT(all, HasSubstr("colour"));
}

TEST(RuleFaultsTest, MissingLegalBasis) {
  const std::vector<RuleIssue> faults =
      FaultsOf(std::string(kRules) + "licences.textproto", [](std::string& text) {
        text += "row { id: \"lic-x\" when { risk: \"LOW\" } then { permit { code: \"NIB\" } } }\n";
      });
  std::string all;
  for (const RuleIssue& fault : faults) all += fault.message + "\n";
  EXPECT_THAT(all, HasSubstr("missing legal_basis"));
  EXPECT_THAT(all, HasSubstr("rows lic-1 and lic-x both match"));
}

// `entry` appended to a rule file, and what must be said of it.
struct Appended {
  const char* name;
  std::string file;
  std::string entry;
  std::string message;
};

class BadEntry : public ::testing::TestWithParam<Appended> {};

TEST_P(BadEntry, IsRefused) {
  const std::vector<RuleIssue> faults =
      FaultsOf(std::string(kRules) + GetParam().file,
               [](std::string& text) { text += GetParam().entry + "\n"; });
  std::string all;
  for (const RuleIssue& fault : faults) all += fault.ToString() + "\n";
  EXPECT_THAT(all, HasSubstr(GetParam().message));
}

#define IZIN_CITED R"( legal_basis { regulation: "PP" provision: "1" verification: "UNVERIFIED" })"

INSTANTIATE_TEST_SUITE_P(
    Entries, BadEntry,
    ::testing::Values(
        Appended{"NoOutcome", "licences.textproto", "row { id: \"x\" then { }" IZIN_CITED "}",
                 "`then` says nothing"},
        Appended{"NoId", "licences.textproto", "row { then { none: true }" IZIN_CITED "}",
                 "missing id"},
        Appended{"DuplicateId", "licences.textproto",
                 "row { id: \"lic-1\" then { none: true }" IZIN_CITED "}",
                 "duplicate row \"lic-1\""},
        Appended{"NoneAndPermits", "licences.textproto",
                 "row { id: \"x\" then { none: true permit { code: \"NIB\" } }" IZIN_CITED "}",
                 "both `none` and permits"},
        Appended{"ForeignInput", "licences.textproto",
                 "row { id: \"x\" when { rdtr: \"NONE\" } then { none: true }" IZIN_CITED "}",
                 "conditions on rdtr, which is no input"},
        Appended{"UnknownOffice", "authority.textproto",
                 "row { id: \"x\" then { office: \"CAMAT\" }" IZIN_CITED "}",
                 "unknown office \"CAMAT\""},
        Appended{"UnknownNotice", "notes.textproto",
                 "row { id: \"x\" then { warning: \"HM\" }" IZIN_CITED "}",
                 "unknown warning \"HM\""},
        Appended{"UnknownCommitment", "notes.textproto",
                 "row { id: \"x\" then { commitment: \"HM\" }" IZIN_CITED "}",
                 "unknown commitment \"HM\""},
        Appended{"UnknownPrefix", "notes.textproto",
                 "row { id: \"x\" when { kbli: \"999\" } then { none: true }" IZIN_CITED "}",
                 "kbli \"999\""},
        Appended{"UnknownLegalForm", "notes.textproto",
                 "row { id: \"x\" when { legal_form: \"TOKO\" } then { none: true }" IZIN_CITED "}",
                 "legal_form \"TOKO\""},
        Appended{
            "NamedTwice", "notes.textproto",
            "row { id: \"x\" when { zone: [\"NONE\", \"NONE\"] } then { none: true }" IZIN_CITED
            "}",
            "is named twice"},
        Appended{
            "AdjustsASet", "adjust.textproto",
            "row { id: \"x\" then { adjust { input: \"location\" value: \"LAND\" } }" IZIN_CITED
            "}",
            "want an enumerated input"},
        Appended{"SecondTable", "notes.textproto",
                 "table { id: \"t\" role: \"NOTES\" hit_policy: \"COLLECT\" title { id: \"t\" en: "
                 "\"t\" } }",
                 "a second table in this file"},
        Appended{
            "UnknownRole", "permits.textproto",
            "table { id: \"t\" role: \"HM\" hit_policy: \"UNIQUE\" title { id: \"t\" en: \"t\" } }",
            "role \"HM\""},
        Appended{"OneLanguage", "notices.textproto",
                 "notice { code: \"ZZ\" title { id: \"t\" } detail { id: \"t\" en: \"t\" } }",
                 "missing title in English"},
        Appended{
            "UnsortedNotice", "notices.textproto",
            "notice { code: \"AA\" title { id: \"t\" en: \"t\" } detail { id: \"t\" en: \"t\" } }",
            "want entries sorted"},
        Appended{"TwoTerms", "commitments.textproto",
                 "commitment { code: \"X\" kind: \"REPORT\" permit: \"NIB\" title { id: \"t\" en: "
                 "\"t\" } "
                 "due_months: 1 due_working_days: 1" IZIN_CITED "}",
                 "more than one term"},
        Appended{
            "OfficeAndAuthority", "permits.textproto",
            "permit { code: \"ZZ\" category: \"LICENCE\" required_before: \"START\" title { id: "
            "\"t\" en: \"t\" } "
            "detail { id: \"t\" en: \"t\" } office: \"LEMBAGA_OSS\" authority: \"BASE\"" IZIN_CITED
            "}",
            "want either office or authority"},
        Appended{"NegativeTerm", "licences.textproto",
                 "row { id: \"x\" then { permit { code: \"NIB\" working_days: 5 "
                 "working_days_with_repairs: 4 } }" IZIN_CITED "}",
                 "want 0 <= working_days"},
        Appended{"ImpossibleDate", "ruleset.textproto",
                 "ruleset { id: \"x\" effective_from: \"2026-02-30\" }", "2 headers"},
        Appended{"Unclosed", "notes.textproto", "row { id: \"x\"", "no closing brace"},
        Appended{"Hazard5", "scoring.textproto",
                 "scoring { hazard: 5 likelihood: 1 risk: \"LOW\"" IZIN_CITED "}", "want 1 to 4"}),
    [](const auto& tested) { return tested.param.name; });

TEST(RuleFaultsTest, ATableTooLargeToProveIsRefused) {
  const std::vector<RuleIssue> faults =
      FaultsOf(std::string(kRules) + "reporting.textproto",
               Replace("input: [\"scale\", \"foreign\"]",
                       "input: [\"scale\", \"foreign\", \"zone\", \"rdtr\", \"land_condition\", "
                       "\"forest_function\", \"forest_use\", \"construction\", \"environment\"]"));
  std::string all;
  for (const RuleIssue& fault : faults) all += fault.message + "\n";
  EXPECT_THAT(all, HasSubstr("more than 100000 combinations"));
}

TEST(RuleFaultsTest, DatesMustExist) {
  const std::vector<RuleIssue> faults =
      FaultsOf(std::string(kRules) + "ruleset.textproto",
               Replace("effective_from: \"2025-06-05\"", "effective_from: \"2025-02-30\""));
  ASSERT_THAT(faults, SizeIs(1));
  EXPECT_THAT(faults[0].message, HasSubstr("want a date that exists"));
}

TEST(RuleFaultsTest, AGapNamesTheCombination) {
  const std::vector<RuleIssue> faults = FaultsOf(std::string(kRules) + "reporting.textproto",
                                                 Replace("foreign: \"yes\"", "foreign: \"no\""));
  std::string all;
  for (const RuleIssue& fault : faults) all += fault.message + "\n";
  EXPECT_THAT(all, HasSubstr("no row for scale = "));
  EXPECT_THAT(all, HasSubstr("foreign = yes"));
}

TEST(RuleFaultsTest, ATruncatedFileIsToldOf) {
  const std::vector<RuleIssue> faults =
      FaultsOf("kbli/conversion.tsv", [](std::string& text) { text.resize(text.size() - 4); });
  std::string all;
  for (const RuleIssue& fault : faults) all += fault.message + "\n";
  EXPECT_THAT(all, HasSubstr("is the file truncated?"));
}

TEST(BundleTest, TheSameSourcesGiveTheSameBytes) {
  RuleIssues issues;
  const BuiltRuleset first = *BuildRuleset(RealTree(), issues);
  const BuiltRuleset second = *BuildRuleset(RealTree(), issues);
  EXPECT_EQ(first.bundle, second.bundle);
  EXPECT_EQ(first.ruleset->data().fingerprint, Fingerprint(first.bundle));
  EXPECT_THAT(first.ruleset->data().fingerprint, SizeIs(64));
}

TEST(BundleTest, AnyChangeOfASourceChangesTheFingerprint) {
  SourceTree tree = RealTree();
  tree["rulesets/pp28-2025/notes.textproto"] += "# a comment\n";
  RuleIssues issues;
  EXPECT_NE(BuildRuleset(tree, issues)->ruleset->data().fingerprint,
            BuildRuleset(RealTree(), issues)->ruleset->data().fingerprint);
}

TEST(BundleTest, LoadsWhatWasBuilt) {
  RuleIssues issues;
  const BuiltRuleset built = *BuildRuleset(RealTree(), issues);
  const absl::StatusOr<std::shared_ptr<const Ruleset>> loaded = LoadBundle(built.bundle);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ((*loaded)->versioned_name(), built.ruleset->versioned_name());
  EXPECT_EQ((*loaded)->row_count(), built.ruleset->row_count());
  EXPECT_EQ((*loaded)->data().tables.size(), built.ruleset->data().tables.size());
}

TEST(BundleTest, DamagedBytesGiveAStatus) {
  RuleIssues issues;
  const std::string bundle = BuildRuleset(RealTree(), issues)->bundle;
  EXPECT_FALSE(LoadBundle("").ok());
  EXPECT_FALSE(LoadBundle("no bundle").ok());
  for (std::size_t part = 1; part < 8; ++part) {
    EXPECT_FALSE(LoadBundle(bundle.substr(0, bundle.size() * part / 8 / 3)).ok()) << part;
  }
}

TEST(BundleTest, AMissingRulesetIsNotFound) {
  EXPECT_EQ(ReadSourceTree("data", "pp99-1999").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ListRulesets("no-such-folder").status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(*ListRulesets("data"), ::testing::Contains("pp28-2025"));
}

}  // namespace
}  // namespace izin
