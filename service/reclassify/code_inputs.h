// Which inputs the rules read, code by code: what no rule reads for a code, no key has to tell
// apart.

#ifndef IZIN_SERVICE_RECLASSIFY_CODE_INPUTS_H_
#define IZIN_SERVICE_RECLASSIFY_CODE_INPUTS_H_

#include <cstdint>
#include <vector>

#include "classifier/inputs.h"
#include "classifier/ruleset.h"

namespace izin {

// A set of inputs: a bit by Input.
using InputBits = std::uint32_t;
static_assert(kInputCount <= 32);

constexpr InputBits BitOfInput(Input input) { return InputBits{1} << Ordinal(input); }

// Taken from the conditions of every table row and commitment: those that cannot hold for a code,
// because they name other codes, do not count. Of a code of the other edition the inputs of all
// that it became or was are read. Immutable. Thread-safe.
class CodeInputs {
 public:
  static constexpr InputBits kAll = ~InputBits{0};
  static constexpr std::uint32_t kCodeNumbers = 100'000;

  explicit CodeInputs(const std::vector<const Ruleset*>& rulesets);

  // All of them where the edition is not known.
  InputBits ReadFor(KbliEdition edition, std::uint32_t code) const {
    return inputs_[ClassOf(edition, code)];
  }
  // Codes of one class have the same inputs; classes are numbered from 0.
  std::size_t ClassOf(KbliEdition edition, std::uint32_t code) const {
    if (edition == KbliEdition::kUnspecified || code >= kCodeNumbers) return 0;
    return classes_[code + (edition == KbliEdition::k2020 ? 0 : kCodeNumbers)];
  }
  std::size_t classes() const { return inputs_.size(); }

 private:
  static void Add(const Ruleset& ruleset, std::vector<InputBits>& reads);

  std::vector<InputBits> inputs_;       // by class
  std::vector<std::uint16_t> classes_;  // by code of 2020, then of 2025
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_CODE_INPUTS_H_
