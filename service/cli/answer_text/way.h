// The way of a business to its operation: what can be applied for now, and how long all of it
// takes.

#ifndef IZIN_SERVICE_CLI_ANSWER_TEXT_WAY_H_
#define IZIN_SERVICE_CLI_ANSWER_TEXT_WAY_H_

#include <vector>

#include "izin/v1/classification.pb.h"

namespace izin::cli {

// Working days.
struct Duration {
  int days = 0;
  int days_with_repairs = 0;
  bool is_whole = true;  // false: a permit on the way has no published term, so it takes longer
};

// Points into the classification that it was made of.
struct Way {
  // To be applied for now: the missing permits of the first stage that lacks one, save those that
  // wait for another of them; in the order of acting. All of them go side by side.
  std::vector<const izin::v1::Permit*> now;
  // Of the same stage, those that wait.
  std::vector<const izin::v1::Permit*> after_them;
  // The longest path through the stages, over the permits that are missing: within a stage they run
  // side by side, save where one waits for another.
  Duration whole;
};

// Supporting permits are no part of it. Of a classification in the BASIC view no term is known.
Way WayOf(const izin::v1::Classification& classification);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_ANSWER_TEXT_WAY_H_
