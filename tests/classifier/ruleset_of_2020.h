// A risk ruleset keyed by KBLI 2020: test data under tests/data/rulesets-2020, laid over the
// shipped data folder, whose reference/ it uses. It has a KBLI of its own, of some forty codes.

#ifndef IZIN_TESTS_CLASSIFIER_RULESET_OF_2020_H_
#define IZIN_TESTS_CLASSIFIER_RULESET_OF_2020_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"

#include "data/loader/bundle.h"
#include "data/loader/source_tree.h"

namespace izin::testing {

// The shipped kbli/ and reference/, with each file below `folder` added or put in its place.
inline SourceTree OverlaidTree(const std::string& folder) {
  namespace fs = std::filesystem;
  SourceTree tree = *ReadSourceTree("data", "pp24-2018");
  for (auto it = tree.begin(); it != tree.end();) {
    it = absl::StartsWith(it->first, "rulesets/") ? tree.erase(it) : std::next(it);
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ostringstream content;
    content << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    tree[entry.path().lexically_relative(folder).generic_string()] = std::move(content).str();
  }
  return tree;
}

// Ends the program with every fault if the rules do not compile.
inline const Ruleset& RulesetOf2020() {
  static const BuiltRuleset* const built = [] {
    RuleIssues issues;
    absl::StatusOr<BuiltRuleset> ruleset =
        BuildRuleset(OverlaidTree("tests/data/rulesets-2020"), issues);
    if (!ruleset.ok()) {
      std::cerr << ruleset.status().message() << "\n" << issues.ToString();
      std::abort();
    }
    return new BuiltRuleset(*std::move(ruleset));
  }();
  return *built->ruleset;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_CLASSIFIER_RULESET_OF_2020_H_
