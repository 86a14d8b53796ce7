#include "classifier/classify.h"

#include <algorithm>

#include "classifier/internal/code_resolution.h"
#include "classifier/internal/facts_of.h"
#include "classifier/internal/warn.h"

namespace izin {
namespace {

using internal::Warn;

// One run over the tables of a ruleset, in the order of the permits: NIB; land; sea; forest;
// environment; building; the licence.
class TableRun {
 public:
  TableRun(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision)
      : ruleset_(ruleset),
        activity_(activity),
        decision_(decision),
        facts_(internal::FactsOf(ruleset, activity, decision.code, decision.risk_level)) {}

  void Run() {
    Adjust();
    ReadPermits();
    if (not_licensed_) return End(Outcome::kNotLicensedViaOss);
    CollectNotes();
    if (refused_) return End(Outcome::kRefused);
    ChooseOffices();
    WarnOfUnverifiedRows();
    CollectCommitments();
    AssessStages();
  }

 private:
  bool Has(LocationType location) const {
    return (facts_.bits(Input::kLocation) >> static_cast<int>(location) & 1) != 0;
  }

  // Rows that say how an input is read by the tables that follow.
  void Adjust() {
    const DecisionTable* table = ruleset_.table(TableRole::kAdjust);
    if (table == nullptr) return;
    decision_.evaluations.push_back({table, facts_});
    const Facts as_given = facts_;
    for (const TableRow& row : table->rows) {
      if (!row.conditions.Match(as_given)) continue;
      if (row.adjusted_input.has_value()) facts_.Set(*row.adjusted_input, row.adjusted_value);
      WarnAsRowSays(row);
    }
  }

  // The row of a UNIQUE table that holds; null if the ruleset has no such table.
  const TableRow* Find(TableRole role, const Facts& facts) {
    const DecisionTable* table = ruleset_.table(role);
    if (table == nullptr) return nullptr;
    decision_.evaluations.push_back({table, facts});
    return &table->rows[static_cast<std::size_t>(table->index.Find(facts))];
  }

  void ReadPermits() {
    const TableRow* licences = Find(TableRole::kLicences, facts_);
    if (licences == nullptr) return;
    if (licences->not_licensed) {
      not_licensed_ = true;
      return;
    }
    for (const RowPermit& line : licences->permits) {
      if (ruleset_.permit(line.permit).category == PermitCategory::kIdentity)
        AddPermit(*licences, line);
    }
    ReadPlaces();
    Take(Find(TableRole::kEnvironment, facts_));
    Take(Find(TableRole::kBuilding, facts_));
    Take(licences);
  }

  // Permits stand land first, then sea, then forest; but the forest row says whether land is asked.
  void ReadPlaces() {
    const TableRow* forest =
        Has(LocationType::kForest) ? Find(TableRole::kForest, facts_) : nullptr;
    if (Has(LocationType::kLand)) Take(Find(TableRole::kLand, facts_));
    if (forest != nullptr && forest->then_land) ReadReleasedLand(*forest);
    if (Has(LocationType::kSea)) Take(Find(TableRole::kSea, facts_));
    Take(forest);
  }

  // PP 21/2021 art 109(2): until the release is held, the land answers as if no plan covered it.
  void ReadReleasedLand(const TableRow& forest) {
    Facts released = facts_;
    const bool is_released = IsHeld(ruleset_.permit(forest.permits.front().permit).code);
    if (!is_released) released.SetEnum(Input::kRdtr, RdtrStatus::kNone);
    Take(Find(TableRole::kLand, released));
  }

  void Take(const TableRow* row) {
    if (row == nullptr) return;
    WarnAsRowSays(*row);
    if (row->refused) Refuse(*row);
    for (const RowPermit& line : row->permits) AddPermit(*row, line);
  }

  void Refuse(const TableRow& row) {
    refused_ = true;
    Warn(decision_, "FORBIDDEN_HERE", &row);
  }

  void AddPermit(const TableRow& row, const RowPermit& line) {
    const Permit& permit = ruleset_.permit(line.permit);
    const bool is_listed =
        std::any_of(decision_.permits.begin(), decision_.permits.end(),
                    [&](const PermitDecision& other) { return other.permit == &permit; });
    if (is_listed) return;
    decision_.permits.push_back({.permit = &permit,
                                 .line = &line,
                                 .row = &row,
                                 .flag = line.flag,
                                 .office = {},
                                 .held = IsHeld(permit.code)});
  }

  bool IsHeld(const std::string& code) const {
    return std::binary_search(activity_.held_permits.begin(), activity_.held_permits.end(), code);
  }

  void WarnAsRowSays(const TableRow& row) {
    for (int notice : row.notices) {
      const Notice& text = ruleset_.data().notices[static_cast<std::size_t>(notice)];
      decision_.warnings.push_back({.notice = &text, .row = &row, .value = {}, .other = {}});
    }
  }

