// Who reads the log of decisions.

#ifndef IZIN_SERVICE_DECISIONS_DECISION_READER_H_
#define IZIN_SERVICE_DECISIONS_DECISION_READER_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace izin {

// Reads all decisions, or those alone that are recorded with one caller's name.
struct DecisionReader {
  std::optional<std::string> only_of;  // empty: nobody's

  bool MayRead(absl::string_view caller) const {
    return !only_of.has_value() || (!only_of->empty() && *only_of == caller);
  }
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_DECISION_READER_H_
