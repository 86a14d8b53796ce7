// The faults of one request, all of them, each with the path of its field.

#ifndef IZIN_SERVICE_REQUEST_REQUEST_FAULTS_H_
#define IZIN_SERVICE_REQUEST_REQUEST_FAULTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "google/rpc/error_details.pb.h"

namespace izin {

// What kind of fault. Precondition counts only where nothing else is wrong.
enum class FaultKind : std::uint8_t { kInvalid, kNotFound, kPrecondition };

// Collects faults in field-number order (the order in which they are added) and makes one Status of
// them. Single-threaded.
class RequestFaults {
 public:
  void Add(FaultKind kind, std::string field_path, std::string description);
  bool empty() const { return faults_.empty(); }

  // InvalidArgument if any fault is of form or contradiction, NotFound if all name what does not
  // exist, FailedPrecondition if nothing but the precondition fails. The message is the first
  // fault's, "path: description"; a google.rpc.BadRequest with every fault goes with it as payload.
  // OK if there are none.
  absl::Status ToStatus() const;

 private:
  struct Fault {
    FaultKind kind = FaultKind::kInvalid;
    std::string field_path;
    std::string description;
  };
  std::vector<Fault> faults_;
};

// The BadRequest that RequestFaults put into a status; nothing if it has none.
std::optional<google::rpc::BadRequest> BadRequestOf(const absl::Status& status);

// A status of one fault.
absl::Status FieldError(FaultKind kind, std::string field_path, std::string description);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_REQUEST_FAULTS_H_
