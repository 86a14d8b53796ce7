#include "data/loader/format_rules.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace izin {
namespace {

using ::google::protobuf::io::Tokenizer;

constexpr std::size_t kMaxOneLineColumns = 120;  // of a message or list, without its indentation
constexpr int kMaxDepth = 100;                   // of messages within messages
constexpr std::size_t kIndent = 2;

// A comment on a line of its own.
struct Comment {
  std::string text;
  bool is_after_blank_line = false;
};

struct Token {
  Tokenizer::TokenType type = Tokenizer::TYPE_END;
  std::string text;
  int line = 0;
  int column = 0;
  std::vector<Comment> comments;  // before it
  std::string trailing_comment;   // behind it, on its line
  bool is_after_blank_line = false;

  // Where it goes.
  int depth = 0;            // of the line, if it is the first on one
  bool is_item = false;     // the first token of a field or of an element of a list
  bool is_closing = false;  // of a message or list
  bool starts_line = false;
  bool has_space_before = false;
  bool has_comma_after = false;
};

absl::Status ErrorAt(int line, int column, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(line + 1, ":", column + 1, ": ", message));
}

// Keeps the first fault that the tokenizer finds.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, int column, const std::string& message) override {
    if (status_.ok()) status_ = ErrorAt(line, column, absl::StripSuffix(message, "."));
  }
  const absl::Status& status() const { return status_; }

 private:
  absl::Status status_;
};

// Reads the tokens of TextFormat, the end included, and the comments between them, which the
// tokenizer passes over.
class TokenReader {
 public:
  explicit TokenReader(absl::string_view content) : content_(content) {}

  absl::StatusOr<std::vector<Token>> Read() {
    google::protobuf::io::ArrayInputStream stream(content_.data(),
                                                  static_cast<int>(content_.size()));
    FirstError error;
    Tokenizer tokenizer(&stream, &error);
    tokenizer.set_comment_style(Tokenizer::SH_COMMENT_STYLE);
    tokenizer.set_allow_f_after_float(true);
    bool is_at_end = false;
    while (!is_at_end) {
      is_at_end = !tokenizer.Next();
      if (!error.status().ok()) return error.status();
      const Tokenizer::Token& read = tokenizer.current();
      Token token;
      token.type = read.type;
      token.text = read.text;
      token.line = read.line;
      token.column = read.column;
      ReadGap(token);
      at_ += token.text.size();
      tokens_.push_back(std::move(token));
    }
    return std::move(tokens_);
  }

 private:
  // From the end of the token before to `token`.
  void ReadGap(Token& token) {
    int line_ends = 0;
    bool is_behind_token = !tokens_.empty();
    for (; at_ < content_.size(); ++at_) {
      if (content_[at_] == '\n') {
        ++line_ends;
        is_behind_token = false;
      } else if (content_[at_] == '#') {
        std::string text = ReadComment();
        if (is_behind_token) {
          tokens_.back().trailing_comment = std::move(text);
        } else {
          token.comments.push_back({std::move(text), line_ends > 1});
        }
        line_ends = 0;
      } else if (!absl::ascii_isspace(static_cast<unsigned char>(content_[at_]))) {
        break;
      }
    }
    token.is_after_blank_line = line_ends > 1;
  }

  // Stops at the last character before the end of the line.
  std::string ReadComment() {
    const std::size_t begin = at_;
    const std::size_t end = std::min(content_.find('\n', begin), content_.size());
    at_ = end - 1;
    return std::string(absl::StripTrailingAsciiWhitespace(content_.substr(begin, end - begin)));
  }

  absl::string_view content_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

// A message or list, by the places of its tokens.
struct Group {
  std::size_t begin = 0;  // the name of its field, or its bracket if it is an element of a list
  std::size_t open = 0;
  std::size_t close = 0;
  std::vector<std::size_t> items;  // where its fields or elements begin
};

// Reads the grammar of the text format and says of each token where it goes.
class Layout {
 public:
  explicit Layout(std::vector<Token> tokens) : unread_(std::move(tokens)) {}

  absl::StatusOr<std::vector<Token>> Arrange() {
    while (!IsAtEnd()) {
      const std::size_t begin = tokens_.size();
      if (absl::Status status = ReadField(0); !status.ok()) return status;
      tokens_[begin].starts_line = true;
    }
    Take(0).starts_line = true;
    for (std::size_t i = 1; i < tokens_.size(); ++i) {
      tokens_[i].has_space_before = HasSpaceBetween(tokens_[i - 1].text, tokens_[i].text);
    }
    BreakLines();
    return std::move(tokens_);
  }

