// izin: the command line. See `izin --help`.

#include <csignal>
#include <iostream>

#include <CLI/CLI.hpp>

#include "service/cli/commands.h"
#include "service/cli/report.h"

namespace {

constexpr int kUsage = 2;
constexpr int kFailure = 3;

}  // namespace

int main(int argc, char** argv) {
  // A reader that went away is an output that cannot be written.
  std::signal(SIGPIPE, SIG_IGN);
  CLI::App app(
      "izin: which risk level, which permits, which commitments, by Indonesia's OSS licensing "
      "rules");
  app.footer(
      "Example: izin classify --kbli 56101 --scale micro --location land\n"
      "Exit codes: 0 answered, 1 findings or a refused item, 2 usage, 3 failure");
  app.require_subcommand(1);
  int exit_code = 0;
  izin::cli::AddClassifyCommand(app, exit_code);
  izin::cli::AddConvertCommand(app, exit_code);
  izin::cli::AddAssessCommand(app, exit_code);
  izin::cli::AddReferenceCommand(app, exit_code);
  izin::cli::AddDeadlineCommand(app, exit_code);
  izin::cli::AddDecisionsCommand(app, exit_code);
  izin::cli::AddCacheCommand(app, exit_code);
  izin::cli::AddRepairCommand(app, exit_code);
  izin::cli::AddRulesCommand(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return izin::cli::EndOutput(app.exit(error) == 0 ? 0 : kUsage);
  } catch (const std::exception& error) {
    std::cerr << "izin: " << error.what() << "\n";
    return kFailure;
  }
  return izin::cli::EndOutput(exit_code);
}
