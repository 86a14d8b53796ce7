// Rules with a fault that the compiler would refuse: whatever they say, every read is defined. The
// ground is the ruleset that ships, as plain values, with one thing changed. The sanitizers tell
// what a plain run would not.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "tests/classifier/random_activity.h"
#include "tests/classifier/real_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::PermitCodes;
using testing::RandomActivities;
using testing::RealRuleset;

constexpr int kNoSuch = 9999;

DecisionTable& TableOf(RulesetData& data, TableRole role) {
  return *std::find_if(data.tables.begin(), data.tables.end(),
                       [role](const DecisionTable& table) { return table.role == role; });
}

// True if nothing of an answer stands.
bool IsNoAnswer(const Decision& decision) {
  return decision.outcome == Outcome::kUnspecified && decision.permits.empty() &&
         decision.commitments.empty() && decision.candidates.empty() &&
         decision.questions.empty() && decision.authority.office == nullptr &&
         !decision.stages.may_prepare && !decision.stages.may_build &&
         !decision.stages.may_operate && decision.stages.blocking.empty();
}

// Never half an answer: without an outcome nothing stands, with one every part can be read.
void ExpectReadable(const Decision& decision) {
  if (decision.outcome == Outcome::kUnspecified) {
    EXPECT_TRUE(IsNoAnswer(decision));
    return;
  }
  for (const PermitDecision& decided : decision.permits) EXPECT_NE(decided.permit, nullptr);
  for (const CommitmentDecision& decided : decision.commitments)
    EXPECT_NE(decided.commitment, nullptr);
  for (const WarningDecision& warning : decision.warnings) EXPECT_NE(warning.notice, nullptr);
}

struct Fault {
  const char* name;
  std::function<void(RulesetData&)> make;
};

class AnyFault : public ::testing::TestWithParam<Fault> {};

TEST_P(AnyFault, IsReadWithoutACrash) {
  RulesetData data = RealRuleset().data();
  GetParam().make(data);
  const Ruleset ruleset(std::move(data));
  RandomActivities activities(RealRuleset(), 20261130);
  Decision decision;
  for (int i = 0; i < 500; ++i) {
    Classify(ruleset, activities.Next(), decision);
    ExpectReadable(decision);
  }
}

std::vector<RowPermit*> Lines(RulesetData& data) {
  std::vector<RowPermit*> lines;
  for (DecisionTable& table : data.tables) {
    for (TableRow& row : table.rows) {
      for (RowPermit& line : row.permits) lines.push_back(&line);
    }
  }
  return lines;
}

std::function<void(RulesetData&)> OnEachRow(const std::function<void(TableRow&)>& change) {
  return [change](RulesetData& data) {
    for (DecisionTable& table : data.tables) {
      for (TableRow& row : table.rows) change(row);
    }
  };
}