 private:
  const Token& Peek(std::size_t ahead = 0) const {
    return unread_[std::min(next_ + ahead, unread_.size() - 1)];
  }
  bool IsAtEnd() const { return Peek().type == Tokenizer::TYPE_END; }
  bool IsNext(absl::string_view symbol, std::size_t ahead = 0) const {
    return Peek(ahead).text == symbol;
  }
  bool IsMessageNext(std::size_t ahead = 0) const {
    return IsNext("{", ahead) || IsNext("<", ahead);
  }

  absl::Status Want(absl::string_view what) const {
    const Token& token = Peek();
    const std::string found = IsAtEnd() ? "the file ends here" : absl::StrCat("found ", token.text);
    return ErrorAt(token.line, token.column, absl::StrCat("want ", what, ", ", found));
  }

  // `depth` is that of its line should a comment put it first there.
  Token& Take(int depth) {
    tokens_.push_back(std::move(unread_[next_++]));
    tokens_.back().depth = depth;
    return tokens_.back();
  }

  // Leaves out the next token, which is not the end, but not its comments.
  void Drop() {
    Token& dropped = unread_[next_++];
    std::vector<Comment> comments = std::move(dropped.comments);
    if (!dropped.trailing_comment.empty()) {
      if (comments.empty() && tokens_.back().trailing_comment.empty()) {
        tokens_.back().trailing_comment = std::move(dropped.trailing_comment);
      } else {
        comments.push_back({std::move(dropped.trailing_comment), false});
      }
    }
    std::vector<Comment>& following = unread_[next_].comments;
    following.insert(following.begin(), comments.begin(), comments.end());
  }

  absl::Status ReadField(int depth) {
    if (Peek().type != Tokenizer::TYPE_IDENTIFIER) return Want("the name of a field");
    const std::size_t begin = tokens_.size();
    Take(depth).is_item = true;
    if (IsNext(":")) {
      if (IsMessageNext(1)) {
        Drop();
      } else {
        Take(depth + 1);
      }
    } else if (!IsMessageNext() && !IsNext("[")) {
      return Want("\":\" or \"{\" after the name of a field");
    }
    absl::Status status = IsNext("[") ? ReadList(begin, depth) : ReadValue(begin, depth);
    if (status.ok() && (IsNext(",") || IsNext(";"))) Drop();
    return status;
  }

  absl::Status ReadValue(std::size_t begin, int depth) {
    if (IsMessageNext()) return ReadMessage(begin, depth);
    if (Peek().type == Tokenizer::TYPE_STRING) {
      ReadStrings(begin, depth);
      return absl::OkStatus();
    }
    if (IsNext("-")) Take(depth + 1);
    const Tokenizer::TokenType type = Peek().type;
    if (type != Tokenizer::TYPE_IDENTIFIER && type != Tokenizer::TYPE_INTEGER &&
        type != Tokenizer::TYPE_FLOAT) {
      return Want("a value");
    }
    Take(depth + 1);
    return absl::OkStatus();
  }

  // One or more strings that together are one value.
  void ReadStrings(std::size_t begin, int depth) {
    const std::size_t first = tokens_.size();
    while (Peek().type == Tokenizer::TYPE_STRING) Take(depth + 1);
    if (tokens_[first].line == tokens_.back().line) return;
    for (std::size_t i = first; i < tokens_.size(); ++i) tokens_[i].starts_line = i != begin;
  }

  absl::Status ReadMessage(std::size_t begin, int depth) {
    if (depth >= kMaxDepth) return Want(absl::StrCat("at most ", kMaxDepth, " levels of messages"));
    Group group{.begin = begin, .open = tokens_.size(), .close = 0, .items = {}};
    const absl::string_view close = IsNext("{") ? "}" : ">";
    const std::size_t place = AddGroup();
    Take(depth + 1).text = "{";
    while (!IsNext(close)) {
      if (IsAtEnd()) return Want(absl::StrCat("\"", close, "\""));
      group.items.push_back(tokens_.size());
      if (absl::Status status = ReadField(depth + 1); !status.ok()) return status;
    }
    Close(depth, "}", group);
    groups_[place] = std::move(group);
    return absl::OkStatus();
  }

