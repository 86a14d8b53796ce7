#include "service/decisions/decision_handler.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"

#include "service/base/cancellation.h"
#include "service/base/excerpt.h"
#include "service/decisions/decision_id.h"
#include "service/decisions/stored_decision.h"
#include "service/request/pages.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

// Lets `span` begin where the page does: a page stands at the id of its first decision.
void SkipToPage(const PagedList& list, const std::string& token, KeySpan& span,
                RequestFaults& faults) {
  if (token.empty()) return;
  const std::optional<DecisionId> first =
      DecisionId::Parse(list.PositionOf(token).value_or(std::string()));
  const std::string key = first.has_value() ? first->Key() : "";
  if (key.empty() || key < span.from || (!span.to.empty() && key >= span.to))
    return AddTokenFault(token, faults);
  span.from = key;
}

// Which decisions are wanted, and where they lie.
struct Wanted {
  KeySpan span;
  KeySpan times;
  std::string kbli_code;  // empty: of every code
  const DecisionReader& reader;
};

// Calls `take` with each of them until it says false, or `cancellation` is over.
absl::Status VisitDecisions(const Store& store, const Wanted& wanted, Cancellation& cancellation,
                            absl::FunctionRef<bool(v1::Decision)> take,
                            std::vector<LostSpan>& lost) {
  return store.ScanPastDamage(
      Family::kDecisionLog, wanted.span,
      [&](absl::string_view key, absl::string_view value) {
        if (cancellation.IsOver()) return false;
        if (!IsWithin(wanted.times, value)) return true;
        std::optional<v1::Decision> decision = ParseDecision(key, value);
        if (!decision.has_value()) {
          lost.push_back(NoRecord(key));
          return true;
        }
        const bool is_wanted = wanted.reader.MayRead(decision->caller()) &&
                               (wanted.kbli_code.empty() ||
                                decision->request().activity().kbli_code() == wanted.kbli_code);
        return !is_wanted || take(*std::move(decision));
      },
      lost);
}

}  // namespace

absl::StatusOr<v1::Decision> DecisionHandler::Get(const v1::GetDecisionRequest& request,
                                                  const DecisionReader& reader) const {
  const std::optional<DecisionId> id = DecisionId::Parse(request.id());
  if (!id.has_value()) {
    return FieldError(FaultKind::kInvalid, "id",
                      absl::StrCat("\"", Excerpt(request.id(), 40), "\": want 32 hex digits"));
  }
  const auto not_found = [&] {
    const absl::string_view why = store_ == nullptr
                                      ? "this server keeps no decisions: it runs without --data-dir"
                                      : "the log holds no such decision";
    return FieldError(FaultKind::kNotFound, "id", absl::StrCat("\"", request.id(), "\": ", why));
  };
  const absl::StatusOr<std::string> value = Record(*id);
  if (absl::IsNotFound(value.status())) return not_found();
  if (!value.ok()) return NotReadable(value.status());
  std::optional<v1::Decision> decision = ParseDecision(id->Key(), *value);
  if (!decision.has_value()) return NotReadable(absl::DataLossError("a damaged record"));
  if (!reader.MayRead(decision->caller())) return not_found();
  return *std::move(decision);
}

absl::StatusOr<std::string> DecisionHandler::Record(DecisionId id) const {
  if (store_ == nullptr) return absl::NotFoundError("");
  // First what waits: between the two looks it can only move on into the store.
  if (log_ != nullptr) {
    if (std::optional<std::string> waiting = log_->FindWaiting(id); waiting.has_value())
      return *std::move(waiting);
  }
  return store_->Get(Family::kDecisionLog, id.Key());
}

absl::StatusOr<v1::ListDecisionsResponse> DecisionHandler::List(
    const v1::ListDecisionsRequest& request, absl::FunctionRef<bool()> is_cancelled,
    std::vector<LostSpan>& lost, const DecisionReader& reader) const {
  RequestFaults faults;
  const KeySpan times = ReadSpan(request.from_time(), request.to_time(), faults);
  if (!request.kbli_code().empty() && !KbliCode::Parse(request.kbli_code()).ok()) {
    faults.Add(FaultKind::kInvalid, "kbli_code",
               absl::StrCat("\"", Excerpt(request.kbli_code(), 40), "\": want 5 digits"));
  }
  const int size = PageSizeOf(request.page_size(), kMaxPage, faults);
  const PagedList list("decisions", {times.from, times.to, request.kbli_code()});
  KeySpan span = WhereToLook(times, store_);
  SkipToPage(list, request.page_token(), span, faults);
  if (!faults.empty()) return faults.ToStatus();
  v1::ListDecisionsResponse response;
  if (store_ == nullptr) return response;
  std::size_t bytes = 0;
  const auto take = [&](v1::Decision decision) {
    bytes += decision.ByteSizeLong();
    const bool is_full = response.decisions_size() == size ||
                         (response.decisions_size() > 0 && bytes > kMaxPageBytes);
    if (is_full) {
      response.set_next_page_token(list.TokenOf(decision.id()));
    } else {
      *response.add_decisions() = std::move(decision);
    }
    return !is_full;
  };
  Cancellation cancellation(is_cancelled);
  const absl::Status status =
      VisitDecisions(*store_, {span, times, request.kbli_code(), reader}, cancellation, take, lost);
  if (cancellation.is_over()) return absl::CancelledError("the caller went away");
  if (!status.ok()) return NotReadable(status);
  return response;
}

}  // namespace izin
