// From a Decision to the message that answers.

#ifndef IZIN_SERVICE_RENDER_RENDER_CLASSIFICATION_H_
#define IZIN_SERVICE_RENDER_RENDER_CLASSIFICATION_H_

#include <optional>

#include "absl/time/civil_time.h"

#include "classifier/decision.h"
#include "izin/v1/classification.pb.h"
#include "service/request/validate_request.h"

namespace izin {

// Everything but `name`. BASIC leaves out every Text, LegalBasis, authority name, `processing` and
// trace.
izin::v1::Classification RenderClassification(const Decision& decision, const AnswerForm& form);

// The day on which a permit is due, counted from the day it was filed on; nothing if it was not
// filed, has no term, or runs into a year whose holidays are not known.
std::optional<absl::CivilDay> DueDate(const PermitDecision& decided, const AnswerForm& form);

// A citation as the API gives it.
izin::v1::LegalBasis RenderCitation(const Citation& citation);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_RENDER_CLASSIFICATION_H_