  absl::Status ReadList(std::size_t begin, int depth) {
    Group group{.begin = begin, .open = tokens_.size(), .close = 0, .items = {}};
    const std::size_t place = AddGroup();
    Take(depth + 1);
    while (!IsNext("]") || !group.items.empty()) {
      const std::size_t element = tokens_.size();
      group.items.push_back(element);
      if (absl::Status status = ReadValue(element, depth + 1); !status.ok()) return status;
      tokens_[element].depth = depth + 1;
      tokens_[element].is_item = true;
      if (IsNext("]")) break;
      if (!IsNext(",")) return Want("\",\" or \"]\"");
      tokens_.back().has_comma_after = true;
      Drop();
    }
    Close(depth, "]", group);
    groups_[place] = std::move(group);
    return absl::OkStatus();
  }

  // Keeps groups in the order in which they open.
  std::size_t AddGroup() {
    groups_.emplace_back();
    return groups_.size() - 1;
  }

  void Close(int depth, absl::string_view text, Group& group) {
    group.close = tokens_.size();
    Token& token = Take(depth);
    token.text = std::string(text);
    token.is_closing = true;
  }

  static bool HasSpaceBetween(absl::string_view left, absl::string_view right) {
    if (left == "[" || left == "-" || right == ":" || right == "]") return false;
    return left != "{" || right != "}";
  }

  void BreakLines() {
    std::size_t one_line_end = 0;
    for (const Group& group : groups_) {
      if (group.open < one_line_end) continue;
      if (IsOneLine(group)) {
        one_line_end = group.close;
        continue;
      }
      for (const std::size_t item : group.items) tokens_[item].starts_line = true;
      tokens_[group.close].starts_line = !group.items.empty();
    }
  }

  bool IsOneLine(const Group& group) const {
    if (tokens_[group.open].line != tokens_[group.close].line) return false;
    std::size_t columns = 0;
    for (std::size_t i = group.begin; i <= group.close; ++i) {
      const Token& token = tokens_[i];
      // Of a character in UTF-8 only the first byte counts.
      columns +=
          static_cast<std::size_t>(std::count_if(token.text.begin(), token.text.end(), [](char c) {
            return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
          }));
      if (token.has_space_before && i != group.begin) ++columns;
      if (token.has_comma_after && i != group.close) ++columns;
    }
    return columns <= kMaxOneLineColumns;
  }

  std::vector<Token> unread_;
  std::size_t next_ = 0;
  std::vector<Token> tokens_;
  std::vector<Group> groups_;
};

void AppendLineStart(int depth, absl::string_view text, std::string& out) {
  out.append(static_cast<std::size_t>(depth) * kIndent, ' ');
  absl::StrAppend(&out, text);
}

std::string Print(const std::vector<Token>& tokens) {
  std::string out;
  bool may_have_blank_line = false;  // not at the start of the file or of a message or list
  bool is_behind_comment = false;
  for (const Token& token : tokens) {
    const bool starts_line = token.starts_line || is_behind_comment || !token.comments.empty();
    if (starts_line && !out.empty()) out += '\n';
    for (const Comment& comment : token.comments) {
      if (comment.is_after_blank_line && may_have_blank_line) out += '\n';
      AppendLineStart(token.is_closing ? token.depth + 1 : token.depth, comment.text, out);
      out += '\n';
      may_have_blank_line = true;
    }
    if (starts_line) {
      if (token.is_item && token.is_after_blank_line && may_have_blank_line) out += '\n';
      AppendLineStart(token.depth, token.text, out);
    } else {
      absl::StrAppend(&out, token.has_space_before ? " " : "", token.text);
    }
    if (token.has_comma_after) out += ',';
    is_behind_comment = !token.trailing_comment.empty();
    if (is_behind_comment) absl::StrAppend(&out, "  ", token.trailing_comment);
    may_have_blank_line = token.text != "{" && token.text != "[";
  }
  return out;
}

}  // namespace

absl::StatusOr<std::string> FormatRules(absl::string_view content) {
  absl::StatusOr<std::vector<Token>> tokens =
      TokenReader(absl::StripPrefix(content, "\xEF\xBB\xBF")).Read();
  if (!tokens.ok()) return tokens.status();
  tokens = Layout(*std::move(tokens)).Arrange();
  if (!tokens.ok()) return tokens.status();
  return Print(*tokens);
}

}  // namespace izin
