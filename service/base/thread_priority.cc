#include "service/base/thread_priority.h"

#include <sys/resource.h>
#include <unistd.h>

namespace izin {
namespace {

// About a tenth of the share of another thread.
constexpr int kSteps = 10;

}  // namespace

void LowerThreadPriority() {
  // Of a thread, not of the process: Linux keeps it so. A system that refuses only costs time.
  const auto thread = static_cast<id_t>(gettid());
  (void)setpriority(PRIO_PROCESS, thread, getpriority(PRIO_PROCESS, thread) + kSteps);
}

}  // namespace izin
