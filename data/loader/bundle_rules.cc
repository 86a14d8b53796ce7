#include "data/loader/bundle_rules.h"

#include <limits>
#include <utility>

#include "absl/status/status.h"

namespace izin {

absl::StatusOr<internal::Bundle> ReadBundle(absl::string_view bytes) {
  internal::Bundle bundle;
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()) ||
      !bundle.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return absl::DataLossError("the bundle cannot be read: it is damaged or no ruleset bundle");
  }
  return bundle;
}

absl::StatusOr<BundleRules> ReadBundleRules(absl::string_view bytes) {
  absl::StatusOr<internal::Bundle> bundle = ReadBundle(bytes);
  if (!bundle.ok()) return bundle.status();
  return BundleRules{.fingerprint = bundle->fingerprint(),
                     .rules = std::make_shared<const internal::CompiledRuleset>(
                         std::move(*bundle->mutable_ruleset()))};
}

absl::StatusOr<SourceTree> ReadBundleSources(absl::string_view bytes) {
  absl::StatusOr<internal::Bundle> bundle = ReadBundle(bytes);
  if (!bundle.ok()) return bundle.status();
  SourceTree sources;
  for (internal::SourceFile& file : *bundle->mutable_source())
    sources[std::move(*file.mutable_path())] = std::move(*file.mutable_content());
  return sources;
}

}  // namespace izin
