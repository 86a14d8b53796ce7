#include "service/decisions/replay.h"

#include <memory>
#include <optional>
#include <utility>

#include "service/render/change.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

// The answers of then and of now; a change of nothing where they are the same.
CellChange Compare(const v1::Decision& past, const DecidedUnder* then, const DecidedUnder* now) {
  if (then != nullptr && now != nullptr) return CompareAnswers(then->decision, now->decision);
  // Its own rules are no longer held, or the new ones cannot take it: what is recorded.
  CellChange change;
  change.from_risk = static_cast<RiskLevel>(past.risk_level());
  change.from_outcome = static_cast<Outcome>(past.outcome());
  if (now != nullptr) {
    change.to_risk = now->decision.risk_level;
    change.to_outcome = now->decision.outcome;
  }
  return change;
}

}  // namespace

absl::StatusOr<Replay> Replay::Start(const v1::ReplayDecisionsRequest& request,
                                     const RulesetLibrary& library, const Store* store,
                                     const Redecide& redecide, DecisionReader reader) {
  RequestFaults faults;
  KeySpan span = ReadSpan(request.from_time(), request.to_time(), faults);
  const absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset =
      request.ruleset().empty() ? absl::InvalidArgumentError("missing: want rulesets/<id>")
                                : library.Find(request.ruleset());
  if (!ruleset.ok()) {
    const bool is_unknown = absl::IsNotFound(ruleset.status());
    faults.Add(is_unknown ? FaultKind::kNotFound : FaultKind::kInvalid, "ruleset",
               std::string(ruleset.status().message()));
  }
  if (!faults.empty()) return faults.ToStatus();
  Replay replay(std::move(span), (*ruleset)->versioned_name(), store, redecide);
  replay.reader_ = std::move(reader);
  replay.is_done_ = store == nullptr;
  return replay;
}

absl::Status Replay::Step(absl::FunctionRef<bool()> is_cancelled,
                          std::vector<v1::ReplayDecisionsResponse>& found) {
  if (is_done_) return absl::OkStatus();
  int read = 0;
  std::string next;  // what stays begins here
  const std::size_t full = found.size() + kMaxFound;
  const absl::Status status = store_->ScanPastDamage(
      Family::kDecisionLog, span_,
      [&](absl::string_view key, absl::string_view value) {
        if (is_cancelled() || found.size() >= full || ++read > kMaxRead) {
          next = std::string(key);
          return false;
        }
        if (!IsWithin(times_, value)) return true;
        const std::optional<v1::Decision> past = ParseDecision(key, value);
        if (!past.has_value()) {
          lost_.push_back(NoRecord(key));
          return true;
        }
        if (!reader_.MayRead(past->caller())) return true;
        std::optional<v1::ReplayDecisionsResponse> again = Again(*past, value);
        if (again.has_value()) found.push_back(*std::move(again));
        return true;
      },
      lost_);
  is_done_ = next.empty();
  span_.from = std::move(next);
  return status.ok() ? status : NotReadable(status);
}

std::optional<v1::ReplayDecisionsResponse> Replay::Again(const v1::Decision& past,
                                                         absl::string_view value) const {
  DecidedUnder then;
  DecidedUnder now;
  const v1::KbliEdition edition = EditionThen(value);
  const bool has_then = (*redecide_)(past.request(), past.ruleset(), edition, then);
  const bool has_now = (*redecide_)(past.request(), ruleset_, edition, now);
  CellChange change = Compare(past, has_then ? &then : nullptr, has_now ? &now : nullptr);
  if (!change.is_change() && has_now) return std::nullopt;
  v1::ReplayDecisionsResponse response;
  *response.mutable_decision() = past;
  *response.mutable_change() = RenderChange(std::move(change));
  const v1::BusinessActivity& activity = past.request().activity();
  response.mutable_change()->set_kbli_code(activity.kbli_code());
  response.mutable_change()->set_scope_id(activity.scope_id());
  response.mutable_change()->set_scale(activity.scale());
  if (activity.locations_size() == 1)
    response.mutable_change()->set_location(activity.locations(0));
  return response;
}

}  // namespace izin
