// Regions by the names that people type.

#ifndef IZIN_SERVICE_CLI_REGION_NAMES_H_
#define IZIN_SERVICE_CLI_REGION_NAMES_H_

#include <vector>

#include "absl/status/statusor.h"

#include "izin/v1/activity.pb.h"
#include "service/cli/backend.h"
#include "service/cli/classify_flags.h"

namespace izin::cli {

// Puts the Kemendagri code in the place of each region of `activity` that is given by name: "Kota
// Medan", "kab. bandung", "Medan" where one region alone bears that name. A name that none or
// several bear is a fault, with the names that come near; it stays as it is. Codes are not looked
// at. The status of the call where the names cannot be asked of `backend`.
absl::StatusOr<std::vector<FlagFault>> ResolveRegions(Backend& backend,
                                                      izin::v1::BusinessActivity& activity);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_REGION_NAMES_H_
