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

absl::Status ReadInto(const fs::path& root, const fs::path& path, SourceTree& tree) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in) return absl::UnavailableError(absl::StrCat(path.string(), ": cannot be read"));
  tree[fs::relative(path, root).generic_string()] = std::move(content).str();
  return absl::OkStatus();
}

absl::Status ReadFolder(const fs::path& root, const fs::path& folder, SourceTree& tree) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || absl::StartsWith(name, ".")) continue;
    if (!absl::EndsWith(name, ".tsv") && !absl::EndsWith(name, ".textproto")) continue;
    if (absl::Status status = ReadInto(root, entry.path(), tree); !status.ok()) return status;
  }
  if (error) return absl::NotFoundError(absl::StrCat(folder.string(), ": ", error.message()));
  return absl::OkStatus();
}

// Length of the well-formed UTF-8 sequence at `text`, 0 if there is none (RFC 3629: no overlong
// forms, no surrogates).
std::size_t SequenceLength(absl::string_view text) {
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

}  // namespace

absl::StatusOr<SourceTree> ReadSourceTree(const std::string& data_dir, absl::string_view id) {
  const fs::path root(data_dir);
  const fs::path folder = root / "rulesets" / std::string(id);
  if (!fs::is_directory(folder)) {
    return absl::NotFoundError(absl::StrCat("ruleset \"", id, "\": no folder ", folder.string()));
  }
  SourceTree tree;
  for (const fs::path& part : {root / "kbli", root / "reference", folder, folder / "cases"}) {
    if (!fs::exists(part) && part.filename() == "cases") continue;
    if (absl::Status status = ReadFolder(root, part, tree); !status.ok()) return status;
  }
  return tree;
}

absl::StatusOr<std::vector<std::string>> ListRulesets(const std::string& data_dir) {
  const fs::path folder = fs::path(data_dir) / "rulesets";
  std::error_code error;
  std::vector<std::string> ids;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (fs::exists(entry.path() / "ruleset.textproto"))
      ids.push_back(entry.path().filename().string());
  }
  if (error) return absl::NotFoundError(absl::StrCat(folder.string(), ": ", error.message()));
  std::sort(ids.begin(), ids.end());
  return ids;
}

void CheckText(const std::string& path, absl::string_view content, RuleIssues& issues) {
  if (absl::StartsWith(content, "\xEF\xBB\xBF")) {
    issues.AddError(path, 1, 1, "byte order mark: want UTF-8 without one");
  }
  int line = 1;
  int column = 1;
  for (std::size_t i = 0; i < content.size();) {
    if (content[i] == '\r')
      issues.AddError(path, line, column, "carriage return: want lines that end in LF alone");
    const std::size_t length = SequenceLength(content.substr(i));
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
