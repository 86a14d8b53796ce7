// What an answer to a question would change, asked of the same service that gave the answer.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_EFFECTS_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_EFFECTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "izin/v1/permit_classification_service.pb.h"
#include "service/cli/backend.h"

namespace izin::cli {

// A value that a question offers.
struct ValueEffect {
  std::string value;                 // as the question names it: "ENVIRONMENTAL_SCREENING_SPPL"
  std::vector<std::string> changes;  // in words; empty: nothing that the page shows
  std::string label;                 // of a scope; empty for other values
};

struct QuestionEffects {
  std::string field_path;
  std::vector<ValueEffect> values;
};

// For each question of `answer`, which `backend` gave to `request`: its values, each with what it
// alone would change. A value that would be refused has no changes. The status of the calls where
// they fail.
absl::StatusOr<std::vector<QuestionEffects>> EffectsOf(
    ActivityBackend& backend, const izin::v1::ClassifyActivityRequest& request,
    const izin::v1::Classification& answer, bool is_english);

// The differences between two answers to nearly the same question, in words.
std::vector<std::string> ChangesBetween(const izin::v1::Classification& from,
                                        const izin::v1::Classification& to, bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_EFFECTS_H_
