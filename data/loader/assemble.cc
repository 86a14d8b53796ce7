#include <utility>

#include "data/loader/compile.h"
#include "data/loader/internal/assembly.h"

namespace izin {

std::shared_ptr<const Ruleset> Assemble(const internal::CompiledRuleset& compiled,
                                        const PositionIndex& positions, std::string fingerprint,
                                        RuleIssues& issues) {
  internal::Assembly assembly{.in = compiled, .positions = positions, .issues = issues};
  internal::AssembleHeader(assembly);
  const bool has_edition = assembly.out.edition != KbliEdition::kUnspecified;
  if (!has_edition) return nullptr;  // the rest cannot be read without it
  internal::AssembleKbli(assembly);
  internal::AssembleMatrix(assembly);
  internal::AssembleCatalogues(assembly);
  internal::AssembleThresholds(assembly);
  internal::AssembleCommitments(assembly);
  internal::AssembleTables(assembly);
  internal::AssembleOfficialPages(assembly);
  internal::AssembleReference(assembly);
  if (issues.has_errors()) return nullptr;
  assembly.out.fingerprint = std::move(fingerprint);
  return std::make_shared<const Ruleset>(std::move(assembly.out));
}

}  // namespace izin
