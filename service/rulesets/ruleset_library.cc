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

bool Covers(const Ruleset& ruleset, absl::CivilDay day) {
  return day >= ruleset.data().effective_from &&
         (!ruleset.data().effective_to.has_value() || day <= *ruleset.data().effective_to);
}

}  // namespace

RulesetLibrary::RulesetLibrary(const std::vector<std::shared_ptr<const Ruleset>>& rulesets,
                               Bundles bundles)
    : bundles_(std::move(bundles)) {
  for (auto ruleset = rulesets.rbegin(); ruleset != rulesets.rend(); ++ruleset) {
    const bool is_known = std::any_of(
        rulesets_.begin(), rulesets_.end(),
        [&ruleset](const auto& later) { return later->data().id == (*ruleset)->data().id; });
    (is_known ? superseded_ : rulesets_).push_back(*ruleset);
  }
  std::sort(rulesets_.begin(), rulesets_.end(), [](const auto& a, const auto& b) {
    return std::tie(a->data().effective_from, a->data().id) <
           std::tie(b->data().effective_from, b->data().id);
  });
}

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> RulesetLibrary::Embedded() {
  std::vector<std::shared_ptr<const Ruleset>> rulesets;
  for (absl::string_view bundle : EmbeddedBundles()) {
    absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset = LoadBundle(bundle);
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

absl::StatusOr<std::shared_ptr<const Ruleset>> RulesetLibrary::Find(absl::string_view pin) const {
  absl::string_view id = absl::StripPrefix(pin, kRulesetPrefix);
  if (id.empty() || id.back() == '@' || id.front() == '@' ||
      !std::all_of(id.begin(), id.end(), IsPinCharacter)) {
    return absl::InvalidArgumentError(absl::StrCat(
        "\"", Excerpt(pin, 120),
        "\": want rulesets/<id> or rulesets/<id>@<fingerprint>, for example ", latest().name()));
  }
  absl::string_view fingerprint;
  if (const std::size_t at = id.find('@'); at != absl::string_view::npos) {
    fingerprint = id.substr(at + 1);
    id = id.substr(0, at);
  }
  const bool is_exact = pin.find('@') != absl::string_view::npos;
  for (const auto* versions : {&rulesets_, &superseded_}) {
    for (const std::shared_ptr<const Ruleset>& ruleset : *versions) {
      if (ruleset->data().id != id) continue;
      if (!is_exact || ruleset->data().fingerprint == fingerprint) return ruleset;
    }
  }
  const std::string held =
      absl::StrJoin(rulesets_, ", ", [](std::string* out, const auto& ruleset) {
        absl::StrAppend(out, ruleset->versioned_name());
      });
  return absl::NotFoundError(
      absl::StrCat("\"", Excerpt(pin, 120), "\": no such ruleset; held are ", held));
}

absl::StatusOr<std::shared_ptr<const Ruleset>> RulesetLibrary::InForceOn(absl::CivilDay day) const {
  for (auto ruleset = rulesets_.rbegin(); ruleset != rulesets_.rend(); ++ruleset) {
    if (Covers(**ruleset, day)) return *ruleset;
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
    return absl::StrJoin(rulesets_, ", ", [since](std::string* out, const auto& ruleset) {
      absl::StrAppend(out, ruleset->name(), since,
                      absl::FormatCivilTime(ruleset->data().effective_from));
    });
  };
  return {.id = absl::StrCat("tidak ada aturan yang berlaku pada ", date, "; yang ada ",
                             held_since(" sejak ")),
          .en = absl::StrCat("no ruleset held was in force on ", date, "; held are ",
                             held_since(" from "))};
}

absl::StatusOr<std::shared_ptr<const internal::CompiledRuleset>> RulesetLibrary::RulesOf(
    const Ruleset& ruleset) const {
  std::vector<absl::string_view> bundles;
  if (const auto held = bundles_.find(ruleset.data().fingerprint); held != bundles_.end()) {
    bundles.emplace_back(*held->second);
  } else {
    bundles = EmbeddedBundles();
  }
  for (absl::string_view bytes : bundles) {
    absl::StatusOr<BundleRules> bundle = ReadBundleRules(bytes);
    if (!bundle.ok()) return bundle.status();
    if (bundle->fingerprint == ruleset.data().fingerprint) return std::move(bundle->rules);
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
