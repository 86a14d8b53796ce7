// Edits of the real rules that once were taken silently, or crashed who was asked next. Each is
// refused, with the place and the reason.

#include <cstddef>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

using ::testing::IsEmpty;

constexpr char kNew[] = "rulesets/pp28-2025/";
constexpr char kOld[] = "rulesets/pp24-2018/";

std::string New(const std::string& file) { return kNew + file; }
std::string Old(const std::string& file) { return kOld + file; }

struct Refused {
  const char* name;
  Edit edit;
  std::string file;     // where the fault stands
  std::string at;       // what stands on its line before the edit; empty: the first line
  std::string message;  // part of what is said
  const char* ruleset = "pp28-2025";
};

class RefusedEdit : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedEdit, IsToldWithItsPlace) {
  const Refused& refused = GetParam();
  const int line =
      refused.at.empty() ? 1 : LineOf(RealTree(refused.ruleset), refused.file, refused.at);
  EXPECT_THAT(FaultsOf(refused.edit, refused.ruleset), Tells(refused.file, line, refused.message));
}

#define IZIN_NAMED [](const auto& tested) { return std::string(tested.param.name); }

// ---- what is missing

Refused WithoutTable(const char* name, const std::string& file, const char* role,
                     const char* ruleset = "pp28-2025") {
  const std::string path = absl::StrCat("rulesets/", ruleset, "/", file);
  return {name, Remove(path), path, "", absl::StrCat("no table in role ", role), ruleset};
}

INSTANTIATE_TEST_SUITE_P(
    MissingTables, RefusedEdit,
    ::testing::Values(
        WithoutTable("Adjust", "adjust.textproto", "ADJUST"),
        WithoutTable("Authority", "authority.textproto", "AUTHORITY"),
        WithoutTable("AuthorityBase", "authority_base.textproto", "AUTHORITY_BASE"),
        WithoutTable("AuthorityEnvironment", "authority_environment.textproto",
                     "AUTHORITY_ENVIRONMENT"),
        WithoutTable("Building", "building.textproto", "BUILDING"),
        WithoutTable("Environment", "environment.textproto", "ENVIRONMENT"),
        WithoutTable("Forest", "forest.textproto", "FOREST"),
        WithoutTable("Land", "land.textproto", "LAND"),
        WithoutTable("Licences", "licences.textproto", "LICENCES"),
        WithoutTable("Notes", "notes.textproto", "NOTES"),
        WithoutTable("Reporting", "reporting.textproto", "REPORTING"),
        WithoutTable("Sea", "sea.textproto", "SEA"),
        WithoutTable("OldAuthority", "authority.textproto", "AUTHORITY", "pp24-2018"),
        WithoutTable("OldAuthorityBase", "authority_base.textproto", "AUTHORITY_BASE", "pp24-2018"),
        WithoutTable("OldBuilding", "building.textproto", "BUILDING", "pp24-2018"),
        WithoutTable("OldEnvironment", "environment.textproto", "ENVIRONMENT", "pp24-2018"),
        WithoutTable("OldForest", "forest.textproto", "FOREST", "pp24-2018"),
        WithoutTable("OldLand", "land.textproto", "LAND", "pp24-2018"),
        WithoutTable("OldLicences", "licences.textproto", "LICENCES", "pp24-2018"),
        WithoutTable("OldNotes", "notes.textproto", "NOTES", "pp24-2018"),
        WithoutTable("OldSea", "sea.textproto", "SEA", "pp24-2018")),
    IZIN_NAMED);

Refused Without(const char* name, const std::string& file) {
  return {name, Remove(file), file, "", "the file is missing or holds no entry"};
}

INSTANTIATE_TEST_SUITE_P(
    MissingFiles, RefusedEdit,
    ::testing::Values(
        Without("Kbli2020", "kbli/2020.tsv"), Without("Kbli2025", "kbli/2025.tsv"),
        Without("Conversion", "kbli/conversion.tsv"), Without("Holidays", "reference/holidays.tsv"),
        Without("LegalForms", "reference/legal_forms.tsv"),
        Without("Regions", "reference/regions.tsv"), Without("Permits", New("permits.textproto")),
        Without("Commitments", New("commitments.textproto")),
        Without("Offices", New("offices.textproto")), Without("Notices", New("notices.textproto")),
        Without("Thresholds", New("thresholds.textproto")),
        Without("Scoring", New("scoring.textproto")), Without("Matrix", New("risk_matrix.tsv")),
        Without("OfficialRows", New("official_rows.tsv")),
        Without("OfficialCodes", New("official_codes.tsv")),
        Without("Patterns", New("authority_patterns.tsv")),
        Without("PossibleRows", New("possible_rows.tsv")),
        Refused{"Questions", Remove("reference/questions.textproto"),
                "reference/questions.textproto", "",
                "the file is missing or holds no entry of kind \"question\""},
        Refused{"Ruleset", Remove(New("ruleset.textproto")), New("ruleset.textproto"), "",
                "the file is missing or holds no `ruleset`: every ruleset needs it"}),
    IZIN_NAMED);

