#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

#include "classifier/resource_names.h"
#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/diff_text/diff_text.h"
#include "service/cli/language.h"
#include "service/cli/quiet.h"
#include "service/cli/ruleset_folders.h"
#include "service/review/diff_names.h"
#include "service/review/diff_print.h"

namespace izin::cli {
namespace {

struct DiffOptions : AskOptions {
  std::string from;
  std::string to;
  std::string from_dir;
  std::string to_dir;
  std::string kind;
  std::string language;
  DiffView view;
  int limit = 15;

  bool has_folders() const { return !from_dir.empty() || !to_dir.empty(); }
};

// By the word of the API, of the HSGL method or of the text.
std::optional<v1::ReformKind> ReformKindOf(const std::string& word) {
  static const auto* const kinds = new absl::flat_hash_map<std::string, v1::ReformKind>{
      {"removed", v1::REFORM_KIND_REMOVED},
      {"hapus", v1::REFORM_KIND_REMOVED},
      {"dihapus", v1::REFORM_KIND_REMOVED},
      {"merged", v1::REFORM_KIND_MERGED},
      {"gabung", v1::REFORM_KIND_MERGED},
      {"digabung", v1::REFORM_KIND_MERGED},
      {"simplified", v1::REFORM_KIND_SIMPLIFIED},
      {"sederhana", v1::REFORM_KIND_SIMPLIFIED},
      {"disederhanakan", v1::REFORM_KIND_SIMPLIFIED},
      {"delegated", v1::REFORM_KIND_DELEGATED},
      {"limpahkan", v1::REFORM_KIND_DELEGATED},
      {"dilimpahkan", v1::REFORM_KIND_DELEGATED},
      {"renamed", v1::REFORM_KIND_RENAMED},
      {"nomenklatur", v1::REFORM_KIND_RENAMED},
      {"added", v1::REFORM_KIND_ADDED},
      {"ditambah", v1::REFORM_KIND_ADDED},
      {"tightened", v1::REFORM_KIND_TIGHTENED},
      {"diperketat", v1::REFORM_KIND_TIGHTENED},
  };
  const auto found = kinds->find(absl::AsciiStrToLower(word));
  return found == kinds->end() ? std::optional<v1::ReformKind>() : found->second;
}

using Library = std::shared_ptr<const RulesetLibrary>;

absl::StatusOr<Library> LibraryOf(const std::string& folder, const std::string& name,
                                  const DiffOptions& options) {
  const std::string id(absl::StripPrefix(name, kRulesetPrefix));
  if (!folder.empty()) return LibraryOfFolder(folder, id.substr(0, id.find('@')));
  if (!options.backend.rulesets.empty()) return LibraryOfFolder(options.backend.rulesets, "");
  return RulesetLibrary::Embedded();
}

struct Pair {
  std::shared_ptr<const Ruleset> from;
  std::shared_ptr<const Ruleset> to;

