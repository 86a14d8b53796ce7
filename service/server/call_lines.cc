#include "service/server/call_lines.h"

#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "service/base/excerpt.h"
#include "service/transport/grpc_status.h"

namespace izin {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::size_t kMostReason = 300;

using Metadata = std::multimap<grpc::string_ref, grpc::string_ref>;

// The one value of `name`; empty where there is none, or more than one.
absl::string_view OnlyOf(const Metadata& metadata, const grpc::string_ref& name) {
  const auto found = metadata.find(name);
  if (found == metadata.end()) return "";
  const auto next = std::next(found);
  if (next != metadata.end() && next->first == name) return "";
  return {found->second.data(), found->second.size()};
}

bool IsFault(grpc::StatusCode code) {
  return code == grpc::StatusCode::UNKNOWN || code == grpc::StatusCode::INTERNAL ||
         code == grpc::StatusCode::UNAVAILABLE || code == grpc::StatusCode::DATA_LOSS;
}

// What may stand between quotation marks on one line.
std::string Quoted(absl::string_view text) {
  std::string out(CutAtCharacter(text, kMostReason));
  for (char& c : out) {
    if (c == '"') c = '\'';
    if (absl::ascii_iscntrl(static_cast<unsigned char>(c))) c = ' ';
  }
  return out;
}

}  // namespace

std::optional<grpc::Status> CallLines::Refuses(const ArrivingCall& call, CallPass& pass) {
  const Metadata& metadata = call.context.client_metadata();
  const absl::string_view text = OnlyOf(metadata, kTraceparent);
  if (text.empty()) return std::nullopt;
  std::optional<TraceContext> parent = ParseTraceparent(text);
  if (!parent.has_value()) return std::nullopt;
  pass.trace = std::make_shared<CallTrace>();
  pass.trace->parent = *std::move(parent);
  const absl::string_view state = OnlyOf(metadata, kTracestate);
  if (IsTracestate(state)) pass.trace->state = std::string(state);
  return std::nullopt;
}

void CallLines::Ended(const EndedCall& call, const CallPass& pass) {
  const CallTrace* trace = pass.trace.get();
  const grpc::Status& status = call.status;
  const bool is_fault = IsFault(status.error_code());
  const bool is_sampled = told_ == Told::kSampled && trace != nullptr && trace->parent.is_sampled();
  if ((!is_fault && !is_sampled) || !HasRoom(is_fault, call.ended_ns)) return;
  std::string line =
      absl::StrCat("event=call method=", call.method.number < 0 ? "other" : call.method.name,
                   " code=", NameOf(status.error_code()));
  if (trace != nullptr) {
    absl::StrAppendFormat(&line, " seconds=%.6f",
                          static_cast<double>(call.ended_ns - call.begun_ns) / kSecond);
    if (!trace->decision_id.empty()) absl::StrAppend(&line, " decision_id=", trace->decision_id);
  }
  const TraceContext span = trace == nullptr ? NewTrace() : SpanIn(trace->parent);
  absl::StrAppend(&line, " traceparent=", span.ToString());
  if (trace != nullptr) {
    absl::StrAppend(&line, " parent_id=", trace->parent.span_id);
    if (!trace->state.empty()) absl::StrAppend(&line, " tracestate=\"", Quoted(trace->state), "\"");
  }
  if (is_fault) absl::StrAppend(&line, " reason=\"", Quoted(status.error_message()), "\"");
  tell_(line, is_fault);
}

bool CallLines::HasRoom(bool is_fault, std::int64_t now) {
  const std::int64_t this_second = now / kSecond;
  std::int64_t second = second_.load(std::memory_order_relaxed);
  if (this_second != second &&
      second_.compare_exchange_strong(second, this_second, std::memory_order_relaxed)) {
    sampled_.store(0, std::memory_order_relaxed);
    faults_.store(0, std::memory_order_relaxed);
    const std::uint64_t dropped = dropped_.load(std::memory_order_relaxed);
    const std::uint64_t told = dropped_told_.exchange(dropped, std::memory_order_relaxed);
    if (dropped > told)
      tell_(absl::StrCat("event=call_lines_dropped count=", dropped - told), true);
  }
  std::atomic<int>& lines = is_fault ? faults_ : sampled_;
  if (lines.fetch_add(1, std::memory_order_relaxed) < (is_fault ? kMostFaults : kMostSampled))
    return true;
  dropped_.fetch_add(1, std::memory_order_relaxed);
  return false;
}

}  // namespace izin
