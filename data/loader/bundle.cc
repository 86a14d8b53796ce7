#include "data/loader/bundle.h"

#include <limits>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "data/loader/compile.h"
#include "data/loader/fingerprint.h"
#include "izin/internal/bundle.pb.h"

namespace izin {
namespace {

constexpr int kFormat = 2;

}  // namespace

absl::StatusOr<BuiltRuleset> BuildRuleset(const SourceTree& sources, RuleIssues& issues) {
  PositionIndex positions;
  internal::Bundle bundle;
  bundle.set_format(kFormat);
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

absl::StatusOr<std::shared_ptr<const Ruleset>> LoadBundle(absl::string_view bytes) {
  internal::Bundle bundle;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !bundle.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError("the bundle cannot be read: it is damaged or no ruleset bundle");
  }
  if (bundle.format() != kFormat) {
    return absl::FailedPreconditionError(
        absl::StrCat("bundle format ", bundle.format(), ": this version reads format ", kFormat));
  }
  std::string fingerprint = Fingerprint(bundle.ruleset());
  if (fingerprint != bundle.fingerprint()) {
    return absl::DataLossError(absl::StrCat("the bundle names fingerprint \"", bundle.fingerprint(),
                                            "\" and holds rules of ", fingerprint,
                                            ": it is damaged or was changed"));
  }
  RuleIssues issues;
  std::shared_ptr<const Ruleset> ruleset =
      Assemble(bundle.ruleset(), PositionIndex(), std::move(fingerprint), issues);
  if (ruleset == nullptr) {
    return absl::FailedPreconditionError(
        absl::StrCat("the ruleset has faults:\n", issues.ToString()));
  }
  return ruleset;
}

absl::StatusOr<BuiltRuleset> BuildRulesetFolder(const std::string& data_dir, absl::string_view id) {
  absl::StatusOr<SourceTree> sources = ReadSourceTree(data_dir, id);
  if (!sources.ok()) return sources.status();
  RuleIssues issues;
  return BuildRuleset(*sources, issues);
}

}  // namespace izin
