#include <utility>

#include "absl/strings/str_cat.h"

#include "data/loader/compile.h"
#include "data/loader/internal/assembly.h"
#include "data/loader/internal/checks/checks.h"
#include "data/loader/internal/overlays.h"

namespace izin {
namespace {

// Where the files of the ruleset stand; of a compiled one, where they would.
std::string FolderOf(const internal::CompiledRuleset& compiled, const PositionIndex& positions) {
  if (!positions.folder().empty()) return positions.folder();
  const auto& headers = compiled.rules().ruleset();
  return absl::StrCat("rulesets/", headers.empty() ? "?" : headers[0].id());
}

// Without an edition no code can be read.
void TellRestIsUnread(const internal::Assembly& assembly) {
  assembly.issues.Add({.file = assembly.PathOf("ruleset.textproto"),
                       .severity = Severity::kNote,
                       .message = "held back: what else the ruleset holds is checked once its "
                                  "kbli_edition is known"});
}

}  // namespace

std::shared_ptr<const Ruleset> Assemble(const internal::CompiledRuleset& compiled,
                                        const PositionIndex& positions, std::string fingerprint,
                                        RuleIssues& issues, NamedChecks checks) {
  internal::Assembly assembly{.in = compiled, .positions = positions, .issues = issues};
  assembly.folder = FolderOf(compiled, positions);
  internal::AssembleHeader(assembly);
  if (assembly.out.edition == KbliEdition::kUnspecified) {
    TellRestIsUnread(assembly);
    return nullptr;
  }
  const auto checked = [&] {
    return internal::MakeChecked(compiled, assembly.out, positions, assembly.folder);
  };
  if (checks == NamedChecks::kRun) internal::RunFirstChecks(checked(), issues);
  issues.BeginStage();
  internal::AssembleKbli(assembly);
  internal::AssembleMatrix(assembly);
  internal::AssembleCatalogues(assembly);
  internal::AssembleThresholds(assembly);
  internal::AssembleCommitments(assembly);
  internal::AssembleTables(assembly);
  internal::AssembleOfficialPages(assembly);
  internal::AssembleReference(assembly);
  internal::AssembleOldDocuments(assembly);
  internal::AssembleOverlays(assembly);
  if (checks == NamedChecks::kRun) internal::RunChecks(checked(), issues);
  if (issues.has_errors()) return nullptr;
  assembly.out.fingerprint = std::move(fingerprint);
  return std::make_shared<const Ruleset>(std::move(assembly.out));
}

}  // namespace izin
