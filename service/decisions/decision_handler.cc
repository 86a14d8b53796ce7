#include "service/decisions/decision_handler.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/decisions/decision_id.h"
#include "service/decisions/stored_decision.h"
#include "service/request/request_faults.h"

namespace izin {
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
  KeySpan span = ReadSpan(request.from_time(), request.to_time(), faults);
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

}  // namespace izin
