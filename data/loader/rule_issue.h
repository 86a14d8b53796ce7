// Faults of rule files, told as a compiler tells them.

#ifndef IZIN_DATA_LOADER_RULE_ISSUE_H_
#define IZIN_DATA_LOADER_RULE_ISSUE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
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
//
// What is kept is bounded, whatever the files hold: of one file the first kMaxPerFile faults, the
// rest counted, and of one message its first kMaxMessage bytes.
class RuleIssues {
 public:
  static constexpr int kMaxPerFile = 1000;
  static constexpr std::size_t kMaxMessage = 1000;

  void Add(RuleIssue issue);
  void AddError(absl::string_view file, int line, int column, std::string message);

  bool has_errors() const { return has_errors_; }
  // True if the file has a fault.
  bool IsFaulty(absl::string_view file) const { return counts_.contains(file); }
  // True if no more faults of the file are kept: who reads it may stop.
  bool IsFull(absl::string_view file) const;
  // By file, line and column; those of one place in the order they were found. A file with more
  // faults than are kept has one more, where the first of the rest stands: "and at least N more".
  std::vector<RuleIssue> Sorted() const;
  // One line each, sorted.
  std::string ToString() const;

 private:
  struct Count {
    int all = 0;
    RuleIssue first_left_out;  // its message is not kept
  };

  std::vector<RuleIssue> issues_;
  absl::flat_hash_map<std::string, Count> counts_;  // by file
  bool has_errors_ = false;
};

}  // namespace izin

#endif  // IZIN_DATA_LOADER_RULE_ISSUE_H_
