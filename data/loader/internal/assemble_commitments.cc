#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

// When it is due, and how often.
void ReadTerms(const CommitmentEntry& entry, const Position& position, RuleIssues& issues,
               izin::Commitment& out) {
  out.due_before = ResolveStage(entry.due_before(), position.Field("due_before"), issues);
  out.due_working_days = entry.due_working_days();
  out.due_calendar_days = entry.due_calendar_days();
  out.due_months = entry.due_months();
  const int terms = (out.due_working_days > 0) + (out.due_calendar_days > 0) + (out.due_months > 0);
  if (terms > 1)
    position.AddError(issues,
                      "more than one term: want at most one of days, calendar days and months");
  out.due_after = OptionalText("due_after", entry.due_after(), position, issues);
  out.every_months = entry.every_months();
}

// Since when it binds, and what stands until then.
void ReadBinding(const CommitmentEntry& entry, const Position& position, RuleIssues& issues,
                 izin::Commitment& out) {
  out.detail_before = OptionalText("detail_before", entry.detail_before(), position, issues);
  const bool has_text = !out.detail_before.id.empty();
  if (entry.binding_from().empty() == has_text)
    position.AddError(issues, "want both binding_from and detail_before, or none of them");
  if (entry.binding_from().empty()) return;
  out.binding_from =
      ResolveDate("binding_from", entry.binding_from(), position.Field("binding_from"), issues);
}

izin::Commitment ReadCommitment(Assembly& assembly, const CommitmentEntry& entry) {
  const Position position = assembly.positions.Of(entry, entry.where());
  RuleIssues& issues = assembly.issues;
  izin::Commitment out{.code = entry.code()};
  if (entry.code().empty()) position.AddError(issues, "missing code");
  out.kind = ResolveEnum<CommitmentKind>("kind", entry.kind(), position.Field("kind"), issues);
  out.title = RequiredText("title", entry.title(), position, issues);
  out.detail = OptionalText("detail", entry.detail(), position, issues);
  const auto permit = assembly.permit_by_code.find(entry.permit());
  if (permit == assembly.permit_by_code.end()) {
    position.Field("permit").AddFollowing(
        issues, {assembly.PathOf("permits.textproto")},
        absl::StrCat("unknown permit \"", entry.permit(), "\": want one of permits.textproto"));
  } else {
    out.permit = permit->second;
  }
  ReadTerms(entry, position, issues, out);
  ReadBinding(entry, position, issues, out);
  out.may_apply = entry.may_apply();
  out.by_row_only = entry.by_row_only();
  out.blocks_stage = entry.blocks_stage();
  out.conditions = ResolveConditions(assembly, entry.when(), entry.except(), position,
                                     /*use_authority_keys=*/false);
  out.legal_basis = ResolveCitations(entry.legal_basis(), "legal_basis", position, issues);
  return out;
}

}  // namespace

void AssembleCommitments(Assembly& assembly) {
  for (const CommitmentEntry& entry : assembly.rules().commitment()) {
    assembly.commitments_by_code[entry.code()].push_back(
        static_cast<int>(assembly.out.commitments.size()));
    assembly.out.commitments.push_back(ReadCommitment(assembly, entry));
  }
}

}  // namespace izin::internal
