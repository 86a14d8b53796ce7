// What becomes of the documents of OSS 1.0 and 1.1 (PP 24/2018) under risk-based licensing.

#ifndef IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_
#define IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_

#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/decision.h"
#include "service/reclassify/comparison.h"

namespace izin {

// One row of the mapping.
struct OldDocument {
  absl::string_view held;        // Permit.code of the document that is held
  RiskLevel level;               // that must be decided for the row to stand; kUnspecified: any
  absl::string_view action;      // "KEEP_AS_KKPR"
  absl::string_view instead_of;  // Permit.code, or the beginning of several, that need not be asked
                                 // for; empty: none
  absl::string_view provision;   // what the row rests on
  Verification verification;     // and how far that was checked
  absl::string_view id;          // what to tell the holder, in both languages
  absl::string_view en;
};

// All of two answers that the actions depend on.
struct DocumentCase {
  bool is_of_old_regime = false;              // the earlier answer is; else there are no actions
  bool is_code_changed = false;               // by the conversion of editions, or in need of review
  RiskLevel level = RiskLevel::kUnspecified;  // that was decided

  friend bool operator==(const DocumentCase&, const DocumentCase&) = default;
};

// `from_code`: the number of the code as the earlier ruleset read it.
DocumentCase DocumentCaseOf(const Ruleset& from, int from_code, const Decision& to);

// The actions for the permits that a row holds, a list with kListMark between its items, in its
// order; then CONFIRM_KBLI_CONVERSION where the number of the activity was changed by the
// conversion of editions and somebody holds papers with the old one. None where the earlier answer
// is of a ruleset with risk levels: nothing of the old regime is left then.
std::vector<DocumentAction> DocumentActions(absl::string_view held_permits, const DocumentCase& of);

// An old document that is held stands for this permit, so that it need not be asked for.
bool IsCovered(const std::vector<DocumentAction>& actions, absl::string_view permit);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_
