// Records of the log as they lie in the store, and spans of them.

#ifndef IZIN_SERVICE_DECISIONS_STORED_DECISION_H_
#define IZIN_SERVICE_DECISIONS_STORED_DECISION_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "izin/v1/decision.pb.h"
#include "service/request/request_faults.h"

namespace izin {

// A decision of the log; nothing for a record that cannot be read.
std::optional<v1::Decision> ParseDecision(absl::string_view key, absl::string_view value);

// The edition of KBLI that its request was read in then, whatever another ruleset would read it in.
v1::KbliEdition EditionThen(absl::string_view value);

// A span of keys: [from, to), "" = open.
struct KeySpan {
  std::string from;
  std::string to;
};

// The span of two times as RFC 3339 says them, each may be empty. What is no time is a fault at
// from_time or to_time.
KeySpan ReadSpan(const std::string& from, const std::string& to, RequestFaults& faults);

// UNAVAILABLE: what the store said of a read.
absl::Status NotReadable(const absl::Status& status);

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_STORED_DECISION_H_
