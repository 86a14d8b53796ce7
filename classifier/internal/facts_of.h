// The enumerated inputs of an activity.

#ifndef IZIN_CLASSIFIER_INTERNAL_FACTS_OF_H_
#define IZIN_CLASSIFIER_INTERNAL_FACTS_OF_H_

#include "classifier/activity.h"
#include "classifier/enums.h"
#include "classifier/inputs.h"
#include "classifier/kbli_code.h"
#include "classifier/ruleset.h"

namespace izin::internal {

// What the tables read of `activity`, decided for `code_index` of the ruleset's edition at `risk`.
// LICENCE_OFFICE and PERMIT are set as the evaluation comes to know them.
Facts FactsOf(const Ruleset& ruleset, const BusinessActivity& activity, int code_index,
              RiskLevel risk);

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_FACTS_OF_H_
