// From text to a compiled ruleset: the first half of the way (text -> compiled -> Ruleset).

#ifndef IZIN_DATA_LOADER_COMPILE_H_
#define IZIN_DATA_LOADER_COMPILE_H_

#include <memory>

#include "absl/status/statusor.h"

#include "classifier/ruleset.h"
#include "data/loader/rule_issue.h"
#include "data/loader/source_tree.h"
#include "data/loader/textproto.h"
#include "izin/internal/bundle.pb.h"

namespace izin {

// Parses every file of `sources`. All faults of form go to `issues`; `positions` then knows where
// each entry stands. The result is complete only if there are no errors.
internal::CompiledRuleset ParseSources(const SourceTree& sources, PositionIndex& positions,
                                       RuleIssues& issues);

// Whether the named checks of a ruleset are still to be run, or were when it was built.
enum class NamedChecks { kRun, kPassed };

// Resolves every name, checks every value and proves every UNIQUE table. Faults go to `issues`;
// null if there are any. `fingerprint` becomes the ruleset's.
std::shared_ptr<const Ruleset> Assemble(const internal::CompiledRuleset& compiled,
                                        const PositionIndex& positions, std::string fingerprint,
                                        RuleIssues& issues, NamedChecks checks = NamedChecks::kRun);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_COMPILE_H_
