#include "service/server/admission/admission_gate.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/transport/arrival.h"
#include "service/transport/grpc_call.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

constexpr absl::Duration kWhenFull = absl::Seconds(1);

std::string NameOfCaller(const ArrivingCall& call, const CallPass& pass) {
  if (pass.caller != nullptr && !pass.caller->name.empty()) return pass.caller->name;
  std::string name = CallerOf(call.context);
  return name.empty() ? HostOf(call.context.peer()) : name;
}

}  // namespace

std::string HostOf(absl::string_view peer) {
  const bool has_port = absl::StartsWith(peer, "ipv4:") || absl::StartsWith(peer, "ipv6:");
  return std::string(has_port ? peer.substr(0, peer.rfind(':')) : peer);
}

AdmissionGate::AdmissionGate(const Admission::Options& options)
    : admission_(options),
      limits_(options.callers),
      too_late_(grpc::StatusCode::DEADLINE_EXCEEDED, "the deadline was past before the call began"),
      full_(RetryLater(grpc::StatusCode::RESOURCE_EXHAUSTED,
                       "more is asked than this server can answer; try again in a second",
                       kWhenFull)) {}

std::optional<grpc::Status> AdmissionGate::Refuses(const ArrivingCall& call, CallPass& pass) {
  if (IsPast(call.context.raw_deadline())) return too_late_;
  Admission::Asked asked{.method = call.method.number, .bytes = call.bytes, .now = call.now};
  asked.arrived = ArrivedAt(call.context, asked.now);
  std::string caller;
  if (admission_.wants_callers()) {
    caller = NameOfCaller(call, pass);
    asked.caller = caller;
  }
  Admission::Verdict verdict = admission_.Ask(asked);
  if (!verdict.is_admitted) return Refusal(verdict);
  pass.place = std::move(verdict.ticket);
  return std::nullopt;
}

void AdmissionGate::Ended(const EndedCall& call, const CallPass& pass) {
  if (pass.place.method >= 0) admission_.End(pass.place, call.ended_ns - call.begun_ns);
}

absl::Duration AdmissionGate::Charge(const CallPass& pass, std::size_t bytes) {
  if (pass.place.caller == nullptr) return absl::ZeroDuration();
  return admission_.Charge(pass.place, bytes, MonotonicNanos());
}

Admission::Counters AdmissionGate::counters() const {
  return admission_.counters(MonotonicNanos());
}

grpc::Status AdmissionGate::Refusal(const Admission::Verdict& verdict) const {
  switch (verdict.reason) {
    case RefusedFor::kRate:
      return RetryLater(grpc::StatusCode::RESOURCE_EXHAUSTED,
                        absl::StrCat("this caller asks for more than ", limits_.rate,
                                     " a second (caller_rate); try again in ",
                                     absl::FormatDuration(
                                         absl::Ceil(verdict.retry_after, absl::Milliseconds(100)))),
                        verdict.retry_after);
    case RefusedFor::kCalls:
      return RetryLater(grpc::StatusCode::RESOURCE_EXHAUSTED,
                        absl::StrCat("this caller has ", limits_.calls,
                                     " calls under way, as many as it may (caller_calls)"),
                        verdict.retry_after);
    case RefusedFor::kLoad:
      return full_;
  }
  return full_;
}

}  // namespace izin
