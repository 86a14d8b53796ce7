// What goes with the permits: from the catalogue by its conditions, from the rows that name a
// commitment, and from the pages of the scopes that stand, each with the scopes that share it.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "tests/classifier/changed_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Changed;
using testing::Code;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::IndexOf;
using ::testing::IsEmpty;
using testing::Named;
using ::testing::Not;
using testing::OldRuleset;
using testing::PageOf;
using testing::RealRuleset;

// "PERMIT COMMITMENT", with "/bits" of the scopes where not all share it.
std::vector<std::string> Printed(const Decision& decision) {
  std::vector<std::string> lines;
  for (const CommitmentDecision& decided : decision.commitments) {
    lines.push_back(absl::StrCat(decided.permit->code, " ", decided.commitment->code));
    if (decided.scopes != 0) absl::StrAppend(&lines.back(), "/", decided.scopes);
  }
  return lines;
}

// The lines of one permit.
std::vector<std::string> Of(const std::string& permit, const Decision& decision) {
  std::vector<std::string> lines = Printed(decision);
  std::erase_if(lines, [&](const std::string& line) { return line.rfind(permit + " ", 0) != 0; });
  return lines;
}

// Of the pages' catalogue: one of each kind.
constexpr char kPlan[] = "BAGAN_ALUR_PRODUKSI";
constexpr char kPractice[] = "KEAMANAN_PROSES_PRODUKSI";
constexpr char kReport[] = "LAPORAN_DATA_INDUSTRI_6_BULAN";

// The catalogue's own of a self-declared certificate.
constexpr char kStatement[] = "SS PERNYATAAN_STANDAR";
constexpr char kMeeting[] = "SS MEMENUHI_STANDAR";

int PageCommitment(const RulesetData& data, const char* code, CommitmentKind kind) {
  for (std::size_t i = 0; i < data.page_commitments.size(); ++i) {
    const Commitment& commitment = data.page_commitments[i];
    if (commitment.code == code && commitment.kind == kind) return static_cast<int>(i);
  }
  ADD_FAILURE() << code;
  return 0;
}

int Plan(const RulesetData& data) {
  return PageCommitment(data, kPlan, CommitmentKind::kRequirement);
}
int Practice(const RulesetData& data) {
  return PageCommitment(data, kPractice, CommitmentKind::kObligation);
}
int Report(const RulesetData& data) {
  return PageCommitment(data, kReport, CommitmentKind::kReport);
}

// Knitted fabric at MEDIUM: two scopes, both SS, with pages made by hand. `scope` 0: none is
// chosen.
Decision OfKnitting(const testing::Change& change, int scope = 0) {
  static std::vector<std::unique_ptr<const Ruleset>> kept;
  kept.push_back(Changed(change));
  BusinessActivity activity = Activity("13911", BusinessScale::kMedium);
  if (scope != 0) activity.scope = ScopeChoice{activity.code, scope};
  return Classify(*kept.back(), activity);
}

void SetPages(RulesetData& data, std::vector<int> first, std::vector<int> second) {
  PageOf(data, "13911-1", BusinessScale::kMedium).commitments = std::move(first);
  PageOf(data, "13911-2", BusinessScale::kMedium).commitments = std::move(second);
}

TEST(PageCommitmentsTest, WhatEveryScopeSharesStandsPlain) {
  const auto pages = [](RulesetData& data) {
    SetPages(data, {Plan(data), Practice(data)}, {Report(data), Practice(data)});
  };
  // Requirements, then obligations, then reports; within a kind the catalogue's first.
  EXPECT_THAT(Of("SS", OfKnitting(pages)),
              ElementsAre(kStatement, absl::StrCat("SS ", kPlan, "/1"), kMeeting,
                          absl::StrCat("SS ", kPractice), absl::StrCat("SS ", kReport, "/2")));
}

