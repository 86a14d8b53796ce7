#include "service/lifecycle/activation_chains.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"

#include "classifier/resource_names.h"

namespace izin {
namespace {

constexpr int kMostVersions = 16;  // of a chain
constexpr int kMostRolledBack = 64;

std::optional<absl::CivilDay> DayOf(const std::string& text) {
  absl::CivilDay day;
  if (text.empty() || !absl::ParseCivilTime(text, &day)) return std::nullopt;
  return day;
}

std::string Named(absl::string_view id) { return absl::StrCat(kRulesetPrefix, id); }

absl::Status NothingBefore(const std::string& id) {
  return absl::FailedPreconditionError(
      absl::StrCat("no earlier bundle of ", Named(id), " is kept: there is nothing to go back to"));
}

// A version that a person took away stays away until a person brings it back.
void TakeLast(internal::ActiveRuleset& chain) {
  const std::string fingerprint = chain.chain(chain.chain_size() - 1).fingerprint();
  const auto& known = chain.rolled_back();
  if (std::find(known.begin(), known.end(), fingerprint) == known.end())
    chain.add_rolled_back(fingerprint);
  if (chain.rolled_back_size() > kMostRolledBack)
    chain.mutable_rolled_back()->erase(chain.rolled_back().begin());
  chain.mutable_chain()->RemoveLast();
}

void Unmark(const std::string& fingerprint, internal::ActiveRuleset& chain) {
  auto& marked = *chain.mutable_rolled_back();
  marked.erase(std::remove(marked.begin(), marked.end(), fingerprint), marked.end());
}

}  // namespace

const internal::ActiveRuleset* FindChain(const internal::ActivationState& state,
                                         absl::string_view id) {
  const auto found =
      std::find_if(state.ruleset().begin(), state.ruleset().end(),
                   [id](const internal::ActiveRuleset& one) { return one.id() == id; });
  return found == state.ruleset().end() ? nullptr : &*found;
}

internal::ActiveRuleset& ChainOf(internal::ActivationState& state, const std::string& id) {
  for (internal::ActiveRuleset& one : *state.mutable_ruleset()) {
    if (one.id() == id) return one;
  }
  internal::ActiveRuleset& added = *state.add_ruleset();
  added.set_id(id);
  return added;
}

std::vector<RulesetLibrary::Version> AllVersions(const RulesetLibrary& base,
                                                 const internal::ActivationState& state) {
  std::vector<RulesetLibrary::Version> versions(base.versions().begin(), base.versions().end());
  for (const internal::ActiveRuleset& active : state.ruleset()) {
    for (const internal::ActiveVersion& one : active.chain()) {
      versions.push_back({.id = active.id(),
                          .fingerprint = one.fingerprint(),
                          .from = DayOf(one.effective_from()).value_or(absl::CivilDay()),
                          .to = DayOf(one.effective_to()),
                          .ruleset = nullptr});
    }
  }
  return versions;
}

absl::Status CheckDays(const RulesetLibrary& library) {
  const absl::Span<const RulesetLibrary::Version> versions = library.versions();
  for (std::size_t later = 1; later < versions.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const RulesetLibrary::Version& a = versions[earlier];
      const RulesetLibrary::Version& b = versions[later];
      if (a.id == b.id || (a.to.has_value() && *a.to < b.from)) continue;
      return absl::FailedPreconditionError(absl::StrCat(
          "effective dates overlap: ", Named(a.id), " answers ",
          a.to.has_value() ? absl::StrCat("to ", absl::FormatCivilTime(*a.to)) : "without an end",
          " and ", Named(b.id), " from ", absl::FormatCivilTime(b.from), ": want a version of ",
          Named(a.id), " with an effective_to before that day first"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckSuccession(const internal::Manifest& manifest, absl::string_view fingerprint,
                             const internal::ActivationState& state, const BaseVersion& base) {
  const internal::ActiveRuleset* chain = FindChain(state, manifest.id());
  BaseVersion last = base;
  if (chain != nullptr && chain->chain_size() > 0) {
    const internal::ActiveVersion& active = chain->chain(chain->chain_size() - 1);
    last = {.fingerprint = active.fingerprint(), .version = active.version()};
  }
  if (last.fingerprint.empty()) return absl::OkStatus();
  if (manifest.version() < last.version) {
    return absl::FailedPreconditionError(absl::StrCat(
        "version ", manifest.version(), " of ", Named(manifest.id()), " is older than version ",
        last.version, ", which answers: raise `version`, or use izin rules rollback to go back"));
  }
  if (manifest.version() == last.version && fingerprint != last.fingerprint) {
    return absl::FailedPreconditionError(
        absl::StrCat("version ", manifest.version(), " of ", Named(manifest.id()),
                     " is the one that answers, with another fingerprint, ", last.fingerprint,
                     ": a changed ruleset needs a higher `version`"));
  }
  return absl::OkStatus();
}

void Append(const std::string& id, internal::ActiveVersion version,
            internal::ActivationState& state) {
  internal::ActiveRuleset& chain = ChainOf(state, id);
  Unmark(version.fingerprint(), chain);
  const int last = chain.chain_size() - 1;
  if (last >= 0 && chain.chain(last).fingerprint() == version.fingerprint()) {
    *chain.mutable_chain(last) = std::move(version);
    return;
  }
  *chain.add_chain() = std::move(version);
  if (chain.chain_size() > kMostVersions) chain.mutable_chain()->erase(chain.chain().begin());
}

absl::Status StepBack(const std::string& id, const BaseVersion& base,
                      internal::ActivationState& state) {
  const internal::ActiveRuleset* found = FindChain(state, id);
  if (found == nullptr || found->chain_size() == 0) return NothingBefore(id);
  if (found->chain_size() == 1 && base.fingerprint.empty()) return NothingBefore(id);
  internal::ActiveRuleset& chain = ChainOf(state, id);
  TakeLast(chain);
  if (chain.chain_size() > 0) Unmark(chain.chain(chain.chain_size() - 1).fingerprint(), chain);
  return absl::OkStatus();
}

absl::Status StepBackTo(const std::string& id, absl::string_view fingerprint,
                        const BaseVersion& base, internal::ActivationState& state) {
  const internal::ActiveRuleset* found = FindChain(state, id);
  const int size = found == nullptr ? 0 : found->chain_size();
  const std::string answering = size == 0 ? base.fingerprint : found->chain(size - 1).fingerprint();
  if (answering == fingerprint) {
    return absl::FailedPreconditionError(
        absl::StrCat(Named(id), "@", fingerprint, " answers already"));
  }
  int kept = size - 1;
  while (kept >= 0 && found->chain(kept).fingerprint() != fingerprint) --kept;
  if (kept < 0 && base.fingerprint != fingerprint) {
    return absl::NotFoundError(absl::StrCat(Named(id), "@", fingerprint, " was not active before"));
  }
  internal::ActiveRuleset& chain = ChainOf(state, id);
  while (chain.chain_size() > kept + 1) TakeLast(chain);
  Unmark(std::string(fingerprint), chain);
  return absl::OkStatus();
}

}  // namespace izin
