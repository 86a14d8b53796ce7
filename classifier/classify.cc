#include "classifier/classify.h"

#include <algorithm>

#include "classifier/internal/code_resolution.h"
#include "classifier/internal/commitments.h"
#include "classifier/internal/facts_of.h"
#include "classifier/internal/offices.h"
#include "classifier/internal/official_page.h"
#include "classifier/internal/permits.h"
#include "classifier/internal/questions.h"
#include "classifier/internal/run.h"
#include "classifier/internal/warn.h"

namespace izin {
namespace {

using internal::Run;
using internal::Warn;

// A refusal that rests on an unverified row; with several refusals, if any does.
void WarnOfUnverifiedRefusal(Decision& decision) {
  const Notice* refusal = decision.ruleset->notice(EngineNotice::kForbiddenHere);
  const Notice* unverified = decision.ruleset->notice(EngineNotice::kUnverifiedRule);
  if (refusal == nullptr || unverified == nullptr) return;
  for (const WarningDecision& warning : decision.warnings) {
    if (warning.notice != refusal || warning.row->weakest != Verification::kUnverified) continue;
    decision.warnings.push_back(
        {.notice = unverified, .row = warning.row, .of = NoticeCase::kRefusal});
    return;
  }
}

void WarnOfUnverifiedRows(Decision& decision) {
  for (const PermitDecision& decided : decision.permits) {
    if (decided.row->weakest != Verification::kUnverified) continue;
    // One an answer; the edge names all the permits.
    Warn(decision, EngineNotice::kUnverifiedRule, decided.row);
    return;
  }
}

bool AllHeld(const Decision& decision, Stage stage) {
  return std::all_of(decision.permits.begin(), decision.permits.end(),
                     [stage](const PermitDecision& decided) {
                       return decided.permit->required_before != stage || decided.held;
                     });
}

void AssessStages(Run& run) {
  Decision& decision = run.decision;
  StageDecision& stages = decision.stages;
  stages.may_prepare = AllHeld(decision, Stage::kStart);
  const bool construction_held =
      AllHeld(decision, Stage::kConstruction) && DutiesHeld(run, Stage::kConstruction);
  stages.may_build = stages.may_prepare && construction_held &&
                     run.activity.construction == Construction::kNewBuilding;
  stages.may_operate = stages.may_prepare && construction_held &&
                       AllHeld(decision, Stage::kOperation) && DutiesHeld(run, Stage::kOperation);
  for (Stage stage : {Stage::kStart, Stage::kConstruction, Stage::kOperation}) {
    for (const PermitDecision& decided : decision.permits) {
      if (decided.permit->required_before == stage && !decided.held)
        stages.blocking.push_back(decided.permit);
    }
    if (!stages.blocking.empty()) return;
  }
}

// An outcome without permits.
void End(Decision& decision, Outcome outcome) {
  decision.outcome = outcome;
  decision.permits.clear();
  decision.candidates.clear();
}

// A part of an answer would be a guess in somebody's favour.
void EndWithoutAnswer(Decision& decision) {
  End(decision, Outcome::kUnspecified);
  decision.commitments.clear();
  decision.authority = {};
  decision.stages.Clear();
}

void RunTables(Run& run) {
  Decision& decision = run.decision;
  switch (FindPermits(run)) {
    case internal::PermitsFound::kNotLicensed:
      return End(decision, Outcome::kNotLicensedViaOss);
    case internal::PermitsFound::kRefused:
      WarnOfUnverifiedRefusal(decision);
      return End(decision, Outcome::kRefused);
    case internal::PermitsFound::kUnknown:
      return EndWithoutAnswer(decision);
    case internal::PermitsFound::kRequired:
      break;
  }
  internal::ReadLicencePage(run);
  ChooseOffices(run);
  WarnOfUnverifiedRows(decision);
  CollectCommitments(run);
  AssessStages(run);
  internal::CollectPageExtras(decision, run.activity);
  if (run.has_gap) EndWithoutAnswer(decision);
}

// The regions named, for the names of offices.
void SetRegions(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision) {
  if (activity.region_codes.empty()) return;
  const std::string& first = activity.region_codes.front();
  const std::string& last = activity.region_codes.back();  // sorted
  if (activity.region_codes.size() == 1) decision.regency = ruleset.FindRegion(first);
  const absl::string_view province = absl::string_view(first).substr(0, 2);
  if (absl::string_view(last).substr(0, 2) == province)
    decision.province = ruleset.FindRegion(province);
}

void WarnOfAmounts(const BusinessActivity& activity, Decision& decision) {
  const std::int64_t minimum = decision.ruleset->data().limits.foreign_capital_idr_above;
  if (activity.foreign && activity.capital_idr > 0 && activity.capital_idr <= minimum) {
    Warn(decision, EngineNotice::kScaleBelowPma);
  }
  if (activity.scale_mismatch) Warn(decision, EngineNotice::kScaleMismatch);
}

void WarnOfIgnoredInput(const BusinessActivity& activity, Decision& decision) {
  const auto has = [&](LocationType location) {
    return std::find(activity.locations.begin(), activity.locations.end(), location) !=
           activity.locations.end();
  };
  const bool sea_given = activity.settled_days > 0 || activity.moving_vessel ||
                         activity.conservation_core_zone || activity.distance_nm > 0;
  const bool forest_given = activity.forest_function != ForestFunction::kUnspecified ||
                            activity.forest_use != ForestUse::kUnspecified;
  if (sea_given && !has(LocationType::kSea))
    Warn(decision, EngineNotice::kInputIgnored, nullptr, "activity.sea");
  if (forest_given && !has(LocationType::kForest))
    Warn(decision, EngineNotice::kInputIgnored, nullptr, "activity.forest");
  if (activity.scope.has_value() && !decision.ruleset->data().has_risk_levels) {
    Warn(decision, EngineNotice::kInputIgnored, nullptr, "activity.scope_id");
  }
}

// By code; what has the same code stays in the order it was given.
void SortWarnings(std::vector<WarningDecision>& warnings) {
  for (std::size_t i = 1; i < warnings.size(); ++i) {
    for (std::size_t j = i; j > 0 && warnings[j].notice->rank < warnings[j - 1].notice->rank; --j) {
      std::swap(warnings[j], warnings[j - 1]);
    }
  }
}

}  // namespace

void Classify(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision) {
  decision.Clear();
  decision.ruleset = &ruleset;
  internal::ResolveCodeAndLevel(ruleset, activity, decision);
  SetRegions(ruleset, activity, decision);
  const Notice* scale_notice = ruleset.NoticeAt(ruleset.data().scale_notice);
  if (scale_notice != nullptr) decision.warnings.push_back({.notice = scale_notice});
  WarnOfAmounts(activity, decision);
  WarnOfIgnoredInput(activity, decision);
  if (decision.outcome == Outcome::kDecided || decision.outcome == Outcome::kScopeRequired) {
    decision.given = internal::FactsOf(ruleset, activity, decision.code_index, decision.risk_level);
    decision.facts = decision.given;
    Run run{.ruleset = ruleset, .activity = activity, .decision = decision};
    RunTables(run);
  }
  internal::Ask(ruleset, activity, decision);
  SortWarnings(decision.warnings);
}

void AddWarning(Decision& decision, EngineNotice notice, absl::string_view value) {
  Warn(decision, notice, nullptr, value);
  SortWarnings(decision.warnings);
}

Decision Classify(const Ruleset& ruleset, const BusinessActivity& activity) {
  Decision decision;
  Classify(ruleset, activity, decision);
  return decision;
}

}  // namespace izin
