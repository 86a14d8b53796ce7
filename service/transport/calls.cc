#include "service/transport/calls.h"

#include <algorithm>

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

grpc::Status Calls::Ask(const grpc::CallbackServerContext& context, std::size_t bytes,
                        OpenCall& call) const {
  for (std::size_t i = 0; i < gates_.size(); ++i) {
    grpc::Status status =
        gates_[i]->Admit({.method = call.method, .context = context, .bytes = bytes}, call.pass);
    if (status.ok()) continue;
    TellGates(call, status, i);
    call.is_refused = true;
    return status;
  }
  return grpc::Status::OK;
}

absl::Duration Calls::Charge(const OpenCall& call, std::size_t bytes) const {
  absl::Duration rest;
  for (CallGate* gate : gates_) rest = std::max(rest, gate->Charge(call.pass, bytes));
  return rest;
}

void Calls::TellGates(const OpenCall& call, const grpc::Status& status, std::size_t count) const {
  for (std::size_t i = count; i > 0; --i) gates_[i - 1]->Ended(call.method, call.pass, status);
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
