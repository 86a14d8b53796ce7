#include "service/answer/classify_handler.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "classifier/classify.h"
#include "service/answer/canonical_key.h"
#include "service/render/render_classification.h"
#include "service/request/request_faults.h"
#include "service/store/answer_name.h"

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

ClassifyHandler::ClassifyHandler(std::shared_ptr<const RulesetLibrary> library, const Clock& clock,
                                 JointLeave joint_leave)
    : library_(std::move(library)), clock_(clock), joint_leave_(joint_leave) {}

absl::StatusOr<v1::Classification> ClassifyHandler::Classify(
    const v1::ClassifyActivityRequest& request) const {
  const absl::StatusOr<ValidatedRequest> validated = Validate(request);
  if (!validated.ok()) return validated.status();
  std::string activity_key;
  AppendActivityKey(*validated->ruleset, validated->activity, activity_key);
  return Decide(*validated, activity_key);
}

absl::StatusOr<ValidatedRequest> ClassifyHandler::Validate(
    const v1::ClassifyActivityRequest& request) const {
  return ValidateRequest(request, *library_, TodayInJakarta(clock_), joint_leave_);
}

v1::Classification ClassifyHandler::Decide(const ValidatedRequest& validated,
                                           const std::string& activity_key) const {
  thread_local Decision decision;  // its buffers serve the next request of this thread
  izin::Classify(*validated.ruleset, validated.activity, decision);
  if (validated.is_future) AddWarning(decision, EngineNotice::kFutureDate);
  if (validated.predates_data) AddWarning(decision, EngineNotice::kDataNewerThanDate);
  if (LacksHolidays(decision, validated.form))
    AddWarning(decision, EngineNotice::kHolidaysNotKnown);
  v1::Classification classification = RenderClassification(decision, validated.form);
  classification.set_name(NameOfKey(activity_key));
  decision.Clear();
  return classification;
}

std::optional<Decision> ClassifyHandler::DecideAgain(v1::ClassifyActivityRequest request,
                                                     const std::string& ruleset,
                                                     v1::KbliEdition edition) const {
  request.mutable_activity()->set_kbli_edition(edition);
  request.set_ruleset(ruleset);
  request.clear_as_of();
  const absl::StatusOr<ValidatedRequest> validated = Validate(request);
  if (!validated.ok()) return std::nullopt;
  return izin::Classify(*validated->ruleset, validated->activity);
}

absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyHandler::ClassifyBatch(
    const v1::BatchClassifyActivitiesRequest& request,
    absl::FunctionRef<bool()> is_cancelled) const {
  if (absl::Status status = CheckBatchSize(request); !status.ok()) return status;
  v1::BatchClassifyActivitiesResponse response;
  for (const v1::ClassifyActivityRequest& item : request.requests()) {
    if (is_cancelled()) return absl::CancelledError("the caller went away");
    absl::StatusOr<v1::Classification> classification = Classify(item);
    v1::BatchClassifyActivitiesResult& result = *response.add_results();
    if (classification.ok()) {
      *result.mutable_classification() = *std::move(classification);
    } else {
      *result.mutable_error() = ToItemError(classification.status());
    }
  }
  return response;
}

absl::Status CheckBatchSize(const v1::BatchClassifyActivitiesRequest& batch) {
  if (batch.requests_size() <= ClassifyHandler::kMaxBatch) return absl::OkStatus();
  return FieldError(
      FaultKind::kInvalid, "requests",
      absl::StrCat(batch.requests_size(), " requests: want at most ", ClassifyHandler::kMaxBatch));
}

v1::ItemError ToItemError(const absl::Status& status) {
  v1::ItemError error;
  error.set_code(static_cast<int>(status.code()));
  error.set_message(std::string(status.message()));
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (details.has_value() && details->field_violations_size() > 0) {
    error.set_field_path(details->field_violations(0).field());
  }
  return error;
}

}  // namespace izin
