#include "service/render/change.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"

namespace izin {
namespace {

bool GivesPermits(const Decision& decision) {
  return decision.outcome == Outcome::kDecided || decision.outcome == Outcome::kScopeRequired;
}

AuthorityKind KindOf(const Office* office) {
  return office == nullptr ? AuthorityKind::kUnspecified : office->kind;
}

const PermitDecision* FindRequired(const Decision& decision, absl::string_view code) {
  for (const PermitDecision& decided : decision.permits) {
    if (decided.row != nullptr && decided.permit->code == code) return &decided;
  }
  return nullptr;
}

// The distinct codes, ascending.
std::vector<absl::string_view> CommitmentsOf(const Decision& decision) {
  std::vector<absl::string_view> codes;
  codes.reserve(decision.commitments.size());
  for (const CommitmentDecision& decided : decision.commitments)
    codes.emplace_back(decided.commitment->code);
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
  return codes;
}

// What `codes` holds and `others` does not; both ascending.
std::vector<std::string> Without(const std::vector<absl::string_view>& codes,
                                 const std::vector<absl::string_view>& others) {
  absl::InlinedVector<absl::string_view, 64> only;
  std::set_difference(codes.begin(), codes.end(), others.begin(), others.end(),
                      std::back_inserter(only));
  return {only.begin(), only.end()};
}

// The role of the table that gave a row: which part of the answer, of land, sea, forest,
// environment, building and licences, a permit stands in. -1 if no table that was read holds the
// row.
int PartOf(const Decision& decision, const TableRow& row) {
  for (const Evaluation& evaluation : decision.evaluations) {
    const std::vector<TableRow>& rows = evaluation.table->rows;
    const bool holds =
        std::greater_equal<>()(&row, rows.data()) && std::less<>()(&row, rows.data() + rows.size());
    if (holds) return static_cast<int>(evaluation.table->role);
  }
  return -1;
}

// A permit that only one answer requires.
struct LonePermit {
  const PermitDecision* decided = nullptr;
  int part = -1;

  const Permit& permit() const { return *decided->permit; }
  bool IsInPlaceOf(const LonePermit& other) const {
    return permit().category == other.permit().category &&
           permit().required_before == other.permit().required_before && part == other.part;
  }
};

// The permits of `decision` that `other` does not require.
std::vector<LonePermit> LonePermits(const Decision& decision, const Decision& other) {
  std::vector<LonePermit> lone;
  for (const PermitDecision& decided : decision.permits) {
    if (decided.row == nullptr || FindRequired(other, decided.permit->code) != nullptr) continue;
    lone.push_back({.decided = &decided, .part = PartOf(decision, *decided.row)});
  }
  return lone;
}

std::vector<std::string> CodesOf(const std::vector<LonePermit>& permits) {
  std::vector<std::string> codes;
  codes.reserve(permits.size());
  for (const LonePermit& lone : permits) codes.push_back(lone.permit().code);
  return codes;
}

class AnswerComparison {
 public:
  AnswerComparison(const Decision& from, const Decision& to, AnswerDifferences::WantsField wants)
      : from_(from), to_(to), whole_(wants), shared_(wants) {}

  CellChange Run() {
    change_.from_risk = from_.risk_level;
    change_.to_risk = to_.risk_level;
    change_.from_outcome = from_.outcome;
    change_.to_outcome = to_.outcome;
    change_.from_authority = KindOf(from_.authority.office);
    change_.to_authority = KindOf(to_.authority.office);
    if (change_.is_risk_lowered()) reforms_.Add(v1::REFORM_KIND_SIMPLIFIED);
    if (change_.is_risk_raised()) reforms_.Add(v1::REFORM_KIND_TIGHTENED);
    CompareAuthority();
    ComparePermits();
    CompareCommitments();
    change_.differences = whole_.Take();
    std::vector<AnswerDifference> shared = shared_.Take();
    change_.differences.insert(change_.differences.end(), std::make_move_iterator(shared.begin()),
                               std::make_move_iterator(shared.end()));
    change_.reforms = reforms_.kinds();
    return std::move(change_);
  }

 private:
  // What is not issued at all has not moved.
  void CompareAuthority() {
    whole_.CompareWhole(from_, to_);
    const bool is_issued_by_both =
        from_.authority.office != nullptr && to_.authority.office != nullptr;
    const bool is_same = change_.from_authority == change_.to_authority &&
                         IdOf(from_.authority.office) == IdOf(to_.authority.office);
    if (is_issued_by_both && !is_same) reforms_.Add(v1::REFORM_KIND_DELEGATED);
  }

  void ComparePermits() {
    const std::vector<LonePermit> removed = LonePermits(from_, to_);
    const std::vector<LonePermit> added = LonePermits(to_, from_);
    for (const LonePermit& lone : removed)
      reforms_.Add(Replacing(lone, removed, added).value_or(v1::REFORM_KIND_REMOVED));
    for (const LonePermit& lone : added)
      reforms_.Add(Replacing(lone, removed, added).value_or(v1::REFORM_KIND_ADDED));
    change_.permits_removed = CodesOf(removed);
    change_.permits_added = CodesOf(added);
    for (const LonePermit& lone : removed) {
      const std::optional<v1::ReformKind> kind = Replacing(lone, removed, added);
      if (kind == v1::REFORM_KIND_RENAMED)
        shared_.ComparePermit(*lone.decided, *InPlaceOf(lone, added).decided);
      if (kind == v1::REFORM_KIND_MERGED)
        shared_.AddMerged(lone.permit().code, InPlaceOf(lone, added).permit().code);
    }
    for (const PermitDecision& decided : from_.permits) {
      if (decided.row == nullptr) continue;
      const PermitDecision* later = FindRequired(to_, decided.permit->code);
      if (later != nullptr) CompareShared(decided, *later);
    }
  }

