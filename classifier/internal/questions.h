// Questions: what is not known and would change the answer. Derived from the tables, never written.

#ifndef IZIN_CLASSIFIER_INTERNAL_QUESTIONS_H_
#define IZIN_CLASSIFIER_INTERNAL_QUESTIONS_H_

#include "classifier/activity.h"
#include "classifier/decision.h"
#include "classifier/ruleset.h"

namespace izin::internal {

// Fills `questions` of a decision that is otherwise complete: each field that is not known and for
// which another value, all else as given, would change the outcome, the code, flag or office of a
// permit, or the licence's office.
void Ask(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision);

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_QUESTIONS_H_
