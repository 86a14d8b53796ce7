// Two answers about one row, side by side: what all that is written of the row is made from.

#ifndef IZIN_SERVICE_RECLASSIFY_COMPARISON_H_
#define IZIN_SERVICE_RECLASSIFY_COMPARISON_H_

#include <cstdint>
#include <vector>

#include "classifier/decision.h"
#include "classifier/ruleset_data.h"
#include "service/reclassify/typed_row.h"
#include "service/render/change.h"

namespace izin {

// Why a row is worth a look. The first that a row has stands for it where only one can.
enum class Reason : std::uint8_t {
  kCodeReview,
  kNotLicensed,
  kScaleNotOffered,
  kRefused,
  kScopeRequired,
  kRiskRaised,
  kRiskLowered,
  kPermitsChanged,
  kCommitmentsChanged,
  kAuthorityChanged,
  kTermChanged,
  kUnchanged,
};
inline constexpr int kReasonCount = static_cast<int>(Reason::kUnchanged) + 1;

// A document of the earlier regime that the business holds, and what is to be done with it.
struct DocumentAction {
  const OldDocument* document = nullptr;
};

// Points into the row and the decisions, which must outlive it.
struct Comparison {
  const TypedRow& row;
  const Decision& from;
  const Decision& to;
  CellChange change;
  std::uint32_t reasons = 0;  // a bit by Reason
  std::vector<DocumentAction> documents;

  bool Has(Reason reason) const { return (reasons >> static_cast<int>(reason) & 1U) != 0; }
};

// "RISK_RAISED".
absl::string_view NameOf(Reason reason);
Reason FirstReason(std::uint32_t reasons);

// The term of a permit or commitment that both answers have.
bool IsTerm(const AnswerDifference& difference);
// A field whose difference may be a reason: a term, or an office. A line of CSV tells of no other.
bool IsReason(absl::string_view field);

// Compares the answers, by CompareAnswers, and says why the row is worth a look:
//
// Where the later answer is that the code must be reviewed, nothing but the outcomes is compared.
//
//   CODE_REVIEW, NOT_LICENSED, SCALE_NOT_OFFERED, REFUSED, SCOPE_REQUIRED   the later answer's
//                          outcome, whatever the earlier one was: a person must act
//   RISK_RAISED, RISK_LOWERED   both answers give a level
//   PERMITS_CHANGED, COMMITMENTS_CHANGED   some are required by one answer only
//   AUTHORITY_CHANGED   of the licence, or of a permit of both
//   TERM_CHANGED        of a permit or commitment of both: days, months, or automatic
//   UNCHANGED           none of these: a warning, a stage or a flag alone may differ
//
// `wants` as CompareAnswers has it.
Comparison Compare(const TypedRow& row, const Decision& from, const Decision& to,
                   AnswerDifferences::WantsField wants = nullptr);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_COMPARISON_H_
