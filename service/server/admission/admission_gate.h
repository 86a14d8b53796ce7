// Admission as a gate of the calls: who asks, since when, and what is said to who is refused.

#ifndef IZIN_SERVICE_SERVER_ADMISSION_ADMISSION_GATE_H_
#define IZIN_SERVICE_SERVER_ADMISSION_ADMISSION_GATE_H_

#include <optional>
#include <string>

#include <grpcpp/grpcpp.h>

#include "service/server/admission/admission.h"
#include "service/transport/call_gate.h"

namespace izin {

// Refuses with DEADLINE_EXCEEDED a call whose deadline is past already, and with
// RESOURCE_EXHAUSTED, and a google.rpc.RetryInfo that says when to come back, what Admission does
// not let in. A caller is known by the name that an access gate or its certificate gives it, else
// by its address without the port; all calls over HTTP without a name are one caller, "inproc".
// Thread-safe.
class AdmissionGate final : public CallGate {
 public:
  explicit AdmissionGate(const Admission::Options& options);

  std::optional<grpc::Status> Refuses(const ArrivingCall& call, CallPass& pass) override;
  void Ended(const EndedCall& call, const CallPass& pass) override;
  absl::Duration Charge(const CallPass& pass, std::size_t bytes) override;

  Admission::Counters counters() const;

 private:
  grpc::Status Refusal(const Admission::Verdict& verdict) const;

  Admission admission_;
  const CallerTable::Limits limits_;
  const grpc::Status too_late_;
  const grpc::Status full_;  // the same for all, made once: it is told where time is short
};

// The host in "ipv4:10.0.0.1:40112" or "ipv6:%5B::1%5D:40112"; other addresses as they are.
std::string HostOf(absl::string_view peer);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ADMISSION_ADMISSION_GATE_H_
