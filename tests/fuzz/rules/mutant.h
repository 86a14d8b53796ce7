// Mutants of the rule files that ship: one to three structured changes, by a seed.

#ifndef IZIN_TESTS_FUZZ_RULES_MUTANT_H_
#define IZIN_TESTS_FUZZ_RULES_MUTANT_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "data/loader/source_tree.h"
#include "tests/fuzz/rules/vocabulary.h"

namespace izin::fuzz {

// One change of a mutant.
struct Change {
  std::string kind;  // "retarget"
  std::string file;  // below the data folder
  int line = 1;      // of the file as it was
  std::string what;  // in words

  // "rulesets/pp28-2025/land.textproto:42: retarget: permit.code "PKKPR" -> "NIB""
  std::string ToString() const;
};

struct Mutant {
  std::uint64_t seed = 0;
  std::string ruleset;  // its id, whose files these are
  std::vector<Change> changes;
  SourceTree tree;
};

// Makes mutants. Immutable; thread-safe.
class Breeder {
 public:
  // `trees` by id of ruleset: at least one.
  explicit Breeder(std::map<std::string, SourceTree> trees);

  // The mutant of a seed, always the same: of one of the rulesets, with at least one change.
  Mutant Make(std::uint64_t seed) const;

 private:
  // One change of `mutant`; false if the dice chose one that its file has no place for.
  bool ChangeOne(Mutant& mutant, Dice& dice) const;
  bool ChangeFile(Mutant& mutant, const std::string& path, Dice& dice) const;

  std::map<std::string, SourceTree> trees_;
  std::map<std::string, Vocabulary> words_;  // by id of ruleset
  std::vector<std::string> ids_;
};

// Changes one place of a rule file. Kind, line and words of the change go to `change`; false if
// `text` has no place for what the dice chose.
bool ChangeRules(std::string& text, const Vocabulary& words, Dice& dice, Change& change);

// The same for a tab-separated table.
bool ChangeTable(std::string& text, Dice& dice, Change& change);

}  // namespace izin::fuzz

#endif  // IZIN_TESTS_FUZZ_RULES_MUTANT_H_
