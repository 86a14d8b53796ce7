#include "service/review/stats.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

#include "classifier/cells.h"
#include "classifier/classify.h"
#include "classifier/enum_names.h"

namespace izin {
namespace {

// "-" for what has no name.
std::string Named(absl::string_view name) { return name.empty() ? "-" : std::string(name); }

class Counter {
 public:
  explicit Counter(const Ruleset& ruleset) : ruleset_(ruleset) {}

  RulesetStats Count() {
    CountRows();
    for (int code = 0; code < ruleset_.kbli().subclass_count(); ++code) CountCode(code);
    return stats_;
  }

 private:
  void CountRows() {
    const RulesetData& data = ruleset_.data();
    for (const DecisionTable& table : data.tables) {
      for (const TableRow& row : table.rows) ++stats_.rows_by_mark[Named(NameOf(row.weakest))];
    }
    for (const OldDocument& document : data.old_documents) CountDocument(document);
    stats_.scopes = static_cast<int>(data.scopes.size());
    stats_.official_rows = static_cast<int>(data.official_rows.size());
  }

  void CountDocument(const OldDocument& document) {
    const absl::string_view held = document.code_changed ? "any" : absl::string_view(document.held);
    ++stats_.old_documents[absl::StrCat(document.of_ruleset, " ", held, " ", document.action)];
    Verification weakest = Verification::kUnspecified;
    for (const Citation& basis : document.legal_basis)
      weakest = std::max(weakest, basis.verification);
    ++stats_.old_documents_by_mark[Named(NameOf(weakest))];
  }

  void CountCode(int code) {
    if (ruleset_.data().has_risk_levels) {
      const absl::Span<const Scope> scopes = ruleset_.scopes_of(code);
      if (scopes.empty()) {
        ++stats_.codes_without_scope;
        return;  // no cell
      }
      if (std::any_of(scopes.begin(), scopes.end(), HasOfficialRow))
        ++stats_.codes_with_official_rows;
    }
    sector_ = SectorOf(ruleset_.kbli().EntryAt(code));
    ForEachCell(ruleset_, code, [&](const Scope*, const BusinessActivity& activity) {
      Classify(ruleset_, activity, decision_);
      CountAnswer();
    });
  }

  static bool HasOfficialRow(const Scope& scope) {
    return std::any_of(scope.official_row_at.begin(), scope.official_row_at.end(),
                       [](std::int16_t row) { return row >= 0; });
  }

  // The category letter above a code.
  std::string SectorOf(const KbliEntry& entry) const {
    const KbliEntry* above = &entry;
    while (above != nullptr && !above->parent.empty()) above = ruleset_.kbli().Find(above->parent);
    return above == nullptr ? "?" : above->code;
  }

  void CountAnswer() {
    ++stats_.cells;
    ++stats_.cells_by_outcome[Named(NameOf(decision_.outcome))];
    const std::string level = Named(NameOf(decision_.risk_level));
    for (const PermitDecision& permit : decision_.permits) {
      if (permit.row == nullptr) continue;  // supporting: only may apply
      const std::string office = permit.office.office == nullptr ? "-" : permit.office.office->id;
      ++stats_.permits_by_authority[office];
      ++stats_.permits_by_sector[sector_];
      ++stats_.permits_by_level[level];
    }
  }

  const Ruleset& ruleset_;
  RulesetStats stats_;
  Decision decision_;
  std::string sector_;
};

void Append(std::string& out, absl::string_view title, const std::map<std::string, int>& counts) {
  absl::StrAppend(&out, "  ", title, "\n");
  for (const auto& [name, count] : counts) absl::StrAppend(&out, "    ", name, "  ", count, "\n");
}

}  // namespace

RulesetStats StatsOf(const Ruleset& ruleset) { return Counter(ruleset).Count(); }

std::string StatsText(const Ruleset& ruleset, const RulesetStats& stats) {
  std::string out = absl::StrCat(ruleset.versioned_name(), "\n");
  absl::StrAppend(&out, "  scopes ", stats.scopes, ", codes without scope ",
                  stats.codes_without_scope, ", official rows ", stats.official_rows, " of ",
                  stats.codes_with_official_rows, " codes\n");
  Append(out, "rows of tables by weakest mark", stats.rows_by_mark);
  if (!stats.old_documents.empty()) {
    Append(out, "documents of earlier rulesets, and what becomes of them", stats.old_documents);
    Append(out, "the same by weakest mark", stats.old_documents_by_mark);
  }
  absl::StrAppend(&out, "  ", stats.cells,
                  " cells (scope x scale x location; all else not known)\n");
  Append(out, "cells by outcome", stats.cells_by_outcome);
  Append(out, "required permits by office", stats.permits_by_authority);
  Append(out, "required permits by risk level", stats.permits_by_level);
  Append(out, "required permits by KBLI category", stats.permits_by_sector);
  return out;
}

}  // namespace izin
