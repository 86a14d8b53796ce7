// Answers about the KBLI.

#ifndef IZIN_SERVICE_LOOKUP_KBLI_HANDLER_H_
#define IZIN_SERVICE_LOOKUP_KBLI_HANDLER_H_

#include <memory>

#include "absl/status/statusor.h"

#include "izin/v1/kbli.pb.h"
#include "service/base/clock.h"
#include "service/rulesets/ruleset_holder.h"

namespace izin {

// Thread-safe.
class KbliHandler {
 public:
  // `rulesets` and `clock` must outlive the handler.
  KbliHandler(const RulesetHolder& rulesets, const Clock& clock)
      : rulesets_(rulesets), clock_(clock) {}

  // The entry of any level; of a sub-class also its scopes in the ruleset in force today, without a
  // level (a level needs a scale). Edition UNSPECIFIED is that ruleset's. INVALID_ARGUMENT for what
  // is no code, NOT_FOUND for an unknown one.
  absl::StatusOr<izin::v1::KbliEntry> GetEntry(const izin::v1::GetKbliEntryRequest& request) const;

  // What became of a code in the other edition, by the official BPS table. `from` and `to` may be
  // left out when the other says it; both left out mean 2020 to 2025. INVALID_ARGUMENT for what is
  // no sub-class code or for equal editions, NOT_FOUND for a code that `from` does not hold. A code
  // without a row is REVIEW, without candidates.
  absl::StatusOr<izin::v1::ConvertKbliCodeResponse> Convert(
      const izin::v1::ConvertKbliCodeRequest& request) const;

 private:
  // The ruleset whose catalogues are read: the one in force today.
  std::shared_ptr<const Ruleset> Current() const;

  const RulesetHolder& rulesets_;
  const Clock& clock_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_KBLI_HANDLER_H_
