// What the steps of the pipeline say of a request, taken one by one and without the pipeline.

#ifndef IZIN_TESTS_SERVICE_DECIDING_H_
#define IZIN_TESTS_SERVICE_DECIDING_H_

#include <string>

#include "absl/status/statusor.h"

#include "service/answer/canonical_key.h"
#include "service/answer/decide.h"
#include "service/request/validate_request.h"
#include "service/store/answer_name.h"
#include "tests/service/answering.h"

namespace izin::testing {

// Validated on kToday.
inline absl::StatusOr<ValidatedRequest> Validated(const v1::ClassifyActivityRequest& request) {
  return ValidateRequest(request, *Library(), kToday, JointLeave::kSkipped);
}

inline std::string ActivityKeyOf(const ValidatedRequest& validated) {
  std::string key;
  AppendActivityKey(*validated.ruleset, validated.activity, key);
  return key;
}

// The whole key, under which an answer is remembered.
inline std::string KeyOf(const ValidatedRequest& validated) {
  std::string key = ActivityKeyOf(validated);
  AppendFormKey(validated, key);
  return key;
}

// The bytes of the response, or the status.
inline std::string Decided(const absl::StatusOr<ValidatedRequest>& validated) {
  if (!validated.ok()) return "status " + validated.status().ToString();
  Decision decision;
  const absl::Status status = Decide(*validated, decision);
  if (!status.ok()) return "status " + status.ToString();
  v1::ClassifyActivityResponse response;
  *response.mutable_classification() =
      Render(decision, *validated, NameOfKey(ActivityKeyOf(*validated)));
  return response.SerializeAsString();
}
inline std::string Decided(const v1::ClassifyActivityRequest& request) {
  return Decided(Validated(request));
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_DECIDING_H_
