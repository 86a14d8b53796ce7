// The name of one record in the log of decisions.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_ID_H_
#define IZIN_SERVICE_DECISIONS_DECISION_ID_H_

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace izin {

// Sorts by time, then by number. As text 32 lower-case hex digits, as a key 16 bytes, each in the
// same order.
struct DecisionId {
  // Nothing for text that is no id.
  static std::optional<DecisionId> Parse(absl::string_view text);

  std::string ToString() const;
  std::string Key() const;
  // The id that is `count` places after this one, of the same time.
  DecisionId After(std::uint64_t count) const { return {time_us, sequence + count}; }

  friend auto operator<=>(const DecisionId&, const DecisionId&) = default;

  std::uint64_t time_us = 0;  // since the epoch
  std::uint64_t sequence = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_DECISION_ID_H_
