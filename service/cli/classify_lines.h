// What `--requests` makes of `izin classify`: which flags hold then, and the run over the file.

#ifndef IZIN_SERVICE_CLI_CLASSIFY_LINES_H_
#define IZIN_SERVICE_CLI_CLASSIFY_LINES_H_

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "service/cli/backend.h"
#include "service/cli/classify_flags.h"
#include "service/cli/request_lines.h"

namespace izin::cli {

struct ClassifyLinesOptions {
  std::string requests;  // the file, "-" = standard input, "" = one activity by flags
  int threads = 0;       // that answer; 0 = one for each processor, at most 16
  LineDefaults defaults;
  bool is_english = false;  // of the progress
  bool is_quiet = false;    // no progress
};

// Adds --requests and --threads to `classify`.
void AddLinesOptions(CLI::App& command, ClassifyLinesOptions& options);

// The flags of `command` as typed that would do nothing: with --requests those of one activity and
// its page, without it those of a file. Empty if all of them hold. Call it once flags are read.
std::vector<FlagFault> IgnoredFlags(const CLI::App& command);

// Answers the file to stdout, with its progress on stderr where a person looks on. The exit code:
// kRefused if any line is an error, kFailure where something cannot be read, written or asked.
int ClassifyLines(ActivityBackend& backend, const ClassifyLinesOptions& options);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_CLASSIFY_LINES_H_
