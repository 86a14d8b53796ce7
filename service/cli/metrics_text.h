// What a server tells Prometheus, read back.

#ifndef IZIN_SERVICE_CLI_METRICS_TEXT_H_
#define IZIN_SERVICE_CLI_METRICS_TEXT_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace izin::cli {

// One line: `name{label="value",...} number`.
struct Sample {
  std::string name;
  std::map<std::string, std::string> labels;
  double value = 0;

  // The value of a label; empty if it has none of that name.
  absl::string_view Label(const std::string& of) const;
};

// The samples of a text; what is no sample, as comments, is left out.
std::vector<Sample> ParseMetrics(absl::string_view text);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_METRICS_TEXT_H_
