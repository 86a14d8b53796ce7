// The decision: activity in, Decision out, by one ruleset. Pure: no clock, files, logging or
// globals.

#ifndef IZIN_CLASSIFIER_CLASSIFY_H_
#define IZIN_CLASSIFIER_CLASSIFY_H_

#include "absl/strings/string_view.h"

#include "classifier/activity.h"
#include "classifier/decision.h"
#include "classifier/ruleset.h"

namespace izin {

// Decides `activity` under `ruleset` into `decision`, whose former content is dropped and whose
// buffers are used again. The first outcome that applies: CODE_REVIEW_REQUIRED,
// NOT_LICENSED_VIA_OSS, SCALE_NOT_OFFERED, REFUSED, SCOPE_REQUIRED, DECIDED. A domain outcome is a
// value, so nothing fails here; kUnspecified, without permits, where a faulty ruleset has no row
// for the activity.
//
// REQUIRES: `activity.code` is in the catalogue of `activity.edition`; `activity.scope`, if any,
// exists and belongs to the code or to one of its counterparts. Thread-safe for distinct
// `decision`s.
void Classify(const Ruleset& ruleset, const BusinessActivity& activity, Decision& decision);

// The same with a decision of its own.
Decision Classify(const Ruleset& ruleset, const BusinessActivity& activity);

// Adds a warning that the request, not the activity, gives rise to (a date in the future), in its
// place among the decision's warnings. `value` must outlive the decision.
void AddWarning(Decision& decision, EngineNotice notice, absl::string_view value = {});

}  // namespace izin

#endif  // IZIN_CLASSIFIER_CLASSIFY_H_
