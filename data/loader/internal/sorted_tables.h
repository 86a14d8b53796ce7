// Which tables of lines are sorted, and by what: `rules check` asks for it, `rules fmt` does it.

#ifndef IZIN_DATA_LOADER_INTERNAL_SORTED_TABLES_H_
#define IZIN_DATA_LOADER_INTERNAL_SORTED_TABLES_H_

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace izin::internal {

// A table of lines, and by how many of its columns they are sorted.
struct SortedTable {
  absl::string_view file;
  absl::string_view field;  // of CompiledRuleset
  int columns = 1;
  bool is_own = true;  // below the ruleset's folder
};

inline constexpr SortedTable kSortedTables[] = {
    {"kbli/conversion.tsv", "conversion", 2, false},
    {"reference/legal_forms.tsv", "legal_form", 1, false},
    {"reference/regions.tsv", "region", 1, false},
    {"reference/zones.tsv", "zone", 1, false},
    {"risk_matrix.tsv", "matrix", 2},
    {"authority_parameters.tsv", "authority_parameter", 1},
    {"authority_patterns.tsv", "authority_pattern", 2},
    {"official_commitments.tsv", "official_commitment", 1},
    {"official_codes.tsv", "official_code", 1},
    {"supporting_permits.tsv", "supporting_permit", 1},
    {"conditions.tsv", "condition", 1},
    {"possible_commitments.tsv", "possible_commitment", 1},
    {"possible_rows.tsv", "possible_row", 2},
    {"official_pages.tsv", "official_page", 1},
    {"official_wordings.tsv", "official_wording", 2},
};

// Adds a column to the key of a line; a number so that it sorts as numbers do.
inline void AppendKey(absl::string_view value, bool is_text, std::string& key) {
  int number = 0;
  if (is_text || !absl::SimpleAtoi(value, &number)) {
    absl::StrAppend(&key, value, "\t");
  } else {
    absl::StrAppend(&key, absl::Dec(number, absl::kZeroPad4));
  }
}

// The key of a branch of the KBLI: categories first, then by code.
inline std::string KbliKey(absl::string_view code, absl::string_view parent) {
  return absl::StrCat(parent.empty() ? "0" : "1", code);
}

}  // namespace izin::internal

#endif  // IZIN_DATA_LOADER_INTERNAL_SORTED_TABLES_H_
