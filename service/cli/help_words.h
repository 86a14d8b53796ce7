// The help of `izin` in Indonesian. Commands describe themselves in English, where they are made;
// each of those sentences has its Indonesian here.

#ifndef IZIN_SERVICE_CLI_HELP_WORDS_H_
#define IZIN_SERVICE_CLI_HELP_WORDS_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include <CLI/CLI.hpp>

namespace izin::cli {

// The Indonesian of a sentence of the help; none if it has none.
std::optional<std::string> IndonesianHelp(absl::string_view english);

// Puts `app` and all its commands into Indonesian: descriptions, headings, examples and what is
// said of a wrong command line. What has no Indonesian stays as it is.
void SpeakIndonesian(CLI::App& app);

// What is wrong with a command line, in Indonesian.
std::string IndonesianFault(const CLI::ParseError& error);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_HELP_WORDS_H_
