// Family `ruleset` of the store: the signed bundles, and the state of what answers.
//
//   32 bytes fingerprint -> izin.internal.StoredBundle
//   "state"              -> izin.internal.ActivationState

#ifndef IZIN_SERVICE_LIFECYCLE_RULESET_RECORDS_H_
#define IZIN_SERVICE_LIFECYCLE_RULESET_RECORDS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "izin/internal/activation.pb.h"
#include "service/store/store.h"

namespace izin {

// An empty one where none was kept. DataLoss for one that cannot be read; others as Store::Get.
absl::StatusOr<internal::ActivationState> ReadActivationState(const Store& store);

// The bundle of a ruleset, with its signature. NotFound where it is not kept, and for what is no
// fingerprint; DataLoss for one that cannot be read; others as Store::Get.
absl::StatusOr<internal::StoredBundle> ReadStoredBundle(const Store& store,
                                                        absl::string_view fingerprint);

// Keeps the state, and with it the bundle of `fingerprint`, or neither: on disk when this returns.
// `bundle` may be null: then the state alone. As Store::Write.
absl::Status WriteActivation(Store& store, const internal::ActivationState& state,
                             absl::string_view fingerprint, const internal::StoredBundle* bundle);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_RULESET_RECORDS_H_
