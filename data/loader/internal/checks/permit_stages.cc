#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

bool IsAssessed(absl::string_view stage) {
  return stage == "START" || stage == "CONSTRUCTION" || stage == "OPERATION";
}

void CheckPermit(const PermitEntry& entry, const Position& position, RuleIssues& out) {
  const bool is_supporting = entry.category() == "SUPPORTING";
  if (is_supporting ? entry.required_before().empty() : IsAssessed(entry.required_before())) return;
  position.Field("required_before")
      .AddError(out, absl::StrCat("permit ", entry.code(), " required_before \"",
                                  entry.required_before(), "\": want ",
                                  is_supporting ? "none of a SUPPORTING permit"
                                                : "START, CONSTRUCTION or OPERATION"));
}

}  // namespace

// The stages that an answer assesses: what must be held before another one would never be asked
// for. Duties are waited for before CONSTRUCTION and OPERATION only.
void CheckPermitStages(const Checked& in, RuleIssues& out) {
  for (const PermitEntry& entry : in.rules().permit()) CheckPermit(entry, in.At(entry), out);
  for (const CommitmentEntry& entry : in.rules().commitment()) {
    const bool is_waited_for =
        entry.due_before() == "CONSTRUCTION" || entry.due_before() == "OPERATION";
    if (!entry.blocks_stage() || is_waited_for) continue;
    in.At(entry)
        .Field("blocks_stage")
        .AddError(out, absl::StrCat("commitment ", entry.code(), " blocks the stage due_before \"",
                                    entry.due_before(), "\": want CONSTRUCTION or OPERATION"));
  }
}

}  // namespace izin::internal
