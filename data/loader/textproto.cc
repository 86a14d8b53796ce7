#include "data/loader/textproto.h"

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/io/tokenizer.h"

namespace izin {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;
using ::google::protobuf::TextFormat;

// A top-level message of a file.
struct Piece {
  absl::string_view text;
  int line_offset = 0;  // lines before its first
  int column = 0;       // bytes before it on its first line
};

// Walks the text of a file, knowing strings, comments and braces.
class Splitter {
 public:
  Splitter(const std::string& path, absl::string_view content, RuleIssues& issues)
      : path_(path), content_(content), issues_(issues) {}

  std::vector<Piece> Split() {
    std::vector<Piece> pieces;
    while (SkipBlank()) {
      Piece piece{.text = {}, .line_offset = line_, .column = column_};
      const std::size_t begin = at_;
      ReadMessage(piece);
      piece.text = content_.substr(begin, at_ - begin);
      pieces.push_back(piece);
    }
    return pieces;
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
  void ReadMessage(const Piece& piece) {
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
  IssueCollector(const std::string& path, const Piece& piece, RuleIssues& issues)
      : path_(path), piece_(piece), issues_(issues) {}

  void AddError(int line, int column, const std::string& message) override {
    const int shift = line == 0 ? piece_.column : 0;
    issues_.AddError(path_, piece_.line_offset + std::max(line, 0) + 1,
                     shift + std::max(column, 0) + 1, message);
  }

 private:
  const std::string& path_;
  const Piece& piece_;
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

}  // namespace

Position Position::Field(absl::string_view name, int index) const {
  Position position = *this;
  position.tree_ = nullptr;
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

std::string Position::ShortName() const {
  const std::size_t slash = file_.rfind('/');
  return absl::StrCat(slash == std::string::npos ? file_ : file_.substr(slash + 1), ":", line_);
}

void PositionIndex::Parse(const std::string& path, absl::string_view content, Message& file,
                          RuleIssues& issues) {
  const google::protobuf::Reflection& reflection = *file.GetReflection();
  for (const Piece& piece : Splitter(path, content, issues).Split()) {
    std::unique_ptr<Message> parsed(file.New());
    TextFormat::ParseInfoTree& tree = trees_.emplace_back();
    IssueCollector collector(path, piece, issues);
    TextFormat::Parser parser;
    parser.RecordErrorsTo(&collector);
    parser.WriteLocationsTo(&tree);
    if (!parser.ParseFromString(std::string(piece.text), parsed.get())) continue;
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
}

Position PositionIndex::Of(const Message& entry, absl::string_view fallback) const {
  const auto it = positions_.find(&entry);
  if (it != positions_.end()) return it->second;
  const std::vector<std::string> parts = absl::StrSplit(fallback, ':');
  int line = 1;
  if (parts.size() > 1 && !absl::SimpleAtoi(parts[1], &line)) line = 1;
  return Position(parts.front(), line, 1);
}

}  // namespace izin
