// The command line of izind.

#ifndef IZIN_SERVICE_CMD_IZIND_FLAGS_H_
#define IZIN_SERVICE_CMD_IZIND_FLAGS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include <CLI/CLI.hpp>

#include "izin/internal/config.pb.h"

namespace izin {

// What flags fill. Numbers stand apart, for CLI11 takes no fields of a message.
struct Flags {
  std::string config_file;
  internal::ServerConfig config;
  std::int32_t cache_mib = 0;
  std::int32_t clock_skew_seconds = 0;
  double caller_rate = 0;
  std::int32_t caller_calls = 0;
  std::int32_t shed_after_ms = 0;
  std::vector<std::string> cors_origins;
  bool is_plain_allowed = false;
  std::vector<std::string> ruleset_keys;
  std::vector<std::string> overlays;
};

// All but --version. `flags` must outlive the parsing.
void AddFlags(CLI::App& app, Flags& flags);

// Flags over the file over defaults. INVALID_ARGUMENT, with all faults, where one of them cannot
// be.
absl::StatusOr<internal::ServerConfig> ConfigOf(Flags flags);

}  // namespace izin

#endif  // IZIN_SERVICE_CMD_IZIND_FLAGS_H_