  // The first of `permits` in the place of one. REQUIRES: there is one.
  static const LonePermit& InPlaceOf(const LonePermit& permit,
                                     const std::vector<LonePermit>& permits) {
    return *std::find_if(permits.begin(), permits.end(),
                         [&permit](const LonePermit& lone) { return lone.IsInPlaceOf(permit); });
  }

  // How the permits in the place of `permit` came to stand for others; nothing if they do not.
  static std::optional<v1::ReformKind> Replacing(const LonePermit& permit,
                                                 const std::vector<LonePermit>& removed,
                                                 const std::vector<LonePermit>& added) {
    const auto is_here = [&permit](const LonePermit& lone) { return lone.IsInPlaceOf(permit); };
    const auto earlier = std::count_if(removed.begin(), removed.end(), is_here);
    const auto later = std::count_if(added.begin(), added.end(), is_here);
    if (earlier == 0 || later != 1) return std::nullopt;
    return earlier > 1 ? v1::REFORM_KIND_MERGED : v1::REFORM_KIND_RENAMED;
  }

  void CompareShared(const PermitDecision& from, const PermitDecision& to) {
    shared_.ComparePermit(from, to);
    PermitMove move{.permit = from.permit->code,
                    .from_office = std::string(IdOf(from.office.office)),
                    .to_office = std::string(IdOf(to.office.office)),
                    .from_kind = KindOf(from.office.office),
                    .to_kind = KindOf(to.office.office)};
    if (move.from_office == move.to_office && move.from_kind == move.to_kind) return;
    reforms_.Add(v1::REFORM_KIND_DELEGATED);
    change_.moved.push_back(std::move(move));
  }

  void CompareCommitments() {
    const std::vector<absl::string_view> earlier = CommitmentsOf(from_);
    const std::vector<absl::string_view> later = CommitmentsOf(to_);
    change_.commitments_removed = Without(earlier, later);
    change_.commitments_added = Without(later, earlier);
    if (!change_.commitments_removed.empty()) reforms_.Add(v1::REFORM_KIND_REMOVED);
    if (!change_.commitments_added.empty()) reforms_.Add(v1::REFORM_KIND_ADDED);
    shared_.CompareCommitments(from_, to_);
    for (v1::ReformKind kind : shared_.reforms().kinds()) reforms_.Add(kind);
    // An answer without permits has no commitments either, and is no simpler for that.
    if (!GivesPermits(from_) || !GivesPermits(to_)) return;
    if (later.size() < earlier.size()) reforms_.Add(v1::REFORM_KIND_SIMPLIFIED);
    if (later.size() > earlier.size()) reforms_.Add(v1::REFORM_KIND_TIGHTENED);
  }

  const Decision& from_;
  const Decision& to_;
  CellChange change_;
  AnswerDifferences whole_;   // of which the reforms are said above
  AnswerDifferences shared_;  // of permits and commitments
  Reforms reforms_;
};

}  // namespace

bool CellChange::is_change() const {
  return from_risk != to_risk || from_outcome != to_outcome || from_authority != to_authority ||
         !permits_added.empty() || !permits_removed.empty() || !commitments_added.empty() ||
         !commitments_removed.empty() || !moved.empty() || !differences.empty();
}

bool CellChange::is_risk_raised() const {
  return from_risk != RiskLevel::kUnspecified && to_risk > from_risk;
}

bool CellChange::is_risk_lowered() const {
  return to_risk != RiskLevel::kUnspecified && to_risk < from_risk;
}

CellChange CompareAnswers(const Decision& from, const Decision& to,
                          AnswerDifferences::WantsField wants) {
  return AnswerComparison(from, to, wants).Run();
}

v1::RulesetChange RenderChange(CellChange change) {
  v1::RulesetChange out;
  out.set_from_risk(static_cast<v1::RiskLevel>(change.from_risk));
  out.set_to_risk(static_cast<v1::RiskLevel>(change.to_risk));
  for (std::string& code : change.permits_added) out.add_permits_added(std::move(code));
  for (std::string& code : change.permits_removed) out.add_permits_removed(std::move(code));
  for (std::string& code : change.commitments_added) out.add_commitments_added(std::move(code));
  for (std::string& code : change.commitments_removed) out.add_commitments_removed(std::move(code));
  for (v1::ReformKind kind : change.reforms) out.add_reforms(kind);
  for (AnswerDifference& difference : change.differences) {
    v1::AnswerDifference& rendered = *out.add_differences();
    rendered.set_subject(std::move(difference.subject));
    rendered.set_field(std::move(difference.field));
    rendered.set_from(std::move(difference.from));
    rendered.set_to(std::move(difference.to));
  }
  return out;
}

}  // namespace izin