Refused HeaderOnly(const char* name, const std::string& file) {
  return {name, OnlyHeader(file), file, "", "the file is missing or holds no entry"};
}
Refused OtherHeader(const char* name, const std::string& file) {
  return {name, Replace(file, "code\t", "kode\t"), file, "", "header \"kode\t"};
}
Refused NoHeader(const char* name, const std::string& file) {
  return {name, Replace(file, "code\tparent\ttitle\n", ""), file, "", "header \"A\t\t"};
}

INSTANTIATE_TEST_SUITE_P(Headers, RefusedEdit,
                         ::testing::Values(HeaderOnly("OnlyOf2020", "kbli/2020.tsv"),
                                           HeaderOnly("OnlyOf2025", "kbli/2025.tsv"),
                                           HeaderOnly("OnlyOfPermits", New("permits.textproto")),
                                           HeaderOnly("OnlyOfMatrix", New("risk_matrix.tsv")),
                                           OtherHeader("AnotherOf2020", "kbli/2020.tsv"),
                                           OtherHeader("AnotherOf2025", "kbli/2025.tsv"),
                                           NoHeader("NoneOf2020", "kbli/2020.tsv"),
                                           NoHeader("NoneOf2025", "kbli/2025.tsv")),
                         IZIN_NAMED);

// ---- inputs of tables

// `input` added to those of a table, all of whose rows hold whatever it is.
Refused WithInput(const char* name, const std::string& file, const std::string& input,
                  const std::string& message) {
  return {name, Replace(New(file), "  input: [", absl::StrCat("  input: [\"", input, "\", ")),
          New(file), "  input: [", absl::StrCat("input \"", input, "\"", message)};
}

constexpr char kNotKnown[] = ": known only where table AUTHORITY_ENVIRONMENT is read";

INSTANTIATE_TEST_SUITE_P(
    Inputs, RefusedEdit,
    ::testing::Values(
        WithInput("OfficeInLicences", "licences.textproto", "licence_office",
                  absl::StrCat(" of a table in role LICENCES", kNotKnown)),
        WithInput("OfficeInLand", "land.textproto", "licence_office",
                  absl::StrCat(" of a table in role LAND", kNotKnown)),
        WithInput("OfficeInSea", "sea.textproto", "licence_office",
                  absl::StrCat(" of a table in role SEA", kNotKnown)),
        WithInput("OfficeInForest", "forest.textproto", "licence_office",
                  absl::StrCat(" of a table in role FOREST", kNotKnown)),
        WithInput("OfficeInEnvironment", "environment.textproto", "licence_office",
                  absl::StrCat(" of a table in role ENVIRONMENT", kNotKnown)),
        WithInput("OfficeInBaseAuthority", "authority_base.textproto", "licence_office",
                  absl::StrCat(" of a table in role AUTHORITY_BASE", kNotKnown)),
        WithInput("OfficeInBuilding", "building.textproto", "licence_office",
                  absl::StrCat(" of a table in role BUILDING", kNotKnown)),
        WithInput("OfficeInAuthority", "authority.textproto", "licence_office",
                  absl::StrCat(" of a table in role AUTHORITY", kNotKnown)),
        WithInput("OfficeInReporting", "reporting.textproto", "licence_office",
                  absl::StrCat(" of a table in role REPORTING", kNotKnown)),
        WithInput("ScaleInLicences", "licences.textproto", "scale",
                  " of a table in role LICENCES: want risk, or an input that may be unknown"),
        WithInput("PrefixesInLicences", "licences.textproto", "kbli",
                  " of a table in role LICENCES: want risk, or an input that may be unknown"),
        WithInput("LocationInLand", "land.textproto", "location",
                  ": an activity may have several values of it at once"),
        Refused{"RiskWithoutLevels",
                Replace(Old("land.textproto"), "  input: [", "  input: [\"risk\", "),
                Old("land.textproto"), "  input: [", "the ruleset has no risk levels",
                "pp24-2018"}),
    IZIN_NAMED);

// ---- catalogues, rows and amounts

