#include "service/rulesets/needed_ruleset.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "data/loader/bundle.h"
#include "data/loader/bundle_rules.h"
#include "service/rulesets/embedded_rulesets.h"

namespace izin {
namespace {

std::optional<absl::CivilDay> DayOf(const std::string& text) {
  absl::CivilDay day;
  return absl::ParseCivilTime(text, &day) ? std::optional<absl::CivilDay>(day) : std::nullopt;
}

// What a bundle says of its ruleset, which is not in memory.
absl::StatusOr<RulesetLibrary::Version> VersionOf(absl::string_view bundle) {
  const absl::StatusOr<internal::RulesetHeader> header = ReadBundleHeader(bundle);
  if (!header.ok()) return header.status();
  absl::StatusOr<std::string> fingerprint = ReadBundleFingerprint(bundle);
  if (!fingerprint.ok()) return fingerprint.status();
  const std::optional<absl::CivilDay> from = DayOf(header->effective_from());
  if (!from.has_value())
    return absl::DataLossError(absl::StrCat(header->id(), ": begins on no day"));
  return RulesetLibrary::Version{.id = header->id(),
                                 .fingerprint = *std::move(fingerprint),
                                 .from = *from,
                                 .to = DayOf(header->effective_to()),
                                 .ruleset = nullptr};
}

OldRulesets::Loaded Load(absl::string_view fingerprint) {
  for (absl::string_view bundle : EmbeddedBundles()) {
    const absl::StatusOr<std::string> own = ReadBundleFingerprint(bundle);
    if (own.ok() && *own == fingerprint) return LoadBuiltBundle(bundle);
  }
  return absl::NotFoundError(absl::StrCat(fingerprint, " is not held"));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> EmbeddedFor(absl::string_view pin,
                                                                  absl::CivilDay day) {
  std::vector<RulesetLibrary::Version> versions;
  for (absl::string_view bundle : EmbeddedBundles()) {
    absl::StatusOr<RulesetLibrary::Version> version = VersionOf(bundle);
    if (!version.ok()) return version.status();
    versions.push_back(*std::move(version));
  }
  const RulesetLibrary all(
      std::move(versions), {},
      {.rulesets = std::make_shared<const OldRulesets>(Load), .bundle_of = {}});
  const OldRulesets::Loaded found = pin.empty() ? all.InForceOn(day) : all.Find(pin);
  if (!found.ok()) return RulesetLibrary::Embedded();
  return std::make_shared<const RulesetLibrary>(std::vector{*found});
}

}  // namespace izin
