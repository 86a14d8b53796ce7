#include "service/decisions/stored_decision.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "izin/internal/stored.pb.h"
#include "service/base/excerpt.h"
#include "service/store/store.h"

namespace izin {
namespace {

std::string KeyAt(absl::Time time) {
  return BigEndian(static_cast<std::uint64_t>(std::max<std::int64_t>(absl::ToUnixMicros(time), 0)));
}

void ReadTime(const std::string& path, const std::string& text, std::string& key,
              RequestFaults& faults) {
  if (text.empty()) return;
  absl::Time time;
  std::string error;
  // Years of four digits: no blanks, no infinity, no far future.
  const bool has_year = text.size() >= 20 && text.size() <= 40 && text[4] == '-' &&
                        std::all_of(text.begin(), text.begin() + 4, absl::ascii_isdigit);
  if (has_year && absl::ParseTime(absl::RFC3339_full, text, &time, &error)) {
    key = KeyAt(time);
  } else {
    faults.Add(FaultKind::kInvalid, path,
               absl::StrCat("\"", Excerpt(text, 40), "\": want a time as 2026-11-24T09:00:00Z"));
  }
}

}  // namespace

std::optional<v1::Decision> ParseDecision(absl::string_view key, absl::string_view value) {
  internal::StoredDecision stored;
  v1::Decision decision;
  if (!stored.ParseFromArray(value.data(), static_cast<int>(value.size())) ||
      !decision.mutable_request()->ParseFromString(stored.request())) {
    return std::nullopt;
  }
  decision.set_id(absl::BytesToHexString(key));
  decision.set_time(absl::FormatTime(absl::RFC3339_full, absl::FromUnixMicros(stored.time_us()),
                                     absl::UTCTimeZone()));
  decision.set_caller(stored.caller());
  decision.set_ruleset(stored.ruleset());
  decision.set_outcome(stored.outcome());
  decision.set_risk_level(stored.risk_level());
  decision.set_classification(stored.classification());
  return decision;
}

KeySpan ReadSpan(const std::string& from, const std::string& to, RequestFaults& faults) {
  KeySpan span;
  ReadTime("from_time", from, span.from, faults);
  ReadTime("to_time", to, span.to, faults);
  return span;
}

KeySpan WhereToLook(const KeySpan& times, const Store* store) {
  KeySpan where = times;
  if (store == nullptr || times.to.empty()) return where;
  const std::string ahead = std::max(times.to, KeyAt(store->clock().Now()));
  bool has_ahead = false;
  // A log that cannot be read is told of by who reads it next.
  store
      ->Scan(Family::kDecisionLog, ahead, "",
             [&has_ahead](absl::string_view, absl::string_view) {
               has_ahead = true;
               return false;
             })
      .IgnoreError();
  if (has_ahead) where.to.clear();
  return where;
}

bool IsWithin(const KeySpan& times, absl::string_view value) {
  internal::StoredDecision stored;
  if (!stored.ParseFromArray(value.data(), static_cast<int>(value.size()))) return true;
  const std::string time = KeyAt(absl::FromUnixMicros(stored.time_us()));
  return time >= times.from && (times.to.empty() || time < times.to);
}

LostSpan NoRecord(absl::string_view key) {
  return {.from = std::string(key), .to = std::string(key), .cause = "not a record of a decision"};
}

std::string Describe(const LostSpan& span) {
  const auto end = [](const std::string& key, absl::string_view open) {
    constexpr std::size_t kKeyBytes = 16;
    if (key.size() < kKeyBytes) return std::string(open);
    const absl::Time time = absl::FromUnixMicros(static_cast<std::int64_t>(FromBigEndian(key)));
    return absl::StrCat(absl::FormatTime(absl::RFC3339_full, time, absl::UTCTimeZone()), " (id ",
                        absl::BytesToHexString(key.substr(0, kKeyBytes)), ")");
  };
  return absl::StrCat("from ", end(span.from, "the beginning"), " to ",
                      end(span.to, "the end of the log"), ": ", span.cause);
}

absl::Status ToLoss(const std::vector<LostSpan>& lost) {
  constexpr std::size_t kMaxNamed = 3;
  if (lost.empty()) return absl::OkStatus();
  std::string message = absl::StrCat(lost.size(), " spans of the log cannot be read");
  for (std::size_t i = 0; i < std::min(lost.size(), kMaxNamed); ++i)
    absl::StrAppend(&message, "; ", Describe(lost[i]));
  if (lost.size() > kMaxNamed)
    absl::StrAppend(&message, "; and ", lost.size() - kMaxNamed, " more");
  return absl::DataLossError(message);
}

absl::Status NotReadable(const absl::Status& status) {
  if (absl::IsDataLoss(status)) {
    return absl::DataLossError(absl::StrCat("the log of decisions is damaged: ", status.message()));
  }
  return absl::UnavailableError(
      absl::StrCat("the log of decisions cannot be read now: ", status.message()));
}

v1::KbliEdition EditionThen(absl::string_view value) {
  internal::StoredDecision stored;
  stored.ParseFromArray(value.data(), static_cast<int>(value.size()));
  return stored.kbli_edition();
}

}  // namespace izin
