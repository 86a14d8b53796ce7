#include "tests/fuzz/rules/mutant.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace izin::fuzz {

std::string Change::ToString() const {
  return absl::StrCat(file, ":", line, ": ", kind, what.empty() ? "" : ": ", what);
}

Breeder::Breeder(std::map<std::string, SourceTree> trees) : trees_(std::move(trees)) {
  for (const auto& [id, tree] : trees_) {
    ids_.push_back(id);
    words_.emplace(id, Vocabulary(tree));
  }
}

Mutant Breeder::Make(std::uint64_t seed) const {
  Dice dice(seed);
  Mutant mutant{.seed = seed, .ruleset = dice.Pick(ids_)};
  mutant.tree = trees_.at(mutant.ruleset);
  const std::size_t changes = dice.OneIn(4) ? 2 + dice.Below(2) : 1;
  while (mutant.changes.size() < changes) {
    fuzz::Change ignored;
    ChangeOne(mutant, dice);
  }
  return mutant;
}

bool Breeder::ChangeOne(Mutant& mutant, Dice& dice) const {
  std::vector<std::string> own;
  std::vector<std::string> shared;
  for (const auto& [path, text] : mutant.tree) {
    if (absl::StrContains(path, "/cases/")) continue;  // no part of what answers
    (absl::StartsWith(path, "rulesets/") ? own : shared).push_back(path);
  }
  const bool is_shared = !shared.empty() && (own.empty() || dice.OneIn(6));
  return ChangeFile(mutant, dice.Pick(is_shared ? shared : own), dice);
}

// Nine in ten changes are of a place, the others of the whole file.
bool Breeder::ChangeFile(Mutant& mutant, const std::string& path, Dice& dice) const {
  Change change{.kind = "", .file = path};
  std::string& text = mutant.tree.at(path);
  if (!dice.OneIn(10)) {
    const bool is_table = absl::EndsWith(path, ".tsv");
    const bool is_done = is_table ? ChangeTable(text, dice, change)
                                  : ChangeRules(text, words_.at(mutant.ruleset), dice, change);
    if (is_done) mutant.changes.push_back(std::move(change));
    return is_done;
  }
  const std::string& other = dice.Pick(ids_);
  const SourceTree& others = trees_.at(other);
  const std::size_t line_end = text.find('\n');
  switch (dice.Below(5)) {
    case 0:
      change.kind = "delete file";
      mutant.tree.erase(path);
      break;
    case 1:
      change.kind = "empty file";
      text.clear();
      break;
    case 2:
      change.kind = "first line only";
      text.resize(line_end == std::string::npos ? text.size() : line_end + 1);
      break;
    case 3:
      change.kind = "cut file";
      text.resize(text.find('\n', dice.Below(text.size() + 1)) + 1);
      break;
    default: {
      const std::string twin =
          absl::StrCat("rulesets/", other, path.substr(std::min(path.size(), path.rfind('/'))));
      const auto it = others.find(twin);
      if (it == others.end() || it->second == text) return false;
      change.kind = "file of another ruleset";
      change.what = twin;
      text = it->second;
    }
  }
  mutant.changes.push_back(std::move(change));
  return true;
}

}  // namespace izin::fuzz
