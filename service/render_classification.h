// From a Decision to the message that answers.

#ifndef IZIN_SERVICE_RENDER_CLASSIFICATION_H_
#define IZIN_SERVICE_RENDER_CLASSIFICATION_H_

#include "classifier/decision.h"
#include "izin/v1/classification.pb.h"
#include "service/validate_request.h"

namespace izin {

// Everything but `name`. BASIC leaves out every Text, LegalBasis, authority name, `processing` and
// trace.
izin::v1::Classification RenderClassification(const Decision& decision, const AnswerForm& form);

// A citation as the API gives it.
izin::v1::LegalBasis RenderCitation(const Citation& citation);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_CLASSIFICATION_H_
