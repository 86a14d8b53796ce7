#include "classifier/internal/permits.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"

#include "classifier/internal/warn.h"

namespace izin::internal {
namespace {

class PermitFinder {
 public:
  explicit PermitFinder(Run& run) : run_(run) {}

  PermitsFound Find() {
    Adjust();
    licences_ = run_.Find(TableRole::kLicences);
    if (licences_ == nullptr) return PermitsFound::kUnknown;
    if (licences_->not_licensed) {
      run_.WarnAsRowSays(*licences_);
      return PermitsFound::kNotLicensed;
    }
    ReadPermits();
    CollectNotes();
    if (run_.has_gap) return PermitsFound::kUnknown;
    return refused_ ? PermitsFound::kRefused : PermitsFound::kRequired;
  }

 private:
  bool Has(LocationType location) const {
    return (run_.facts().bits(Input::kLocation) >> static_cast<int>(location) & 1) != 0;
  }

  void Adjust() {
    const DecisionTable* table = run_.ruleset.table(TableRole::kAdjust);
    if (table == nullptr) return;
    run_.decision.evaluations.push_back({.table = table, .reads_given = true});
    AdjustInputs(run_.ruleset, run_.facts());
    for (const TableRow& row : table->rows) {
      if (!row.notices.empty() && row.conditions.Match(run_.decision.given))
        run_.WarnAsRowSays(row);
    }
  }

  void ReadPermits() {
    for (const RowPermit& line : licences_->permits) {
      const Permit* permit = run_.ruleset.PermitAt(line.permit);
      if (permit != nullptr && permit->category == PermitCategory::kIdentity)
        AddPermit(*licences_, line);
    }
    ReadPlaces();
    Take(run_.Find(TableRole::kEnvironment));
    Take(run_.Find(TableRole::kBuilding));
    Take(licences_);
  }

  // Permits stand land first, then sea, then forest; but a release comes before the land that it
  // makes (PP 23/2021 arts 58, 63-64; PP 21/2021 art 109(2)).
  void ReadPlaces() {
    const TableRow* forest = Has(LocationType::kForest) ? run_.Find(TableRole::kForest) : nullptr;
    const bool releases = forest != nullptr && forest->then_land;
    if (releases) Take(forest);
    if (Has(LocationType::kLand)) Take(run_.Find(TableRole::kLand));
    if (releases) ReadReleasedLand(*forest);
    if (Has(LocationType::kSea)) Take(run_.Find(TableRole::kSea));
    if (!releases) Take(forest);
  }

  // PP 21/2021 art 109(2): until the release is held, the land answers as if no plan covered it.
  void ReadReleasedLand(const TableRow& forest) {
    const Permit* release =
        forest.permits.empty() ? nullptr : run_.ruleset.PermitAt(forest.permits.front().permit);
    const bool is_released = release != nullptr && run_.IsHeld(release->code);
    const auto no_plan = static_cast<int>(RdtrStatus::kNone);
    Take(is_released ? run_.Find(TableRole::kLand)
                     : run_.FindWith(TableRole::kLand, Input::kRdtr, no_plan));
  }

  void Take(const TableRow* row) {
    if (row == nullptr) return;
    const std::size_t listed = run_.decision.permits.size();
    for (const RowPermit& line : row->permits) {
      // What the licences give is given by them, whatever a place says of it too.
      if (row != licences_ && IsOfLicences(line.permit)) continue;
      AddPermit(*row, line);
    }
    // A row whose permits all stand already, as another row gave them, has nothing to add.
    const bool adds_nothing = !row->permits.empty() && run_.decision.permits.size() == listed;
    if (!adds_nothing || row == licences_) run_.WarnAsRowSays(*row);
    if (row->refused) Refuse(*row);
  }

  bool IsOfLicences(int permit) const {
    return std::any_of(licences_->permits.begin(), licences_->permits.end(),
                       [permit](const RowPermit& line) { return line.permit == permit; });
  }

  void Refuse(const TableRow& row) {
    refused_ = true;
    Warn(run_.decision, EngineNotice::kForbiddenHere, &row);
  }

  void AddPermit(const TableRow& row, const RowPermit& line) {
    const Permit* permit = run_.ruleset.PermitAt(line.permit);
    if (permit == nullptr) {
      run_.has_gap = true;
      return;
    }
    const bool is_listed =
        std::any_of(run_.decision.permits.begin(), run_.decision.permits.end(),
                    [&](const PermitDecision& other) { return other.permit == permit; });
    if (is_listed) return;
    run_.decision.permits.push_back({.permit = permit,
                                     .line = &line,
                                     .row = &row,
                                     .flag = line.flag,
                                     .office = {},
                                     .held = IsHeld(*permit, line),
                                     .working_days = line.working_days,
                                     .working_days_with_repairs = line.working_days_with_repairs});
  }

  bool IsHeld(const Permit& permit, const RowPermit& line) const {
    if (run_.IsHeld(permit.code)) return true;
    const Permit* other = run_.ruleset.PermitAt(line.held_with);
    return other != nullptr && run_.IsHeld(other->code);
  }

  // Rows about the whole answer; they see the permits that stand on it.
  void CollectNotes() {
    const DecisionTable* table = run_.ruleset.table(TableRole::kNotes);
    run_.facts().SetBits(Input::kPermit, PermitBits());
    if (table == nullptr) return;
    run_.decision.evaluations.push_back({.table = table});
    for (const TableRow& row : table->rows) {
      if (!row.conditions.Match(run_.facts())) continue;
      run_.WarnAsRowSays(row);
      if (row.refused) Refuse(row);
    }
  }

  std::uint64_t PermitBits() const {
    std::uint64_t bits = 0;
    for (const PermitDecision& decided : run_.decision.permits) {
      bits |= BitOf(decided.line->permit);
    }
    return bits;
  }

  Run& run_;
  const TableRow* licences_ = nullptr;
  bool refused_ = false;
};

}  // namespace

void AdjustInputs(const Ruleset& ruleset, Facts& facts) {
  const DecisionTable* table = ruleset.table(TableRole::kAdjust);
  if (table == nullptr) return;
  // Every row reads the inputs as they were given, whatever the rows before it changed.
  absl::InlinedVector<const TableRow*, 8> matched;
  for (const TableRow& row : table->rows) {
    if (row.adjusted_input.has_value() && row.conditions.Match(facts)) matched.push_back(&row);
  }
  for (const TableRow* row : matched) facts.Set(*row->adjusted_input, row->adjusted_value);
}

PermitsFound FindPermits(Run& run) { return PermitFinder(run).Find(); }

}  // namespace izin::internal
