// The trace that a call belongs to, as W3C Trace Context writes it:
// https://www.w3.org/TR/trace-context/

#ifndef IZIN_SERVICE_BASE_TRACE_CONTEXT_H_
#define IZIN_SERVICE_BASE_TRACE_CONTEXT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace izin {

// The names of both in headers of HTTP and metadata of gRPC.
inline constexpr char kTraceparent[] = "traceparent";
inline constexpr char kTracestate[] = "tracestate";

// A place in a trace: the trace, and the span that calls.
struct TraceContext {
  std::string trace_id;  // 32 digits, lower case, not all 0
  std::string span_id;   // 16 digits, lower case, not all 0
  std::uint8_t flags = 0;

  // The caller records this trace, and would like others to.
  bool is_sampled() const { return (flags & 1) != 0; }
  // "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
  std::string ToString() const;
};

// What a `traceparent` says; nothing where it is none. Of a version after 00 what version 00 has is
// read, as the specification wants.
std::optional<TraceContext> ParseTraceparent(absl::string_view text);

// Whether a `tracestate` is well-formed: at most 32 members KEY=VALUE and 512 bytes.
bool IsTracestate(absl::string_view text);

// A new trace, which nobody asked to be recorded.
TraceContext NewTrace();

// A new span of the same trace.
TraceContext SpanIn(const TraceContext& parent);

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_TRACE_CONTEXT_H_