INSTANTIATE_TEST_SUITE_P(
    Rows, AnyFault,
    ::testing::Values(
        Fault{"NoOffice", OnEachRow([](TableRow& row) { row.office = -1; })},
        Fault{"NoSuchOffice", OnEachRow([](TableRow& row) { row.office = kNoSuch; })},
        Fault{"NoSuchWarning", OnEachRow([](TableRow& row) { row.notices.push_back(kNoSuch); })},
        Fault{"NoSuchCommitment", OnEachRow([](TableRow& row) { row.commitments = {kNoSuch}; })},
        Fault{"AdjustedBeyondAllValues", OnEachRow([](TableRow& row) {
                if (row.adjusted_input.has_value()) row.adjusted_value = 99;
              })},
        Fault{"ExtentBeyondAllValues",
              [](RulesetData& data) {
                TableRow& row = TableOf(data, TableRole::kAdjust).rows.emplace_back();
                row.adjusted_input = Input::kExtent;
                row.adjusted_value = 64;
              }},
        Fault{"NoSuchPermit",
              [](RulesetData& data) {
                for (RowPermit* line : Lines(data)) line->permit = kNoSuch;
              }},
        Fault{"PermitLeftOut",
              [](RulesetData& data) {
                for (RowPermit* line : Lines(data)) line->permit = -1;
              }},
        Fault{"NoSuchOfficeOfAPermit",
              [](RulesetData& data) {
                for (RowPermit* line : Lines(data)) line->office = kNoSuch;
              }},
        Fault{"TablesWithoutAnIndex",
              [](RulesetData& data) {
                for (DecisionTable& table : data.tables) table.index = UniqueTable();
              }},
        Fault{"TablesWithoutRows",
              [](RulesetData& data) {
                for (DecisionTable& table : data.tables) table.rows.clear();
              }},
        Fault{"NoTables", [](RulesetData& data) { data.tables.clear(); }}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Catalogues, AnyFault,
    ::testing::Values(
        Fault{"NoPermits", [](RulesetData& data) { data.permits.clear(); }},
        Fault{"NoOffices", [](RulesetData& data) { data.offices.clear(); }},
        Fault{"NoNotices", [](RulesetData& data) { data.notices.clear(); }},
        Fault{"NoCommitments", [](RulesetData& data) { data.commitments.clear(); }},
        Fault{"NoPageCommitments", [](RulesetData& data) { data.page_commitments.clear(); }},
        Fault{"NoSupportingPermits", [](RulesetData& data) { data.supporting_permits.clear(); }},
        Fault{"NoConditions", [](RulesetData& data) { data.conditions.clear(); }},
        Fault{"NoParameters", [](RulesetData& data) { data.authority_parameters.clear(); }},
        Fault{"NoOfficialBasis", [](RulesetData& data) { data.official_basis.clear(); }},
        Fault{"NoOfficialRows", [](RulesetData& data) { data.official_rows.clear(); }},
        Fault{"NoPatterns", [](RulesetData& data) { data.authority_patterns.clear(); }},
        Fault{"HalfTheOfficialCodes",
              [](RulesetData& data) { data.official_codes.resize(data.official_codes.size() / 2); }},
        Fault{"NoLegalForms", [](RulesetData& data) { data.legal_forms.clear(); }},
        Fault{"TooManyLegalForms", [](RulesetData& data) { data.legal_forms.resize(200, "X"); }},
        Fault{"NoScopes", [](RulesetData& data) { data.scopes.clear(); }},
        Fault{"ScopesOfNoCode",
              [](RulesetData& data) {
                for (Scope& scope : data.scopes) scope.code_index = kNoSuch;
              }},
        Fault{"AbsentCodeThatIsNone",
              [](RulesetData& data) { data.absent_codes = {-1, kNoSuch}; }},
        Fault{"TooManyKbliGroups",
              [](RulesetData& data) { data.kbli_groups.resize(100, {"56"}); }},
        Fault{"NoSuchScaleNotice", [](RulesetData& data) { data.scale_notice = kNoSuch; }},
        Fault{"EveryPermitOfNoOffice",
              [](RulesetData& data) {
                for (Permit& permit : data.permits) {
                  permit.issued_by = IssuedBy::kFixedOffice;
                  permit.office = kNoSuch;
                }
              }},
        Fault{"EveryPermitOfNoKey",
              [](RulesetData& data) {
                for (Permit& permit : data.permits) {
                  permit.issued_by = IssuedBy::kBaseTable;
                  permit.authority_key = -1;
                }
              }},
        Fault{"EveryPermitSupporting",
              [](RulesetData& data) {
                for (Permit& permit : data.permits) permit.category = PermitCategory::kSupporting;
              }},
        Fault{"EveryCommitmentOfNoPermit",
              [](RulesetData& data) {
                for (Commitment& commitment : data.commitments) commitment.permit = kNoSuch;
              }},
        Fault{"EveryOfficeAnEstateManager",
              [](RulesetData& data) {
                for (Office& office : data.offices) office.kind = AuthorityKind::kEstateManager;
              }},
        Fault{"NoGovernor",
              [](RulesetData& data) {
                for (Office& office : data.offices) {
                  if (office.id == "GOVERNOR") office.id = "SOMEBODY";
                }
              }},
        Fault{"PagesOfNothing",
              [](RulesetData& data) {
                for (OfficialRow& row : data.official_rows) {
                  row.permit = kNoSuch;
                  row.commitments = {kNoSuch};
                  for (AuthorityPair& pair : row.pairs) pair.office = pair.parameter = kNoSuch;
                }
                for (OfficialCode& code : data.official_codes)
                  code.supporting = code.conditions = code.may_apply = {kNoSuch};
              }},
        Fault{"ConditionsOfNoKind",
              [](RulesetData& data) {
                for (OfficialCondition& condition : data.conditions) condition.notice = kNoSuch;
              }}),
    [](const auto& tested) { return tested.param.name; });

// The first code gets a hundred scopes: a bit set has room for 64.
TEST(FaultyRulesTest, ManyScopesOfOneCodeAreRead) {
  RulesetData data = RealRuleset().data();
  const Scope first = data.scopes.front();
  std::vector<Scope> many(100, first);
  for (std::size_t i = 0; i < many.size(); ++i) many[i].number = static_cast<int>(i) + 1;
  data.scopes = many;
  const Ruleset ruleset(std::move(data));
  const std::string code = ruleset.kbli().CodeAt(first.code_index).ToString();
  const Decision decision = Classify(ruleset, Activity(code, BusinessScale::kLarge));
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  ExpectReadable(decision);
}

// ------------------------------------------------------------------ a gap is no answer, never half
// a one

Decision Decide(const std::function<void(RulesetData&)>& make) {
  RulesetData data = RealRuleset().data();
  make(data);
  const Ruleset ruleset(std::move(data));
  Decision decision = Classify(ruleset, Activity("47111", BusinessScale::kMicro));
  decision.ruleset = nullptr;  // it ends here
  return decision;
}

TEST(FaultyRulesTest, TheRulesWithoutAFaultAnswer) {
  const Decision decision = Classify(RealRuleset(), Activity("47111", BusinessScale::kMicro));
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_FALSE(IsNoAnswer(decision));
  EXPECT_THAT(PermitCodes(decision), ElementsAre("NIB", "KKPR_PERNYATAAN_MANDIRI", "SPPL"));
}

TEST(FaultyRulesTest, ALandTableWithoutARowIsNotAnAnswerWithoutLand) {
  EXPECT_TRUE(IsNoAnswer(
      Decide([](RulesetData& data) { TableOf(data, TableRole::kLand).index = UniqueTable(); })));
}

TEST(FaultyRulesTest, APermitThatTheCatalogueLacksIsNotLeftOut) {
  EXPECT_TRUE(IsNoAnswer(Decide([](RulesetData& data) {
    for (TableRow& row : TableOf(data, TableRole::kLand).rows) {
      for (RowPermit& line : row.permits) line.permit = kNoSuch;
    }
  })));
}

TEST(FaultyRulesTest, WithoutLicencesThereIsNoAnswer) {
  EXPECT_TRUE(IsNoAnswer(
      Decide([](RulesetData& data) { TableOf(data, TableRole::kLicences).rows.clear(); })));
}

TEST(FaultyRulesTest, AReportingTableWithoutARowLeavesNothingStanding) {
  EXPECT_TRUE(IsNoAnswer(Decide(
      [](RulesetData& data) { TableOf(data, TableRole::kReporting).index = UniqueTable(); })));
}

TEST(FaultyRulesTest, AnAuthorityRowWithoutAnOfficeNamesNobody) {
  RulesetData data = RealRuleset().data();
  for (TableRow& row : TableOf(data, TableRole::kAuthority).rows) row.office = -1;
  data.official_rows.clear();
  data.authority_patterns.clear();
  const Ruleset ruleset(std::move(data));
  const Decision decision = Classify(ruleset, Activity("47111", BusinessScale::kMicro));
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  EXPECT_EQ(decision.authority.office, nullptr);
}

// PP 24/2018 knows no levels, so that a table that reads one has no row.
TEST(FaultyRulesTest, AForestTableThatReadsALevelWhereThereIsNone) {
  RulesetData data = testing::OldRuleset().data();
  const Conditions all;
  const Conditions* const rows[] = {&all};
  const UniqueTable::Axis risk{
      .input = Input::kRisk, .size = 5, .is_legal = {false, true, true, true, true}};
  TableOf(data, TableRole::kForest).index = UniqueTable::Build({risk}, rows).table;
  const Ruleset ruleset(std::move(data));
  BusinessActivity activity = Activity("47111", BusinessScale::kMicro);
  activity.edition = KbliEdition::k2020;
  activity.locations = {LocationType::kForest};
  EXPECT_TRUE(IsNoAnswer(Classify(ruleset, activity)));
}

// An office of a kind that no table of authority reads.
TEST(FaultyRulesTest, AnEstateManagerIssuesNoLicence) {
  EXPECT_TRUE(IsNoAnswer(Decide([](RulesetData& data) {
    for (Office& office : data.offices) office.kind = AuthorityKind::kEstateManager;
    for (Permit& permit : data.permits) permit.issued_by = IssuedBy::kEnvironmentTable;
    for (RowPermit* line : Lines(data)) {
      line->automatic = false;
      line->office = -1;
    }
  })));
}

// ------------------------------------------------------------------ reads of the ruleset itself

TEST(FaultyRulesTest, WhatIsNotThereIsNull) {
  const Ruleset& ruleset = RealRuleset();
  for (const int index : {-1, 100000}) {
    EXPECT_EQ(ruleset.OfficeAt(index), nullptr);
    EXPECT_EQ(ruleset.PermitAt(index), nullptr);
    EXPECT_EQ(ruleset.NoticeAt(index), nullptr);
    EXPECT_EQ(ruleset.office(index).id, "");
    EXPECT_EQ(ruleset.permit(index).code, "");
    EXPECT_THAT(ruleset.scopes_of(index), IsEmpty());
    EXPECT_EQ(ruleset.FindScope(index, 1), nullptr);
    EXPECT_TRUE(ruleset.IsAbsentFromSnapshot(index));
    EXPECT_EQ(ruleset.official_code(index), nullptr);
    EXPECT_EQ(ruleset.pattern(index, BusinessScale::kMicro), nullptr);
    EXPECT_EQ(ruleset.kbli_bits(index), 0U);
    EXPECT_THAT(ruleset.commitments_of(index), IsEmpty());
    EXPECT_EQ(ruleset.page_commitment_kind(index), CommitmentKind::kUnspecified);
    EXPECT_FALSE(ruleset.kbli().IsUnder(index, "4"));
  }
}

TEST(FaultyRulesTest, AValueThatNoSetCanHoldIsNone) {
  EXPECT_EQ(BitOf(0), 1U);
  EXPECT_EQ(BitOf(63), std::uint64_t{1} << 63);
  EXPECT_EQ(BitOf(64), 0U);
  EXPECT_EQ(BitOf(-1), 0U);
  Facts facts;
  facts.Set(Input::kLegalForm, 64);
  EXPECT_EQ(facts.value(Input::kLegalForm), 63);
}

}  // namespace
}  // namespace izin
