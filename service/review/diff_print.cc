#include "service/review/diff_print.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"

#include "service/render/api_words.h"

namespace izin {
namespace {

using Codes = google::protobuf::RepeatedPtrField<std::string>;

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

std::string RiskName(v1::RiskLevel level) {
  return level == v1::RISK_LEVEL_UNSPECIFIED ? "-" : WordOf(level);
}

// "permits +PKKPR -IZIN_LOKASI"; empty if there are none.
std::string ListText(absl::string_view what, const Codes& added, const Codes& removed) {
  if (added.empty() && removed.empty()) return {};
  std::string text(what);
  for (const std::string& code : added) absl::StrAppend(&text, " +", code);
  for (const std::string& code : removed) absl::StrAppend(&text, " -", code);
  return text;
}

// A change without a place is that of a code as such.
bool IsReview(const v1::RulesetChange& change) {
  return change.scale() == v1::BUSINESS_SCALE_UNSPECIFIED;
}

std::string ChangeText(const v1::RulesetChange& change) {
  if (IsReview(change)) return "the code must be reviewed";
  std::vector<std::string> parts;
  if (change.from_risk() != change.to_risk())
    parts.push_back(
        absl::StrCat("risk ", RiskName(change.from_risk()), " -> ", RiskName(change.to_risk())));
  parts.push_back(ListText("permits", change.permits_added(), change.permits_removed()));
  parts.push_back(
      ListText("commitments", change.commitments_added(), change.commitments_removed()));
  parts.push_back(absl::StrJoin(ReformNames(change), ", "));
  std::erase(parts, "");
  // What differs is none of the lists: the outcome alone.
  if (parts.empty()) parts.emplace_back("another outcome");
  return absl::StrCat(change.scope_id(), change.scope_id().empty() ? "" : " ",
                      WordOf(change.scale()), " ", WordOf(change.location()), ": ",
                      absl::StrJoin(parts, "; "));
}

std::string CountsText(const RulesetDiff& diff) {
  std::string text;
  if (diff.cells > 0) absl::StrAppend(&text, "cells compared: ", diff.cells, "\n");
  absl::StrAppend(&text, "changes: ", diff.changes.size(),
                  "\ncodes to review: ", diff.codes_to_review, "\nrisk raised: ", diff.risk_raised,
                  "\nrisk lowered: ", diff.risk_lowered, "\n");
  for (const auto& [kind, count] : diff.by_kind)
    absl::StrAppend(&text, WordOf(kind), ": ", count, "\n");
  return text;
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
                                absl::StrJoin(ReformNames(change), "|")};
  const auto quote = [](std::string* out, const std::string& value) { out->append(Field(value)); };
  return absl::StrCat(absl::StrJoin(fields, ",", quote), "\n");
}

}  // namespace

std::string DiffText(const RulesetDiff& diff, int limit) {
  std::string text = CountsText(diff);
  const std::size_t total = diff.changes.size();
  const std::size_t shown = limit <= 0 ? total : std::min(total, static_cast<std::size_t>(limit));
  for (std::size_t i = 0; i < shown; ++i) {
    const v1::RulesetChange& change = diff.changes[i];
    if (i == 0 || change.kbli_code() != diff.changes[i - 1].kbli_code())
      absl::StrAppend(&text, change.kbli_code(), "\n");
    absl::StrAppend(&text, "  ", ChangeText(change), "\n");
  }
  if (shown < total) absl::StrAppend(&text, "and ", total - shown, " more\n");
  return text;
}

std::string DiffCsv(const RulesetDiff& diff) {
  std::string csv =
      "kbli_code,scope_id,scale,location,from_risk,to_risk,permits_added,permits_removed,"
      "commitments_added,commitments_removed,reforms\n";
  for (const v1::RulesetChange& change : diff.changes) csv += CsvLine(change);
  return csv;
}

v1::DiffRulesetsResponse ToResponse(const RulesetDiff& diff, int first, int last) {
  v1::DiffRulesetsResponse out;
  for (int i = first; i < last; ++i) *out.add_changes() = diff.changes[static_cast<std::size_t>(i)];
  out.set_risk_raised(diff.risk_raised);
  out.set_risk_lowered(diff.risk_lowered);
  out.set_total_changes(static_cast<int>(diff.changes.size()));
  return out;
}

RulesetDiff FromResponse(const v1::DiffRulesetsResponse& response) {
  RulesetDiff diff;
  diff.changes.assign(response.changes().begin(), response.changes().end());
  diff.risk_raised = response.risk_raised();
  diff.risk_lowered = response.risk_lowered();
  for (const v1::RulesetChange& change : diff.changes) {
    diff.codes_to_review += change.scale() == v1::BUSINESS_SCALE_UNSPECIFIED ? 1 : 0;
    for (int kind : change.reforms()) ++diff.by_kind[static_cast<v1::ReformKind>(kind)];
  }
  return diff;
}

}  // namespace izin
