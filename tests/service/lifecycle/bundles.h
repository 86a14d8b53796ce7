// Bundles for tests: those that ship, with edits, built and signed.

#ifndef IZIN_TESTS_SERVICE_LIFECYCLE_BUNDLES_H_
#define IZIN_TESTS_SERVICE_LIFECYCLE_BUNDLES_H_

#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gtest/gtest.h>

#include "data/loader/bundle.h"
#include "data/loader/bundle_rules.h"
#include "data/loader/fingerprint.h"
#include "data/loader/source_tree.h"
#include "service/lifecycle/minisign.h"

namespace izin::testing {

inline const minisign::SecretKey& OfficeKey() {
  static const auto* const key = new minisign::SecretKey(minisign::SecretKey::Generate());
  return *key;
}

// The sources of a ruleset that ships.
inline const SourceTree& ShippedSources(const std::string& id = "pp28-2025") {
  static const auto* const pp28 = new SourceTree(*ReadSourceTree("data", "pp28-2025"));
  static const auto* const pp24 = new SourceTree(*ReadSourceTree("data", "pp24-2018"));
  return id == "pp24-2018" ? *pp24 : *pp28;
}

// `from` replaced by `to` in a file; a file without it fails the test.
inline SourceTree Edited(SourceTree sources, const std::string& file, const std::string& from,
                         const std::string& to) {
  for (auto& [path, content] : sources) {
    if (!absl::EndsWith(path, absl::StrCat("/", file))) continue;
    if (absl::StrContains(path, "/cases/") && !absl::StrContains(file, "/")) continue;
    const std::size_t at = content.find(from);
    EXPECT_NE(at, std::string::npos) << file << ": no " << from;
    if (at != std::string::npos) content.replace(at, from.size(), to);
  }
  return sources;
}

inline SourceTree WithVersion(int version, SourceTree sources = ShippedSources()) {
  return Edited(std::move(sources), "ruleset.textproto", "version: 1",
                absl::StrCat("version: ", version));
}

// Other words, and so another fingerprint.
inline SourceTree WithTitle(const std::string& title, SourceTree sources = ShippedSources()) {
  return Edited(std::move(sources), "ruleset.textproto", "id: \"Perizinan",
                absl::StrCat("id: \"", title, " Perizinan"));
}

inline SourceTree WithoutCases(SourceTree sources) {
  std::erase_if(sources, [](const auto& file) { return absl::StrContains(file.first, "/cases/"); });
  return sources;
}

// pp24-2018 under another name and for other days.
inline SourceTree Renamed(const std::string& id, const std::string& from, const std::string& to) {
  SourceTree out;
  for (const auto& [path, content] : WithoutCases(ShippedSources("pp24-2018")))
    out[absl::StrReplaceAll(path, {{"rulesets/pp24-2018/", absl::StrCat("rulesets/", id, "/")}})] =
        content;
  out = Edited(std::move(out), "ruleset.textproto", "id: \"pp24-2018\"",
               absl::StrCat("id: \"", id, "\""));
  return Edited(std::move(out), "ruleset.textproto",
                "effective_from: \"2018-06-21\"\n  effective_to: \"2021-02-01\"",
                absl::StrCat("effective_from: \"", from, "\"",
                             to.empty() ? "" : absl::StrCat("\n  effective_to: \"", to, "\"")));
}

// The bundle of sound sources, complete.
inline std::string BundleOf(const SourceTree& sources) {
  RuleIssues issues;
  const absl::StatusOr<BuiltRuleset> built = BuildRuleset(sources, issues);
  EXPECT_TRUE(built.ok()) << issues.ToString();
  if (!built.ok()) return "";
  return *CompleteBundle(built->bundle, internal::CaseReport(), "izin test");
}

// A good bundle whose message was changed.
template <typename Change>
std::string ChangedBundle(const Change& change, const std::string& bytes) {
  internal::Bundle bundle = *ReadBundle(bytes);
  change(bundle);
  return SerializeDeterministically(bundle);
}

// A bundle that holds `sources` beside tables that were made of others.
inline std::string BundleHolding(const SourceTree& sources) {
  static const auto* const good = new std::string(BundleOf(WithVersion(2)));
  return ChangedBundle(
      [&sources](internal::Bundle& bundle) {
        bundle.clear_source();
        for (const auto& [path, content] : sources) {
          internal::SourceFile& file = *bundle.add_source();
          file.set_path(path);
          file.set_content(content);
        }
      },
      *good);
}

inline std::string SignatureOf(const std::string& bundle,
                               const minisign::SecretKey& key = OfficeKey()) {
  return *key.Sign(bundle, "for tests");
}

inline std::string FingerprintIn(const std::string& bundle) {
  return ReadBundle(bundle)->fingerprint();
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_LIFECYCLE_BUNDLES_H_
