// Adds a warning of the ruleset's catalogue to a decision; one that the catalogue lacks is left
// out.

#ifndef IZIN_CLASSIFIER_INTERNAL_WARN_H_
#define IZIN_CLASSIFIER_INTERNAL_WARN_H_

#include "absl/strings/string_view.h"

#include "classifier/decision.h"

namespace izin::internal {

inline void Warn(Decision& decision, EngineNotice notice, const TableRow* row = nullptr,
                 absl::string_view value = {}, absl::string_view other = {}) {
  const Notice* text = decision.ruleset->notice(notice);
  if (text == nullptr) return;
  decision.warnings.push_back({.notice = text, .row = row, .value = value, .other = other});
}

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_WARN_H_
