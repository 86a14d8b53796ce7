// Answers about the rulesets held.

#ifndef IZIN_SERVICE_RULESET_HANDLER_H_
#define IZIN_SERVICE_RULESET_HANDLER_H_

#include <memory>

#include "absl/status/statusor.h"

#include "izin/v1/ruleset.pb.h"
#include "service/ruleset_library.h"

namespace izin {

// Thread-safe.
class RulesetHandler {
 public:
  static constexpr int kMaxPage = 100;

  explicit RulesetHandler(std::shared_ptr<const RulesetLibrary> library)
      : library_(std::move(library)) {}

  // By effective date. INVALID_ARGUMENT for a page size or token that cannot be.
  absl::StatusOr<izin::v1::ListRulesetsResponse> List(
      const izin::v1::ListRulesetsRequest& request) const;
  // INVALID_ARGUMENT for what is no name, NOT_FOUND for a ruleset that is not held.
  absl::StatusOr<izin::v1::Ruleset> Get(const izin::v1::GetRulesetRequest& request) const;

  // The changes between two rulesets. INVALID_ARGUMENT and NOT_FOUND as Get, and for a page size or
  // token that cannot be.
  absl::StatusOr<izin::v1::DiffRulesetsResponse> Diff(
      const izin::v1::DiffRulesetsRequest& request) const;

 private:
  const std::shared_ptr<const RulesetLibrary> library_;
};

// A ruleset as the API gives it.
izin::v1::Ruleset DescribeRuleset(const Ruleset& ruleset);

}  // namespace izin

#endif  // IZIN_SERVICE_RULESET_HANDLER_H_
