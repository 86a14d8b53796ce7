// `izin backup` and `izin restore`.

#ifndef IZIN_SERVICE_CLI_BACKUP_COMMAND_H_
#define IZIN_SERVICE_CLI_BACKUP_COMMAND_H_

#include <CLI/CLI.hpp>

namespace izin::cli {

// Adds both: a copy of a server's records while it serves, and a data folder made of such a copy.
// Exit code 1 where records could not be read and are not in the copy, 3 for a failure.
void AddBackupCommands(CLI::App& app, int& exit_code);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_BACKUP_COMMAND_H_
