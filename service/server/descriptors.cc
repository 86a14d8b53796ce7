#include "service/server/descriptors.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace izin {
namespace {

// Files of the store, 256, and as many again for the library's own and what is open for a moment.
constexpr rlim_t kForOthers = 512;
// A limit beyond it is none.
constexpr rlim_t kEnough = 1 << 20;

rlimit Limit() {
  rlimit limit = {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit;
}

}  // namespace

void RaiseDescriptorLimit() {
  rlimit limit = Limit();
  limit.rlim_cur = std::max(limit.rlim_cur, std::min(limit.rlim_max, kEnough));
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

void FillStandardStreams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    // The lowest number that is free is this one: those below it are open.
    if (::fcntl(fd, F_GETFD) < 0) ::open("/dev/null", O_RDWR);
  }
}

int ConnectionsThatFit() {
  const rlim_t limit = std::min(Limit().rlim_cur, kEnough);
  const rlim_t rest = limit > 2 * kForOthers ? limit - kForOthers : limit / 2;
  return static_cast<int>(std::max<rlim_t>(rest, 1));
}

}  // namespace izin
