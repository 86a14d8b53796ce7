#include "service/lifecycle/imports/import_table.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/bundle.h"
#include "service/answer/pipeline.h"
#include "tests/service/lifecycle/imports/page_writer.h"
#include "tests/testing/fake_clock.h"

namespace izin {
namespace {

using ::izin::testing::FromText;
using ::izin::testing::Library;
using ::izin::testing::ReadFile;
using ::izin::testing::ShippedTables;
using ::testing::HasSubstr;
using ::testing::SizeIs;

TableImport Pp5() {
  return {.id = "pp5-2021",
          .title = {.id = "PP 5/2021 (uji)", .en = "PP 5/2021 (test)"},
          .effective_from = "2021-02-02",
          .effective_to = "2025-06-04",
          .regulation = "PP 5/2021",
          .provision = "Lampiran I",
          .as_of = "2021-02-02"};
}

// The 40 rows of the golden table as a ruleset beside those that ship.
class Pp5Test : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    Findings findings;
    const std::string path = "tests/golden/pp5_rows.csv";
    const std::vector<PlainRow> rows = ReadPlainTable(path, ReadFile(path), findings);
    EXPECT_THAT(rows, SizeIs(40));
    RuleTables tables = ShippedTables();
    const absl::Status imported =
        ImportTable(rows, path, Pp5(), Library()->latest(), tables, findings);
    EXPECT_TRUE(imported.ok()) << imported;
    EXPECT_THAT(findings.all(), SizeIs(0));
    SourceTree tree;
    const SourceTree shared = *ReadSourceTree("data", "pp28-2025");
    for (const auto& [name, content] : shared) {
      if (name.substr(0, 9) != "rulesets/") tree[name] = content;
    }
    for (const auto& [name, content] : tables.Print()) tree["rulesets/pp5-2021/" + name] = content;
    RuleIssues issues;
    const auto built = BuildRuleset(tree, issues);
    ASSERT_TRUE(built.ok()) << issues.ToString();
    std::vector<std::shared_ptr<const Ruleset>> rulesets(Library()->rulesets().begin(),
                                                         Library()->rulesets().end());
    rulesets.push_back(built->ruleset);
    holder_ = new RulesetHolder(std::make_shared<const RulesetLibrary>(rulesets));
  }

  static absl::StatusOr<v1::Classification> Ask(const std::string& request) {
    const testing::FakeClock clock(testing::FakeClock::NoonInJakarta(testing::kToday));
    return Pipeline(*holder_, clock).Classify(FromText<v1::ClassifyActivityRequest>(request));
  }

  static RulesetHolder* holder_;
};

RulesetHolder* Pp5Test::holder_ = nullptr;

TEST_F(Pp5Test, ADayOf2022IsAnswered) {
  const auto answer = Ask(R"pb(
    as_of: "2022-03-01"
    activity { kbli_code: "56101" scale: BUSINESS_SCALE_MICRO locations: LOCATION_TYPE_LAND }
  )pb");
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(answer->ruleset(), ::testing::StartsWith("rulesets/pp5-2021@"));
  EXPECT_EQ(answer->outcome(), v1::OUTCOME_DECIDED);
  EXPECT_EQ(answer->kbli_edition(), v1::KBLI_EDITION_2020);
  EXPECT_EQ(answer->risk_level(), v1::RISK_LEVEL_MEDIUM_LOW);
  EXPECT_EQ(answer->authority().kind(), v1::AUTHORITY_KIND_REGENT_OR_MAYOR);
  ASSERT_THAT(answer->legal_basis(), SizeIs(1));
  EXPECT_EQ(answer->legal_basis(0).regulation(), "PP 5/2021");
}

