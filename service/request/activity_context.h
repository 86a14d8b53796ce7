// What the activity of a request is held against.

#ifndef IZIN_SERVICE_REQUEST_ACTIVITY_CONTEXT_H_
#define IZIN_SERVICE_REQUEST_ACTIVITY_CONTEXT_H_

#include "classifier/kbli_code.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

struct ActivityContext {
  const RulesetLibrary& library;
  // The ruleset that will answer; null if none does, and then only faults of form are found.
  const Ruleset* ruleset = nullptr;
  // What an unspecified edition means here.
  KbliEdition default_edition = KbliEdition::k2025;
};

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_ACTIVITY_CONTEXT_H_
