#include "data/loader/textproto.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/tokenizer.h"

namespace izin {
namespace internal {

// A top-level message of a file.
struct TextPiece {
  absl::string_view text;
  int line_offset = 0;  // lines before its first
  int column = 0;       // bytes before it on its first line
  bool is_cut = false;  // the file ends within it, and within a line
};

}  // namespace internal

namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::TextFormat;
using Piece = internal::TextPiece;

// Walks the text of a file, knowing strings, comments and braces.
class Splitter {
 public:
  Splitter(const std::string& path, absl::string_view content, RuleIssues& issues)
      : path_(path), content_(content), issues_(issues) {}

  // The next top-level message; nothing at the end of the text.
  std::optional<Piece> Next() {
    if (!SkipBlank()) return std::nullopt;
    Piece piece{.text = {}, .line_offset = line_, .column = column_};
    const std::size_t begin = at_;
    ReadMessage(piece);
    piece.text = content_.substr(begin, at_ - begin);
    return piece;
  }

 private:
  char Peek() const { return content_[at_]; }
  bool AtEnd() const { return at_ >= content_.size(); }

  void Step() {
    if (content_[at_++] == '\n') {
      ++line_;
      column_ = 0;
    } else {
      ++column_;
    }
  }

  void SkipComment() {
    while (!AtEnd() && Peek() != '\n') Step();
  }

  // To the next character that is neither blank nor comment; false at the end.
  bool SkipBlank() {
    while (!AtEnd()) {
      if (Peek() == '#') {
        SkipComment();
      } else if (absl::ascii_isspace(static_cast<unsigned char>(Peek())) || Peek() == ';' ||
                 Peek() == ',') {
        Step();
      } else {
        return true;
      }
    }
    return false;
  }

  void SkipString() {
    const char quote = Peek();
    Step();
    while (!AtEnd() && Peek() != quote && Peek() != '\n') {
      if (Peek() == '\\') Step();
      if (!AtEnd()) Step();
    }
    if (!AtEnd()) Step();
  }

  // From the name of a message to its closing brace; a line without a brace is a piece of its own.
  void ReadMessage(Piece& piece) {
    int depth = 0;
    while (!AtEnd()) {
      const char c = Peek();
      if (c == '#') {
        SkipComment();
        continue;
      }
      if (c == '"' || c == '\'') {
        SkipString();
        continue;
      }
      if (c == '\n' && depth == 0) return;
      Step();
      if (c == '{') ++depth;
      if (c == '}' && --depth <= 0) return;
    }
    if (depth > 0) {
      issues_.AddError(path_, piece.line_offset + 1, piece.column + 1,
                       "this message has no closing brace: is the file truncated?");
      piece.is_cut = content_.back() != '\n';
    }
  }

  const std::string& path_;
  absl::string_view content_;
  RuleIssues& issues_;
  std::size_t at_ = 0;
  int line_ = 0;
  int column_ = 0;
};

// Turns TextFormat's faults into issues with the file's own lines and columns.
class IssueCollector : public google::protobuf::io::ErrorCollector {
 public:
  IssueCollector(const std::string& path, const Piece& piece,
                 const PositionIndex::RefuseField& refuse, RuleIssues& issues)
      : path_(path), piece_(piece), refuse_(refuse), issues_(issues) {}

  void AddError(int line, int column, const std::string& message) override {
    const int shift = line == 0 ? piece_.column : 0;
    issues_.AddError(path_, piece_.line_offset + std::max(line, 0) + 1,
                     shift + std::max(column, 0) + 1, message);
  }

  // Message type "T" has no field named "f": told behind the name, whose own place is looked for.
  void AddWarning(int line, int column, const std::string& message) override {
    const std::vector<std::string> parts = absl::StrSplit(message, '"');
    const google::protobuf::Descriptor* of =
        parts.size() < 4
            ? nullptr
            : google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(parts[1]);
    if (of == nullptr || refuse_ == nullptr) return AddError(line, column, message);
    for (; line >= 0; --line) {
      const std::string text = LineOfPiece(line).substr(0, static_cast<std::size_t>(column));
      const std::size_t at = text.rfind(parts[3]);
      if (at != std::string::npos)
        return AddError(line, static_cast<int>(at), refuse_(*of, parts[3]));
      column = std::numeric_limits<int>::max();
    }
  }

 private:
  std::string LineOfPiece(int line) const {
    const std::vector<absl::string_view> lines = absl::StrSplit(piece_.text, '\n');
    const auto at = static_cast<std::size_t>(line);
    return at < lines.size() ? std::string(lines[at]) : std::string();
  }

  const std::string& path_;
  const Piece& piece_;
  const PositionIndex::RefuseField& refuse_;
  RuleIssues& issues_;
};

// An entry that has a field `where` keeps its place there for answers to cite.
void SetWhere(const Position& position, Message& entry, RuleIssues& issues) {
  const FieldDescriptor* where = entry.GetDescriptor()->FindFieldByName("where");
  if (where == nullptr || where->cpp_type() != FieldDescriptor::CPPTYPE_STRING) return;
  if (entry.GetReflection()->HasField(entry, where)) {
    position.Field("where").AddError(issues, "`where` is set by the loader");
  }
  entry.GetReflection()->SetString(&entry, where, position.ShortName());
}

// How many bytes of a line stand before the column that holds field `name`.
int ColumnOf(const Message& line, absl::string_view name) {
  const google::protobuf::Descriptor& columns = *line.GetDescriptor();
  if (columns.FindFieldByName(std::string(name)) == nullptr) return 0;
  std::size_t before = 0;
  for (int i = 0; i < columns.field_count() && columns.field(i)->name() != name; ++i) {
    const FieldDescriptor* field = columns.field(i);
    const google::protobuf::Reflection& reflection = *line.GetReflection();
    before += 1 + (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING
                       ? reflection.GetString(line, field).size()
                       : absl::StrCat(reflection.GetInt32(line, field)).size());
  }
  return static_cast<int>(before);
}

}  // namespace

