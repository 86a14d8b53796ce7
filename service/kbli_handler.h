// Answers about the KBLI.

#ifndef IZIN_SERVICE_KBLI_HANDLER_H_
#define IZIN_SERVICE_KBLI_HANDLER_H_

#include <memory>

#include "absl/status/statusor.h"
#include "izin/v1/kbli.pb.h"
#include "service/clock.h"
#include "service/ruleset_library.h"

namespace izin {

// Thread-safe.
class KbliHandler {
 public:
  // `clock` must outlive the handler.
  KbliHandler(std::shared_ptr<const RulesetLibrary> library, const Clock& clock);

  // The entry of any level; of a sub-class also its scopes in the ruleset in force today, without a level (a level needs
  // a scale). Edition UNSPECIFIED is that ruleset's. INVALID_ARGUMENT for what is no code, NOT_FOUND for an unknown one.
  absl::StatusOr<izin::v1::KbliEntry> GetEntry(const izin::v1::GetKbliEntryRequest& request) const;

 private:
  const std::shared_ptr<const RulesetLibrary> library_;
  const Clock& clock_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_KBLI_HANDLER_H_
