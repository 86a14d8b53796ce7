// Who issues the licence and each permit.

#ifndef IZIN_CLASSIFIER_INTERNAL_OFFICES_H_
#define IZIN_CLASSIFIER_INTERNAL_OFFICES_H_

#include "classifier/internal/run.h"

namespace izin::internal {

// Fills `authority` and the office of each permit found.
void ChooseOffices(Run& run);

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_OFFICES_H_
