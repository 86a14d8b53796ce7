// `--quiet`: only the answer and what is wrong.

#ifndef IZIN_SERVICE_CLI_QUIET_H_
#define IZIN_SERVICE_CLI_QUIET_H_

#include <CLI/CLI.hpp>

namespace izin::cli {

// Adds the flag to every command below `app` that does something itself and has none yet.
void AddQuietFlags(CLI::App& app);

// Whether `command` shall say nothing of its progress, of what went well, and of what comes next.
// REQUIRES: it was parsed.
bool IsQuiet(const CLI::App& command);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_QUIET_H_