INSTANTIATE_TEST_SUITE_P(
    Entries, RefusedEdit,
    ::testing::Values(
        Refused{"RegentAsEstateManager",
                Replace(New("offices.textproto"), "kind: \"REGENT_OR_MAYOR\"",
                        "kind: \"ESTATE_MANAGER\""),
                New("offices.textproto"), "kind: \"REGENT_OR_MAYOR\"",
                "office REGENT_OR_MAYOR of kind \"ESTATE_MANAGER\": want REGENT_OR_MAYOR"},
        Refused{"IdentityAsSupporting",
                Replace(New("permits.textproto"), "code: \"NIB\"\n  category: \"IDENTITY\"",
                        "code: \"NIB\"\n  category: \"SUPPORTING\""),
                New("permits.textproto"), "category: \"IDENTITY\"",
                "permit NIB of category \"SUPPORTING\": want IDENTITY"},
        Refused{
            "CertificateAsSupporting",
            Replace(New("permits.textproto"), "code: \"SS\"\n  category: \"STANDARD_CERTIFICATE\"",
                    "code: \"SS\"\n  category: \"SUPPORTING\""),
            New("permits.textproto"), "category: \"STANDARD_CERTIFICATE\"",
            "permit SS of category \"SUPPORTING\": want STANDARD_CERTIFICATE"},
        Refused{
            "BaseRequirementAsSupporting",
            Replace(New("permits.textproto"), "code: \"UKL_UPL\"\n  category: \"BASE_REQUIREMENT\"",
                    "code: \"UKL_UPL\"\n  category: \"SUPPORTING\""),
            New("environment.textproto"), "code: \"UKL_UPL\"",
            "gives UKL_UPL, of category SUPPORTING"},
        Refused{"OfficeOfLicencesIsAManager",
                Replace(New("authority.textproto"), "office: \"KPBPB_AGENCY\"",
                        "office: \"ESTATE_MANAGER\""),
                New("authority.textproto"), "office: \"KPBPB_AGENCY\"",
                "office ESTATE_MANAGER issues no licences by its kind"},
        Refused{"AuthorityWithAWarningForAnOffice",
                Replace(New("authority.textproto"),
                        "then { office: \"MINISTER_GENERIC\" yields_to_page: true }",
                        "then { warning: \"CONDITION_TO_CHECK\" yields_to_page: true }"),
                New("authority.textproto"), "then { office: \"MINISTER_GENERIC\"",
                "row aut-5: missing office"},
        Refused{"RefusedInAuthority",
                Replace(New("authority.textproto"), "then { office: \"KPBPB_AGENCY\" }",
                        "then { office: \"KPBPB_AGENCY\" refused: true }"),
                New("authority.textproto"), "office: \"KPBPB_AGENCY\"",
                "row aut-3: `refused` says nothing in a table of role AUTHORITY"},
        Refused{
            "RefusedInAdjust",
            Replace(New("adjust.textproto"),
                    "then { adjust { input: \"protected_area\" value: \"yes\" } }",
                    "then { refused: true adjust { input: \"protected_area\" value: \"yes\" } }"),
            New("adjust.textproto"), "input: \"protected_area\"",
            "row adj-conservation-forest: `refused` says nothing in a table of role ADJUST"},
        Refused{"NoGovernor",
                Replace(New("offices.textproto"), "id: \"GOVERNOR\"", "id: \"GOVERNORS\""),
                New("offices.textproto"), "", "missing office GOVERNOR: the engine names it"},
        Refused{"ThreeMicroTiers",
                [](SourceTree& tree) {
                  std::string& text = tree[New("thresholds.textproto")];
                  text = absl::StrReplaceAll(text, {{"scale: \"SMALL\"", "scale: \"MICRO\""},
                                                    {"scale: \"MEDIUM\"", "scale: \"MICRO\""}});
                },
                New("thresholds.textproto"), "scale: \"MEDIUM\"",
                "scale tier \"MICRO\": want MEDIUM"},
        Refused{"NegativeTermOfARow",
                Replace(New("land.textproto"), "working_days: ", "working_days: -"),
                New("land.textproto"), "working_days: ", ": want 0 to 10000"},
        Refused{"NegativeTermOfACommitment",
                Replace(New("commitments.textproto"), "due_months: ", "due_months: -"),
                New("commitments.textproto"), "due_months: ", ": want 0 to 1200"},
        Refused{"NegativePeriod",
                Replace(New("commitments.textproto"), "every_months: ", "every_months: -"),
                New("commitments.textproto"), "every_months: ", ": want 0 to 1200"}),
    IZIN_NAMED);

// ---- what needs more than one change of a file

TEST(RefusedEditsTest, ASecondLimits) {
  const std::string file = New("thresholds.textproto");
  const std::string& text = RealTree().at(file);
  const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n'));
  const auto faults = FaultsOf(Append(file, "limits { settled_days_from: 1 coastal_sea_nm: 1 }\n"));
  EXPECT_THAT(faults, Tells(file, lines + 1, "a second `limits`: want exactly one"));
}

