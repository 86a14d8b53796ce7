// What may come next on a command line of `izin`, for the completion of a shell.

#ifndef IZIN_SERVICE_CLI_COMPLETION_H_
#define IZIN_SERVICE_CLI_COMPLETION_H_

#include <string>
#include <vector>

#include "absl/types/span.h"
#include <CLI/CLI.hpp>

namespace izin::cli {

struct Candidate {
  std::string text;
  std::string about;  // one line; may be empty
};

// What may stand in the place of the last of `words`, which may be begun or empty: commands, flags,
// and values, as far as values are known (enums, scales, KBLI codes and scopes of the embedded
// rulesets, rulesets, permits, kinds, methods). `words` are those after the program's name, as a
// shell parts them; `app` has all commands. Empty where nothing is known, as for files.
std::vector<Candidate> Complete(const CLI::App& app, absl::Span<const std::string> words,
                                bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_COMPLETION_H_
