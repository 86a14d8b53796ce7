// Which values may stand in a field: those that the rule files know, right or wrong for its place.

#ifndef IZIN_TESTS_FUZZ_RULES_VOCABULARY_H_
#define IZIN_TESTS_FUZZ_RULES_VOCABULARY_H_

#include <map>
#include <string>
#include <vector>

#include "data/loader/source_tree.h"
#include "tests/fuzz/rules/dice.h"
#include "tests/fuzz/rules/rule_text.h"

namespace izin::fuzz {

// Immutable.
class Vocabulary {
 public:
  explicit Vocabulary(const SourceTree& tree);

  // A value as it is written, for a field of this owner and name: one that stands in such a field
  // elsewhere, an entry that such a field refers to, a value of the input, or any at all.
  std::string ValueFor(const std::string& owner, const std::string& name, Dice& dice) const;
  // The name of an input of tables.
  std::string Input(Dice& dice) const { return dice.Pick(inputs_); }
  // A number as it is written, at a limit of what fields hold or of what they mean.
  static std::string Number(Dice& dice);

 private:
  std::map<std::string, std::vector<std::string>> by_field_;  // "office.kind", distinct
  std::vector<std::string> inputs_;
  std::vector<std::string> all_;
};

}  // namespace izin::fuzz

#endif  // IZIN_TESTS_FUZZ_RULES_VOCABULARY_H_
