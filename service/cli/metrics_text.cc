#include "service/cli/metrics_text.h"

#include <cstdlib>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace izin::cli {
namespace {

// Takes `label="value"` and a comma off. False where there is none.
bool TakeLabel(absl::string_view& rest, Sample& sample) {
  const std::size_t equals = rest.find("=\"");
  if (equals == absl::string_view::npos) return false;
  const std::string name(rest.substr(0, equals));
  std::string value;
  std::size_t at = equals + 2;
  for (; at < rest.size() && rest[at] != '"'; ++at) {
    if (rest[at] == '\\' && at + 1 < rest.size()) ++at;  // \" and \\ (\n is in no label of ours)
    value += rest[at];
  }
  if (at >= rest.size()) return false;
  rest.remove_prefix(at + 1);
  absl::ConsumePrefix(&rest, ",");
  sample.labels[name] = std::move(value);
  return true;
}

bool ParseSample(absl::string_view line, Sample& sample) {
  const std::size_t end = line.find_first_of("{ ");
  if (end == absl::string_view::npos || absl::StartsWith(line, "#")) return false;
  sample.name = std::string(line.substr(0, end));
  line.remove_prefix(end);
  if (absl::ConsumePrefix(&line, "{")) {
    while (!absl::StartsWith(line, "}")) {
      if (!TakeLabel(line, sample)) return false;
    }
    line.remove_prefix(1);
  }
  const std::string number(absl::StripAsciiWhitespace(line));
  char* stop = nullptr;
  sample.value = std::strtod(number.c_str(), &stop);
  return stop != number.c_str();
}

}  // namespace

absl::string_view Sample::Label(const std::string& of) const {
  const auto found = labels.find(of);
  return found == labels.end() ? absl::string_view() : absl::string_view(found->second);
}

std::vector<Sample> ParseMetrics(absl::string_view text) {
  std::vector<Sample> samples;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    Sample sample;
    if (ParseSample(line, sample)) samples.push_back(std::move(sample));
  }
  return samples;
}

}  // namespace izin::cli
