#include "classifier/internal/commitments.h"

#include <algorithm>

#include "classifier/internal/official_page.h"

namespace izin::internal {
namespace {

class CommitmentCollector {
 public:
  explicit CommitmentCollector(Run& run) : run_(run) {}

  void Collect() {
    std::vector<CommitmentDecision>& all = run_.decision.commitments;
    const Permit* licence = LicencePermit();
    reporting_ = run_.Find(TableRole::kReporting);
    for (const PermitDecision& decided : run_.decision.permits) {
      const std::size_t first = all.size();
      CollectOfCatalogue(decided);
      if (decided.permit != licence) continue;
      CollectOfPages(*licence);
      SortByKind(first);
    }
  }

 private:
  // The licence itself; at low risk the NIB is the licence.
  const Permit* LicencePermit() const {
    const Permit* licence = nullptr;
    for (const PermitDecision& decided : run_.decision.permits) {
      const PermitCategory category = decided.permit->category;
      const bool is_licence =
          category == PermitCategory::kLicence || category == PermitCategory::kStandardCertificate;
      if (is_licence || (licence == nullptr && category == PermitCategory::kIdentity))
        licence = decided.permit;
    }
    return licence;
  }

  // Flattened: an eighth of a decision goes into this loop.
  [[gnu::flatten]] void CollectOfCatalogue(const PermitDecision& decided) {
    const int permit = IndexOf(*decided.permit);
    const Facts& facts = run_.facts();
    for (const CommitmentRef& of_permit : run_.ruleset.commitments_of(permit)) {
      if (!of_permit.conditions.Match(facts)) continue;
      if (of_permit.by_row_only && !IsNamedByRow(of_permit.index)) continue;
      const auto index = static_cast<std::size_t>(of_permit.index);
      run_.decision.commitments.push_back({.commitment = &run_.ruleset.data().commitments[index],
                                           .permit = decided.permit,
                                           .scopes = 0,
                                           .kind = of_permit.kind,
                                           .blocks_stage = of_permit.blocks_stage});
    }
  }

  int IndexOf(const Permit& permit) const {
    return static_cast<int>(&permit - run_.ruleset.data().permits.data());
  }

  static bool Names(const TableRow& row, int index) {
    return std::find(row.commitments.begin(), row.commitments.end(), index) !=
           row.commitments.end();
  }

  bool IsNamedByRow(int index) const {
    if (reporting_ != nullptr && Names(*reporting_, index)) return true;
    return std::any_of(
        run_.decision.permits.begin(), run_.decision.permits.end(),
        [index](const PermitDecision& decided) { return Names(*decided.row, index); });
  }

  // Of a chosen scope all that its page says; else each line with the scopes whose pages say it.
  void CollectOfPages(const Permit& licence) {
    std::vector<CommitmentDecision>& all = run_.decision.commitments;
    const std::size_t first = all.size();
    std::uint64_t standing = 0;
    ForEachScope(run_.decision, [&](const Scope& scope, std::size_t position) {
      const std::uint64_t bit = BitOf(static_cast<int>(position));
      const bool is_first = standing == 0;
      standing |= bit;
      const OfficialRow* page = run_.ruleset.official_row(scope, run_.decision.scale);
      if (page == nullptr) return;
      for (int index : page->commitments) AddOfPage(index, licence, bit, is_first, first);
    });
    for (std::size_t i = first; i < all.size(); ++i) {
      if (all[i].scopes == standing) all[i].scopes = 0;
    }
    const OfficialCode* code = run_.decision.code_index < 0
                                   ? nullptr
                                   : run_.ruleset.official_code(run_.decision.code_index);
    if (code == nullptr) return;
    for (int index : code->may_apply) AddOfPage(index, licence, 0, true, first);
  }

  void AddOfPage(int index, const Permit& licence, std::uint64_t scope, bool is_first,
                 std::size_t first) {
    std::vector<CommitmentDecision>& all = run_.decision.commitments;
    const Commitment* commitment = ElementAt(run_.ruleset.data().page_commitments, index);
    if (commitment == nullptr) return;
    for (std::size_t i = is_first ? all.size() : first; i < all.size(); ++i) {
      if (all[i].commitment != commitment) continue;
      all[i].scopes |= scope;
      return;
    }
    all.push_back({.commitment = commitment,
                   .permit = &licence,
                   .scopes = scope,
                   .kind = run_.ruleset.page_commitment_kind(index)});
  }

  // Requirements, then obligations, then reports; insertion keeps the order within a kind and
  // allocates nothing.
  void SortByKind(std::size_t first) {
    std::vector<CommitmentDecision>& all = run_.decision.commitments;
    for (std::size_t i = first; i < all.size(); ++i) {
      for (std::size_t j = i; j > first && all[j - 1].kind > all[j].kind; --j)
        std::swap(all[j - 1], all[j]);
    }
  }

  Run& run_;
  const TableRow* reporting_ = nullptr;  // null: the ruleset knows no reports
};

}  // namespace

void CollectCommitments(Run& run) { CommitmentCollector(run).Collect(); }

bool DutiesHeld(const Run& run, Stage stage) {
  return std::all_of(run.decision.commitments.begin(), run.decision.commitments.end(),
                     [&run, stage](const CommitmentDecision& decided) {
                       return !decided.blocks_stage || decided.commitment->due_before != stage ||
                              run.IsHeld(decided.commitment->code);
                     });
}

}  // namespace izin::internal