TEST(PageCommitmentsTest, AChosenScopeHasItsOwnPageOnly) {
  const auto pages = [](RulesetData& data) {
    SetPages(data, {Plan(data), Practice(data)}, {Report(data), Practice(data)});
  };
  EXPECT_THAT(Of("SS", OfKnitting(pages, 1)),
              ElementsAre(kStatement, absl::StrCat("SS ", kPlan), kMeeting,
                          absl::StrCat("SS ", kPractice)));
  EXPECT_THAT(Of("SS", OfKnitting(pages, 2)),
              ElementsAre(kStatement, kMeeting, absl::StrCat("SS ", kPractice),
                          absl::StrCat("SS ", kReport)));
}

TEST(PageCommitmentsTest, AScopeWithoutAPageSharesNothing) {
  const auto pages = [](RulesetData& data) {
    SetPages(data, {Plan(data)}, {Plan(data)});
    Named(data.scopes, "13911-2").official_row_at.fill(-1);
  };
  EXPECT_THAT(Of("SS", OfKnitting(pages)),
              ElementsAre(kStatement, absl::StrCat("SS ", kPlan, "/1"), kMeeting));
  const auto second_only = [](RulesetData& data) {
    SetPages(data, {Plan(data)}, {Plan(data)});
    Named(data.scopes, "13911-1").official_row_at.fill(-1);
  };
  EXPECT_THAT(Of("SS", OfKnitting(second_only)),
              ElementsAre(kStatement, absl::StrCat("SS ", kPlan, "/2"), kMeeting));
}

TEST(PageCommitmentsTest, BelongToTheLicenceAndToNoOtherPermit) {
  const Decision decision =
      OfKnitting([](RulesetData& data) { SetPages(data, {Practice(data)}, {Practice(data)}); });
  int found = 0;
  for (const CommitmentDecision& decided : decision.commitments) {
    if (decided.commitment->code != kPractice) continue;
    EXPECT_EQ(decided.permit->code, "SS");
    EXPECT_EQ(decided.kind, CommitmentKind::kObligation);
    EXPECT_FALSE(decided.blocks_stage);
    ++found;
  }
  EXPECT_EQ(found, 1);
}

TEST(PageCommitmentsTest, AtLowRiskBelongToTheNib) {
  // Wood products at MICRO are LOW: operate on the NIB (PP 28/2025 art 130).
  const auto ruleset = Changed([](RulesetData& data) {
    PageOf(data, "16221-1", BusinessScale::kMicro).commitments = {Report(data), Plan(data)};
  });
  const Decision decision = Classify(*ruleset, Activity("16221", BusinessScale::kMicro));
  ASSERT_EQ(decision.risk_level, RiskLevel::kLow);
  const std::vector<std::string> of_nib = Of("NIB", decision);
  EXPECT_EQ(of_nib.front(), absl::StrCat("NIB ", kPlan));
  EXPECT_EQ(of_nib.back(), absl::StrCat("NIB ", kReport));
  EXPECT_GT(of_nib.size(), 22U);  // the general standard of every LOW activity between them
}

TEST(PageCommitmentsTest, WithoutLicenceAndNibBelongToNothing) {
  const auto ruleset = Changed([](RulesetData& data) {
    PageOf(data, "16221-1", BusinessScale::kMicro).commitments = {Plan(data)};
    Named(testing::TableOf(data, TableRole::kLicences).rows, "lic-1").permits.clear();
  });
  const Decision decision = Classify(*ruleset, Activity("16221", BusinessScale::kMicro));
  ASSERT_EQ(decision.risk_level, RiskLevel::kLow);
  EXPECT_THAT(testing::PermitCodes(decision), ElementsAre("KKPR_PERNYATAAN_MANDIRI", "SPPL"));
  for (const CommitmentDecision& decided : decision.commitments)
    EXPECT_NE(decided.commitment->code, kPlan);
}

