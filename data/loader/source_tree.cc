#include "data/loader/source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string TooLarge(std::uintmax_t size) {
  return absl::StrCat("a file of ", size, " bytes: want at most ", kMaxFileBytes);
}

absl::Status ReadInto(const fs::path& path, const std::string& name, SourceTree& tree) {
  std::error_code error;
  if (const std::uintmax_t size = fs::file_size(path, error); !error && size > kMaxFileBytes) {
    return absl::FailedPreconditionError(absl::StrCat(name, ":1:1: error: ", TooLarge(size)));
  }
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in) return absl::UnavailableError(absl::StrCat(path.string(), ": cannot be read"));
  tree[name] = std::move(content).str();
  return absl::OkStatus();
}

// Reads the files of `from` as those of `folder`. Their names are made of the folder's and their
// own, so that a file that is a link to another (as those of a Kubernetes ConfigMap are) stands
// where the link does.
absl::Status ReadFolder(const fs::path& from, const std::string& folder, SourceTree& tree) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(from, error)) {
    const std::string name = entry.path().filename().string();
    std::error_code gone;  // a link to nothing is no file
    if (absl::StartsWith(name, ".") || !entry.is_regular_file(gone)) continue;
    if (!absl::EndsWith(name, ".tsv") && !absl::EndsWith(name, ".textproto")) continue;
    const std::string path = absl::StrCat(folder, "/", name);
    if (absl::Status status = ReadInto(entry.path(), path, tree); !status.ok()) return status;
  }
  if (error) return absl::NotFoundError(absl::StrCat(folder, ": ", error.message()));
  return absl::OkStatus();
}

// Goes through a text by characters and tells what is none, or ends a line otherwise than LF does.
class TextWalk {
 public:
  TextWalk(const std::string& path, absl::string_view content, RuleIssues& issues)
      : path_(path), content_(content), issues_(issues) {}

  TextState Run() {
    while (at_ < content_.size() && !issues_.IsFull(path_)) Step();
    if (returns_ > 0) TellReturns();
    if (!content_.empty() && content_.back() != '\n') {
      issues_.AddError(path_, line_, column_, "the last line has no end: is the file truncated?");
      state_ = TextState::kDamaged;
    }
    return state_;
  }

 private:
  void Step() {
    if (content_[at_] == '\r' && ++returns_ == 1) {
      return_line_ = line_;
      return_column_ = column_;
    }
    const std::size_t length = Utf8SequenceLength(content_.substr(at_));
    if (length == 0) {
      const absl::Hex byte(static_cast<unsigned char>(content_[at_]));
      issues_.AddError(path_, line_, column_, absl::StrCat("byte 0x", byte, ": want UTF-8"));
      state_ = TextState::kDamaged;
    }
    if (content_[at_] == '\n') {
      ++line_;
      column_ = 0;
    }
    at_ += std::max<std::size_t>(length, 1);
    column_ += static_cast<int>(std::max<std::size_t>(length, 1));
  }

  void TellReturns() {
    const std::string what =
        returns_ == 1 ? "carriage return"
                      : absl::StrCat(returns_, " carriage returns, of which this is the first");
    issues_.AddError(path_, return_line_, return_column_,
                     absl::StrCat(what, ": want lines that end in LF alone"));
  }

  const std::string& path_;
  absl::string_view content_;
  RuleIssues& issues_;
  TextState state_ = TextState::kWhole;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  int returns_ = 0;
  int return_line_ = 1;
  int return_column_ = 1;
};

}  // namespace

std::size_t Utf8SequenceLength(absl::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  const bool is_bad = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) ||
                      (lead == 0xF0 && second < 0x90) || (lead == 0xF4 && second > 0x8F);
  return is_bad ? 0 : length;
}

absl::StatusOr<SourceTree> ReadSourceTree(const std::string& data_dir, absl::string_view id) {
  const fs::path root(data_dir);
  const std::string folder = absl::StrCat("rulesets/", id);
  std::error_code error;
  if (!fs::is_directory(root / folder, error)) {
    return absl::NotFoundError(
        absl::StrCat("ruleset \"", id, "\": no folder ", (root / folder).string()));
  }
  SourceTree tree;
  const std::string cases = absl::StrCat(folder, "/cases");
  for (const std::string& part : {std::string("kbli"), std::string("reference"), folder, cases}) {
    if (part != folder && !fs::exists(root / part, error)) continue;
    if (absl::Status status = ReadFolder(root / part, part, tree); !status.ok()) return status;
  }
  return tree;
}

absl::StatusOr<std::string> AddOverlay(const std::string& folder, SourceTree& tree) {
  const fs::path from =
      fs::path(folder).has_filename() ? fs::path(folder) : fs::path(folder).parent_path();
  std::error_code error;
  if (!fs::is_directory(from, error))
    return absl::NotFoundError(absl::StrCat("overlay ", folder, ": no such folder"));
  std::string name = fs::absolute(from).lexically_normal().filename().string();
  const std::string prefix = absl::StrCat("overlays/", name);
  const auto first = tree.lower_bound(absl::StrCat(prefix, "/"));
  if (first != tree.end() && absl::StartsWith(first->first, absl::StrCat(prefix, "/"))) {
    return absl::InvalidArgumentError(
        absl::StrCat("overlay ", folder, ": a second overlay \"", name, "\""));
  }
  const std::size_t before = tree.size();
  if (absl::Status status = ReadFolder(from, prefix, tree); !status.ok()) return status;
  if (tree.size() == before)
    return absl::NotFoundError(absl::StrCat("overlay ", folder, ": it holds no rule file"));
  return name;
}

absl::StatusOr<std::vector<std::string>> ListRulesets(const std::string& data_dir) {
  const fs::path folder = fs::path(data_dir) / "rulesets";
  std::error_code error;
  std::vector<std::string> ids;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    std::string name = entry.path().filename().string();
    std::error_code gone;
    if (!absl::StartsWith(name, ".") && entry.is_directory(gone)) ids.push_back(std::move(name));
  }
  if (error) return absl::NotFoundError(absl::StrCat(folder.string(), ": ", error.message()));
  if (ids.empty()) {
    return absl::NotFoundError(
        absl::StrCat(folder.string(), ": holds no ruleset: want a folder for each"));
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

TextState CheckText(const std::string& path, absl::string_view content, RuleIssues& issues) {
  if (content.size() > kMaxFileBytes) {
    issues.AddError(path, 1, 1, TooLarge(content.size()));
    return TextState::kNoText;
  }
  if (absl::StartsWith(content, "\xFF\xFE") || absl::StartsWith(content, "\xFE\xFF")) {
    issues.AddError(path, 1, 1, "UTF-16 text: want UTF-8 without a byte order mark");
    return TextState::kNoText;
  }
  if (absl::StartsWith(content, kByteOrderMark))
    issues.AddError(path, 1, 1, "byte order mark: want UTF-8 without one");
  return TextWalk(path, content, issues).Run();
}

std::string CleanText(absl::string_view content) {
  return absl::StrReplaceAll(absl::StripPrefix(content, kByteOrderMark), {{"\r\n", "\n"}});
}

}  // namespace izin
