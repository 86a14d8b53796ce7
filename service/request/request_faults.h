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

// What is wrong with a field, and what is wanted. The API speaks English; the Indonesian goes
// beside it as the localized message of the violation, for whoever shows it to people.
struct FaultText {
  std::string en;
  std::string id;  // empty: in English alone

  const std::string& In(bool is_english) const { return is_english || id.empty() ? en : id; }
};

// Collects faults in field-number order (the order in which they are added) and makes one Status of
// them. Keeps the first kMost and counts the rest. Single-threaded.
class RequestFaults {
 public:
  static constexpr std::size_t kMost = 100;

  void Add(FaultKind kind, std::string field_path, FaultText text);
  void Add(FaultKind kind, std::string field_path, std::string description);
  bool empty() const { return faults_.empty(); }

  // InvalidArgument if any fault is of form or contradiction, NotFound if all name what does not
  // exist, FailedPrecondition if nothing but the precondition fails. The message is the first
  // fault's, "path: description" (of the whole request: without a path); a google.rpc.BadRequest
  // with every fault goes with it as payload, and where there are more than kMost a last violation
  // without a path, "and N more faults". OK if there are none.
  absl::Status ToStatus() const;

 private:
  struct Fault {
    FaultKind kind = FaultKind::kInvalid;
    std::string field_path;
    FaultText text;
  };
  std::vector<Fault> faults_;
  int left_out_ = 0;
  bool any_invalid_ = false;
  bool any_not_found_ = false;
};

// The BadRequest that RequestFaults put into a status; nothing if it has none.
std::optional<google::rpc::BadRequest> BadRequestOf(const absl::Status& status);

// How many faults a BadRequest tells of, those included that it only counts.
int FaultsIn(const google::rpc::BadRequest& details);

// The violation that counts what is left out.
google::rpc::BadRequest::FieldViolation MoreFaults(int count);

// A status of one fault.
absl::Status FieldError(FaultKind kind, std::string field_path, FaultText text);
absl::Status FieldError(FaultKind kind, std::string field_path, std::string description);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_REQUEST_FAULTS_H_
