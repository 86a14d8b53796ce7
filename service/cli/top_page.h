// What `izin top` shows of a server: what it did between two looks.

#ifndef IZIN_SERVICE_CLI_TOP_PAGE_H_
#define IZIN_SERVICE_CLI_TOP_PAGE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "service/cli/metrics_text.h"

namespace izin::cli {

// One look at /metrics.
struct Look {
  absl::Time at;
  std::vector<Sample> samples;
};

// What one method did between two looks.
struct MethodFigures {
  double calls = 0;                       // a second
  double refused = 0;                     // of them, for what was asked
  double failed = 0;                      // of them, by the server
  std::map<double, double> seconds_upto;  // calls that took no longer, by bound in seconds

  // The seconds within which that share of the calls ended, by interpolation; 0 without calls.
  double Quantile(double share) const;
};

// By the name of the method; those without a call are left out. Counters that went back, as after
// a restart, count from 0.
std::map<std::string, MethodFigures> FiguresBetween(const Look& before, const Look& now);

// The page, with a line break at the end of each line. `server` is named in its head.
std::string TopPage(absl::string_view server, const Look& before, const Look& now, bool is_english);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_TOP_PAGE_H_
