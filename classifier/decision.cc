#include "classifier/decision.h"

namespace izin {

void Decision::Clear() {
  ruleset = nullptr;
  outcome = Outcome::kUnspecified;
  risk_level = RiskLevel::kUnspecified;
  code = KbliCode();
  code_index = -1;
  edition = KbliEdition::kUnspecified;
  entry = nullptr;
  scale = BusinessScale::kUnspecified;
  scope = nullptr;
  authority = {};
  scope_offices.clear();
  regency = nullptr;
  province = nullptr;
  candidates.clear();
  permits.clear();
  commitments.clear();
  warnings.clear();
  questions.clear();
  question_values.clear();
  evaluations.clear();
  stages.Clear();
}

void StageDecision::Clear() {
  may_prepare = may_build = may_operate = false;
  blocking.clear();
}

Facts Decision::FactsOf(const Evaluation& evaluation) const {
  Facts read = evaluation.reads_given ? given : facts;
  if (evaluation.overridden.has_value()) read.SetBits(*evaluation.overridden, evaluation.bits);
  return read;
}

}  // namespace izin
