#include "service/decisions/decision_handler.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"

#include "izin/internal/stored.pb.h"
#include "service/base/excerpt.h"
#include "service/decisions/decision_id.h"
#include "service/render/change.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

std::string KeyAt(absl::Time time) {
  return BigEndian(static_cast<std::uint64_t>(std::max<std::int64_t>(absl::ToUnixMicros(time), 0)));
}

// A decision of the log; nothing for a record that cannot be read.
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

// A span of keys: [from, to), "" = open.
struct Span {
  std::string from;
  std::string to;
};

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

Span ReadSpan(const std::string& from, const std::string& to, RequestFaults& faults) {
  Span span;
  ReadTime("from_time", from, span.from, faults);
  ReadTime("to_time", to, span.to, faults);
  return span;
}

absl::Status NotReadable(const absl::Status& status) {
  return absl::UnavailableError(
      absl::StrCat("the log of decisions cannot be read now: ", status.message()));
}

// The edition of KBLI that a request was read in then, whatever another ruleset would read it in.
v1::KbliEdition EditionThen(absl::string_view value) {
  internal::StoredDecision stored;
  stored.ParseFromArray(value.data(), static_cast<int>(value.size()));
  return stored.kbli_edition();
}

}  // namespace

absl::StatusOr<v1::Decision> DecisionHandler::Get(const v1::GetDecisionRequest& request) const {
  const std::optional<DecisionId> id = DecisionId::Parse(request.id());
  if (!id.has_value()) {
    return FieldError(FaultKind::kInvalid, "id",
                      absl::StrCat("\"", Excerpt(request.id(), 40), "\": want 32 hex digits"));
  }
  const std::string key = id->Key();
  const absl::StatusOr<std::string> value =
      store_ == nullptr ? absl::NotFoundError("") : store_->Get(Family::kDecisionLog, key);
  if (absl::IsNotFound(value.status())) {
    return FieldError(FaultKind::kNotFound, "id",
                      absl::StrCat("\"", request.id(), "\": the log holds no such decision"));
  }
  if (!value.ok()) return NotReadable(value.status());
  std::optional<v1::Decision> decision = ParseDecision(key, *value);
  if (!decision.has_value()) return NotReadable(absl::DataLossError("a damaged record"));
  return *std::move(decision);
}

absl::StatusOr<v1::ListDecisionsResponse> DecisionHandler::List(
    const v1::ListDecisionsRequest& request) const {
  RequestFaults faults;
  Span span = ReadSpan(request.from_time(), request.to_time(), faults);
  if (!request.kbli_code().empty() && !KbliCode::Parse(request.kbli_code()).ok()) {
    faults.Add(FaultKind::kInvalid, "kbli_code",
               absl::StrCat("\"", Excerpt(request.kbli_code(), 40), "\": want 5 digits"));
  }
  if (request.page_size() < 0) {
    faults.Add(FaultKind::kInvalid, "page_size",
               absl::StrCat(request.page_size(), ": want 0 or more"));
  }
  // A token is the id of the first decision of its page.
  if (!request.page_token().empty()) {
    const std::optional<DecisionId> first = DecisionId::Parse(request.page_token());
    const std::string key = first.has_value() ? first->Key() : "";
    const bool is_in_span = !key.empty() && key >= span.from && (span.to.empty() || key < span.to);
    if (is_in_span) {
      span.from = key;
    } else {
      faults.Add(FaultKind::kInvalid, "page_token",
                 absl::StrCat("\"", Excerpt(request.page_token(), 40),
                              "\": want the next_page_token of an earlier page of this list"));
    }
  }
  if (!faults.empty()) return faults.ToStatus();
  v1::ListDecisionsResponse response;
  if (store_ == nullptr) return response;
  const int size = request.page_size() == 0 ? kMaxPage : std::min(request.page_size(), kMaxPage);
  const absl::Status status =
      store_->Scan(Family::kDecisionLog, span.from, span.to,
                   [&](absl::string_view key, absl::string_view value) {
                     std::optional<v1::Decision> decision = ParseDecision(key, value);
                     if (!decision.has_value()) return true;
                     if (!request.kbli_code().empty() &&
                         decision->request().activity().kbli_code() != request.kbli_code())
                       return true;
                     if (response.decisions_size() == size) {
                       response.set_next_page_token(decision->id());
                       return false;
                     }
                     *response.add_decisions() = *std::move(decision);
                     return true;
                   });
  if (!status.ok()) return NotReadable(status);
  return response;
}

absl::Status DecisionHandler::Replay(
    const v1::ReplayDecisionsRequest& request, absl::FunctionRef<bool()> is_cancelled,
    absl::FunctionRef<bool(const v1::ReplayDecisionsResponse&)> found) const {
  RequestFaults faults;
  const Span span = ReadSpan(request.from_time(), request.to_time(), faults);
  const absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset =
      request.ruleset().empty() ? absl::InvalidArgumentError("missing: want rulesets/<id>")
                                : library_->Find(request.ruleset());
  if (!ruleset.ok()) {
    const bool is_unknown = absl::IsNotFound(ruleset.status());
    faults.Add(is_unknown ? FaultKind::kNotFound : FaultKind::kInvalid, "ruleset",
               std::string(ruleset.status().message()));
  }
  if (!faults.empty()) return faults.ToStatus();
  if (store_ == nullptr) return absl::OkStatus();
  const absl::Status status = store_->Scan(
      Family::kDecisionLog, span.from, span.to,
      [&](absl::string_view key, absl::string_view value) {
        if (is_cancelled()) return false;
        const std::optional<v1::Decision> past = ParseDecision(key, value);
        if (!past.has_value()) return true;
        const std::optional<Decision> then =
            redecide_(past->request(), past->ruleset(), EditionThen(value));
        const std::optional<Decision> now =
            redecide_(past->request(), (*ruleset)->versioned_name(), EditionThen(value));
        CellChange change;
        if (then.has_value() && now.has_value()) {
          change = CompareAnswers(*then, *now);
          if (!change.is_change()) return true;
        } else {
          // Its own rules are no longer held, or the new ones cannot take it: what is recorded.
          change.from_risk = static_cast<RiskLevel>(past->risk_level());
          if (now.has_value()) change.to_risk = now->risk_level;
          const bool is_same = now.has_value() && change.from_risk == change.to_risk &&
                               static_cast<int>(now->outcome) == static_cast<int>(past->outcome());
          if (is_same) return true;
        }
        v1::ReplayDecisionsResponse response;
        *response.mutable_decision() = *past;
        *response.mutable_change() = RenderChange(std::move(change));
        const v1::BusinessActivity& activity = past->request().activity();
        response.mutable_change()->set_kbli_code(activity.kbli_code());
        response.mutable_change()->set_scope_id(activity.scope_id());
        response.mutable_change()->set_scale(activity.scale());
        if (activity.locations_size() == 1)
          response.mutable_change()->set_location(activity.locations(0));
        return found(response);
      });
  return status.ok() ? status : NotReadable(status);
}

}  // namespace izin
