// The permits of an activity, from the tables of places, environment, building and licences.

#ifndef IZIN_CLASSIFIER_INTERNAL_PERMITS_H_
#define IZIN_CLASSIFIER_INTERNAL_PERMITS_H_

#include "classifier/internal/run.h"

namespace izin::internal {

// kUnknown: the rules have a gap (Run::has_gap).
enum class PermitsFound { kRequired, kRefused, kNotLicensed, kUnknown };

// Reads the tables in the order of the permits: NIB; land; sea; forest; environment; building; the
// licence; and the notes on the whole answer.
PermitsFound FindPermits(Run& run);

// Reads the inputs as table ADJUST says, for the tables that come after it.
void AdjustInputs(const Ruleset& ruleset, Facts& facts);

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_PERMITS_H_