Position Position::Field(absl::string_view name, int index) const {
  Position position = *this;
  position.tree_ = nullptr;
  position.columns_ = nullptr;
  if (columns_ != nullptr) position.column_ += ColumnOf(*columns_, name);
  if (tree_ == nullptr) return position;
  const FieldDescriptor* field = descriptor_->FindFieldByName(std::string(name));
  if (field == nullptr) return position;
  // The elements of a list in brackets share the place of the field that holds them.
  TextFormat::ParseLocation location = tree_->GetLocation(field, index);
  for (int i = index - 1; location.line < 0 && i >= 0; --i) location = tree_->GetLocation(field, i);
  if (location.line < 0) return position;
  position.line_ = line_offset_ + location.line + 1;
  position.column_ = location.column + 1;
  return position;
}

Position Position::Nested(absl::string_view name, int index) const {
  Position position = Field(name, index);
  if (tree_ == nullptr) return position;
  const FieldDescriptor* field = descriptor_->FindFieldByName(std::string(name));
  if (field == nullptr || field->message_type() == nullptr) return position;
  const TextFormat::ParseInfoTree* tree = tree_->GetTreeForNested(field, index);
  if (tree == nullptr) return position;
  position.tree_ = tree;
  position.descriptor_ = field->message_type();
  return position;
}

void Position::AddFollowing(RuleIssues& issues, absl::Span<const std::string> needed,
                            std::string message) const {
  issues.AddFollowing(
      needed, {.file = file_, .line = line_, .column = column_, .message = std::move(message)});
}

std::string Position::ShortName() const {
  const std::size_t slash = file_.rfind('/');
  return absl::StrCat(slash == std::string::npos ? file_ : file_.substr(slash + 1), ":", line_);
}

void PositionIndex::Parse(const std::string& path, absl::string_view content, Message& file,
                          RuleIssues& issues) {
  Parse(path, content, file, /*refuse=*/nullptr, issues);
}

void PositionIndex::Parse(const std::string& path, absl::string_view content, Message& file,
                          const RefuseField& refuse, RuleIssues& issues) {
  Splitter splitter(path, content, issues);
  int entries = 0;
  while (const std::optional<Piece> piece = splitter.Next()) {
    if (issues.IsFull(path)) return;
    const int line = piece->line_offset + 1;
    if (++entries > kMaxEntries) {
      issues.AddError(path, line, piece->column + 1,
                      absl::StrCat("more than ", kMaxEntries, " entries in one file"));
      return;
    }
    if (piece->text.size() > kMaxEntryBytes) {
      issues.AddError(path, line, piece->column + 1,
                      absl::StrCat("an entry of ", piece->text.size(), " bytes: want at most ",
                                   kMaxEntryBytes));
      continue;
    }
    if (!piece->is_cut) ParsePiece(path, *piece, file, refuse, issues);
  }
}

void PositionIndex::ParsePiece(const std::string& path, const Piece& piece, Message& file,
                               const RefuseField& refuse, RuleIssues& issues) {
  const std::unique_ptr<Message> parsed(file.New());
  TextFormat::ParseInfoTree& tree = trees_.emplace_back();
  IssueCollector collector(path, piece, refuse, issues);
  TextFormat::Parser parser;
  parser.AllowUnknownField(refuse != nullptr);
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&tree);
  if (!parser.ParseFromString(std::string(piece.text), parsed.get())) {
    trees_.pop_back();  // nobody will ask where its fields stand
    return;
  }
  const google::protobuf::Reflection& reflection = *file.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(*parsed, &fields);
  for (const FieldDescriptor* field : fields) {
    Message* entry = reflection.AddMessage(&file, field);
    entry->CopyFrom(reflection.GetRepeatedMessage(*parsed, field, 0));
    Position position(path, piece.line_offset + 1, piece.column + 1);
    position.line_offset_ = piece.line_offset;
    position.descriptor_ = field->message_type();
    position.tree_ = tree.GetTreeForNested(field, 0);
    SetWhere(position, *entry, issues);
    positions_[entry] = std::move(position);
  }
}

void PositionIndex::AddLine(const Message& line, const std::string& path, int number) {
  if (files_.empty() || files_.back() != path) files_.push_back(path);
  lines_[&line] = {.file = files_.size() - 1, .number = number};
}

Position PositionIndex::Of(const Message& entry, absl::string_view fallback) const {
  if (const auto it = positions_.find(&entry); it != positions_.end()) return it->second;
  if (const auto it = lines_.find(&entry); it != lines_.end()) {
    Position position(files_[it->second.file], it->second.number, 1);
    position.columns_ = &entry;
    return position;
  }
  const std::size_t colon = fallback.find(':');
  int line = 1;
  if (colon != absl::string_view::npos) {
    absl::string_view number = fallback.substr(colon + 1);
    number = number.substr(0, number.find(':'));
    if (!absl::SimpleAtoi(number, &line)) line = 1;
  }
  return Position(std::string(fallback.substr(0, colon)), line, 1);
}

}  // namespace izin
