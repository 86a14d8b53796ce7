// Faults of rule files, told as a compiler tells them.

#ifndef IZIN_DATA_LOADER_RULE_ISSUE_H_
#define IZIN_DATA_LOADER_RULE_ISSUE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace izin {

enum class Severity : std::uint8_t { kError, kWarning };

// One fault: where, and what was found and expected.
struct RuleIssue {
  std::string file;  // relative to the data folder
  int line = 1;      // from 1
  int column = 1;    // from 1, in bytes
  Severity severity = Severity::kError;
  std::string message;

  // "rulesets/pp28-2025/land.textproto:42:7"
  std::string Where() const;
  // "rulesets/pp28-2025/land.textproto:42:7: error: zone \"KKE\": want one of ?, NONE, ..."
  std::string ToString() const;
};

// Collects every fault of one run. Single-threaded.
class RuleIssues {
 public:
  void Add(RuleIssue issue) { issues_.push_back(std::move(issue)); }
  void AddError(absl::string_view file, int line, int column, std::string message);

  bool has_errors() const;
  // By file, line and column; those of one place in the order they were found.
  std::vector<RuleIssue> Sorted() const;
  // One line each, sorted.
  std::string ToString() const;

 private:
  std::vector<RuleIssue> issues_;
};

}  // namespace izin

#endif  // IZIN_DATA_LOADER_RULE_ISSUE_H_
