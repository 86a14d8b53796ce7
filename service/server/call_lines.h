// Lines of the log about single calls: those that the server failed, and those of traces that are
// recorded.

#ifndef IZIN_SERVICE_SERVER_CALL_LINES_H_
#define IZIN_SERVICE_SERVER_CALL_LINES_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "service/transport/call_gate.h"

namespace izin {

// A gate that refuses nobody and is to stand before all others, so that it sees their refusals too.
// Of a call that came with a sound `traceparent` whose flag says that it is sampled it tells, when
// it ends,
//
//   event=call method=ClassifyActivity code=OK seconds=0.000213 decision_id=0193...
//       traceparent=00-4bf9...-<span of this call>-01 parent_id=00f067aa0ba902b7
//
// and of every call that ended with UNKNOWN, INTERNAL, UNAVAILABLE or DATA_LOSS the same as a
// fault, with `reason`: under its caller's trace, else under one that begins here. Each call is a
// span of its own.
//
// What callers ask for is bounded: at most kMostSampled and kMostFaults lines in a second; how many
// were left out is told in the next. Thread-safe.
class CallLines final : public CallGate {
 public:
  static constexpr int kMostSampled = 100;
  static constexpr int kMostFaults = 10;
  enum class Told : std::uint8_t { kFaults, kSampled };
  using Tell = std::function<void(const std::string& line, bool is_fault)>;

  CallLines(Told told, Tell tell) : told_(told), tell_(std::move(tell)) {}
  // Null where nothing is to be told, or nobody is there to be told.
  static std::unique_ptr<CallLines> Make(std::optional<Told> told, Tell tell) {
    if (!told.has_value() || tell == nullptr) return nullptr;
    return std::make_unique<CallLines>(*told, std::move(tell));
  }

  std::optional<grpc::Status> Refuses(const ArrivingCall& call, CallPass& pass) override;
  void Ended(const EndedCall& call, const CallPass& pass) override;

  // Lines that were left out since the start.
  std::uint64_t dropped() const { return dropped_.load(std::memory_order_relaxed); }

 private:
  // False where this second, `now` is in it, has had its lines.
  bool HasRoom(bool is_fault, std::int64_t now);

  const Told told_;
  const Tell tell_;
  std::atomic<std::int64_t> second_{0};
  std::atomic<int> sampled_{0};  // lines in it
  std::atomic<int> faults_{0};
  std::atomic<std::uint64_t> dropped_{0};
  std::atomic<std::uint64_t> dropped_told_{0};
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_CALL_LINES_H_
