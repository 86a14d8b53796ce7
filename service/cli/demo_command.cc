#include <iostream>
#include <memory>
#include <string>

#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/demo_tour.h"
#include "service/cli/language.h"
#include "service/reclassify/demo_registry.h"
#include "service/rulesets/ruleset_library.h"

namespace izin::cli {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} << 10;

struct DemoOptions {
  std::int64_t rows = 1000;
  std::uint64_t seed = 1;
  double spoilt = 0.005;
  std::string format = "csv";
};

int WriteRegistry(const DemoOptions& options) {
  const auto library = RulesetLibrary::Embedded();
  if (!library.ok()) return Fail(library.status().message(), kFailure);
  DemoRegistry registry((*library)->latest(), {.seed = options.seed, .spoilt = options.spoilt});
  const bool is_csv = options.format == "csv";
  std::string block = is_csv ? DemoRegistry::Header() : std::string();
  for (std::int64_t row = 0; row < options.rows && std::cout.good(); ++row) {
    if (is_csv) {
      registry.AppendCsv(block);
    } else {
      registry.AppendNdjson(block);
    }
    if (block.size() < kBlockBytes) continue;
    std::cout.write(block.data(), static_cast<std::streamsize>(block.size()));
    block.clear();
  }
  std::cout.write(block.data(), static_cast<std::streamsize>(block.size()));
  return 0;
}

void AddRegistry(CLI::App& demo, int& exit_code) {
  CLI::App* registry =
      demo.add_subcommand("registry", "Write a registry of made-up businesses to standard output");
  registry->footer("Example: izin demo registry --rows 1000 --seed 7 > registry.csv");
  auto options = std::make_shared<DemoOptions>();
  registry->add_option("--rows", options->rows, "how many businesses")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  registry->add_option("--seed", options->seed, "the same seed gives the same rows")
      ->capture_default_str();
  registry->add_option("--spoilt", options->spoilt, "share of rows with a fault, of CSV")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  registry->add_option("--format", options->format, "csv or ndjson")
      ->capture_default_str()
      ->check(CLI::IsMember({"csv", "ndjson"}));
  registry->callback([options, &exit_code] { exit_code = WriteRegistry(*options); });
}

}  // namespace

void AddDemoCommand(CLI::App& app, int& exit_code) {
  CLI::App* demo =
      app.add_subcommand("demo", "A tour through the commands; and data to try things out with");
  demo->footer(
      "Example: izin demo --lang en\n"
      "Example: izin demo registry --rows 1000 --seed 7 > registry.csv");
  auto language = std::make_shared<std::string>();
  AddLanguageOption(*demo, *language);
  AddRegistry(*demo, exit_code);
  demo->callback([demo, language, &exit_code] {
    if (demo->get_subcommands().empty()) exit_code = RunTour(AnswerLanguage(*language) == "en");
  });
}

}  // namespace izin::cli
