// How far `izin classify --requests` has come, for a person at a terminal.

#ifndef IZIN_SERVICE_CLI_PROGRESS_H_
#define IZIN_SERVICE_CLI_PROGRESS_H_

#include <cstddef>
#include <cstdint>
#include <ostream>

#include "absl/time/time.h"

#include "service/base/clock.h"

namespace izin::cli {

// Writes one line over and over: "izin: 12.800 baris, 3 ditolak, 45 %". Nothing for work that is
// over at once. Single-threaded.
class Progress {
 public:
  struct Options {
    bool is_english = false;
    std::int64_t total_bytes = 0;  // of the requests; 0 = not known
  };
  struct Done {
    std::int64_t lines = 0;
    std::int64_t errors = 0;
    std::int64_t bytes = 0;  // of the requests
  };

  // Both must outlive it.
  Progress(std::ostream& out, const Clock& clock, const Options& options)
      : out_(out), clock_(clock), options_(options), last_(clock.Now()) {}

  // Called as often as one likes.
  void Tell(const Done& done);
  // The last word; ends the line if there is one.
  void End(const Done& done);

 private:
  void Write(const Done& done);

  std::ostream& out_;
  const Clock& clock_;
  const Options options_;
  absl::Time last_;
  std::size_t width_ = 0;  // of what stands there
};

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_PROGRESS_H_
