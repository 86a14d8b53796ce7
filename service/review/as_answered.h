// What a case would have to expect to come out: for a reviewer to hold against the law.

#ifndef IZIN_SERVICE_REVIEW_AS_ANSWERED_H_
#define IZIN_SERVICE_REVIEW_AS_ANSWERED_H_

#include <string>

#include "izin/internal/cases.pb.h"
#include "izin/v1/classification.pb.h"

namespace izin {

// The `expect` block of a case with what `answer` gives in place of what it does not: the same
// things are checked, none are added. A code that must be among others and is not is left out, as
// is a permit that the answer lacks. In text format, indented as within a case, with a line end.
std::string AsAnswered(const internal::Case& tested, const v1::Classification& answer);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_AS_ANSWERED_H_
