// The values that an option or an argument of a command may have.

#ifndef IZIN_SERVICE_CLI_COMPLETION_VALUES_H_
#define IZIN_SERVICE_CLI_COMPLETION_VALUES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include <CLI/CLI.hpp>

#include "service/cli/completion.h"

namespace izin::cli {

// Where a value is to stand.
struct ValuePlace {
  const CLI::App& command;
  const CLI::Option& option;            // a flag or a positional argument of it
  absl::Span<const std::string> words;  // before it
  std::string begun;                    // of the value; may be empty
};

// All values that begin so and that are known. Several values parted by commas are completed at the
// last one.
std::vector<Candidate> ValuesAt(const ValuePlace& place, bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_COMPLETION_VALUES_H_
