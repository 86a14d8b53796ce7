// Assesses an activity that no published row covers, by the method of Lampiran III of PP 28/2025.

#ifndef IZIN_SERVICE_LOOKUP_RISK_HANDLER_H_
#define IZIN_SERVICE_LOOKUP_RISK_HANDLER_H_

#include <memory>

#include "absl/status/statusor.h"

#include "izin/v1/permit_classification_service.pb.h"
#include "service/base/clock.h"
#include "service/rulesets/ruleset_holder.h"

namespace izin {

// Thread-safe.
class RiskHandler {
 public:
  // `rulesets` and `clock` must outlive the handler.
  RiskHandler(const RulesetHolder& rulesets, const Clock& clock)
      : rulesets_(rulesets), clock_(clock) {}

  // The level of each aspect is the matrix cell's, not a threshold of the product; the activity's
  // is the highest. INVALID_ARGUMENT for no aspect, more than
  // RequestLimits allow, an aspect without a name or named twice, and
  // values outside 1 to 4; FAILED_PRECONDITION if the ruleset in force has no matrix.
  absl::StatusOr<izin::v1::AssessRiskResponse> Assess(
      const izin::v1::AssessRiskRequest& request) const;

 private:
  const RulesetHolder& rulesets_;
  const Clock& clock_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_RISK_HANDLER_H_