  // Rows about the whole answer; they see the permits that stand on it.
  void CollectNotes() {
    const DecisionTable* table = ruleset_.table(TableRole::kNotes);
    if (table == nullptr) return;
    facts_.SetBits(Input::kPermit, PermitBits());
    decision_.evaluations.push_back({table, facts_});
    for (const TableRow& row : table->rows) {
      if (!row.conditions.Match(facts_)) continue;
      WarnAsRowSays(row);
      if (row.refused) Refuse(row);
    }
  }

  std::uint64_t PermitBits() const {
    std::uint64_t bits = 0;
    for (const PermitDecision& decided : decision_.permits) {
      bits |= std::uint64_t{1} << (decided.permit - ruleset_.data().permits.data());
    }
    return bits;
  }

  void ChooseOffices() {
    decision_.authority = InRegion(OfficeOf(Find(TableRole::kAuthority, facts_)));
    if (decision_.authority.row != nullptr &&
        decision_.authority.row->weakest == Verification::kUnverified) {
      Warn(decision_, "AUTHORITY_NOT_CONFIRMED", decision_.authority.row);
    }
    for (PermitDecision& decided : decision_.permits) decided.office = InRegion(OfficeFor(decided));
  }

  OfficeChoice OfficeOf(const TableRow* row) const {
    if (row == nullptr || row->office < 0) return {};
    return {.office = &ruleset_.office(row->office), .row = row};
  }

  OfficeChoice OfficeFor(const PermitDecision& decided) {
    const Permit& permit = *decided.permit;
    if (decided.line->office >= 0)
      return {.office = &ruleset_.office(decided.line->office), .row = decided.row};
    switch (permit.issued_by) {
      case IssuedBy::kFixedOffice:
        return {.office = &ruleset_.office(permit.office), .row = nullptr};
      case IssuedBy::kLicenceOffice:
        return decision_.authority;
      case IssuedBy::kBaseTable: {
        Facts facts = facts_;
        facts.Set(Input::kPermit, permit.authority_key);
        return OfficeOf(Find(TableRole::kAuthorityBase, facts));
      }
      case IssuedBy::kEnvironmentTable: {
        // An automatic environmental approval is the system's own act (PP 28/2025 arts 98(2),
        // 99(1)).
        if (decided.line->automatic)
          return {.office = ruleset_.FindOffice("LEMBAGA_OSS"), .row = decided.row};
        if (decision_.authority.office == nullptr) return {};
        Facts facts = facts_;
        facts.SetEnum(Input::kLicenceOffice, decision_.authority.office->kind);
        return OfficeOf(Find(TableRole::kAuthorityEnvironment, facts));
      }
    }
    return {};
  }

  // Where the regions have no office of their own, the governor stands for the regent or mayor (DKI
  // Jakarta).
  OfficeChoice InRegion(OfficeChoice choice) const {
    const bool has_regency_office = facts_.value(Input::kRegionWithoutRegencies) == 0;
    if (choice.office == nullptr || has_regency_office ||
        choice.office->kind != AuthorityKind::kRegentOrMayor) {
      return choice;
    }
    return {.office = ruleset_.FindOffice("GOVERNOR"), .row = choice.row};
  }

  void WarnOfUnverifiedRows() {
    for (const PermitDecision& decided : decision_.permits) {
      if (decided.row->weakest != Verification::kUnverified) continue;
      Warn(decision_, "UNVERIFIED_RULE",
           decided.row);  // one an answer; the edge names all the permits
      return;
    }
  }

  void CollectCommitments() {
    facts_.SetBits(Input::kPermit, PermitBits());
    for (const PermitDecision& decided : decision_.permits) {
      const int index = static_cast<int>(decided.permit - ruleset_.data().permits.data());
      for (const Commitment& commitment : ruleset_.data().commitments) {
        if (commitment.permit != index || !commitment.conditions.Match(facts_)) continue;
        if (commitment.by_row_only && !IsNamedByRow(commitment)) continue;
        decision_.commitments.push_back({.commitment = &commitment, .permit = decided.permit});
      }
    }
    SortCommitments();
  }

  bool IsNamedByRow(const Commitment& commitment) const {
    const int index = static_cast<int>(&commitment - ruleset_.data().commitments.data());
    return std::any_of(decision_.permits.begin(), decision_.permits.end(),
                       [index](const PermitDecision& decided) {
                         const std::vector<int>& named = decided.row->commitments;
                         return std::find(named.begin(), named.end(), index) != named.end();
                       });
  }

