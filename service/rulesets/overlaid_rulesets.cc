#include "service/rulesets/overlaid_rulesets.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "data/loader/bundle.h"
#include "data/loader/bundle_rules.h"
#include "data/loader/check_folder.h"
#include "service/rulesets/embedded_rulesets.h"

namespace izin {
namespace {

// The files of each ruleset, without overlays.
absl::StatusOr<std::vector<SourceTree>> TreesOf(const std::string& data_dir) {
  std::vector<SourceTree> trees;
  if (data_dir.empty()) {
    for (absl::string_view bundle : EmbeddedBundles()) {
      absl::StatusOr<SourceTree> tree = ReadBundleSources(bundle);
      if (!tree.ok()) return tree.status();
      trees.push_back(*std::move(tree));
    }
    return trees;
  }
  const absl::StatusOr<std::vector<std::string>> ids = ListRulesets(data_dir);
  if (!ids.ok()) return ids.status();
  for (const std::string& id : *ids) {
    absl::StatusOr<SourceTree> tree = ReadSourceTree(data_dir, id);
    if (!tree.ok()) return tree.status();
    trees.push_back(*std::move(tree));
  }
  return trees;
}

// Collects the faults of all rulesets, each once: an overlay is read with every one of them.
class Faults {
 public:
  void Add(const RuleIssues& issues) {
    for (const RuleIssue& issue : issues.Sorted()) {
      const std::string line = issue.ToString();
      if (told_.insert(line).second) absl::StrAppend(&text_, line, "\n");
    }
  }
  void Add(const std::string& line) { absl::StrAppend(&text_, line, "\n"); }
  const std::string& text() const { return text_; }

 private:
  std::set<std::string> told_;
  std::string text_;
};

// Overlays that no ruleset has taken.
std::vector<std::string> Unused(const std::vector<std::string>& names,
                                const std::vector<std::shared_ptr<const Ruleset>>& rulesets) {
  std::vector<std::string> unused;
  for (const std::string& name : names) {
    const auto has = [&name](const Overlay& overlay) { return overlay.id == name; };
    const auto takes = [&has](const std::shared_ptr<const Ruleset>& ruleset) {
      return std::any_of(ruleset->data().overlays.begin(), ruleset->data().overlays.end(), has);
    };
    if (std::none_of(rulesets.begin(), rulesets.end(), takes)) unused.push_back(name);
  }
  return unused;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> LibraryWithOverlays(
    const std::string& data_dir, absl::Span<const std::string> overlays) {
  if (overlays.empty())
    return data_dir.empty() ? RulesetLibrary::Embedded() : RulesetLibrary::FromFolder(data_dir);
  absl::StatusOr<std::vector<SourceTree>> trees = TreesOf(data_dir);
  if (!trees.ok()) return trees.status();
  Faults faults;
  if (!data_dir.empty()) {
    RuleIssues together;
    CheckRulesetFolders(data_dir, together);
    if (together.has_errors()) faults.Add(together);
  }
  std::vector<std::string> names;
  std::vector<std::shared_ptr<const Ruleset>> rulesets;
  RulesetLibrary::Bundles bundles;
  for (SourceTree& tree : *trees) {
    names.clear();
    for (const std::string& overlay : overlays) {
      absl::StatusOr<std::string> name = AddOverlay(overlay, tree);
      if (!name.ok()) return name.status();
      names.push_back(*std::move(name));
    }
    RuleIssues issues;
    absl::StatusOr<BuiltRuleset> built = BuildRuleset(tree, issues);
    if (issues.has_errors()) faults.Add(issues);
    if (!built.ok()) continue;
    bundles[built->ruleset->data().fingerprint] =
        std::make_shared<const std::string>(std::move(built->bundle));
    rulesets.push_back(std::move(built->ruleset));
  }
  if (faults.text().empty()) {
    for (const std::string& name : Unused(names, rulesets)) {
      faults.Add(absl::StrCat("overlays/", name, ": it names no ruleset that is held: held are ",
                              absl::StrJoin(rulesets, ", ", [](std::string* out, const auto& one) {
                                absl::StrAppend(out, one->data().id);
                              })));
    }
  }
  if (!faults.text().empty())
    return absl::FailedPreconditionError(absl::StrCat("the rules have faults:\n", faults.text()));
  return std::make_shared<const RulesetLibrary>(rulesets, std::move(bundles));
}

}  // namespace izin
