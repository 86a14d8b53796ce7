// What the log of decisions says of an answer.

#ifndef IZIN_SERVICE_DECISIONS_ANSWER_FACTS_H_
#define IZIN_SERVICE_DECISIONS_ANSWER_FACTS_H_

#include <string>

#include "izin/v1/activity.pb.h"
#include "izin/v1/classification.pb.h"

namespace izin {

struct AnswerFacts {
  std::string name;                                        // Classification.name
  std::string ruleset;                                     // Classification.ruleset
  v1::KbliEdition edition = v1::KBLI_EDITION_UNSPECIFIED;  // that the request was read in
  v1::Outcome outcome = v1::OUTCOME_UNSPECIFIED;
  v1::RiskLevel risk_level = v1::RISK_LEVEL_UNSPECIFIED;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_ANSWER_FACTS_H_
