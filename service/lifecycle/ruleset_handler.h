// Answers about the rulesets held.

#ifndef IZIN_SERVICE_LIFECYCLE_RULESET_HANDLER_H_
#define IZIN_SERVICE_LIFECYCLE_RULESET_HANDLER_H_

#include <deque>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

#include "izin/v1/ruleset.pb.h"
#include "service/review/diff.h"
#include "service/rulesets/ruleset_holder.h"

namespace izin {

class RulesetActivator;

// Thread-safe.
class RulesetHandler {
 public:
  static constexpr int kMaxPage = 100;
  static constexpr int kMaxChanges = 1500;  // of one answer: below 4 MiB

  // Both must outlive the handler. Without `activator` nothing is said of activations.
  explicit RulesetHandler(const RulesetHolder& rulesets,
                          const RulesetActivator* activator = nullptr)
      : rulesets_(rulesets), activator_(activator) {}

  // By effective date. INVALID_ARGUMENT for a page size or token that cannot be.
  absl::StatusOr<izin::v1::ListRulesetsResponse> List(
      const izin::v1::ListRulesetsRequest& request) const;
  // INVALID_ARGUMENT for what is no name, NOT_FOUND for a ruleset that is not held.
  absl::StatusOr<izin::v1::Ruleset> Get(const izin::v1::GetRulesetRequest& request) const;

  // The changes between two rulesets, of their answers and of their rules. INVALID_ARGUMENT and
  // NOT_FOUND as Get, and for a language, page size or token that cannot be; NOT_FOUND too for a
  // ruleset whose bundle is not held. CANCELLED soon after `is_cancelled` says so.
  absl::StatusOr<izin::v1::DiffRulesetsResponse> Diff(const izin::v1::DiffRulesetsRequest& request,
                                                      absl::FunctionRef<bool()> is_cancelled) const;
  absl::StatusOr<izin::v1::DiffRulesetsResponse> Diff(
      const izin::v1::DiffRulesetsRequest& request) const {
    return Diff(request, [] { return false; });
  }

 private:
  // A comparison that was made: the pages of one list are asked for one after the other, and those
  // of other lists between them.
  struct Compared {
    std::string names;  // of both rulesets, with their fingerprints
    std::shared_ptr<const RulesetDiff> diff;
  };
  static constexpr std::size_t kMaxCompared = 8;

  absl::StatusOr<std::shared_ptr<const RulesetDiff>> DiffOf(
      const RulesetLibrary& library, const Ruleset& from, const Ruleset& to,
      absl::FunctionRef<bool()> is_cancelled) const;

  const RulesetHolder& rulesets_;
  const RulesetActivator* const activator_;
  mutable absl::Mutex mutex_;
  mutable std::deque<Compared> compared_ ABSL_GUARDED_BY(mutex_);  // the last one used first
};

// A ruleset as the API gives it, as one that answers.
izin::v1::Ruleset DescribeRuleset(const Ruleset& ruleset);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_RULESET_HANDLER_H_
