#include "service/server/admission/admission.h"

#include <algorithm>
#include <utility>

namespace izin {
namespace {

// When a server that is full may be asked again.
constexpr absl::Duration kWhenFull = absl::Seconds(1);
// Of what was seen of late, the part that the last call makes out.
constexpr std::int64_t kOfTheLast = 16;

// REQUIRES: it has one.
CallerTable::Caller& CallerIn(const Admission::Ticket& ticket) {
  return *static_cast<CallerTable::Caller*>(ticket.caller.get());
}

}  // namespace

absl::string_view NameOf(RefusedFor reason) {
  switch (reason) {
    case RefusedFor::kRate:
      return "rate";
    case RefusedFor::kCalls:
      return "calls";
    case RefusedFor::kLoad:
      return "load";
  }
  return "";
}

Admission::Admission(const Options& options)
    : callers_(options.callers),
      load_(options.load),
      method_count_(ContractMethods().size()),
      methods_(std::make_unique<Method[]>(method_count_)) {
  for (const MethodWeight& weight : MethodWeights()) {
    const int number = MethodNamed(weight.name).number;
    if (number >= 0) methods_[static_cast<std::size_t>(number)].weight = weight;
  }
}

Admission::Verdict Admission::Ask(const Asked& asked) {
  const auto number = static_cast<std::size_t>(asked.method);  // of none: beyond all
  if (number >= method_count_) return {};
  Method& method = methods_[number];
  if (method.weight.name.empty() || method.weight.kind == CallKind::kAdmin) return {};
  Verdict out;
  out.ticket.method = asked.method;
  out.ticket.weight = WeightOf(method.weight, asked.bytes);
  // First the caller: what it may not do it may not do in a server that is idle either.
  if (callers_.is_limited()) {
    CallerTable::Taken taken = callers_.Take(asked.caller, out.ticket.weight, asked.now);
    if (taken.verdict == CallerTable::Verdict::kTooFast)
      return Refuse(RefusedFor::kRate, taken.retry_after);
    if (taken.verdict == CallerTable::Verdict::kTooMany)
      return Refuse(RefusedFor::kCalls, taken.retry_after);
    out.ticket.caller = std::move(taken.caller);
  }
  bool has_room = true;
  if (method.weight.kind == CallKind::kInline) {
    out.ticket.expected_ns = static_cast<std::int64_t>(
        out.ticket.weight * static_cast<double>(method.unit_ns.load(std::memory_order_relaxed)));
    has_room = load_.Admit(asked.now, asked.arrived, out.ticket.expected_ns);
  } else {
    has_room = load_.AdmitAside(asked.now);
  }
  if (has_room) return out;
  if (out.ticket.caller != nullptr) callers_.Return(CallerIn(out.ticket));
  return Refuse(RefusedFor::kLoad, kWhenFull);
}

void Admission::End(const Ticket& ticket, std::int64_t took_ns) {
  if (ticket.method < 0) return;
  if (ticket.caller != nullptr) callers_.Return(CallerIn(ticket));
  Method& method = methods_[static_cast<std::size_t>(ticket.method)];
  if (method.weight.kind != CallKind::kInline) return;
  const std::int64_t took = std::max<std::int64_t>(took_ns, 0);
  load_.Took(took);
  const auto unit = static_cast<std::int64_t>(static_cast<double>(took) / ticket.weight);
  // Two at once may lose one of them: it is an estimate.
  const std::int64_t before = method.unit_ns.load(std::memory_order_relaxed);
  method.unit_ns.store(before + (unit - before) / kOfTheLast, std::memory_order_relaxed);
}

absl::Duration Admission::Charge(const Ticket& ticket, std::size_t bytes, std::int64_t now) {
  if (ticket.caller == nullptr) return absl::ZeroDuration();
  const Method& method = methods_[static_cast<std::size_t>(ticket.method)];
  return callers_.Charge(CallerIn(ticket), WeightOf(method.weight, bytes), now);
}

Admission::Counters Admission::counters(std::int64_t now) const {
  Counters out;
  for (std::size_t i = 0; i < kRefusedForCount; ++i)
    out.refused[i] = refused_[i].load(std::memory_order_relaxed);
  out.wait_limit = load_.limit(now);
  out.callers = callers_.size();
  return out;
}

Admission::Verdict Admission::Refuse(RefusedFor reason, absl::Duration retry_after) {
  refused_[static_cast<std::size_t>(reason)].fetch_add(1, std::memory_order_relaxed);
  Verdict out;
  out.is_admitted = false;
  out.reason = reason;
  out.retry_after = retry_after;
  return out;
}

}  // namespace izin
