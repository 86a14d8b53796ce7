#include "service/rulesets/ruleset_library.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

#include "classifier/resource_names.h"
#include "data/loader/bundle.h"
#include "data/loader/bundle_rules.h"
#include "data/loader/check_folder.h"
#include "service/base/excerpt.h"
#include "service/rulesets/embedded_rulesets.h"

namespace izin {
namespace {

bool IsPinCharacter(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' ||
         c == '@';
}

std::vector<RulesetLibrary::Version> VersionsOf(
    const std::vector<std::shared_ptr<const Ruleset>>& rulesets) {
  std::vector<RulesetLibrary::Version> versions;
  for (const std::shared_ptr<const Ruleset>& ruleset : rulesets) {
    const RulesetData& data = ruleset->data();
    versions.push_back({.id = data.id,
                        .fingerprint = data.fingerprint,
                        .from = data.effective_from,
                        .to = data.effective_to,
                        .ruleset = ruleset});
  }
  return versions;
}

}  // namespace

RulesetLibrary::RulesetLibrary(const std::vector<std::shared_ptr<const Ruleset>>& rulesets,
                               Bundles bundles)
    : RulesetLibrary(VersionsOf(rulesets), std::move(bundles), Archive()) {}

RulesetLibrary::RulesetLibrary(std::vector<Version> versions, Bundles bundles, Archive archive)
    : bundles_(std::move(bundles)), archive_(std::move(archive)) {
  std::map<std::string, absl::CivilDay> begun;  // the first day that a later version answers for
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    const auto [later, is_last] = begun.try_emplace(version->id, version->from);
    if (!is_last && version->from >= later->second) {
      if (version->ruleset != nullptr) superseded_.push_back(version->ruleset);
      continue;
    }
    if (!is_last) {
      const absl::CivilDay before = later->second - 1;
      version->to = std::min(version->to.value_or(before), before);
      later->second = version->from;
    }
    versions_.push_back(std::move(*version));
  }
  std::sort(versions_.begin(), versions_.end(), [](const Version& a, const Version& b) {
    return std::tie(a.from, a.id) < std::tie(b.from, b.id);
  });
  for (const Version& version : versions_) {
    if (version.ruleset != nullptr) rulesets_.push_back(version.ruleset);
  }
}

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> RulesetLibrary::Embedded() {
  std::vector<std::shared_ptr<const Ruleset>> rulesets;
  for (absl::string_view bundle : EmbeddedBundles()) {
    absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset = LoadBuiltBundle(bundle);
    if (!ruleset.ok()) return ruleset.status();
    rulesets.push_back(*std::move(ruleset));
  }
  return std::make_shared<const RulesetLibrary>(rulesets);
}

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> RulesetLibrary::FromFolder(
    const std::string& data_dir) {
  const absl::StatusOr<std::vector<std::string>> ids = ListRulesets(data_dir);
  if (!ids.ok()) return ids.status();
  std::vector<std::shared_ptr<const Ruleset>> rulesets;
  Bundles bundles;
  RuleIssues together;
  CheckRulesetFolders(data_dir, together);
  std::string faults = together.ToString();
  for (const std::string& id : *ids) {
    absl::StatusOr<BuiltRuleset> built = BuildRulesetFolder(data_dir, id);
    if (built.ok()) {
      bundles[built->ruleset->data().fingerprint] =
          std::make_shared<const std::string>(std::move(built->bundle));
      rulesets.push_back(std::move(built->ruleset));
    } else {
      absl::StrAppend(&faults, built.status().message());
    }
  }
  if (!faults.empty()) return absl::FailedPreconditionError(faults);
  return std::make_shared<const RulesetLibrary>(rulesets, std::move(bundles));
}

absl::StatusOr<std::shared_ptr<const Ruleset>> RulesetLibrary::InMemory(
    const Version& version) const {
  if (version.ruleset != nullptr) return version.ruleset;
  if (archive_.rulesets != nullptr) return archive_.rulesets->Get(version.fingerprint);
  return absl::NotFoundError(
      absl::StrCat(kRulesetPrefix, version.id, "@", version.fingerprint, " is not held"));
}

absl::StatusOr<std::shared_ptr<const Ruleset>> RulesetLibrary::FindExact(
    absl::string_view id, absl::string_view fingerprint) const {
  for (const auto* held : {&rulesets_, &superseded_}) {
    for (const std::shared_ptr<const Ruleset>& ruleset : *held) {
      if (ruleset->data().id == id && ruleset->data().fingerprint == fingerprint) return ruleset;
    }
  }
  const absl::Status none = absl::NotFoundError("");
  if (archive_.rulesets == nullptr) return none;
  absl::StatusOr<std::shared_ptr<const Ruleset>> old = archive_.rulesets->Get(fingerprint);
  if (old.ok() && (*old)->data().id != id) return none;
  return old;
}

