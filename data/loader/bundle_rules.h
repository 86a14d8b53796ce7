// The rules in a bundle, entry by entry, as they were compiled: what is compared, listed or
// exported whole goes by this and not by the Ruleset, which keeps what decisions read alone.

#ifndef IZIN_DATA_LOADER_BUNDLE_RULES_H_
#define IZIN_DATA_LOADER_BUNDLE_RULES_H_

#include <memory>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "data/loader/source_tree.h"
#include "izin/internal/bundle.pb.h"

namespace izin {

// The file as a message. DataLoss if the bytes are no bundle; nothing else of it is checked.
absl::StatusOr<internal::Bundle> ReadBundle(absl::string_view bytes);

// The content of a bundle and the fingerprint that the bundle names.
struct BundleRules {
  std::string fingerprint;
  std::shared_ptr<const internal::CompiledRuleset> rules;  // never null
};

// DataLoss if the bytes are no bundle. Whether they hold what their fingerprint says, LoadBundle
// has found out when it made a Ruleset of them. For somebody who may leave: Cancelled soon after
// `is_over`, which is asked each millisecond or so, says so.
absl::StatusOr<BundleRules> ReadBundleRules(absl::string_view bytes,
                                            absl::FunctionRef<bool()> is_over);
absl::StatusOr<BundleRules> ReadBundleRules(absl::string_view bytes);

// The fingerprint that a bundle names, without reading its rules. DataLoss as above.
absl::StatusOr<std::string> ReadBundleFingerprint(absl::string_view bytes);

// The header of its ruleset, which is all that is read of it. DataLoss if there is none.
absl::StatusOr<internal::RulesetHeader> ReadBundleHeader(absl::string_view bytes);

// The files that the ruleset of a bundle was compiled from. DataLoss if the bytes are no bundle.
absl::StatusOr<SourceTree> ReadBundleSources(absl::string_view bytes);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_BUNDLE_RULES_H_
