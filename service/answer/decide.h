// The step of the pipeline that applies the law: a validated request becomes a decision, and that
// the words of the API.

#ifndef IZIN_SERVICE_ANSWER_DECIDE_H_
#define IZIN_SERVICE_ANSWER_DECIDE_H_

#include <string>

#include "absl/status/status.h"

#include "classifier/decision.h"
#include "izin/v1/classification.pb.h"
#include "service/request/validate_request.h"

namespace izin {

// Fills `decision`, whose buffers serve the next request. It points into `validated.ruleset`.
// FAILED_PRECONDITION where the ruleset itself has a gap there: no answer is better than a guess.
absl::Status Decide(const ValidatedRequest& validated, Decision& decision);

// In the form that the request asks for. `name` is Classification.name.
v1::Classification Render(const Decision& decision, const ValidatedRequest& validated,
                          std::string name);

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_DECIDE_H_