TEST(PageCommitmentsTest, WhatMayApplyStandsForAllScopes) {
  const auto may_apply = [](RulesetData& data) {
    SetPages(data, {}, {});
    const int code = *RealRuleset().kbli().IndexOf(Code("13911"));
    data.official_codes[static_cast<std::size_t>(code)].may_apply = {Report(data), Plan(data)};
  };
  EXPECT_THAT(Of("SS", OfKnitting(may_apply)), ElementsAre(kStatement, absl::StrCat("SS ", kPlan),
                                                           kMeeting, absl::StrCat("SS ", kReport)));
}

// --- the catalogue
// ----------------------------------------------------------------------------------------------------

TEST(CatalogueCommitmentsTest, FollowTheirConditions) {
  // "MICRO or SMALL at LOW": the NIB is also the SNI and halal statement.
  const auto nib = [](const char* code, BusinessScale scale) {
    return Of("NIB", Classify(RealRuleset(), Activity(code, scale)));
  };
  EXPECT_THAT(nib("16221", BusinessScale::kMicro), Contains("NIB PERNYATAAN_SNI_HALAL"));
  EXPECT_THAT(nib("16221", BusinessScale::kSmall), Contains("NIB PERNYATAAN_SNI_HALAL"));
  EXPECT_THAT(nib("16221", BusinessScale::kMedium), Not(Contains("NIB PERNYATAAN_SNI_HALAL")));
  EXPECT_THAT(nib("16299", BusinessScale::kMicro), Not(Contains("NIB PERNYATAAN_SNI_HALAL")));
  // Kinds in order within the NIB, those of one kind in the order of the catalogue: the reports of
  // a farm come last.
  BusinessActivity farm = Activity("01111", BusinessScale::kSmall);
  farm.scope = ScopeChoice{farm.code, 2};
  const std::vector<std::string> lines = Of("NIB", Classify(RealRuleset(), farm));
  const auto first_report = std::find(lines.begin(), lines.end(), "NIB LKPM");
  EXPECT_THAT(std::vector<std::string>(first_report, lines.end()),
              ElementsAre("NIB LKPM", "NIB LAPORAN_SEKTOR_PERTANIAN"));
}

TEST(CatalogueCommitmentsTest, StandInTheOrderOfThePermits) {
  BusinessActivity activity = Activity("13911", BusinessScale::kMedium);
  activity.construction = Construction::kNewBuilding;
  const Decision decision = Classify(RealRuleset(), activity);
  std::vector<std::string> permits;
  for (const CommitmentDecision& decided : decision.commitments) {
    if (permits.empty() || permits.back() != decided.permit->code)
      permits.push_back(decided.permit->code);
  }
  EXPECT_THAT(permits, ElementsAre("NIB", "PKKPR", "UKL_UPL", "PBG", "SLF", "SS"));
}

TEST(CatalogueCommitmentsTest, OfTheSmallIslandAskForItsOwnFee) {
  // 35(4): the fee is due later where the recommendation comes first; one line of it either way.
  BusinessActivity activity = Activity("62199", BusinessScale::kMedium);
  for (LandCondition condition : {LandCondition::kOrdinary, LandCondition::kSmallIsland}) {
    activity.land_condition = condition;
    const std::vector<std::string> lines = Of("PKKPR", Classify(RealRuleset(), activity));
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "PKKPR PNBP_PKKPR"), 1);
  }
}

TEST(RowCommitmentsTest, StandOnlyWhereARowNamesThem) {
  // PP 28/2025 art 232(1)a: issued directly in an estate, the requirements are met afterwards; not
  // for strategic projects.
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  const auto lines = [&] { return Of("IZIN", Classify(RealRuleset(), activity)); };
  EXPECT_THAT(lines(), Not(Contains("IZIN FULFIL_IZIN_REQUIREMENTS")));
  activity.zone = Zone::kIndustrialEstate;
  EXPECT_THAT(lines(), Contains("IZIN FULFIL_IZIN_REQUIREMENTS"));
  activity.land_condition = LandCondition::kNationalStrategic;
  EXPECT_THAT(lines(), Not(Contains("IZIN FULFIL_IZIN_REQUIREMENTS")));
}

