#include "service/reclassify/comparison.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "service/reclassify/old_documents.h"

namespace izin {
namespace {

constexpr auto kNames = std::to_array<absl::string_view>({
    "CODE_REVIEW",
    "NOT_LICENSED",
    "SCALE_NOT_OFFERED",
    "REFUSED",
    "SCOPE_REQUIRED",
    "RISK_RAISED",
    "RISK_LOWERED",
    "PERMITS_CHANGED",
    "COMMITMENTS_CHANGED",
    "AUTHORITY_CHANGED",
    "TERM_CHANGED",
    "UNCHANGED",
});
static_assert(kNames.size() == kReasonCount);

std::uint32_t Bit(Reason reason, bool holds) { return holds ? 1U << static_cast<int>(reason) : 0; }

constexpr absl::string_view kOffice = "office";

bool IsOffice(const AnswerDifference& difference) { return difference.field == kOffice; }

bool IsTermField(absl::string_view field) {
  constexpr absl::string_view kTerms[] = {
      "automatic",  "working_days",     "working_days_with_repairs", "deemed_approved",
      "due_months", "due_working_days", "due_calendar_days",         "every_months"};
  return std::find(std::begin(kTerms), std::end(kTerms), field) != std::end(kTerms);
}

std::uint32_t OutcomeReason(Outcome outcome) {
  return Bit(Reason::kCodeReview, outcome == Outcome::kCodeReviewRequired) |
         Bit(Reason::kNotLicensed, outcome == Outcome::kNotLicensedViaOss) |
         Bit(Reason::kScaleNotOffered, outcome == Outcome::kScaleNotOffered) |
         Bit(Reason::kRefused, outcome == Outcome::kRefused) |
         Bit(Reason::kScopeRequired, outcome == Outcome::kScopeRequired);
}

std::uint32_t ReasonsOf(const CellChange& change) {
  const std::uint32_t reasons =
      OutcomeReason(change.to_outcome) | Bit(Reason::kRiskRaised, change.is_risk_raised()) |
      Bit(Reason::kRiskLowered, change.is_risk_lowered()) |
      Bit(Reason::kPermitsChanged,
          !change.permits_added.empty() || !change.permits_removed.empty()) |
      Bit(Reason::kCommitmentsChanged,
          !change.commitments_added.empty() || !change.commitments_removed.empty()) |
      Bit(Reason::kAuthorityChanged,
          change.from_authority != change.to_authority || !change.moved.empty() ||
              std::any_of(change.differences.begin(), change.differences.end(), IsOffice)) |
      Bit(Reason::kTermChanged,
          std::any_of(change.differences.begin(), change.differences.end(), IsTerm));
  return reasons != 0 ? reasons : Bit(Reason::kUnchanged, true);
}

// Of a code to be reviewed nothing is known that could be compared: what the candidates share is no
// answer. So DiffRulesets says it too.
CellChange OnlyOutcomes(const CellChange& change) {
  return {.from_outcome = change.from_outcome, .to_outcome = change.to_outcome};
}

}  // namespace

bool IsTerm(const AnswerDifference& difference) { return IsTermField(difference.field); }

bool IsReason(absl::string_view field) { return field == kOffice || IsTermField(field); }

absl::string_view NameOf(Reason reason) { return kNames[static_cast<std::size_t>(reason)]; }

Reason FirstReason(std::uint32_t reasons) {
  return static_cast<Reason>(reasons == 0 ? kReasonCount - 1 : __builtin_ctz(reasons));
}

Comparison Compare(const TypedRow& row, const Decision& from, const Decision& to,
                   AnswerDifferences::WantsField wants) {
  Comparison comparison{.row = row,
                        .from = from,
                        .to = to,
                        .change = CompareAnswers(from, to, wants),
                        .documents = {}};
  if (to.outcome == Outcome::kCodeReviewRequired)
    comparison.change = OnlyOutcomes(comparison.change);
  comparison.reasons = ReasonsOf(comparison.change);
  comparison.documents = DocumentActions(row.texts[RowField::kHeldPermits],
                                         DocumentCaseOf(*from.ruleset, from.code.number(), to),
                                         *from.ruleset, *to.ruleset);
  return comparison;
}

}  // namespace izin
