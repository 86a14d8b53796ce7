#include "service/lifecycle/imports/snapshot_date.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"

namespace izin {
namespace {

constexpr absl::string_view kHeader = "ruleset.textproto";

// The oldest day of the pages; empty if a code of the matrix has none.
std::string OldestPage(const RuleTables& tables) {
  const RuleTable& pages = tables.at(kPagesFile);
  std::set<std::string> read;
  std::string oldest;
  for (const auto& [key, line] : pages.lines()) {
    read.insert(line.front());
    const std::string& day = pages.Field(line, "read_on");
    if (oldest.empty() || day < oldest) oldest = day;
  }
  for (const auto& [key, line] : tables.at(kMatrixFile).lines()) {
    if (!read.contains(line.front())) return "";
  }
  return oldest;
}

// "condition -> OFFICE" of each pair that a row publishes.
std::set<std::string> PairsOf(const std::string& ids, RuleTable& parameters) {
  std::set<std::string> pairs;
  for (absl::string_view id : absl::StrSplit(ids, '|', absl::SkipEmpty())) {
    const TableLine* line = parameters.Find({id});
    if (line == nullptr) continue;
    pairs.insert(absl::StrCat(parameters.Field(*line, "condition"), " -> ",
                              parameters.Field(*line, "authority")));
  }
  return pairs;
}

}  // namespace

bool IsDate(absl::string_view text) {
  absl::CivilDay day;
  return text.size() == 10 && absl::ParseCivilTime(text, &day) &&
         absl::FormatCivilTime(day) == text;
}

void DateSnapshot(const Ruleset& base, RuleTables& tables, Findings& findings) {
  const auto header = tables.others().find(std::string(kHeader));
  if (header == tables.others().end()) return;
  std::string& text = header->second;
  for (int index : base.data().absent_codes) {
    const std::string code = base.kbli().CodeAt(index).ToString();
    if (tables.at(kPagesFile).Find({code}) == nullptr) continue;
    const std::string line = absl::StrCat("  codes_absent_from_snapshot: \"", code, "\"\n");
    if (absl::StrContains(text, line)) {
      text = absl::StrReplaceAll(text, {{line, ""}});
    } else {
      findings.Add({.path = std::string(kHeader),
                    .where = "codes_absent_from_snapshot",
                    .text = {absl::StrCat(code, " kini punya halaman; hapus dari daftar ini"),
                             absl::StrCat(code, " has a page now; take it off this list")}});
    }
  }
  const std::string oldest = OldestPage(tables);
  if (oldest.empty() || !base.data().data_as_of.has_value()) return;
  const std::string before = absl::FormatCivilTime(*base.data().data_as_of);
  text = absl::StrReplaceAll(
      text, {{absl::StrCat("as_of: \"", before, "\""), absl::StrCat("as_of: \"", oldest, "\"")}});
}

void DropContradictedPatterns(RuleTables& tables) {
  RuleTable& patterns = tables.at(kPatternsFile);
  RuleTable& parameters = tables.at(kParametersFile);
  const RuleTable& rows = tables.at(kRowsFile);
  std::vector<std::pair<std::string, std::string>> gone;
  for (const auto& line : patterns.lines()) {
    const auto& pattern = line.second;
    const std::string& division = patterns.Field(pattern, "kbli");
    if (division.size() != 2) continue;  // of a category, which has exceptions
    const std::set<std::string> said = absl::StrSplit(patterns.Field(pattern, "pattern"), "; ");
    const bool is_contradicted =
        std::any_of(rows.lines().begin(), rows.lines().end(), [&](const auto& row) {
          return absl::StartsWith(row.second.front(), division) &&
                 rows.Field(row.second, "scale") == patterns.Field(pattern, "scale") &&
                 PairsOf(rows.Field(row.second, "authority"), parameters) != said;
        });
    if (is_contradicted) gone.emplace_back(division, patterns.Field(pattern, "scale"));
  }
  for (const auto& [division, scale] : gone) patterns.Erase({division, scale});
}

}  // namespace izin
