// `izin lookup`: level and permits of each row of a registry.

#ifndef IZIN_SERVICE_CLI_LOOKUP_REGISTRY_COMMAND_H_
#define IZIN_SERVICE_CLI_LOOKUP_REGISTRY_COMMAND_H_

#include <CLI/CLI.hpp>

namespace izin::cli {

// Adds `lookup`; exit code 1 for rows that are refused.
void AddLookupCommand(CLI::App& app, int& exit_code);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_LOOKUP_REGISTRY_COMMAND_H_
