#include "data/loader/check_folder.h"

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "data/loader/source_tree.h"
#include "data/loader/textproto.h"
#include "izin/internal/rules.pb.h"

namespace izin {
namespace {

// The header of one ruleset. Dates stay text, in whose form their order is that of days.
struct Header {
  std::string id;
  std::string from;
  std::string to;  // empty: still in force
  Position position;
};

class FolderCheck {
 public:
  FolderCheck(const std::string& data_dir, RuleIssues& issues)
      : data_dir_(data_dir), issues_(issues) {}

  void Run() {
    const absl::StatusOr<std::vector<std::string>> folders = ListRulesets(data_dir_);
    if (!folders.ok()) {
      issues_.AddError("rulesets", 1, 1, std::string(folders.status().message()));
      return;
    }
    for (const std::string& folder : *folders) ReadHeader(folder);
    std::stable_sort(headers_.begin(), headers_.end(),
                     [](const Header& a, const Header& b) { return a.from < b.from; });
    for (std::size_t later = 1; later < headers_.size(); ++later) {
      for (std::size_t earlier = 0; earlier < later; ++earlier)
        Compare(headers_[earlier], headers_[later]);
    }
  }

 private:
  void ReadHeader(const std::string& folder) {
    const std::string path = absl::StrCat("rulesets/", folder, "/ruleset.textproto");
    const absl::StatusOr<SourceTree> sources = ReadSourceTree(data_dir_, folder);
    if (!sources.ok() || !sources->contains(path)) return;
    RuleIssues told_elsewhere;
    internal::RuleFile& file = files_.emplace_back();
    positions_.Parse(path, sources->at(path), file, told_elsewhere);
    for (const internal::RulesetHeader& header : file.ruleset()) {
      headers_.push_back({.id = header.id(),
                          .from = header.effective_from(),
                          .to = header.effective_to(),
                          .position = positions_.Of(header, path)});
    }
  }

  // REQUIRES: `earlier` begins on or before the first day of `later`.
  void Compare(const Header& earlier, const Header& later) {
    if (earlier.id == later.id) {
      later.position.Field("id").AddError(
          issues_, absl::StrCat("id \"", later.id, "\" is that of another ruleset, ",
                                earlier.position.file(), ":", earlier.position.line()));
    }
    if (!earlier.to.empty() && earlier.to < later.from) return;
    const Position at =
        earlier.to.empty() ? earlier.position : earlier.position.Field("effective_to");
    at.AddError(issues_,
                absl::StrCat("ruleset ", earlier.id, " is in force to ",
                             earlier.to.empty() ? "this day" : earlier.to, ", and ", later.id,
                             " from ", later.from, ": want an effective_to before that day"));
  }

  const std::string& data_dir_;
  RuleIssues& issues_;
  PositionIndex positions_;
  std::deque<internal::RuleFile> files_;
  std::vector<Header> headers_;
};

}  // namespace

void CheckRulesetFolders(const std::string& data_dir, RuleIssues& issues) {
  FolderCheck(data_dir, issues).Run();
}

}  // namespace izin
