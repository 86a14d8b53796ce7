#include "service/reclassify/old_documents.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "service/reclassify/typed_row.h"

namespace izin {
namespace {

bool IsOf(const OldDocument& document, const Ruleset& from) {
  return document.of_ruleset == from.data().id;
}

bool IsOfLevel(const OldDocument& document, RiskLevel level) {
  return document.risk == 0 || (document.risk >> static_cast<unsigned>(level) & 1U) != 0;
}

}  // namespace

bool TellsOfDocuments(const Ruleset& to, const Ruleset& from) {
  const std::vector<OldDocument>& documents = to.data().old_documents;
  return std::any_of(documents.begin(), documents.end(),
                     [&from](const OldDocument& document) { return IsOf(document, from); });
}

DocumentCase DocumentCaseOf(const Ruleset& from, int from_code, const Decision& to) {
  if (!TellsOfDocuments(*to.ruleset, from)) return {};
  const bool needs_review = to.outcome == Outcome::kCodeReviewRequired;
  const bool is_decided = to.outcome == Outcome::kDecided;
  return {.is_of_old_regime = true,
          .is_code_changed = needs_review || from_code != to.code.number(),
          .level = is_decided ? to.risk_level : RiskLevel::kUnspecified};
}

std::vector<DocumentAction> DocumentActions(absl::string_view held_permits, const DocumentCase& of,
                                            const Ruleset& from, const Ruleset& to) {
  std::vector<DocumentAction> actions;
  if (!of.is_of_old_regime) return actions;
  const std::vector<OldDocument>& documents = to.data().old_documents;
  for (absl::string_view item : absl::StrSplit(held_permits, kListMark)) {
    const absl::string_view held = absl::StripAsciiWhitespace(item);
    for (const OldDocument& document : documents) {
      const bool stands = !document.code_changed && document.held == held && IsOf(document, from) &&
                          IsOfLevel(document, of.level);
      if (stands) actions.push_back({.document = &document});
    }
  }
  if (!of.is_code_changed || held_permits.empty()) return actions;
  for (const OldDocument& document : documents) {
    if (document.code_changed && IsOf(document, from)) actions.push_back({.document = &document});
  }
  return actions;
}

bool IsCovered(const std::vector<DocumentAction>& actions, const Ruleset& to,
               absl::string_view permit) {
  return std::any_of(actions.begin(), actions.end(), [&](const DocumentAction& action) {
    const std::vector<int>& covered = action.document->stands_for;
    return std::any_of(covered.begin(), covered.end(), [&](int at) {
      return to.data().permits[static_cast<std::size_t>(at)].code == permit;
    });
  });
}

std::string ProvisionOf(const OldDocument& document) {
  const Citation& basis = document.legal_basis.front();
  return absl::StrCat(basis.regulation, " ", basis.provision);
}

}  // namespace izin
