#include "service/reclassify/run_rulesets.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "service/reclassify/typed_row.h"
#include "service/request/parse_date.h"

namespace izin {
namespace {

absl::Status Annotated(const absl::Status& status, absl::string_view flag) {
  return absl::Status(status.code(), absl::StrCat(flag, " ", std::string(status.message())));
}

// In force on a day, with the edition that OSS used then.
absl::StatusOr<RunRuleset> OfDay(const RulesetLibrary& library, absl::CivilDay day) {
  absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset = library.InForceOn(day);
  if (!ruleset.ok()) return ruleset.status();
  const RulesetData& data = (*ruleset)->data();
  const bool is_before_change = data.edition_used_from.has_value() && day < *data.edition_used_from;
  const KbliEdition other =
      data.edition == KbliEdition::k2025 ? KbliEdition::k2020 : KbliEdition::k2025;
  return RunRuleset{.ruleset = *ruleset, .edition = is_before_change ? other : data.edition};
}

absl::StatusOr<RunRuleset> OfName(const RulesetLibrary& library, const std::string& pin,
                                  const std::string& day_text, absl::string_view flag) {
  if (!pin.empty()) {
    absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset = library.Find(pin);
    if (!ruleset.ok()) return Annotated(ruleset.status(), flag);
    return RunRuleset{.ruleset = *ruleset, .edition = (*ruleset)->data().edition};
  }
  const std::optional<absl::CivilDay> day = ParseDate(day_text);
  if (!day.has_value())
    return absl::InvalidArgumentError(absl::StrCat("--as-of ", WantDate(day_text).en));
  absl::StatusOr<RunRuleset> found = OfDay(library, *day);
  return found.ok() ? found : Annotated(found.status(), absl::StrCat("--as-of ", day_text, ":"));
}

bool Knows(const Ruleset& ruleset, absl::string_view permit) {
  const auto has = [permit](const auto& items) {
    return std::any_of(items.begin(), items.end(),
                       [permit](const auto& item) { return item.code == permit; });
  };
  return ruleset.FindPermit(permit) != nullptr || has(ruleset.data().supporting_permits) ||
         has(ruleset.data().commitments);
}

}  // namespace

absl::StatusOr<RunRulesets> RunRulesets::Choose(std::shared_ptr<const RulesetLibrary> library,
                                                const RulesetNames& names, absl::CivilDay today) {
  RunRulesets run;
  run.library_ = std::move(library);
  const bool has_to = !names.to.empty() || !names.to_day.empty();
  absl::StatusOr<RunRuleset> later =
      has_to ? OfName(*run.library_, names.to, names.to_day, "--to") : OfDay(*run.library_, today);
  if (!later.ok()) return later.status();
  run.later_ = *later;
  run.is_given_ = !names.from.empty() || !names.from_day.empty();
  if (run.is_given_) {
    absl::StatusOr<RunRuleset> from = OfName(*run.library_, names.from, names.from_day, "--from");
    if (!from.ok()) return from.status();
    run.earlier_.push_back(*from);
    return run;
  }
  for (const std::shared_ptr<const Ruleset>& ruleset : run.library_->rulesets()) {
    if (ruleset != run.later_.ruleset)
      run.earlier_.push_back({.ruleset = ruleset, .edition = ruleset->data().edition});
  }
  run.earlier_.push_back(run.later_);
  return run;
}

std::vector<const Ruleset*> RunRulesets::all() const {
  std::vector<const Ruleset*> rulesets;
  for (const RunRuleset& earlier : earlier_) rulesets.push_back(earlier.ruleset.get());
  rulesets.push_back(later_.ruleset.get());
  return rulesets;
}

std::string RunRulesets::EarlierNames() const {
  return absl::StrJoin(earlier_, ",", [](std::string* out, const RunRuleset& earlier) {
    absl::StrAppend(out, earlier.ruleset->versioned_name());
  });
}

std::optional<std::uint8_t> RunRulesets::EarlierOf(absl::string_view named,
                                                   absl::string_view held) const {
  if (is_given_) return 0;
  for (std::size_t i = 0; i < earlier_.size() && !named.empty(); ++i) {
    const Ruleset& ruleset = *earlier_[i].ruleset;
    if (named == ruleset.data().id || named == ruleset.name() || named == ruleset.versioned_name())
      return static_cast<std::uint8_t>(i);
  }
  if (!named.empty()) return std::nullopt;
  const Ruleset& later = *later_.ruleset;
  for (std::size_t i = 0; i < earlier_.size(); ++i) {
    for (absl::string_view item : absl::StrSplit(held, kListMark)) {
      const absl::string_view permit = absl::StripAsciiWhitespace(item);
      if (!permit.empty() && !Knows(later, permit) && Knows(*earlier_[i].ruleset, permit))
        return static_cast<std::uint8_t>(i);
    }
  }
  return static_cast<std::uint8_t>(earlier_.size() - 1);
}

}  // namespace izin
