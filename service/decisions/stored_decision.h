// Records of the log as they lie in the store, and spans of them.

#ifndef IZIN_SERVICE_DECISIONS_STORED_DECISION_H_
#define IZIN_SERVICE_DECISIONS_STORED_DECISION_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

#include "izin/v1/decision.pb.h"
#include "service/request/request_faults.h"
#include "service/store/store.h"

namespace izin {

// A decision of the log; nothing for a record that cannot be read.
std::optional<v1::Decision> ParseDecision(absl::string_view key, absl::string_view value);

// The edition of KBLI that its request was read in then, whatever another ruleset would read it in.
v1::KbliEdition EditionThen(absl::string_view value);

// A span of keys of the log.
using KeySpan = KeyRange;

// The span of two times as RFC 3339 says them, each may be empty. What is no time is a fault at
// from_time or to_time.
KeySpan ReadSpan(const std::string& from, const std::string& to, RequestFaults& faults);

// Where to look for the records of a span of times. An id is never before its record's time, and
// after it only where the clock was once set back: then the span is open, and IsWithin tells. A
// null store has none.
KeySpan WhereToLook(const KeySpan& times, const Store* store);

// That a record of family decision_log, `value` in the store, is of that span of times.
bool IsWithin(const KeySpan& times, absl::string_view value);

// The span of a record that is there and cannot be parsed.
LostSpan NoRecord(absl::string_view key);

// A span of the log that cannot be read, for people: its times and the ids that it lies between.
std::string Describe(const LostSpan& span);

// DATA_LOSS where a log has such spans, naming the first of them; OK for none.
absl::Status ToLoss(const std::vector<LostSpan>& lost);

// UNAVAILABLE, or DATA_LOSS of a damaged record: what the store said of a read.
absl::Status NotReadable(const absl::Status& status);

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_STORED_DECISION_H_
