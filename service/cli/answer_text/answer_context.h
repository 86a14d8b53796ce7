// What a page says beside the answer itself, asked of the same service.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_ANSWER_CONTEXT_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_ANSWER_CONTEXT_H_

#include "classifier/working_days.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "service/cli/answer_text/answer_text.h"
#include "service/cli/backend.h"

namespace izin::cli {

// For the `answer` that `backend` gave to `request`: what the answers to its questions would
// change, what their values are called, and dates from `filed_on`. What cannot be asked is left
// out: the page is shorter then, but still an answer.
AnswerContext ContextOf(Backend& backend, const izin::v1::ClassifyActivityRequest& request,
                        const izin::v1::Classification& answer, JointLeave joint_leave);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_ANSWER_CONTEXT_H_
