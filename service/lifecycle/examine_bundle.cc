#include "service/lifecycle/examine_bundle.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/message_differencer.h"

#include "data/loader/bundle.h"
#include "data/loader/bundle_rules.h"
#include "data/loader/fingerprint.h"
#include "service/base/excerpt.h"
#include "service/review/cases.h"

namespace izin {
namespace {

// "kbli/2025.tsv", "reference/...", "rulesets/<id>/...": nothing that leads elsewhere.
bool IsPathOfBundle(absl::string_view path, absl::string_view id) {
  for (const absl::string_view part : absl::StrSplit(path, '/')) {
    if (part.empty() || part[0] == '.') return false;
  }
  const auto is_plain = [](char c) { return c > ' ' && c != '\\' && c != 0x7f; };
  if (!std::all_of(path.begin(), path.end(), is_plain)) return false;
  return absl::StartsWith(path, "kbli/") || absl::StartsWith(path, "reference/") ||
         absl::StartsWith(path, absl::StrCat("rulesets/", id, "/"));
}

// The one id that a bundle speaks of, if it can be that of a ruleset.
absl::Status CheckId(absl::string_view id) {
  const auto is_plain = [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
  };
  if (!id.empty() && id[0] != '.' && std::all_of(id.begin(), id.end(), is_plain))
    return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("the bundle names the ruleset \"", Excerpt(id, 80),
                   "\": want letters, digits, '-', '_' and '.', no '.' first"));
}

absl::StatusOr<SourceTree> SourcesOf(internal::Bundle& bundle) {
  const std::string& id = bundle.manifest().id();
  if (absl::Status sound = CheckId(id); !sound.ok()) return sound;
  SourceTree sources;
  for (internal::SourceFile& file : *bundle.mutable_source()) {
    if (!IsPathOfBundle(file.path(), id)) {
      return absl::InvalidArgumentError(
          absl::StrCat("the bundle holds a file \"", Excerpt(file.path(), 120),
                       "\": want paths below kbli/, reference/ and rulesets/", id, "/"));
    }
    if (!sources.emplace(file.path(), std::move(*file.mutable_content())).second) {
      return absl::InvalidArgumentError(absl::StrCat("the bundle holds ", file.path(), " twice"));
    }
  }
  if (sources.empty()) {
    return absl::InvalidArgumentError(
        "the bundle holds no sources: want one of izin rules build, which can be compiled again");
  }
  return sources;
}

absl::StatusOr<internal::Bundle> ReadComplete(absl::string_view bytes) {
  absl::StatusOr<internal::Bundle> bundle = absl::DataLossError("empty");
  if (!bytes.empty() && bytes.size() <= kMaxBundleBytes) bundle = ReadBundle(bytes);
  if (!bundle.ok()) {
    return absl::InvalidArgumentError(
        bytes.empty() ? "the bundle is empty"
                      : "the bundle cannot be read: it is damaged or no ruleset bundle");
  }
  if (bundle->format() != kBundleFormat) {
    return absl::FailedPreconditionError(absl::StrCat(
        "bundle format ", bundle->format(), ": this version reads format ", kBundleFormat,
        bundle->format() < kBundleFormat ? "; build it again with izin rules build"
                                         : "; it was built by a newer version"));
  }
  if (!bundle->has_manifest()) {
    return absl::InvalidArgumentError("the bundle has no manifest: want one of izin rules build");
  }
  return bundle;
}

// Both were made of the same rules, by the same compiler.
absl::Status CheckParts(const internal::Bundle& bundle, const ExaminedBundle& built) {
  const std::string& fingerprint = built.ruleset->data().fingerprint;
  const std::string held = Fingerprint(bundle.ruleset());
  if (bundle.fingerprint() != held || held != fingerprint) {
    return absl::InvalidArgumentError(
        absl::StrCat("the bundle names fingerprint \"", Excerpt(bundle.fingerprint(), 64),
                     "\", its tables have ", held, " and its sources ", fingerprint,
                     ": it was changed, or built by a version that compiles otherwise"));
  }
  const internal::Manifest manifest = ManifestOf(*built.rules, bundle.manifest().tool());
  if (!google::protobuf::util::MessageDifferencer::Equals(manifest, bundle.manifest())) {
    return absl::InvalidArgumentError(
        "the manifest of the bundle says another thing than its rules: it was changed");
  }
  return absl::OkStatus();
}

absl::Status FirstOf(const RuleIssues& issues) {
  const std::vector<RuleIssue> all = issues.Sorted();
  const auto error = std::find_if(all.begin(), all.end(), [](const RuleIssue& issue) {
    return issue.severity == Severity::kError;
  });
  return absl::FailedPreconditionError(error == all.end() ? "the rules have faults"
                                                          : error->ToString());
}

// Compiles sources and reads their cases.
absl::StatusOr<ExaminedBundle> Compile(const SourceTree& sources, RuleIssues& issues,
                                       std::string* bytes) {
  absl::StatusOr<BuiltRuleset> built = BuildRuleset(sources, issues);
  ExaminedBundle out;
  out.cases = ReadCases(sources, issues);
  if (!built.ok() || issues.has_errors()) return FirstOf(issues);
  absl::StatusOr<BundleRules> rules = ReadBundleRules(built->bundle);
  if (!rules.ok()) return rules.status();
  out.ruleset = std::move(built->ruleset);
  out.rules = std::move(rules->rules);
  if (bytes != nullptr) *bytes = std::move(built->bundle);
  return out;
}

// "rulesets/x/cases/a.textproto:12:3"
void AddCaseMiss(const CaseMiss& miss, RuleIssues& issues) {
  const std::vector<std::string> parts = absl::StrSplit(miss.where, ':');
  RuleIssue issue{.file = parts[0]};
  if (parts.size() == 3) {
    (void)absl::SimpleAtoi(parts[1], &issue.line);
    (void)absl::SimpleAtoi(parts[2], &issue.column);
  }
  issue.message = absl::StrCat(
      "case ", miss.name, ": ",
      absl::StrReplaceAll(absl::StripAsciiWhitespace(miss.difference), {{"\n", "; "}}));
  issues.Add(std::move(issue));
}

int RunWith(const ExaminedBundle& bundle, const RulesetLibrary& others, RowsReached* reached,
            RuleIssues& issues) {
  std::vector<std::shared_ptr<const Ruleset>> rulesets(others.rulesets().begin(),
                                                       others.rulesets().end());
  rulesets.push_back(bundle.ruleset);
  const auto library = std::make_shared<const RulesetLibrary>(rulesets);
  const std::vector<CaseMiss> misses =
      RunCases(bundle.cases, bundle.ruleset->versioned_name(), library, reached);
  for (const CaseMiss& miss : misses) AddCaseMiss(miss, issues);
  return static_cast<int>(bundle.cases.size() - misses.size());
}

int RowsOf(const Ruleset& ruleset, const RowsReached& reached, int& rows) {
  int hit = 0;
  for (const DecisionTable& table : ruleset.data().tables) {
    for (const TableRow& row : table.rows) {
      ++rows;
      if (reached.contains(row.id)) ++hit;
    }
  }
  return hit;
}

// The rulesets beside one of a data folder; what is wrong with them is told by rules check.
RulesetLibrary OthersOf(const std::string& data_dir, const std::string& id) {
  std::vector<std::shared_ptr<const Ruleset>> others;
  const absl::StatusOr<std::vector<std::string>> ids = ListRulesets(data_dir);
  for (const std::string& other : ids.ok() ? *ids : std::vector<std::string>()) {
    if (other == id) continue;
    absl::StatusOr<BuiltRuleset> built = BuildRulesetFolder(data_dir, other);
    if (built.ok()) others.push_back(std::move(built->ruleset));
  }
  return RulesetLibrary(others);
}

}  // namespace

