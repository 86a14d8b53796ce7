// Answers what the values of the API mean.

#ifndef IZIN_SERVICE_LOOKUP_REFERENCE_HANDLER_H_
#define IZIN_SERVICE_LOOKUP_REFERENCE_HANDLER_H_

#include "absl/status/statusor.h"

#include "izin/v1/reference.pb.h"
#include "service/rulesets/ruleset_holder.h"

namespace izin {

// Thread-safe.
class ReferenceHandler {
 public:
  static constexpr int kMaxPage = 1000;

  // `rulesets` must outlive the handler.
  explicit ReferenceHandler(const RulesetHolder& rulesets) : rulesets_(rulesets) {}

  // The values of one kind in all rulesets held, the latest first and each code once; with an empty
  // kind the kinds. INVALID_ARGUMENT for a language, page size or token that cannot be; NOT_FOUND
  // for a kind that does not exist.
  absl::StatusOr<izin::v1::ListReferenceValuesResponse> List(
      const izin::v1::ListReferenceValuesRequest& request) const;

 private:
  const RulesetHolder& rulesets_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_REFERENCE_HANDLER_H_
