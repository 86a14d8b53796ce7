#include "service/answer/decide.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "classifier/classify.h"
#include "service/render/render_classification.h"

namespace izin {
namespace {

// True if a permit has a term that runs into a year whose holidays are not known.
bool LacksHolidays(const Decision& decision, const AnswerForm& form) {
  return form.filed_on.has_value() && std::any_of(decision.permits.begin(), decision.permits.end(),
                                                  [&form](const PermitDecision& decided) {
                                                    return decided.working_days > 0 &&
                                                           !DueDate(decided, form).has_value();
                                                  });
}

}  // namespace

absl::Status Decide(const ValidatedRequest& validated, Decision& decision) {
  Classify(*validated.ruleset, validated.activity, decision);
  if (decision.outcome == Outcome::kUnspecified) {
    return absl::FailedPreconditionError(
        absl::StrCat(validated.ruleset->versioned_name(),
                     " has no rule for this activity: the ruleset must be corrected, and checked "
                     "by izin rules check"));
  }
  if (validated.is_future) AddWarning(decision, EngineNotice::kFutureDate);
  if (validated.predates_data) AddWarning(decision, EngineNotice::kDataNewerThanDate);
  if (LacksHolidays(decision, validated.form))
    AddWarning(decision, EngineNotice::kHolidaysNotKnown);
  return absl::OkStatus();
}

v1::Classification Render(const Decision& decision, const ValidatedRequest& validated,
                          std::string name) {
  v1::Classification classification = RenderClassification(decision, validated.form);
  classification.set_name(std::move(name));
  return classification;
}

}  // namespace izin
