#include "service/review/stats.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

#include "classifier/classify.h"
#include "izin/v1/classification.pb.h"
#include "izin/v1/permit.pb.h"

namespace izin {
namespace {

constexpr absl::string_view kMarks[] = {"-", "REGULATION_TEXT", "OFFICIAL_SNAPSHOT", "SECONDARY",
                                        "UNVERIFIED"};

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
      for (const TableRow& row : table.rows)
        ++stats_.rows_by_mark[std::string(kMarks[static_cast<std::size_t>(row.weakest)])];
    }
    stats_.scopes = static_cast<int>(data.scopes.size());
    stats_.official_rows = static_cast<int>(data.official_rows.size());
  }

  void CountCode(int code) {
    const KbliEntry& entry = ruleset_.kbli().EntryAt(code);
    activity_.code = *KbliCode::Parse(entry.code);
    activity_.edition = ruleset_.data().edition;
    sector_ = SectorOf(entry);
    if (!ruleset_.data().has_risk_levels) {
      CountPlaces(nullptr);
      return;
    }
    const absl::Span<const Scope> scopes = ruleset_.scopes_of(code);
    if (scopes.empty()) ++stats_.codes_without_scope;
    bool has_page = false;
    for (const Scope& scope : scopes) {
      CountPlaces(&scope);
      for (std::int16_t row : scope.official_row_at) has_page = has_page || row >= 0;
    }
    if (has_page) ++stats_.codes_with_official_rows;
  }

  // The category letter above a code.
  std::string SectorOf(const KbliEntry& entry) const {
    const KbliEntry* above = &entry;
    while (above != nullptr && !above->parent.empty()) above = ruleset_.kbli().Find(above->parent);
    return above == nullptr ? "?" : above->code;
  }

  void CountPlaces(const Scope* scope) {
    activity_.scope.reset();
    if (scope != nullptr)
      activity_.scope = ScopeChoice{.code = activity_.code, .number = scope->number};
    for (int scale = 1; scale <= 4; ++scale) {
      const auto at = static_cast<std::size_t>(scale);
      if (scope != nullptr && scope->level_at[at] == RiskLevel::kUnspecified) continue;
      activity_.scale = static_cast<BusinessScale>(scale);
      for (LocationType location :
           {LocationType::kLand, LocationType::kSea, LocationType::kForest}) {
        activity_.locations = {location};
        Classify(ruleset_, activity_, decision_);
        CountAnswer();
      }
    }
  }

  void CountAnswer() {
    ++stats_.cells;
    ++stats_.cells_by_outcome[v1::Outcome_Name(static_cast<v1::Outcome>(decision_.outcome))
                                  .substr(8)];
    const auto level = static_cast<std::size_t>(decision_.risk_level);
    for (const PermitDecision& permit : decision_.permits) {
      if (permit.row == nullptr) continue;  // supporting: only may apply
      const std::string office = permit.office.office == nullptr ? "-" : permit.office.office->id;
      ++stats_.permits_by_authority[office];
      ++stats_.permits_by_sector[sector_];
      ++stats_.permits_by_level[level == 0 ? "-" : std::string(ValueNames(Input::kRisk)[level])];
    }
  }

  const Ruleset& ruleset_;
  RulesetStats stats_;
  BusinessActivity activity_;
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
  absl::StrAppend(&out, "  ", stats.cells,
                  " cells (scope x scale x location; all else not known)\n");
  Append(out, "cells by outcome", stats.cells_by_outcome);
  Append(out, "required permits by office", stats.permits_by_authority);
  Append(out, "required permits by risk level", stats.permits_by_level);
  Append(out, "required permits by KBLI category", stats.permits_by_sector);
  return out;
}

}  // namespace izin
