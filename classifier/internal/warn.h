// Adds a warning of the ruleset's catalogue to a decision.

#ifndef IZIN_CLASSIFIER_INTERNAL_WARN_H_
#define IZIN_CLASSIFIER_INTERNAL_WARN_H_

#include "absl/strings/string_view.h"

#include "classifier/decision.h"

namespace izin::internal {

inline void Warn(Decision& decision, absl::string_view code, const TableRow* row = nullptr,
                 absl::string_view value = {}, absl::string_view other = {}) {
  const Notice* notice = decision.ruleset->FindNotice(code);
  if (notice == nullptr) return;
  decision.warnings.push_back({.notice = notice, .row = row, .value = value, .other = other});
}

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_WARN_H_
