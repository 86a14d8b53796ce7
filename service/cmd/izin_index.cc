// izin-index: the search index of the KBLI from its texts, at build time.
//
//   izin-index --data data --output kbli.index
//
// Exit 0 when written; 1 with every fault on stderr; 2 for a wrong command line; 3 when a file
// cannot be read or written.

#include <fstream>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include <CLI/CLI.hpp>

#include "data/loader/bundle.h"
#include "data/loader/search_words.h"
#include "data/loader/source_tree.h"
#include "service/lookup/build_kbli_index.h"

namespace {

// The ruleset of the folder that came into force last.
absl::StatusOr<std::shared_ptr<const izin::Ruleset>> Latest(const std::string& data) {
  const absl::StatusOr<std::vector<std::string>> ids = izin::ListRulesets(data);
  if (!ids.ok()) return ids.status();
  std::shared_ptr<const izin::Ruleset> latest;
  for (const std::string& id : *ids) {
    absl::StatusOr<izin::BuiltRuleset> built = izin::BuildRulesetFolder(data, id);
    if (!built.ok()) return built.status();
    if (latest == nullptr ||
        latest->data().effective_from < built->ruleset->data().effective_from) {
      latest = std::move(built->ruleset);
    }
  }
  return latest;
}

absl::StatusOr<std::string> Build(const std::string& data) {
  const absl::StatusOr<std::shared_ptr<const izin::Ruleset>> ruleset = Latest(data);
  if (!ruleset.ok()) return ruleset.status();
  const izin::KbliCatalogue& kbli = (*ruleset)->kbli(izin::KbliEdition::k2025);
  const absl::StatusOr<std::vector<izin::SearchWord>> words = izin::ReadSearchWords(data, kbli);
  if (!words.ok()) return words.status();
  // Questions are no part of the index; their faults are told here as those of all data are.
  const auto questions = izin::ReadSearchQuestions(data, kbli);
  if (!questions.ok()) return questions.status();
  return izin::BuildKbliIndex(**ruleset, *words);
}

int Run(const std::string& data, const std::string& output) {
  const absl::StatusOr<std::string> index = Build(data);
  if (!index.ok()) {
    std::cerr << index.status().message() << "\n";
    return absl::IsFailedPrecondition(index.status()) ? 1 : 3;
  }
  std::ofstream out(output, std::ios::binary | std::ios::trunc);
  out.write(index->data(), static_cast<std::streamsize>(index->size()));
  out.close();
  if (!out) {
    std::cerr << output << ": cannot be written\n";
    return 3;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Writes the search index of the KBLI");
  std::string data;
  std::string output;
  app.add_option("--data", data, "data folder: kbli/, reference/, rulesets/")->required();
  app.add_option("--output", output, "the index to write")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return Run(data, output);
}
