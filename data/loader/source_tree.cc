#include "data/loader/source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

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

// Reads the files of `root`/`folder`. Their names are made of the folder's and their own, so that a
// file that is a link to another (as those of a Kubernetes ConfigMap are) stands where the link
// does.
absl::Status ReadFolder(const fs::path& root, const std::string& folder, SourceTree& tree) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(root / folder, error)) {
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
    if (part == cases && !fs::exists(root / part, error)) continue;
    if (absl::Status status = ReadFolder(root, part, tree); !status.ok()) return status;
  }
  return tree;
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

void CheckText(const std::string& path, absl::string_view content, RuleIssues& issues) {
  if (content.size() > kMaxFileBytes) issues.AddError(path, 1, 1, TooLarge(content.size()));
  if (absl::StartsWith(content, "\xEF\xBB\xBF")) {
    issues.AddError(path, 1, 1, "byte order mark: want UTF-8 without one");
  }
  int line = 1;
  int column = 1;
  for (std::size_t i = 0; i < content.size() && !issues.IsFull(path);) {
    if (content[i] == '\r')
      issues.AddError(path, line, column, "carriage return: want lines that end in LF alone");
    const std::size_t length = Utf8SequenceLength(content.substr(i));
    if (length == 0) {
      issues.AddError(path, line, column,
                      absl::StrCat("byte 0x", absl::Hex(static_cast<unsigned char>(content[i])),
                                   ": want UTF-8"));
    }
    if (content[i] == '\n') {
      ++line;
      column = 0;
    }
    i += std::max<std::size_t>(length, 1);
    column += static_cast<int>(std::max<std::size_t>(length, 1));
  }
  if (!content.empty() && content.back() != '\n') {
    issues.AddError(path, line, column, "the last line has no end: is the file truncated?");
  }
}

}  // namespace izin