absl::StatusOr<std::shared_ptr<const Ruleset>> RulesetLibrary::Find(
    absl::string_view pin, std::optional<absl::CivilDay> day) const {
  for (const std::shared_ptr<const Ruleset>& ruleset : rulesets_) {
    if (ruleset->versioned_name() == pin) return ruleset;
  }
  absl::string_view id = absl::StripPrefix(pin, kRulesetPrefix);
  if (id.empty() || id.back() == '@' || id.front() == '@' ||
      !std::all_of(id.begin(), id.end(), IsPinCharacter)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", Excerpt(pin, 120),
        "\": want rulesets/<id> or rulesets/<id>@<fingerprint>, for example ",
        rulesets_.empty() ? absl::StrCat(kRulesetPrefix, "pp28-2025") : latest().name()));
  }
  if (const std::size_t at = id.find('@'); at != absl::string_view::npos) {
    absl::StatusOr<std::shared_ptr<const Ruleset>> exact =
        FindExact(id.substr(0, at), id.substr(at + 1));
    if (!absl::IsNotFound(exact.status())) return exact;
  } else {
    const Version* meant = nullptr;
    for (const Version& version : versions_) {
      if (version.id != id) continue;
      if (meant == nullptr || !day.has_value() || version.from <= *day) meant = &version;
    }
    if (meant != nullptr) return InMemory(*meant);
  }
  const std::string held =
      absl::StrJoin(versions_, ", ", [](std::string* out, const Version& version) {
        absl::StrAppend(out, kRulesetPrefix, version.id, "@", version.fingerprint);
      });
  return absl::NotFoundError(
      absl::StrCat("\"", Excerpt(pin, 120), "\": no such ruleset; held are ", held));
}

absl::StatusOr<std::shared_ptr<const Ruleset>> RulesetLibrary::InForceOn(absl::CivilDay day) const {
  for (auto version = versions_.rbegin(); version != versions_.rend(); ++version) {
    if (version->Covers(day)) return InMemory(*version);
  }
  return absl::FailedPreconditionError(WhyNoneOn(day).en);
}

Bilingual RulesetLibrary::WhyNoneOn(absl::CivilDay day) const {
  const std::string date = absl::FormatCivilTime(day);
  for (const std::shared_ptr<const Ruleset>& ruleset : rulesets_) {
    for (const Gap& gap : ruleset->data().gaps) {
      if (day < gap.from || day > gap.to) continue;
      return {.id = absl::StrCat("tidak ada jawaban untuk ", date, ": yang tidak ada ialah ",
                                 gap.missing.id),
              .en = absl::StrCat("no answer for ", date, ": missing is ", gap.missing.en)};
    }
  }
  const auto held_since = [this](absl::string_view since) {
    return absl::StrJoin(versions_, ", ", [since](std::string* out, const Version& version) {
      absl::StrAppend(out, kRulesetPrefix, version.id, since, absl::FormatCivilTime(version.from));
    });
  };
  return {.id = absl::StrCat("tidak ada aturan yang berlaku pada ", date, "; yang ada ",
                             held_since(" sejak ")),
          .en = absl::StrCat("no ruleset held was in force on ", date, "; held are ",
                             held_since(" from "))};
}

absl::StatusOr<std::shared_ptr<const internal::CompiledRuleset>> RulesetLibrary::RulesOf(
    const Ruleset& ruleset, absl::FunctionRef<bool()> is_over) const {
  std::vector<absl::string_view> bundles;
  if (const auto held = bundles_.find(ruleset.data().fingerprint); held != bundles_.end()) {
    bundles.emplace_back(*held->second);
  } else {
    bundles = EmbeddedBundles();
  }
  absl::StatusOr<std::string> kept = absl::NotFoundError("");
  if (archive_.bundle_of != nullptr) kept = archive_.bundle_of(ruleset.data().fingerprint);
  if (kept.ok()) bundles = {*kept};
  for (absl::string_view bytes : bundles) {
    const absl::StatusOr<std::string> fingerprint = ReadBundleFingerprint(bytes);
    if (!fingerprint.ok()) return fingerprint.status();
    if (*fingerprint != ruleset.data().fingerprint) continue;
    absl::StatusOr<BundleRules> bundle = ReadBundleRules(bytes, is_over);
    if (!bundle.ok()) return bundle.status();
    return std::move(bundle->rules);
  }
  return absl::NotFoundError(
      absl::StrCat(ruleset.versioned_name(), ": the bundle that it was made of is not held"));
}

bool RulesetLibrary::KnowsHeldCode(absl::string_view code) const {
  const auto knows = [code](const std::shared_ptr<const Ruleset>& ruleset) {
    if (ruleset->FindPermit(code) != nullptr) return true;
    return std::any_of(ruleset->data().commitments.begin(), ruleset->data().commitments.end(),
                       [code](const Commitment& commitment) {
                         return commitment.blocks_stage && commitment.code == code;
                       });
  };
  // A pin may name a superseded one, whose own permits can be held under it.
  return std::any_of(rulesets_.begin(), rulesets_.end(), knows) ||
         std::any_of(superseded_.begin(), superseded_.end(), knows);
}

}  // namespace izin
