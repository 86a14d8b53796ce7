// What becomes of the documents of an earlier regime that a business holds, as the later ruleset
// says it (RulesetData::old_documents).

#ifndef IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_
#define IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/decision.h"
#include "classifier/ruleset.h"
#include "service/reclassify/comparison.h"

namespace izin {

// All of two answers that the actions depend on, beside the rulesets that gave them.
struct DocumentCase {
  bool is_of_old_regime = false;              // the later ruleset tells of documents of the earlier
  bool is_code_changed = false;               // by the conversion of editions, or in need of review
  RiskLevel level = RiskLevel::kUnspecified;  // that was decided

  friend bool operator==(const DocumentCase&, const DocumentCase&) = default;
};

// The later ruleset says what becomes of documents of the earlier one.
bool TellsOfDocuments(const Ruleset& to, const Ruleset& from);

// `from_code`: the number of the code as the earlier ruleset read it.
DocumentCase DocumentCaseOf(const Ruleset& from, int from_code, const Decision& to);

// The actions for the permits that a row holds, a list with kListMark between its items, in its
// order; then that of the code where its number was changed by the conversion of editions and
// somebody holds papers with the old one. None where the later ruleset tells of no documents of the
// earlier one. They point into `to`.
std::vector<DocumentAction> DocumentActions(absl::string_view held_permits, const DocumentCase& of,
                                            const Ruleset& from, const Ruleset& to);

// An old document that is held stands for this permit of the later ruleset `to`, so that it need
// not be asked for.
bool IsCovered(const std::vector<DocumentAction>& actions, const Ruleset& to,
               absl::string_view permit);

// What an action rests on: "PP 28/2025 art 549b".
std::string ProvisionOf(const OldDocument& document);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_OLD_DOCUMENTS_H_