absl::StatusOr<ExaminedBundle> ExamineBundle(absl::string_view bytes, RuleIssues& issues) {
  absl::StatusOr<internal::Bundle> bundle = ReadComplete(bytes);
  if (!bundle.ok()) return bundle.status();
  const absl::StatusOr<SourceTree> sources = SourcesOf(*bundle);
  if (!sources.ok()) return sources.status();
  absl::StatusOr<ExaminedBundle> built = Compile(*sources, issues, nullptr);
  if (!built.ok()) return built.status();
  if (absl::Status whole = CheckParts(*bundle, *built); !whole.ok()) return whole;
  built->manifest = bundle->manifest();
  return built;
}

int RunOwnCases(const ExaminedBundle& bundle, const RulesetLibrary& others, RuleIssues& issues) {
  return RunWith(bundle, others, nullptr, issues);
}

absl::StatusOr<std::string> BuildBundle(const std::string& data_dir, const std::string& id,
                                        absl::string_view tool, RuleIssues& issues) {
  const absl::StatusOr<SourceTree> sources = ReadSourceTree(data_dir, id);
  if (!sources.ok()) return sources.status();
  std::string bytes;
  const absl::StatusOr<ExaminedBundle> built = Compile(*sources, issues, &bytes);
  if (!built.ok()) return built.status();
  RowsReached reached;
  internal::CaseReport report;
  report.set_passed(RunWith(*built, OthersOf(data_dir, id), &reached, issues));
  if (issues.has_errors()) return FirstOf(issues);
  int rows = 0;
  report.set_rows_reached(RowsOf(*built->ruleset, reached, rows));
  report.set_rows(rows);
  return CompleteBundle(bytes, report, tool);
}

}  // namespace izin
