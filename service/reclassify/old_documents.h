// What becomes of the documents of OSS 1.0 and 1.1 (PP 24/2018) under risk-based licensing.

#ifndef IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_
#define IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_

#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/decision.h"
#include "service/reclassify/comparison.h"
#include "service/reclassify/typed_row.h"

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

// The actions for what a row holds, in the order of its list; then CONFIRM_KBLI_CONVERSION where
// the number of the activity was changed by the conversion of editions and somebody holds papers
// with the old one. None where the earlier answer is of a ruleset with risk levels: nothing of the
// old regime is left then.
std::vector<DocumentAction> DocumentActions(const TypedRow& row, const Decision& from,
                                            const Decision& to);

// An old document that is held stands for this permit, so that it need not be asked for.
bool IsCovered(const std::vector<DocumentAction>& actions, absl::string_view permit);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_
