// Answers in the store: how they are written, and read back.

#ifndef IZIN_SERVICE_STORE_ANSWER_STORE_H_
#define IZIN_SERVICE_STORE_ANSWER_STORE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "izin/v1/classification.pb.h"
#include "service/store/store.h"

namespace izin {

// An answer that was kept.
struct KeptAnswer {
  v1::Classification classification;
  std::string value;  // as the store holds it

  absl::string_view encoded() const;  // the classification, in `value`
};

// The answer kept under an activity key; nothing where none is, or none that can be read. The one
// reader of these values.
std::optional<KeptAnswer> ReadAnswer(const Store& store, absl::string_view activity_key);

// The activity key of the answer of that name. InvalidArgument for what is no name, NotFound where
// no answer is kept under it, or none that can be read now. A null store keeps nothing.
absl::StatusOr<std::string> KeyOfName(const Store* store, absl::string_view name);
// The NotFound of it.
absl::Status NotKept(absl::string_view name);

// The key under which a name's own key is found.
std::string NameKey(absl::string_view digits);

// Adds an answer and its name to `batch`.
void AddAnswer(absl::string_view activity_key, absl::string_view digits, v1::Outcome outcome,
               v1::RiskLevel risk_level, absl::string_view classification, absl::Time now,
               StoreBatch& batch);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_ANSWER_STORE_H_
