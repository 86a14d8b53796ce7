#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"
#include "data/loader/internal/sorted_tables.h"

namespace izin::internal {
namespace {

using KbliLines = google::protobuf::RepeatedPtrField<KbliLine>;

bool IsLetter(absl::string_view text) {
  return text.size() == 1 && absl::ascii_isupper(static_cast<unsigned char>(text[0]));
}

// A category over a division, else the code without its last digit.
bool IsParent(absl::string_view parent, absl::string_view code) {
  return code.size() == 2 ? IsLetter(parent) : parent == code.substr(0, code.size() - 1);
}

class TreeCheck {
 public:
  TreeCheck(const Checked& in, const KbliLines& lines, absl::string_view path, RuleIssues& out)
      : in_(in), lines_(lines), path_(path), out_(out) {
    for (const KbliLine& line : lines) codes_.insert(line.code());
  }

  void Run() {
    std::string last;
    for (int i = 0; i < lines_.size(); ++i) {
      const KbliLine& line = lines_[i];
      const Position position = in_.LineAt(line, path_, i);
      if (line.title().empty()) {
        position.Field("title").AddError(out_, absl::StrCat(line.code(), ": missing title"));
      }
      if (!IsPlaced(line)) {
        position.AddFollowing(
            out_, {std::string(path_)},
            absl::StrCat("\"", line.code(), "\" under \"", line.parent(),
                         "\": want a category letter, or 2 to 5 digits under a code of this file"));
      }
      std::string key = KbliKey(line.code(), line.parent());
      CheckOrder(line, key, last, position);
      last = std::move(key);
    }
  }

 private:
  bool IsPlaced(const KbliLine& line) const {
    if (line.parent().empty()) return IsLetter(line.code());
    return line.code().size() >= 2 && line.code().size() <= 5 &&
           std::all_of(line.code().begin(), line.code().end(), absl::ascii_isdigit) &&
           codes_.contains(line.parent()) && IsParent(line.parent(), line.code());
  }

  void CheckOrder(const KbliLine& line, const std::string& key, const std::string& last,
                  const Position& position) {
    if (key == last) {
      position.AddError(out_, absl::StrCat("duplicate line for ", line.code()));
    } else if (key < last) {
      position.AddError(out_, absl::StrCat("line for ", line.code(), " is out of order: want ",
                                           "categories first, then lines sorted by code"));
    }
  }

  const Checked& in_;
  const KbliLines& lines_;
  absl::string_view path_;
  RuleIssues& out_;
  absl::flat_hash_set<std::string> codes_;
};

}  // namespace

// Every branch of the classification has a title, and a parent that exists and whose code it
// extends.
void CheckKbliTree(const Checked& in, RuleIssues& out) {
  TreeCheck(in, in.in.kbli_2020(), "kbli/2020.tsv", out).Run();
  TreeCheck(in, in.in.kbli_2025(), "kbli/2025.tsv", out).Run();
}

}  // namespace izin::internal
