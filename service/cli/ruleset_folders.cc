#include "service/cli/ruleset_folders.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "data/loader/bundle.h"
#include "data/loader/bundle_rules.h"
#include "data/loader/textproto.h"
#include "izin/internal/rules.pb.h"
#include "service/rulesets/embedded_rulesets.h"

namespace izin::cli {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<std::string> Read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  if (!in || !content)
    return absl::UnavailableError(absl::StrCat(path.string(), ": cannot be read"));
  return content.str();
}

// Files of `folder` and below, under `prefix`.
absl::Status AddFiles(const fs::path& folder, const std::string& prefix, SourceTree& tree) {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (!entry.is_regular_file() || (extension != ".textproto" && extension != ".tsv")) continue;
    absl::StatusOr<std::string> content = Read(entry.path());
    if (!content.ok()) return content.status();
    const std::string name = fs::relative(entry.path(), folder).generic_string();
    tree[absl::StrCat(prefix, name)] = *std::move(content);
  }
  return absl::OkStatus();
}

// What all rulesets share: of the data folder around the ruleset's, else of this program.
absl::Status AddShared(const fs::path& folder, SourceTree& tree) {
  const fs::path data = fs::absolute(folder).lexically_normal().parent_path().parent_path();
  for (const char* name : {"kbli", "reference"}) {
    const std::string prefix = absl::StrCat(name, "/");
    if (fs::is_directory(data / name)) {
      absl::Status status = AddFiles(data / name, prefix, tree);
      if (!status.ok()) return status;
      continue;
    }
    absl::StatusOr<SourceTree> own = ReadBundleSources(EmbeddedBundles().front());
    if (!own.ok()) return own.status();
    for (auto& [path, content] : *own) {
      if (absl::StartsWith(path, prefix)) tree[path] = std::move(content);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> IdIn(const fs::path& header) {
  const absl::StatusOr<std::string> content = Read(header);
  if (!content.ok()) return content.status();
  internal::RuleFile file;
  PositionIndex positions;
  RuleIssues issues;
  positions.Parse(header.string(), *content, file, issues);
  if (issues.has_errors()) return absl::FailedPreconditionError(issues.ToString());
  if (file.ruleset().empty())
    return absl::FailedPreconditionError(
        absl::StrCat(header.string(), ": want ruleset { id: ... }"));
  return file.ruleset(0).id();
}

absl::StatusOr<BuiltRuleset> BuildOwnFolder(const fs::path& folder) {
  const absl::StatusOr<std::string> id = IdIn(folder / "ruleset.textproto");
  if (!id.ok()) return id.status();
  SourceTree tree;
  absl::Status status = AddFiles(folder, absl::StrCat("rulesets/", *id, "/"), tree);
  if (status.ok()) status = AddShared(folder, tree);
  if (!status.ok()) return status;
  RuleIssues issues;
  return BuildRuleset(tree, issues);
}

absl::StatusOr<std::vector<BuiltRuleset>> BuildDataFolder(const std::string& folder,
                                                          const std::string& id) {
  absl::StatusOr<std::vector<std::string>> ids = ListRulesets(folder);
  if (!ids.ok()) return ids.status();
  if (!id.empty()) *ids = {id};
  std::vector<BuiltRuleset> all;
  for (const std::string& one : *ids) {
    absl::StatusOr<BuiltRuleset> built = BuildRulesetFolder(folder, one);
    if (!built.ok()) return built.status();
    all.push_back(*std::move(built));
  }
  return all;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> LibraryOfFolder(const std::string& folder,
                                                                      const std::string& id) {
  const fs::path path =
      fs::path(folder).has_filename() ? fs::path(folder) : fs::path(folder).parent_path();
  absl::StatusOr<std::vector<BuiltRuleset>> built = std::vector<BuiltRuleset>();
  if (fs::is_regular_file(path / "ruleset.textproto")) {
    absl::StatusOr<BuiltRuleset> own = BuildOwnFolder(path);
    if (!own.ok()) return own.status();
    built->push_back(*std::move(own));
  } else if (fs::is_directory(path / "rulesets")) {
    built = BuildDataFolder(path.string(), id);
    if (!built.ok()) return built.status();
  } else {
    return absl::NotFoundError(absl::StrCat(
        folder, ": want a data folder with rulesets/, or a ruleset's own with ruleset.textproto"));
  }
  std::vector<std::shared_ptr<const Ruleset>> rulesets;
  RulesetLibrary::Bundles bundles;
  for (BuiltRuleset& one : *built) {
    bundles[one.ruleset->data().fingerprint] =
        std::make_shared<const std::string>(std::move(one.bundle));
    rulesets.push_back(std::move(one.ruleset));
  }
  return std::make_shared<const RulesetLibrary>(rulesets, std::move(bundles));
}

}  // namespace izin::cli