  bool is_same() const { return from->versioned_name() == to->versioned_name(); }
};

// Where no names are given: the one id of both that differs.
absl::StatusOr<Pair> OnlyPair(const RulesetLibrary& from, const RulesetLibrary& to) {
  std::vector<Pair> all;
  for (const auto& later : to.rulesets()) {
    const auto earlier = from.Find(later->name());
    if (earlier.ok()) all.push_back({*earlier, later});
  }
  std::vector<Pair> differing = all;
  std::erase_if(differing, [](const Pair& pair) { return pair.is_same(); });
  if (differing.size() == 1) return differing.front();
  if (all.size() == 1 || (differing.empty() && !all.empty())) return all.back();
  const std::string names = absl::StrJoin(differing, ", ", [](std::string* out, const Pair& pair) {
    absl::StrAppend(out, pair.to->name());
  });
  return absl::InvalidArgumentError(
      differing.empty() ? "FROM missing: the folders have no ruleset of one id"
                        : absl::StrCat("FROM missing: several rulesets differ: ", names));
}

absl::StatusOr<Pair> NamedPair(const DiffOptions& options, const RulesetLibrary& from,
                               const RulesetLibrary& to) {
  if (options.from.empty()) return OnlyPair(from, to);
  const std::string& later_name = options.to.empty() ? options.from : options.to;
  const auto earlier = from.Find(options.from);
  if (!earlier.ok()) return absl::NotFoundError(absl::StrCat("FROM ", earlier.status().message()));
  const auto later = to.Find(later_name);
  if (!later.ok()) return absl::NotFoundError(absl::StrCat("TO ", later.status().message()));
  return Pair{*earlier, *later};
}

// All pages of the comparison as one.
absl::StatusOr<v1::DiffRulesetsResponse> CompareFolders(const DiffOptions& options) {
  const absl::StatusOr<Library> from = LibraryOf(options.from_dir, options.from, options);
  if (!from.ok()) return from.status();
  const std::string& to_name = options.to.empty() ? options.from : options.to;
  const absl::StatusOr<Library> to = LibraryOf(options.to_dir, to_name, options);
  if (!to.ok()) return to.status();
  const absl::StatusOr<Pair> pair = NamedPair(options, **from, **to);
  if (!pair.ok()) return pair.status();
  const auto from_rules = (*from)->RulesOf(*pair->from);
  if (!from_rules.ok()) return from_rules.status();
  const auto to_rules = (*to)->RulesOf(*pair->to);
  if (!to_rules.ok()) return to_rules.status();
  const RulesetDiff diff = DiffRulesets(ComparedRuleset{*pair->from, **from_rules},
                                        ComparedRuleset{*pair->to, **to_rules});
  v1::DiffRulesetsResponse all = ToResponse(diff);
  const Language language = options.view.is_english ? Language::kEnglish : Language::kIndonesian;
  AddNames(diff, *pair->from, *pair->to, language, all);
  return all;
}

// What the filter leaves; the counts are still those of all.
v1::DiffRulesetsResponse Narrowed(const v1::DiffRulesetsResponse& diff, const DiffView& view) {
  if (!view.filter.is_narrow()) return diff;
  const DiffWords words(diff, view.is_english);
  v1::DiffRulesetsResponse narrowed = diff;
  narrowed.clear_changes();
  narrowed.clear_rule_changes();
  for (const SelectedChange& one : Select(diff, view.filter, words))
    *narrowed.add_changes() = *one.change;
  for (const v1::RuleChange& change : diff.rule_changes()) {
    if (Matches(view.filter, words, change)) *narrowed.add_rule_changes() = change;
  }
  return narrowed;
}

int Print(const DiffOptions& options, const v1::DiffRulesetsResponse& diff) {
  if (options.format == "json") return PrintJson(Narrowed(diff, options.view));
  if (options.format == "csv") {
    std::cout << DiffCsv(Narrowed(diff, options.view));
    return 0;
  }
  Page page({}, std::cout);
  PrintDiff(diff, options.view, page);
  return 0;
}

int Run(const DiffOptions& options) {
  if (options.has_folders()) {
    const absl::StatusOr<v1::DiffRulesetsResponse> diff = CompareFolders(options);
    return diff.ok() ? Print(options, *diff) : Fail(diff.status().message(), kRefused);
  }
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  if (!backend.ok()) return ReportFailure(backend.status(), options.is_json());
  v1::DiffRulesetsRequest request;
  request.set_from(options.from);
  request.set_to(options.to);
  request.set_language_code(options.view.is_english ? "en" : "id");
  const auto diff = AllPages(**backend, &Backend::DiffRulesets, request);
  return diff.ok() ? Print(options, *diff) : ReportFailure(diff.status(), options.is_json());
}

// Reads what the flags say into the view; the exit code if that cannot be.
std::optional<int> ReadView(DiffOptions& options) {
  DiffView& view = options.view;
  view.is_english = SpeaksEnglish(options.language);
  view.limit = static_cast<std::size_t>(options.limit);
  if (!options.kind.empty()) {
    view.filter.kind = ReformKindOf(options.kind);
    if (!view.filter.kind.has_value()) {
      return Fail(absl::StrCat("--kind \"", options.kind,
                               "\": want removed, merged, simplified, delegated, renamed, added or "
                               "tightened"),
                  kUsage);
    }
  }
  if (!options.has_folders() && (options.from.empty() || options.to.empty()))
    return Fail("FROM and TO missing: want two rulesets, or --from-dir and --to-dir", kUsage);
  if (view.filter.kbli.empty()) return std::nullopt;
  view.filter.kbli = absl::AsciiStrToUpper(view.filter.kbli);
  const absl::StatusOr<Library> own = RulesetLibrary::Embedded();
  if (!own.ok()) return Fail(own.status().message(), kFailure);
  for (KbliEdition edition : {KbliEdition::k2020, KbliEdition::k2025})
    view.filter.related.merge(RelatedCodes((*own)->latest().kbli(edition), view.filter.kbli));
  return std::nullopt;
}

void AddNameOptions(CLI::App& command, DiffOptions& options) {
  command.add_option("FROM", options.from, "the earlier ruleset");
  command.add_option("TO", options.to, "the later ruleset; with folders the same as FROM");
  command.add_option("--from-dir", options.from_dir,
                     "data folder, or a ruleset's own, that the earlier one is read from");
  command.add_option("--to-dir", options.to_dir,
                     "data folder, or a ruleset's own, that the later one is read from");
}

void AddViewOptions(CLI::App& command, DiffOptions& options) {
  DiffFilter& filter = options.view.filter;
  command.add_option("--kbli", filter.kbli, "only this category, prefix, code or scope");
  command.add_option("--permit", filter.permit, "only what concerns this permit: PKKPR");
  command.add_option("--office", filter.office,
                     "only what moves from or to this office, by name or id");
  command.add_option("--kind", options.kind,
                     "only removed, merged, simplified, delegated, renamed, added or tightened");
  command.add_flag("--all", options.view.is_all, "every line, whole texts, and code by code");
  command.add_option("--limit", options.limit, "lines of each section of the text; 0 = all")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command.add_option("--lang", options.language, "id or en")->check(CLI::IsMember({"id", "en"}));
  command.add_option("--format", options.format, "text, json or csv")
      ->check(CLI::IsMember({"text", "json", "csv"}));
}

}  // namespace

void AddRulesDiff(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand("diff", "What changes from one ruleset to another");
  command->footer(
      "Example: izin rules diff pp24-2018 pp28-2025 --kbli 56101\n"
      "Example: izin rules diff pp28-2025 --from-dir data --to-dir edited --permit PKKPR");
  auto options = std::make_shared<DiffOptions>();
  AddNameOptions(*command, *options);
  AddViewOptions(*command, *options);
  AddServerOptions(*command, options->backend);
  AddRulesetsOption(*command, options->backend);
  command->callback([command, options, &exit_code] {
    options->view.is_quiet = IsQuiet(*command);
    const std::optional<int> refused = ReadView(*options);
    exit_code = refused.has_value() ? *refused : Run(*options);
  });
}

}  // namespace izin::cli
