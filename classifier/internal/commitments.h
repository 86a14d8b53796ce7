// What goes with the permits: requirements, obligations and reports.

#ifndef IZIN_CLASSIFIER_INTERNAL_COMMITMENTS_H_
#define IZIN_CLASSIFIER_INTERNAL_COMMITMENTS_H_

#include "classifier/internal/run.h"

namespace izin::internal {

// Lists the commitments of the permits found, from the catalogue and from the official pages.
void CollectCommitments(Run& run);

// True if every commitment that must be fulfilled, as a permit must be held, before `stage` is: the
// boundary ruling of forest land, and the requirements of a licence that was issued directly.
bool DutiesHeld(const Run& run, Stage stage);

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_COMMITMENTS_H_
