// The parts of an answer that a case states, as a case states them.

#ifndef IZIN_SERVICE_REVIEW_CASE_PARTS_H_
#define IZIN_SERVICE_REVIEW_CASE_PARTS_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "izin/v1/classification.pb.h"
#include "service/render/api_words.h"

namespace izin {

template <typename Items>
std::vector<std::string> CodesOf(const Items& items) {
  std::vector<std::string> codes;
  for (const auto& item : items) codes.push_back(item.code());
  return codes;
}

// Codes of the permits, those that may apply apart.
struct PermitCodes {
  std::vector<std::string> required;
  std::vector<std::string> supporting;
};

inline PermitCodes PermitCodesOf(const v1::Classification& answer) {
  PermitCodes codes;
  for (const v1::Permit& permit : answer.permits())
    (permit.may_apply() ? codes.supporting : codes.required).push_back(permit.code());
  return codes;
}

// "56101-1 MEDIUM_LOW"
inline std::vector<std::string> CandidatesOf(const v1::Classification& answer) {
  std::vector<std::string> candidates;
  for (const v1::Scope& scope : answer.candidates())
    candidates.push_back(absl::StrCat(scope.id(), " ", ApiWord(scope.risk_level())));
  return candidates;
}

// "activity.zone"
inline std::vector<std::string> QuestionPathsOf(const v1::Classification& answer) {
  std::vector<std::string> paths;
  for (const v1::Question& question : answer.questions()) paths.push_back(question.field_path());
  return paths;
}

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_CASE_PARTS_H_
