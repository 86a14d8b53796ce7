#include <initializer_list>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

constexpr int kMaxDays = 10000;
constexpr int kMaxMonths = 1200;

void CheckTerm(absl::string_view what, int value, int at_most, const Position& position,
               RuleIssues& out) {
  if (value >= 0 && value <= at_most) return;
  position.AddError(out, absl::StrCat(what, " ", value, ": want 0 to ", at_most));
}

void CheckPermitLine(const PermitLine& line, const Position& position, RuleIssues& out) {
  CheckTerm("working_days", line.working_days(), kMaxDays, position.Field("working_days"), out);
  CheckTerm("working_days_with_repairs", line.working_days_with_repairs(), kMaxDays,
            position.Field("working_days_with_repairs"), out);
  if (line.working_days_with_repairs() >= line.working_days()) return;
  position.AddError(out, absl::StrCat("permit ", line.code(),
                                      ": want working_days <= working_days_with_repairs"));
}

void CheckCommitment(const CommitmentEntry& entry, const Position& position, RuleIssues& out) {
  const auto check = [&](absl::string_view field, int value, int at_most) {
    CheckTerm(field, value, at_most, position.Field(field), out);
  };
  check("due_working_days", entry.due_working_days(), kMaxDays);
  check("due_calendar_days", entry.due_calendar_days(), kMaxDays);
  check("due_months", entry.due_months(), kMaxMonths);
  check("every_months", entry.every_months(), kMaxMonths);
}

}  // namespace

// Days and months of rows, commitments and official pages.
void CheckTerms(const Checked& in, RuleIssues& out) {
  for (const CheckedRow& checked : in.rows) {
    const RowOutcome& then = checked.row.then();
    for (int i = 0; i < then.permit_size(); ++i)
      CheckPermitLine(then.permit(i), checked.position.Nested("then").Nested("permit", i), out);
  }
  for (const CommitmentEntry& entry : in.rules().commitment())
    CheckCommitment(entry, in.At(entry), out);
  const auto rows = static_cast<int>(in.out.official_rows.size());
  for (int i = 0; i < in.in.official_row_size() && i < rows; ++i) {
    CheckTerm(
        "term_days", in.out.official_rows[static_cast<std::size_t>(i)].term_days, kMaxDays,
        in.LineAt(in.in.official_row(i), in.PathOf("official_rows.tsv"), i).Field("term_days"),
        out);
  }
  for (const izin::Commitment& commitment : in.out.page_commitments) {
    const bool is_in = commitment.due_working_days <= kMaxDays &&
                       commitment.due_months <= kMaxMonths && commitment.every_months >= 0 &&
                       commitment.every_months <= kMaxMonths;
    if (is_in) continue;
    out.AddError(
        in.PathOf("official_rows.tsv"), 1, 1,
        absl::StrCat("duty ", commitment.code, ": want a term of at most ", kMaxDays, " days or ",
                     kMaxMonths, " months, and a period of 0 to ", kMaxMonths, " months"));
  }
}

}  // namespace izin::internal
