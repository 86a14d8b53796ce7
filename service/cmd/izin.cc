// izin: the command line. See `izin --help`.

#include <csignal>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/synchronization/mutex.h"
#include <CLI/CLI.hpp>
#include <simdjson.h>

#include "service/cli/commands.h"
#include "service/cli/help_words.h"
#include "service/cli/language.h"
#include "service/cli/report.h"
#include "service/rulesets/ruleset_library.h"
#include "service/server/version_text.h"

namespace {

constexpr int kUsage = 2;
constexpr int kFailure = 3;

// Of --version: with the embedded rulesets.
std::string VersionOfIzin() {
  const auto library = izin::RulesetLibrary::Embedded();
  if (!library.ok()) return std::string(library.status().message());
  constexpr int kSimdjson[] = {simdjson::SIMDJSON_VERSION_MAJOR, simdjson::SIMDJSON_VERSION_MINOR,
                               simdjson::SIMDJSON_VERSION_REVISION};
  return izin::VersionText("izin", **library,
                           {absl::StrCat("CLI11 ", CLI11_VERSION),
                            absl::StrCat("simdjson ", absl::StrJoin(kSimdjson, "."))});
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that went away is an output that cannot be written.
  std::signal(SIGPIPE, SIG_IGN);
  // Debian's Abseil looks for deadlocks at every lock, one thread at a time.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  std::ios::sync_with_stdio(false);
  CLI::App app(
      "izin: which risk level, which permits, which commitments, by Indonesia's OSS licensing "
      "rules");
  app.footer(
      "Example: izin classify --kbli 56101 --scale micro --location land\n"
      "Bahasa Indonesia: izin --help --lang id\n"
      "Exit codes: 0 answered, 1 findings or a refused item, 2 usage, 3 failure");
  app.set_version_flag("--version", VersionOfIzin);
  app.require_subcommand(1);
  int exit_code = 0;
  izin::cli::AddCommands(app, exit_code);
  const bool is_english =
      izin::cli::SpeaksEnglish(izin::cli::LanguageAsked({argv, static_cast<std::size_t>(argc)}));
  if (!is_english) izin::cli::SpeakIndonesian(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (is_english || error.get_exit_code() == 0)
      return izin::cli::EndOutput(app.exit(error) == 0 ? 0 : kUsage);
    std::cerr << "izin: " << izin::cli::IndonesianFault(error)
              << "\nPenjelasan: izin --help --lang id\n";
    return kUsage;
  } catch (const std::exception& error) {
    std::cerr << "izin: " << error.what() << "\n";
    return kFailure;
  }
  return izin::cli::EndOutput(exit_code);
}
