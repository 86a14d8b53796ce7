#include "service/review/diff_print.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

#include "service/render/api_words.h"

namespace izin {
namespace {

// Empty if it is not stated.
template <typename Enum>
std::string WordOf(Enum value) {
  return static_cast<int>(value) == 0 ? std::string() : ApiWord(value);
}

std::vector<std::string> ReformNames(const v1::RulesetChange& change) {
  std::vector<std::string> names;
  for (int kind : change.reforms()) names.push_back(WordOf(static_cast<v1::ReformKind>(kind)));
  return names;
}

std::vector<std::string> DifferenceTexts(const v1::RulesetChange& change) {
  std::vector<std::string> texts;
  for (const v1::AnswerDifference& difference : change.differences()) {
    texts.push_back(absl::StrCat(difference.subject(), " ", difference.field(), ": ",
                                 difference.from(), " -> ", difference.to()));
  }
  return texts;
}

// RFC 4180: quoted if it holds a comma, a quote or a line break.
std::string Field(const std::string& value) {
  if (value.find_first_of(",\"\r\n") == std::string::npos) return value;
  return absl::StrCat("\"", absl::StrReplaceAll(value, {{"\"", "\"\""}}), "\"");
}

std::string CsvLine(const v1::RulesetChange& change) {
  const std::string fields[] = {change.kbli_code(),
                                change.scope_id(),
                                WordOf(change.scale()),
                                WordOf(change.location()),
                                WordOf(change.from_risk()),
                                WordOf(change.to_risk()),
                                absl::StrJoin(change.permits_added(), "|"),
                                absl::StrJoin(change.permits_removed(), "|"),
                                absl::StrJoin(change.commitments_added(), "|"),
                                absl::StrJoin(change.commitments_removed(), "|"),
                                absl::StrJoin(ReformNames(change), "|"),
                                absl::StrJoin(DifferenceTexts(change), "|")};
  const auto quote = [](std::string* out, const std::string& value) { out->append(Field(value)); };
  return absl::StrCat(absl::StrJoin(fields, ",", quote), "\n");
}

}  // namespace

std::string DiffCsv(const v1::DiffRulesetsResponse& diff) {
  std::string csv =
      "kbli_code,scope_id,scale,location,from_risk,to_risk,permits_added,permits_removed,"
      "commitments_added,commitments_removed,reforms,differences\n";
  for (const v1::RulesetChange& change : diff.changes()) csv += CsvLine(change);
  return csv;
}

int ItemsOf(const RulesetDiff& diff) {
  return static_cast<int>(diff.changes.size() + diff.rule_changes.size());
}

v1::DiffRulesetsResponse ToResponse(const RulesetDiff& diff, int first, int last) {
  v1::DiffRulesetsResponse out;
  for (auto i = static_cast<std::size_t>(first); i < static_cast<std::size_t>(last); ++i) {
    if (i < diff.changes.size()) {
      *out.add_changes() = diff.changes.At(i);
    } else {
      *out.add_rule_changes() = diff.rule_changes[i - diff.changes.size()];
    }
  }
  out.set_risk_raised(diff.risk_raised);
  out.set_risk_lowered(diff.risk_lowered);
  out.set_total_changes(static_cast<int>(diff.changes.size()));
  out.set_cells(diff.cells);
  out.set_from(diff.from);
  out.set_to(diff.to);
  return out;
}

v1::DiffRulesetsResponse ToResponse(const RulesetDiff& diff) {
  return ToResponse(diff, 0, ItemsOf(diff));
}

}  // namespace izin
