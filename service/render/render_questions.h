// The questions of a decision in words.

#ifndef IZIN_SERVICE_RENDER_RENDER_QUESTIONS_H_
#define IZIN_SERVICE_RENDER_RENDER_QUESTIONS_H_

#include "google/protobuf/repeated_field.h"

#include "classifier/decision.h"
#include "izin/v1/classification.pb.h"
#include "service/request/validate_request.h"

namespace izin {

// Appends a question for each of `decision.questions`: its field path, its values as the API takes
// them and, but in the BASIC view, its text.
void RenderQuestions(const Decision& decision, const AnswerForm& form,
                     google::protobuf::RepeatedPtrField<v1::Question>& out);

}  // namespace izin

#endif  // IZIN_SERVICE_RENDER_RENDER_QUESTIONS_H_
