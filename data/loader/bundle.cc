#include "data/loader/bundle.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "data/loader/bundle_rules.h"
#include "data/loader/compile.h"
#include "data/loader/fingerprint.h"
#include "izin/internal/bundle.pb.h"

namespace izin {
namespace {

absl::StatusOr<std::shared_ptr<const Ruleset>> RulesetOf(const internal::CompiledRuleset& rules,
                                                         std::string fingerprint,
                                                         NamedChecks checks) {
  RuleIssues issues;
  std::shared_ptr<const Ruleset> ruleset =
      Assemble(rules, PositionIndex(), std::move(fingerprint), issues, checks);
  if (ruleset == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("the ruleset has faults:\n", issues.ToString()));
  }
  return ruleset;
}

}  // namespace

absl::StatusOr<BuiltRuleset> BuildRuleset(const SourceTree& sources, RuleIssues& issues) {
  PositionIndex positions;
  internal::Bundle bundle;
  bundle.set_format(kBundleFormat);
  *bundle.mutable_ruleset() = ParseSources(sources, positions, issues);
  for (const auto& [path, content] : sources) {
    internal::SourceFile& file = *bundle.add_source();
    file.set_path(path);
    file.set_content(content);
  }
  // What has faults of form may hold bytes that no message can; its other faults are told too.
  if (!issues.has_errors()) bundle.set_fingerprint(Fingerprint(bundle.ruleset()));
  std::shared_ptr<const Ruleset> ruleset =
      Assemble(bundle.ruleset(), positions, bundle.fingerprint(), issues);
  if (ruleset == nullptr || issues.has_errors()) {
    return absl::FailedPreconditionError(
        absl::StrCat("the ruleset has faults:\n", issues.ToString()));
  }
  return BuiltRuleset{.bundle = SerializeDeterministically(bundle), .ruleset = std::move(ruleset)};
}

internal::Manifest ManifestOf(const internal::CompiledRuleset& rules, absl::string_view tool) {
  const internal::RulesetHeader& header = rules.rules().ruleset(0);
  internal::Manifest manifest;
  manifest.set_id(header.id());
  manifest.set_version(header.version());
  manifest.set_effective_from(header.effective_from());
  manifest.set_effective_to(header.effective_to());
  manifest.set_kbli_edition(header.kbli_edition());
  manifest.set_data_as_of(header.data_as_of());
  manifest.set_tool(std::string(tool));
  return manifest;
}

absl::StatusOr<std::string> CompleteBundle(absl::string_view bytes,
                                           const internal::CaseReport& cases,
                                           absl::string_view tool) {
  absl::StatusOr<internal::Bundle> bundle = ReadBundle(bytes);
  if (!bundle.ok()) return bundle.status();
  *bundle->mutable_manifest() = ManifestOf(bundle->ruleset(), tool);
  *bundle->mutable_cases() = cases;
  return SerializeDeterministically(*bundle);
}

absl::StatusOr<std::shared_ptr<const Ruleset>> LoadBundle(absl::string_view bytes) {
  const absl::StatusOr<internal::Bundle> read = ReadBundle(bytes);
  if (!read.ok()) return read.status();
  const internal::Bundle& bundle = *read;
  if (bundle.format() != kBundleFormat) {
    return absl::FailedPreconditionError(absl::StrCat(
        "bundle format ", bundle.format(), ": this version reads format ", kBundleFormat));
  }
  std::string fingerprint = Fingerprint(bundle.ruleset());
  if (fingerprint != bundle.fingerprint()) {
    return absl::DataLossError(absl::StrCat("the bundle names fingerprint \"", bundle.fingerprint(),
                                            "\" and holds rules of ", fingerprint,
                                            ": it is damaged or was changed"));
  }
  return RulesetOf(bundle.ruleset(), std::move(fingerprint), NamedChecks::kRun);
}

absl::StatusOr<std::shared_ptr<const Ruleset>> LoadBuiltBundle(absl::string_view bytes) {
  absl::StatusOr<BundleRules> read = ReadBundleRules(bytes);
  if (!read.ok()) return read.status();
  return RulesetOf(*read->rules, std::move(read->fingerprint), NamedChecks::kPassed);
}

absl::StatusOr<BuiltRuleset> BuildRulesetFolder(const std::string& data_dir, absl::string_view id) {
  absl::StatusOr<SourceTree> sources = ReadSourceTree(data_dir, id);
  if (!sources.ok()) return sources.status();
  RuleIssues issues;
  return BuildRuleset(*sources, issues);
}

}  // namespace izin
