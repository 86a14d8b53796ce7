// How large a request may be, and how much of a thing it may name.

#ifndef IZIN_SERVICE_REQUEST_REQUEST_LIMITS_H_
#define IZIN_SERVICE_REQUEST_REQUEST_LIMITS_H_

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "izin/v1/permit_classification_service.pb.h"
#include "service/request/request_faults.h"

namespace izin {

// No honest request comes near them: Indonesia has 514 kabupaten and kota, and the rulesets know
// fewer permits and parameters. The API's comments name those of its fields.
struct RequestLimits {
  static constexpr std::size_t kBytes = std::size_t{64} << 10;      // of a request
  static constexpr std::size_t kBatchBytes = std::size_t{4} << 20;  // of a batch
  static constexpr int kBatch = 1000;                               // requests in it
  static constexpr int kLocations = 16;
  static constexpr int kHeldPermits = 256;
  static constexpr int kRegionCodes = 600;
  static constexpr int kAuthorityParameters = 64;
  static constexpr int kAspects = 32;
  static constexpr std::size_t kTextBytes = 1000;  // of a string
};

// Checks on the bytes as they came. A message takes many times its bytes in memory where they are
// all small parts, so what is far over the limits is refused before one is made of it. Bytes that
// are no message pass: the parser says so. Linear. RESOURCE_EXHAUSTED for too many bytes,
// INVALID_ARGUMENT for too many parts.
absl::Status CheckRequestBytes(absl::string_view bytes);   // of any request but these:
absl::Status CheckActivityBytes(absl::string_view bytes);  // ClassifyActivityRequest
absl::Status CheckBatchBytes(absl::string_view bytes);     // BatchClassifyActivitiesRequest
absl::Status CheckAspectsBytes(absl::string_view bytes);   // AssessRiskRequest

// Checks on the message, before anything else looks at it. False where something is over its limit:
// then `faults` says what.
bool IsWithinLimits(const izin::v1::ClassifyActivityRequest& request, RequestFaults& faults);
bool IsWithinLimits(const izin::v1::AssessRiskRequest& request, RequestFaults& faults);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_REQUEST_LIMITS_H_