TEST(RefusedEditsTest, ScoringCellsAreThereOnceEach) {
  const std::string file = New("scoring.textproto");
  const std::string cell = "likelihood: 4";
  const auto faults = FaultsOf(Replace(file, "likelihood: 1", cell));
  EXPECT_THAT(faults, Tells(file, 1, "no scoring cell for hazard 1 and likelihood 1"));
  EXPECT_THAT(faults, Tells(file, LineOf(RealTree(), file, cell) - 2,
                            "a second scoring cell for hazard 1 and likelihood 4"));
}

TEST(RefusedEditsTest, MoreLegalFormsThanASetHolds) {
  const std::string file = "reference/legal_forms.tsv";
  const auto faults = FaultsOf([&](SourceTree& tree) {
    for (int i = 0; i < 60; ++i)
      absl::StrAppend(&tree[file], "Z", absl::Dec(i, absl::kZeroPad2), "\t\ta\ta\ta\ta\n");
  });
  EXPECT_THAT(faults, Tells(file, 1, "85 legal forms: want at most 62"));
}

TEST(RefusedEditsTest, MoreScopesThanACommitmentNames) {
  const std::string file = New("risk_matrix.tsv");
  const auto faults = FaultsOf([&](SourceTree& tree) {
    std::string& text = tree[file];
    const std::size_t at = text.rfind('\n', text.size() - 2) + 1;  // the last line
    const std::string code = text.substr(at, 5);
    for (int i = 2; i <= 66; ++i)
      absl::StrAppend(&text, code, "\t", i + 900, "\ta\tR\tR\tR\tR\t\t\n");
  });
  EXPECT_THAT(faults, ::testing::Contains(::testing::Field(
                          &RuleIssue::message, ::testing::EndsWith("has more than 64 scopes"))));
}

TEST(RefusedEditsTest, MorePermitsThanASetHolds) {
  const std::string file = New("permits.textproto");
  const auto faults = FaultsOf([&](SourceTree& tree) {
    for (int i = 0; i < 60; ++i) {
      absl::StrAppend(&tree[file], "permit { code: \"ZZ", absl::Dec(i, absl::kZeroPad2),
                      "\" category: \"BASE_REQUIREMENT\" required_before: \"START\"",
                      " title { id: \"a\" en: \"a\" } detail { id: \"a\" en: \"a\" }",
                      " office: \"LEMBAGA_OSS\" legal_basis { regulation: \"PP\" provision: \"1\"",
                      " verification: \"UNVERIFIED\" } }\n");
    }
  });
  EXPECT_THAT(faults, Tells(file, 1, "83 permits: want at most 64"));
}

TEST(RefusedEditsTest, TheFolderIsNamedAsTheRulesetIs) {
  SourceTree tree;
  for (const auto& [path, content] : RealTree("pp24-2018"))
    tree[absl::StrReplaceAll(path, {{"pp24-2018", "copy"}})] = content;
  const std::string file = "rulesets/copy/ruleset.textproto";
  EXPECT_THAT(FaultsOf(tree), Tells(file, LineOf(tree, file, "  id: \"pp24-2018\""),
                                    "want the name of its folder, rulesets/copy"));
}

TEST(RefusedEditsTest, ARulesetMayLackWhatItsRegimeDoesNotKnow) {
  EXPECT_FALSE(RealTree("pp24-2018").contains(Old("scoring.textproto")));
  EXPECT_FALSE(RealTree("pp24-2018").contains(Old("reporting.textproto")));
  EXPECT_THAT(FaultsOf(RealTree("pp24-2018")), IsEmpty());
}

// Two megabytes of each kind of nonsense: what is kept of its faults is bounded.
TEST(RefusedEditsTest, ManyFaultsAreCountedNotKept) {
  for (const std::string& file : {New("land.textproto"), New("risk_matrix.tsv")}) {
    const auto faults = FaultsOf([&](SourceTree& tree) {
      const bool is_table = file.find(".tsv") != std::string::npos;
      for (int i = 0; i < 60000; ++i)
        tree[file] +=
            is_table ? "99999\t1\tno\tX\tX\tX\tX\t\n" : "row { id: 7 then { nothing: true } }\n";
    });
    std::size_t of_file = 0;
    bool is_counted = false;
    for (const RuleIssue& fault : faults) {
      of_file += fault.file == file ? 1 : 0;
      is_counted = is_counted || fault.message.find("and at least ") == 0;
    }
    EXPECT_EQ(of_file, static_cast<std::size_t>(RuleIssues::kMaxPerFile) + 1) << file;
    EXPECT_TRUE(is_counted) << file;
  }
}

}  // namespace
}  // namespace izin
