// The members of one object of a payload, read as what the guide says that they are.

#ifndef IZIN_SERVICE_ANSWER_OSS_PAYLOAD_FIELDS_H_
#define IZIN_SERVICE_ANSWER_OSS_PAYLOAD_FIELDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include <nlohmann/json_fwd.hpp>

#include "service/answer/oss/guide_names.h"
#include "service/request/request_faults.h"

namespace izin {

// The faults of a payload, one for each path: the first that is found there. Single-threaded.
class PayloadFaults {
 public:
  void Add(FaultKind kind, std::string path, FaultText text);
  void Invalid(std::string path, FaultText text) {
    Add(FaultKind::kInvalid, std::move(path), std::move(text));
  }
  bool empty() const { return faults_.empty(); }
  // At the path, or at one that begins with it.
  bool HasWithin(const std::string& path) const;
  // See RequestFaults.
  absl::Status ToStatus() const { return faults_.ToStatus(); }

 private:
  RequestFaults faults_;
  absl::btree_set<std::string> paths_;
};

// One object. What is null counts as absent. Values of other members than those asked for are never
// looked at, and no text is quoted but that of a member that holds a code. The document and
// `faults` must outlive it. Single-threaded.
class PayloadFields {
 public:
  // REQUIRES: `object` is an object. `path` is its own; empty for the payload itself.
  PayloadFields(const nlohmann::json& object, GuideLevel level, std::string path,
                PayloadFaults& faults)
      : object_(&object), level_(level), path_(std::move(path)), faults_(&faults) {}

  const std::string& path() const { return path_; }
  std::string PathOf(absl::string_view name) const;
  bool Has(absl::string_view name) const { return Find(name) != nullptr; }
  // It is there and no empty list.
  bool HasItems(absl::string_view name) const;

  // A string; empty where there is none. A fault for anything else.
  std::string Text(absl::string_view name) const;
  // A string, or a number of at most `digits` digits, which lost its leading zeros.
  std::string Digits(absl::string_view name, std::size_t digits) const;
  // A number of at least 0, also written as a string of digits. Nothing where there is none or it
  // is at fault.
  std::optional<double> Number(absl::string_view name) const;
  // A list of objects of `level`; a fault for each that is none. Empty where there is no list.
  std::vector<PayloadFields> List(absl::string_view name, GuideLevel level) const;
  // An object; nothing where there is none.
  std::optional<PayloadFields> Object(absl::string_view name, GuideLevel level) const;

  // The fault that a member is not there.
  void AddMissing(absl::string_view name, const FaultText& wanted) const;
  void AddInvalid(absl::string_view name, FaultText text) const {
    faults_->Invalid(PathOf(name), std::move(text));
  }

  // Members that the guide does not have at this level. One that stands for a name that is absent
  // and in `read` is a fault, for what it holds would be passed over; the others are returned.
  std::vector<std::string> CheckNames(std::initializer_list<absl::string_view> read) const;

 private:
  // Null where it is absent or null.
  const nlohmann::json* Find(absl::string_view name) const;
  void AddWrongType(const std::string& path, const nlohmann::json& value,
                    const FaultText& wanted) const;

  const nlohmann::json* object_;
  GuideLevel level_;
  std::string path_;
  PayloadFaults* faults_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_OSS_PAYLOAD_FIELDS_H_
