// The server's own log as JSON, one object a line, for what collects logs.

#ifndef IZIN_SERVICE_SERVER_JSON_LOG_H_
#define IZIN_SERVICE_SERVER_JSON_LOG_H_

#include <memory>

#include <spdlog/formatter.h>

namespace izin {

// {"time":"2026-11-30T04:05:06.123456Z","level":"warning","event":"store_failing",...}: time in
// UTC, then each key=value of the line as a member, values as texts; quotes around a value are left
// out. What is no key=value goes together into "message". Thread-compatible: spdlog locks.
class JsonLogFormatter final : public spdlog::formatter {
 public:
  void format(const spdlog::details::log_msg& line, spdlog::memory_buf_t& out) override;
  std::unique_ptr<spdlog::formatter> clone() const override;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_JSON_LOG_H_
