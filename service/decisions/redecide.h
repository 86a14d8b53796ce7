// Deciding the past again, as those who read the log see it.

#ifndef IZIN_SERVICE_DECISIONS_REDECIDE_H_
#define IZIN_SERVICE_DECISIONS_REDECIDE_H_

#include <functional>
#include <memory>
#include <string>

#include "classifier/decision.h"
#include "classifier/ruleset.h"
#include "izin/v1/activity.pb.h"
#include "izin/v1/permit_classification_service.pb.h"

namespace izin {

// A decision, and the rules that it points into.
struct DecidedUnder {
  std::shared_ptr<const Ruleset> ruleset;
  Decision decision;
};

// Decides a past request anew under the ruleset of that name, read in the edition of KBLI of its
// day. False if the ruleset is not held or cannot take it. Thread-safe.
using Redecide = std::function<bool(v1::ClassifyActivityRequest request, const std::string& ruleset,
                                    v1::KbliEdition edition, DecidedUnder& decided)>;

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_REDECIDE_H_
