// Variants of the shipped rulesets, to stand beside them in a library.

#ifndef IZIN_TESTS_SERVICE_RULESETS_VERSIONS_H_
#define IZIN_TESTS_SERVICE_RULESETS_VERSIONS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"

#include "service/rulesets/ruleset_library.h"
#include "tests/service/answering.h"

namespace izin::testing {

// pp28-2025 with `edit` made to it. Its fingerprint is `digit`, 64 times.
inline std::shared_ptr<const Ruleset> Version(absl::FunctionRef<void(RulesetData&)> edit,
                                              char digit) {
  RulesetData data = Library()->latest().data();
  data.fingerprint = std::string(64, digit);
  edit(data);
  return std::make_shared<const Ruleset>(std::move(data));
}

inline std::shared_ptr<const RulesetLibrary> LibraryOf(
    const std::vector<std::shared_ptr<const Ruleset>>& rulesets) {
  return std::make_shared<const RulesetLibrary>(rulesets);
}

// "rulesets/pp28-2025@" and `digit`, 64 times.
inline std::string PinOf(char digit) { return "rulesets/pp28-2025@" + std::string(64, digit); }

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_RULESETS_VERSIONS_H_
