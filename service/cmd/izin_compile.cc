// izin-compile: a ruleset's text to its bundle, at build time.
//
//   izin-compile --data data --ruleset pp28-2025 --output pp28-2025.bundle
//
// Exit 0 when written; 1 with every fault on stderr; 2 for a wrong command line; 3 when a file
// cannot be read or written.

#include <fstream>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "data/loader/bundle.h"

namespace {

int Run(const std::string& data, const std::string& ruleset, const std::string& output) {
  const absl::StatusOr<izin::BuiltRuleset> built = izin::BuildRulesetFolder(data, ruleset);
  if (!built.ok()) {
    std::cerr << built.status().message() << "\n";
    return built.status().code() == absl::StatusCode::kFailedPrecondition ? 1 : 3;
  }
  std::ofstream out(output, std::ios::binary | std::ios::trunc);
  out.write(built->bundle.data(), static_cast<std::streamsize>(built->bundle.size()));
  out.close();
  if (!out) {
    std::cerr << output << ": cannot be written\n";
    return 3;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Compiles a ruleset's text to its bundle");
  std::string data;
  std::string ruleset;
  std::string output;
  app.add_option("--data", data, "data folder: kbli/, reference/, rulesets/")->required();
  app.add_option("--ruleset", ruleset, "id of the ruleset, for example pp28-2025")->required();
  app.add_option("--output", output, "the bundle to write")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return Run(data, ruleset, output);
}
