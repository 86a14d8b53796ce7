#include "service/transport/calls.h"

#include <algorithm>

#include "absl/time/clock.h"

namespace izin {

bool Calls::HoldUntilQuiet(absl::Duration quiet, absl::Time deadline) {
  is_holding_.store(true, std::memory_order_release);
  absl::MutexLock lock(&mutex_);
  while (absl::Now() < deadline) {
    const std::size_t before = held_.size();
    const auto has_more = [this, before]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return held_.size() != before;
    };
    if (!mutex_.AwaitWithTimeout(absl::Condition(&has_more), quiet)) return true;
  }
  return false;
}

std::optional<grpc::Status> Calls::Ask(const grpc::CallbackServerContext& context,
                                       std::size_t bytes, OpenCall& call) const {
  const ArrivingCall arriving{
      .method = call.method, .context = context, .bytes = bytes, .now = call.begun_ns};
  for (std::size_t i = 0; i < gates_.size(); ++i) {
    std::optional<grpc::Status> refusal = gates_[i]->Refuses(arriving, call.pass);
    if (!refusal.has_value()) continue;
    TellGates({call.method, *refusal, call.begun_ns, MonotonicNanos()}, call.pass, i);
    call.is_refused = true;
    return refusal;
  }
  return std::nullopt;
}

absl::Duration Calls::Charge(const OpenCall& call, std::size_t bytes) const {
  absl::Duration rest;
  for (CallGate* gate : gates_) rest = std::max(rest, gate->Charge(call.pass, bytes));
  return rest;
}

void Calls::TellEnd(const OpenCall& call, const grpc::Status& status) const {
  const EndedCall ended{call.method, status, call.begun_ns, MonotonicNanos()};
  if (observer_ != nullptr) {
    observer_->CallEnded(ended.method, status.error_code(),
                         absl::Nanoseconds(ended.ended_ns - ended.begun_ns));
  }
  if (!call.is_refused) TellGates(ended, call.pass, gates_.size());
}

void Calls::TellGates(const EndedCall& ended, const CallPass& pass, std::size_t count) const {
  for (std::size_t i = count; i > 0; --i) gates_[i - 1]->Ended(ended, pass);
}

void Calls::Release() {
  std::vector<std::pair<grpc::ServerUnaryReactor*, grpc::Status>> held;
  {
    absl::MutexLock lock(&mutex_);
    is_holding_.store(false, std::memory_order_release);
    held.swap(held_);
  }
  for (const auto& [reactor, status] : held) {
    reactor->Finish(status);
    under_way_.fetch_sub(1, std::memory_order_release);
  }
}

bool Calls::Keep(grpc::ServerUnaryReactor* reactor, const grpc::Status& status) {
  absl::MutexLock lock(&mutex_);
  if (!is_holding_.load(std::memory_order_relaxed)) return false;
  held_.emplace_back(reactor, status);
  return true;
}

}  // namespace izin
