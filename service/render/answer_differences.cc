#include "service/render/answer_differences.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "classifier/enum_names.h"

namespace izin {
namespace {

constexpr std::size_t kUsual = 7;  // so many fields differ, and rarely more

const CommitmentDecision* FindCommitment(const Decision& decision, absl::string_view code) {
  for (const CommitmentDecision& decided : decision.commitments) {
    if (decided.commitment->code == code) return &decided;
  }
  return nullptr;
}

bool Warns(const Decision& decision, absl::string_view code) {
  return std::any_of(
      decision.warnings.begin(), decision.warnings.end(),
      [code](const WarningDecision& warning) { return warning.notice->code == code; });
}

absl::string_view CodeOf(const Permit* permit) {
  return permit == nullptr ? absl::string_view() : absl::string_view(permit->code);
}

}  // namespace

absl::string_view IdOf(const Office* office) {
  return office == nullptr ? absl::string_view() : absl::string_view(office->id);
}

void AnswerDifferences::Add(const Subject& subject, absl::string_view field, absl::string_view from,
                            absl::string_view to) {
  if (from == to) return;
  reforms_.Add(ReformOfField(field, from, to));
  if (wants_ != nullptr && !wants_(field)) return;
  if (list_.empty()) list_.reserve(kUsual);
  list_.push_back(
      {.subject = absl::StrCat(subject.kind, subject.code.empty() ? "" : "/", subject.code),
       .field = std::string(field),
       .from = std::string(from),
       .to = std::string(to)});
}

void AnswerDifferences::Add(const Subject& subject, absl::string_view field, int from, int to) {
  if (from != to) Add(subject, field, absl::StrCat(from), absl::StrCat(to));
}

void AnswerDifferences::Add(const Subject& subject, absl::string_view field, bool from, bool to) {
  // Written out: a string literal would be taken for a bool again.
  const auto word = [](bool value) { return absl::string_view(value ? "true" : "false"); };
  if (from != to) Add(subject, field, word(from), word(to));
}

void AnswerDifferences::CompareWhole(const Decision& from, const Decision& to) {
  Add({"outcome"}, "outcome", NameOf(from.outcome), NameOf(to.outcome));
  Add({"authority"}, "office", IdOf(from.authority.office), IdOf(to.authority.office));
  const Subject stages{"stages"};
  Add(stages, "may_prepare", from.stages.may_prepare, to.stages.may_prepare);
  Add(stages, "may_build", from.stages.may_build, to.stages.may_build);
  Add(stages, "may_operate", from.stages.may_operate, to.stages.may_operate);
  CompareWarnings(from, to);
}

void AnswerDifferences::CompareWarnings(const Decision& from, const Decision& to) {
  for (const WarningDecision& warning : from.warnings) {
    if (!Warns(to, warning.notice->code))
      Add({"warning", warning.notice->code}, "stands", true, false);
  }
  for (const WarningDecision& warning : to.warnings) {
    if (!Warns(from, warning.notice->code))
      Add({"warning", warning.notice->code}, "stands", false, true);
  }
}

void AnswerDifferences::ComparePermit(const PermitDecision& from, const PermitDecision& to) {
  const Subject permit{"permit", to.permit->code};
  if (from.permit->code != to.permit->code)
    Add({"permit", from.permit->code}, "replaced_by", absl::string_view(), to.permit->code);
  CompareTerms(from, to);
  Add(permit, "deemed_approved", from.line->deemed_approved, to.line->deemed_approved);
  Add(permit, "flag", NameOf(from.flag), NameOf(to.flag));
  Add(permit, "required_before", NameOf(from.permit->required_before),
      NameOf(to.permit->required_before));
  Add(permit, "office", IdOf(from.office.office), IdOf(to.office.office));
}

// To be issued automatically is shorter than any term.
void AnswerDifferences::CompareTerms(const PermitDecision& from, const PermitDecision& to) {
  const Subject permit{"permit", to.permit->code};
  Add(permit, "automatic", from.line->automatic, to.line->automatic);
  Add(permit, "working_days", from.working_days, to.working_days);
  Add(permit, "working_days_with_repairs", from.working_days_with_repairs,
      to.working_days_with_repairs);
}

void AnswerDifferences::CompareCommitments(const Decision& from, const Decision& to) {
  for (const CommitmentDecision& earlier : from.commitments) {
    const Commitment& was = *earlier.commitment;
    if (FindCommitment(from, was.code) != &earlier) continue;
    const CommitmentDecision* later = FindCommitment(to, was.code);
    if (later == nullptr || later->commitment == &was) continue;
    const Commitment& is = *later->commitment;
    const Subject subject{"commitment", was.code};
    Add(subject, "permit", CodeOf(earlier.permit), CodeOf(later->permit));
    Add(subject, "kind", NameOf(was.kind), NameOf(is.kind));
    Add(subject, "due_before", NameOf(was.due_before), NameOf(is.due_before));
    Add(subject, "due_working_days", was.due_working_days, is.due_working_days);
    Add(subject, "due_calendar_days", was.due_calendar_days, is.due_calendar_days);
    Add(subject, "due_months", was.due_months, is.due_months);
    Add(subject, "every_months", was.every_months, is.every_months);
    Add(subject, "may_apply", was.may_apply, is.may_apply);
    Add(subject, "blocks_stage", was.blocks_stage, is.blocks_stage);
  }
}

}  // namespace izin
