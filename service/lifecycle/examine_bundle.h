// What is found out of a bundle before it may answer: compiled again from the sources that it
// holds, proved, and its cases run.

#ifndef IZIN_SERVICE_LIFECYCLE_EXAMINE_BUNDLE_H_
#define IZIN_SERVICE_LIFECYCLE_EXAMINE_BUNDLE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"
#include "data/loader/rule_issue.h"
#include "data/loader/source_tree.h"
#include "izin/internal/bundle.pb.h"
#include "izin/internal/cases.pb.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

// No bundle is larger; those that ship have 3 MB.
inline constexpr std::size_t kMaxBundleBytes = std::size_t{64} << 20;

// A bundle whose tables are what its sources compile to.
struct ExaminedBundle {
  internal::Manifest manifest;
  std::shared_ptr<const Ruleset> ruleset;                  // never null
  std::shared_ptr<const internal::CompiledRuleset> rules;  // never null
  std::vector<internal::Case> cases;
};

// Compiles and proves. InvalidArgument for bytes that are no bundle, or one whose parts do not
// belong together or whose paths lead out of its folders; FailedPrecondition for another format.
// FailedPrecondition, too, where the sources have faults: then `issues` tells them, and the message
// the first of them.
absl::StatusOr<ExaminedBundle> ExamineBundle(absl::string_view bytes, RuleIssues& issues);

// Runs the cases beside the rulesets of `others`, which must hold no other version of its id. What
// does not come out as expected goes to `issues`, each where the case stands. Gives how many came
// out as expected.
int RunOwnCases(const ExaminedBundle& bundle, const RulesetLibrary& others, RuleIssues& issues);

// A bundle of the ruleset `id` of a data folder, complete, ready to be signed. The same sources and
// the same `tool` give the same bytes. FailedPrecondition, with what `issues` tells, for rules with
// faults or a case that fails; others as ReadSourceTree.
absl::StatusOr<std::string> BuildBundle(const std::string& data_dir, const std::string& id,
                                        absl::string_view tool, RuleIssues& issues);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_EXAMINE_BUNDLE_H_