// Nothing that came from a table, or from rules of another day, is said to be checked.
TEST_F(Pp5Test, NothingIsSaidToBeVerified) {
  const auto answer = Ask(R"pb(
    as_of: "2022-03-01"
    activity { kbli_code: "56101" scale: BUSINESS_SCALE_LARGE locations: LOCATION_TYPE_LAND }
  )pb");
  ASSERT_TRUE(answer.ok()) << answer.status();
  const auto expect_unverified = [](const auto& citations) {
    for (const v1::LegalBasis& citation : citations)
      EXPECT_EQ(citation.verification(), v1::VERIFICATION_UNVERIFIED)
          << citation.ShortDebugString();
  };
  expect_unverified(answer->legal_basis());
  EXPECT_EQ(answer->authority().legal_basis().verification(), v1::VERIFICATION_UNVERIFIED);
  for (const v1::Permit& permit : answer->permits()) expect_unverified(permit.legal_basis());
  for (const v1::Commitment& commitment : answer->commitments())
    expect_unverified(commitment.legal_basis());
}

TEST_F(Pp5Test, OtherDaysAreAnsweredAsBefore) {
  EXPECT_THAT(
      Ask(R"pb(
        as_of: "2026-11-24"
        activity { kbli_code: "56101" scale: BUSINESS_SCALE_MICRO locations: LOCATION_TYPE_LAND }
      )pb")
          ->ruleset(),
      ::testing::StartsWith("rulesets/pp28-2025@"));
  EXPECT_EQ(
      Ask(R"pb(
        as_of: "2022-03-01"
        activity { kbli_code: "01111" scale: BUSINESS_SCALE_MICRO locations: LOCATION_TYPE_LAND }
      )pb")
          ->outcome(),
      v1::OUTCOME_NOT_LICENSED_VIA_OSS);
}

TEST(ImportTableTest, RowsThatCannotBeTakenAreTold) {
  Findings findings;
  const std::vector<PlainRow> rows = ReadPlainTable(
      "t.csv",
      "kbli,edition,scope,scale,risk,office\n56101,2020,,mikro,R,\n56101,2025,,kecil,R,\n"
      "00001,2020,,mikro,R,\n56101,2020,,besar,R,Camat\n",
      findings);
  RuleTables tables = ShippedTables();
  ASSERT_TRUE(ImportTable(rows, "t.csv", Pp5(), Library()->latest(), tables, findings).ok());
  ASSERT_THAT(findings.all(), SizeIs(3));
  EXPECT_THAT(findings.all()[0].ToString(true), HasSubstr("t.csv: 3:edition"));
  EXPECT_THAT(findings.all()[1].ToString(true), HasSubstr("00001 is no code of KBLI 2020"));
  EXPECT_THAT(findings.all()[2].ToString(true), HasSubstr("5:office: office \"Camat\""));
  EXPECT_THAT(tables.at(kMatrixFile).lines(), SizeIs(1));
}

TEST(ImportTableTest, WithoutARowThereIsNoRuleset) {
  Findings findings;
  RuleTables tables = ShippedTables();
  EXPECT_EQ(ImportTable({}, "t.csv", Pp5(), Library()->latest(), tables, findings).code(),
            absl::StatusCode::kInvalidArgument);
}

struct FlagCase {
  const char* name;
  void (*edit)(TableImport&);
  const char* told;
};

class TableFlagTest : public ::testing::TestWithParam<FlagCase> {};

TEST_P(TableFlagTest, IsToldWithWhatIsWanted) {
  TableImport how = Pp5();
  EXPECT_TRUE(CheckTableImport(how).ok());
  GetParam().edit(how);
  EXPECT_THAT(std::string(CheckTableImport(how).message()), HasSubstr(GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    All, TableFlagTest,
    ::testing::Values(
        FlagCase{"Id", [](TableImport& how) { how.id = "../pp5"; }, "--id \"../pp5\""},
        FlagCase{"From", [](TableImport& how) { how.effective_from = "2021"; }, "--from \"2021\""},
        FlagCase{"To", [](TableImport& how) { how.effective_to = "2020-01-01"; }, "not before"},
        FlagCase{"AsOf", [](TableImport& how) { how.as_of = "kemarin"; }, "--as-of"},
        FlagCase{"Regulation", [](TableImport& how) { how.regulation = ""; }, "--regulation"},
        FlagCase{"Provision", [](TableImport& how) { how.provision = ""; }, "--provision"},
        FlagCase{"Promoted", [](TableImport& how) { how.verification = "OFFICIAL_SNAPSHOT"; },
                 "neither an official page nor the regulation"}),
    [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace izin
