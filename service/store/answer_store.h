// Answers in the store: how they are written, and read back.

#ifndef IZIN_SERVICE_STORE_ANSWER_STORE_H_
#define IZIN_SERVICE_STORE_ANSWER_STORE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "izin/v1/classification.pb.h"
#include "service/store/store.h"

namespace izin {

inline constexpr std::size_t kStampBytes = 8;

// A value of family `classification`: views into its bytes.
struct StoredAnswer {
  v1::Outcome outcome = v1::OUTCOME_UNSPECIFIED;
  v1::RiskLevel risk_level = v1::RISK_LEVEL_UNSPECIFIED;
  absl::string_view classification;  // encoded
};

// Nothing for bytes that are no such value. RocksDB checks every block by its own checksum.
std::optional<StoredAnswer> ParseStoredAnswer(absl::string_view value);

// The key under which a name's own key is found.
std::string NameKey(absl::string_view digits);

// Adds an answer and its name to `batch`.
void AddAnswer(absl::string_view activity_key, absl::string_view digits, v1::Outcome outcome,
               v1::RiskLevel risk_level, absl::string_view classification, absl::Time now,
               StoreBatch& batch);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_ANSWER_STORE_H_
