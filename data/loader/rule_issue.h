// Faults of rule files, told as a compiler tells them.

#ifndef IZIN_DATA_LOADER_RULE_ISSUE_H_
#define IZIN_DATA_LOADER_RULE_ISSUE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace izin {

enum class Severity : std::uint8_t { kError, kWarning, kNote };

// One fault: where, and what was found and expected.
struct RuleIssue {
  std::string file;  // relative to the data folder
  int line = 1;      // from 1
  int column = 1;    // from 1, in bytes
  Severity severity = Severity::kError;
  std::string message;
  int stage = 0;  // set by RuleIssues

  // "rulesets/pp28-2025/land.textproto:42:7"
  std::string Where() const;
  // "rulesets/pp28-2025/land.textproto:42:7: error: zone \"KKE\": want one of ?, NONE, ..."
  std::string ToString() const;
};

// Collects every fault of one run. Single-threaded.
//
// Causes stand before what may follow from them. Who reads files calls BeginStage where it goes on
// from form to meaning: the faults of a stage stand before those of the next. A file of which not
// all could be read is marked, and a fault that may only be one because something is missing from
// such a file is counted there instead of told.
//
// What is kept is bounded, whatever the files hold: of one file the first kMaxPerFile faults, the
// rest counted, and of one message its first kMaxMessage bytes.
class RuleIssues {
 public:
  static constexpr int kMaxPerFile = 1000;
  static constexpr std::size_t kMaxMessage = 1000;

  void Add(RuleIssue issue);
  void AddError(absl::string_view file, int line, int column, std::string message);
  // Adds a fault that is none if what it misses stands in what could not be read of one of the
  // files `needed`: it is held back if one of them is marked.
  void AddFollowing(absl::Span<const std::string> needed, RuleIssue issue);

  // What is added from now on stands behind what was added so far.
  void BeginStage() { ++stage_; }
  // Marks a file as missing or not read whole. REQUIRES: it has a fault that says so.
  void MarkUnread(absl::string_view file) { held_back_.try_emplace(file, 0); }
  bool IsUnread(absl::string_view file) const { return held_back_.contains(file); }

  bool has_errors() const { return has_errors_; }
  // True if the file has a fault.
  bool IsFaulty(absl::string_view file) const { return counts_.contains(file); }
  // How many the file has, those that are not kept too.
  int CountOf(absl::string_view file) const;
  // True if no more faults of the file are kept: who reads it may stop.
  bool IsFull(absl::string_view file) const;
  // By stage, file, line and column; those of one place in the order they were found. A file with
  // more faults than are kept has one more, where the first of the rest stands: "and at least N
  // more". Behind the first faults of a marked file a note tells how many were held back.
  std::vector<RuleIssue> Sorted() const;
  // One line each, sorted.
  std::string ToString() const;

 private:
  struct Count {
    int all = 0;
    RuleIssue first_left_out;  // its message is not kept
  };

  RuleIssue NoteOf(absl::string_view file, int held_back) const;

  std::vector<RuleIssue> issues_;
  absl::flat_hash_map<std::string, Count> counts_;   // by file
  absl::flat_hash_map<std::string, int> held_back_;  // by marked file: the faults not told
  int stage_ = 0;
  bool has_errors_ = false;
};

}  // namespace izin

#endif  // IZIN_DATA_LOADER_RULE_ISSUE_H_
