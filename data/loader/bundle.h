// The compiled ruleset as one reproducible file, and the ways to a Ruleset.
//
//   text  --BuildRuleset-->  bytes  --LoadBundle-->  Ruleset
//
// BuildRuleset gives the ruleset its fingerprint, which the bundle carries; LoadBundle makes it
// anew and refuses a bundle that names another (fingerprint.h). LoadBuiltBundle is for the bundles
// that were compiled into this program, which nobody can have changed since.

#ifndef IZIN_DATA_LOADER_BUNDLE_H_
#define IZIN_DATA_LOADER_BUNDLE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"
#include "data/loader/rule_issue.h"
#include "data/loader/source_tree.h"
#include "izin/internal/bundle.pb.h"

namespace izin {

// The one that is written and read.
inline constexpr int kBundleFormat = 2;

// A ruleset with the bytes it stands for.
struct BuiltRuleset {
  std::string bundle;
  std::shared_ptr<const Ruleset> ruleset;
};

// Parses, checks, proves and compiles `sources`. FailedPrecondition if there is any error, which
// `issues` tells; the same sources give the same bytes.
absl::StatusOr<BuiltRuleset> BuildRuleset(const SourceTree& sources, RuleIssues& issues);

// What a bundle of these rules says of itself. REQUIRES: one header, as in all that was built.
internal::Manifest ManifestOf(const internal::CompiledRuleset& rules, absl::string_view tool);

// A bundle of BuildRuleset as it is to be signed: with its manifest, which names `tool`, and how
// its cases came out. DataLoss if the bytes are no bundle.
absl::StatusOr<std::string> CompleteBundle(absl::string_view bytes,
                                           const internal::CaseReport& cases,
                                           absl::string_view tool);

// The Ruleset of a bundle, checked again as text is: DataLoss if the bytes are no bundle or hold
// other rules than their fingerprint says, FailedPrecondition for another format, and with the
// issues if what they say does not hold.
absl::StatusOr<std::shared_ptr<const Ruleset>> LoadBundle(absl::string_view bytes);

// The same of a bundle that the build of this program made by BuildRuleset, in less time: its
// fingerprint is taken as it stands, and its named checks as passed. Never for a file. DataLoss
// if the bytes are no bundle.
absl::StatusOr<std::shared_ptr<const Ruleset>> LoadBuiltBundle(absl::string_view bytes);

// ReadSourceTree and BuildRuleset; the issues stand in the status.
absl::StatusOr<BuiltRuleset> BuildRulesetFolder(const std::string& data_dir, absl::string_view id);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_BUNDLE_H_
