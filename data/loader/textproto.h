// Rule files in text format, with the position of every field.
//
// TextFormat stops at the first fault of what it is given, so a file is split into its top-level
// messages and each is parsed alone with its line offset: every broken entry is reported in one
// run. What is read is bounded: at most kMaxEntries of a file, each of at most kMaxEntryBytes, and
// none once no more issues of the file are kept.

#ifndef IZIN_DATA_LOADER_TEXTPROTO_H_
#define IZIN_DATA_LOADER_TEXTPROTO_H_

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"

#include "data/loader/rule_issue.h"

namespace izin {

namespace internal {
struct TextPiece;
}  // namespace internal

inline constexpr int kMaxEntries = 10000;
inline constexpr std::size_t kMaxEntryBytes = 64 << 10;

// Where the fields of one message stand. Cheap to copy; valid as long as the PositionIndex it came
// from and, of a line of a table, as long as the message.
class Position {
 public:
  Position() = default;
  // A message without a tree of its own (of a compiled ruleset): every field stands where the
  // message does.
  Position(std::string file, int line, int column)
      : file_(std::move(file)), line_(line), column_(column) {}

  // Element `index` of repeated field `name`, or a singular field with index -1; the message itself
  // if it is not there. Of a line of a table the column that holds the field.
  Position Field(absl::string_view name, int index = -1) const;
  // The message in field `name`, whose own fields are found in turn.
  Position Nested(absl::string_view name, int index = -1) const;

  void AddError(RuleIssues& issues, std::string message) const {
    issues.AddError(file_, line_, column_, std::move(message));
  }
  // As RuleIssues::AddFollowing.
  void AddFollowing(RuleIssues& issues, absl::Span<const std::string> needed,
                    std::string message) const;
  const std::string& file() const { return file_; }
  int line() const { return line_; }
  int column() const { return column_; }
  // "land.textproto:42": file name and line, as an answer's trace gives it.
  std::string ShortName() const;

 private:
  friend class PositionIndex;

  std::string file_;
  int line_ = 1;
  int column_ = 1;
  int line_offset_ = 0;
  const google::protobuf::Descriptor* descriptor_ = nullptr;
  const google::protobuf::TextFormat::ParseInfoTree* tree_ = nullptr;
  const google::protobuf::Message* columns_ = nullptr;  // of a line: its fields are its columns
};

// Owns the location trees of parsed files and finds the position of an entry by its address.
class PositionIndex {
 public:
  PositionIndex() = default;
  PositionIndex(const PositionIndex&) = delete;
  PositionIndex& operator=(const PositionIndex&) = delete;

  // Parses `content` into `file`, a message whose fields are all repeated messages (RuleFile,
  // CaseFile), appending. Each fault is an issue; an entry with a fault is left out.
  void Parse(const std::string& path, absl::string_view content, google::protobuf::Message& file,
             RuleIssues& issues);

  // Why a message may not have a field of a name that it does not know.
  using RefuseField =
      std::function<std::string(const google::protobuf::Descriptor& of, absl::string_view name)>;
  // The same, but a field without a name in the message is told at its own place with the reason
  // that `refuse` gives, and passed by: every one is told in one run, and the rest is read.
  void Parse(const std::string& path, absl::string_view content, google::protobuf::Message& file,
             const RefuseField& refuse, RuleIssues& issues);

  // The folder of the files that were read, if it was set.
  const std::string& folder() const { return folder_; }
  void set_folder(std::string folder) { folder_ = std::move(folder); }

  // Remembers where a line of a table stands, whose columns are the fields of `line` in order.
  void AddLine(const google::protobuf::Message& line, const std::string& path, int number);

  // The position of an entry or line that was read here; what `fallback` says ("file:line") for any
  // other.
  Position Of(const google::protobuf::Message& entry, absl::string_view fallback) const;

 private:
  struct Line {
    std::size_t file = 0;  // in files_
    int number = 1;
  };

  void ParsePiece(const std::string& path, const internal::TextPiece& piece,
                  google::protobuf::Message& file, const RefuseField& refuse, RuleIssues& issues);

  std::deque<google::protobuf::TextFormat::ParseInfoTree> trees_;
  absl::flat_hash_map<const google::protobuf::Message*, Position> positions_;
  absl::flat_hash_map<const google::protobuf::Message*, Line> lines_;
  std::vector<std::string> files_;  // of lines_
  std::string folder_;
};

}  // namespace izin

#endif  // IZIN_DATA_LOADER_TEXTPROTO_H_