TEST(RowCommitmentsTest, OfTheReportingRowFollowScaleAndCapital) {
  // PP 28/2025 art 255(2): none for micro; foreign capital always.
  BusinessActivity activity = Activity("16299", BusinessScale::kMicro);
  EXPECT_THAT(Of("NIB", Classify(RealRuleset(), activity)), Not(Contains("NIB LKPM")));
  activity.scale = BusinessScale::kSmall;
  EXPECT_THAT(Of("NIB", Classify(RealRuleset(), activity)), Contains("NIB LKPM"));
  activity.scale = BusinessScale::kLarge;
  activity.foreign = true;
  EXPECT_THAT(Of("NIB", Classify(RealRuleset(), activity)), Contains("NIB LKPM"));
}

TEST(RowCommitmentsTest, OfThePastComeFromTheRowsOfTheirPermits) {
  // PP 24/2018 arts 32-33: with a commitment where neither plan nor zone covers the land, without
  // one where they do.
  BusinessActivity activity = Activity("01111", BusinessScale::kLarge);
  const auto lines = [&] { return Of("IZIN_LOKASI", Classify(OldRuleset(), activity)); };
  EXPECT_THAT(lines(), Contains("IZIN_LOKASI PEMENUHAN_KOMITMEN_IZIN_LOKASI"));
  EXPECT_THAT(lines(), Not(Contains("IZIN_LOKASI PERTEK_PERTANAHAN")));
  activity.rdtr = RdtrStatus::kIntegrated;
  EXPECT_THAT(lines(), Contains("IZIN_LOKASI PERTEK_PERTANAHAN"));
  EXPECT_THAT(lines(), Not(Contains("IZIN_LOKASI PEMENUHAN_KOMITMEN_IZIN_LOKASI")));
  // The regime knew no LKPM table.
  EXPECT_THAT(Printed(Classify(OldRuleset(), activity)), Not(Contains("NIB LKPM")));
}

// --- duties that hold a stage back
// ------------------------------------------------------------------------------------

TEST(DutiesTest, RequirementsMetAfterwardsHoldOperationBack) {
  // PP 28/2025 art 227: operation only after the requirements are met.
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  activity.zone = Zone::kIndustrialEstate;
  activity.land_condition = LandCondition::kRegisteredEstate;
  activity.held_permits = {"IZIN", "NIB", "PKKPR_TANPA_PENILAIAN", "RKL_RPL_RINCI"};
  const Decision without = Classify(RealRuleset(), activity);
  EXPECT_TRUE(without.stages.may_prepare);
  EXPECT_FALSE(without.stages.may_operate);
  EXPECT_THAT(testing::Blocking(without), IsEmpty());  // a commitment is never named there
  activity.held_permits.insert(activity.held_permits.begin(), "FULFIL_IZIN_REQUIREMENTS");
  EXPECT_TRUE(Classify(RealRuleset(), activity).stages.may_operate);
}

TEST(DutiesTest, TheBoundaryRulingHoldsBuildingAndOperationBack) {
  BusinessActivity activity = Activity("62199", BusinessScale::kMicro);
  activity.locations = {LocationType::kForest};
  activity.forest_function = ForestFunction::kProduction;
  activity.forest_use = ForestUse::kOtherListed;
  activity.held_permits = {"NIB", "PPKH", "SS", "UKL_UPL"};
  EXPECT_FALSE(Classify(RealRuleset(), activity).stages.may_operate);
  activity.held_permits = {"NIB", "PPKH", "SS", "TATA_BATAS", "UKL_UPL"};
  EXPECT_TRUE(Classify(RealRuleset(), activity).stages.may_operate);
  // Forestry itself borrows nothing: no ruling is waited for.
  activity.forest_use = ForestUse::kForestry;
  activity.held_permits = {"NIB", "PERSETUJUAN_KOMITMEN_PEMANFAATAN_HUTAN", "SS", "UKL_UPL"};
  EXPECT_TRUE(Classify(RealRuleset(), activity).stages.may_operate);
}

}  // namespace
}  // namespace izin