  // Of one permit: requirements, then obligations, then reports; permits are in order already.
  void SortCommitments() {
    auto first = decision_.commitments.begin();
    while (first != decision_.commitments.end()) {
      auto last = std::find_if(
          first, decision_.commitments.end(),
          [&](const CommitmentDecision& other) { return other.permit != first->permit; });
      // Insertion by kind keeps the table's order within a kind and allocates nothing.
      for (auto it = first; it != last; ++it) {
        auto place = it;
        while (place != first && (place - 1)->commitment->kind > place->commitment->kind) {
          std::swap(*(place - 1), *place);
          --place;
        }
      }
      first = last;
    }
  }

  bool AllHeld(Stage stage) const {
    return std::all_of(decision_.permits.begin(), decision_.permits.end(),
                       [stage](const PermitDecision& decided) {
                         return decided.permit->required_before != stage || decided.held;
                       });
  }

  bool Stands(absl::string_view code) const {
    return std::any_of(
        decision_.permits.begin(), decision_.permits.end(),
        [code](const PermitDecision& decided) { return decided.permit->code == code; });
  }

  // A commitment that must be fulfilled too before `stage`: the boundary ruling of released or
  // borrowed forest, and the requirements of a licence that was issued directly.
  bool DutiesHeld(Stage stage) const {
    return std::all_of(decision_.commitments.begin(), decision_.commitments.end(),
                       [this, stage](const CommitmentDecision& decided) {
                         return !decided.commitment->blocks_stage ||
                                decided.commitment->due_before != stage ||
                                IsHeld(decided.commitment->code);
                       });
  }

  void AssessStages() {
    StageDecision& stages = decision_.stages;
    stages.may_prepare = AllHeld(Stage::kStart);
    const bool construction_held =
        AllHeld(Stage::kConstruction) && DutiesHeld(Stage::kConstruction);
    stages.may_build = stages.may_prepare && construction_held &&
                       activity_.construction == Construction::kNewBuilding;
    stages.may_operate = stages.may_prepare && construction_held && AllHeld(Stage::kOperation) &&
                         DutiesHeld(Stage::kOperation);
    for (Stage stage : {Stage::kStart, Stage::kConstruction, Stage::kOperation}) {
      for (const PermitDecision& decided : decision_.permits) {
        if (decided.permit->required_before == stage && !decided.held)
          stages.blocking.push_back(decided.permit);
      }
      if (!stages.blocking.empty()) return;
    }
  }

  // An outcome without permits.
  void End(Outcome outcome) {
    decision_.outcome = outcome;
    decision_.permits.clear();
    decision_.candidates.clear();
  }

  const Ruleset& ruleset_;
  const BusinessActivity& activity_;
  Decision& decision_;
  Facts facts_;
  bool refused_ = false;
  bool not_licensed_ = false;
};

void WarnOfAmounts(const BusinessActivity& activity, Decision& decision) {
  const std::int64_t minimum = decision.ruleset->data().limits.foreign_capital_idr_above;
  if (activity.foreign && activity.capital_idr > 0 && activity.capital_idr <= minimum) {
    Warn(decision, "SCALE_BELOW_PMA");
  }
  if (activity.scale_mismatch) Warn(decision, "SCALE_MISMATCH");
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
    Warn(decision, "INPUT_IGNORED", nullptr, "activity.sea");
  if (forest_given && !has(LocationType::kForest))
    Warn(decision, "INPUT_IGNORED", nullptr, "activity.forest");
  if (activity.scope.has_value() && !decision.ruleset->data().has_risk_levels) {
    Warn(decision, "INPUT_IGNORED", nullptr, "activity.scope_id");
  }
}

// By code; what has the same code stays in the order it was given.
void SortWarnings(std::vector<WarningDecision>& warnings) {
  for (std::size_t i = 1; i < warnings.size(); ++i) {
    for (std::size_t j = i; j > 0 && warnings[j].notice->code < warnings[j - 1].notice->code; --j) {
      std::swap(warnings[j], warnings[j - 1]);
    }
  }
}

}  // namespace

void Classify(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision) {
  decision.Clear();
  decision.ruleset = &ruleset;
  internal::ResolveCodeAndLevel(ruleset, activity, decision);
  WarnOfAmounts(activity, decision);
  WarnOfIgnoredInput(activity, decision);
  if (decision.outcome == Outcome::kDecided || decision.outcome == Outcome::kScopeRequired) {
    TableRun(ruleset, activity, decision).Run();
  }
  SortWarnings(decision.warnings);
}

void AddWarning(Decision& decision, absl::string_view code, absl::string_view value) {
  Warn(decision, code, nullptr, value);
  SortWarnings(decision.warnings);
}

Decision Classify(const Ruleset& ruleset, const BusinessActivity& activity) {
  Decision decision;
  Classify(ruleset, activity, decision);
  return decision;
}

}  // namespace izin
