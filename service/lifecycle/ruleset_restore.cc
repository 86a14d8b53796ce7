// What of RulesetActivator puts versions together: at the start, and at every change.

#include <algorithm>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

#include "classifier/resource_names.h"
#include "data/loader/bundle.h"
#include "service/lifecycle/ruleset_activator.h"
#include "service/lifecycle/ruleset_records.h"
#include "service/lifecycle/second_person.h"

namespace izin {
namespace {

// Calls that began before a swap end with the ruleset that they began with; what they still hold
// then is freed by the last of them.
constexpr absl::Duration kMostWaiting = absl::Milliseconds(200);

std::string TimeText(std::int64_t micros) {
  return absl::FormatTime(absl::RFC3339_sec, absl::FromUnixMicros(micros), absl::UTCTimeZone());
}

v1::ActivationAttempt Described(const internal::ActivationAttempt& attempt) {
  v1::ActivationAttempt out;
  out.set_time(TimeText(attempt.time_us()));
  out.set_action(attempt.action());
  out.set_source(attempt.source());
  out.set_ruleset(attempt.ruleset());
  out.set_signed_by(attempt.signed_by());
  out.set_message(attempt.message());
  return out;
}

// A version in memory, by its fingerprint.
std::shared_ptr<const Ruleset> InMemory(const RulesetLibrary& library,
                                        const std::string& fingerprint) {
  const auto found =
      std::find_if(library.rulesets().begin(), library.rulesets().end(),
                   [&](const auto& ruleset) { return ruleset->data().fingerprint == fingerprint; });
  return found == library.rulesets().end() ? nullptr : *found;
}

}  // namespace

RulesetActivator::RulesetActivator(Options options, Parts parts)
    : options_(std::move(options)),
      parts_(std::move(parts)),
      old_(parts_.store == nullptr
               ? nullptr
               : std::make_shared<const OldRulesets>(
                     [this](absl::string_view fingerprint) { return Load(fingerprint); })) {}

OldRulesets::Loaded RulesetActivator::Load(absl::string_view fingerprint) const {
  const absl::StatusOr<internal::StoredBundle> stored =
      ReadStoredBundle(*parts_.store, fingerprint);
  if (!stored.ok()) return stored.status();
  OldRulesets::Loaded loaded = LoadBundle(stored->bundle());
  if (!loaded.ok()) {
    return absl::DataLossError(absl::StrCat("the stored ruleset ", fingerprint,
                                            " cannot be read: ", loaded.status().message()));
  }
  if ((*loaded)->data().fingerprint != fingerprint) {
    return absl::DataLossError(absl::StrCat("the store holds ", (*loaded)->versioned_name(),
                                            " under fingerprint ", fingerprint));
  }
  return loaded;
}

BaseVersion RulesetActivator::BaseOf(const std::string& id) const {
  const auto base = Bases().find(id);
  return base == Bases().end() ? BaseVersion() : base->second;
}

const std::map<std::string, BaseVersion>& RulesetActivator::Bases() const {
  absl::call_once(has_bases_, [this] {
    for (const RulesetLibrary::Version& version : parts_.base->versions()) {
      if (version.ruleset == nullptr) continue;
      BaseVersion& base = bases_[version.id];
      base.fingerprint = version.fingerprint;
      const auto rules = parts_.base->RulesOf(*version.ruleset);
      if (rules.ok() && (*rules)->rules().ruleset_size() == 1)
        base.version = (*rules)->rules().ruleset(0).version();
    }
  });
  return bases_;
}

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> RulesetActivator::Compose(
    const internal::ActivationState& state, const std::shared_ptr<const Ruleset>& fresh) {
  std::vector<RulesetLibrary::Version> versions = AllVersions(*parts_.base, state);
  const RulesetLibrary names(versions, {}, {});
  const std::shared_ptr<const RulesetLibrary> current = parts_.holder.Current();
  const absl::CivilDay today = TodayInJakarta(parts_.clock);
  // In memory is what answers for today or a later day, and the last of all whenever that ended;
  // the rest is brought back when asked for.
  const auto is_wanted = [&](const std::string& fingerprint) {
    return std::any_of(names.versions().begin(), names.versions().end(), [&](const auto& one) {
      return one.fingerprint == fingerprint &&
             (!one.to.has_value() || *one.to >= today || &one == &names.versions().back());
    });
  };
  for (RulesetLibrary::Version& version : versions) {
    if (version.ruleset != nullptr) continue;
    if (fresh != nullptr && version.fingerprint == fresh->data().fingerprint) {
      version.ruleset = fresh;
    } else if (is_wanted(version.fingerprint)) {
      version.ruleset = InMemory(*current, version.fingerprint);
      if (version.ruleset != nullptr) continue;
      OldRulesets::Loaded loaded = Load(version.fingerprint);
      if (!loaded.ok()) return loaded.status();
      version.ruleset = *std::move(loaded);
    }
  }
  RulesetLibrary::Archive archive;
  archive.rulesets = old_;
  if (parts_.store != nullptr) {
    archive.bundle_of =
        [store = parts_.store](absl::string_view fingerprint) -> absl::StatusOr<std::string> {
      absl::StatusOr<internal::StoredBundle> stored = ReadStoredBundle(*store, fingerprint);
      if (!stored.ok()) return stored.status();
      return std::move(*stored->mutable_bundle());
    };
  }
  return std::make_shared<const RulesetLibrary>(std::move(versions), parts_.base->bundles(),
                                                std::move(archive));
}

absl::Status RulesetActivator::CheckTrusted(const std::string& id,
                                            const internal::StoredBundle& stored) const {
  if (options_.trusts_store) return absl::OkStatus();
  const absl::StatusOr<std::string> signer = minisign::SignerOf(stored.signature());
  const auto is_signer = [&](const minisign::PublicKey& key) { return key.id() == *signer; };
  if (!signer.ok() || std::any_of(options_.keys.begin(), options_.keys.end(), is_signer))
    return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      kRulesetPrefix, id, " was active when this server ended and is signed by key ", *signer,
      ", which is not among --ruleset-key: give that key too, or go back by izin rules rollback "
      "while it is given"));
}

absl::Status RulesetActivator::CheckStored(const internal::StoredBundle& stored,
                                           absl::string_view fingerprint) const {
  if (!options_.trusts_store) {
    absl::Status sound =
        minisign::Verify(options_.keys, stored.bundle(), stored.signature()).status();
    if (!sound.ok()) return sound;
  }
  return Load(fingerprint).status();
}

absl::StatusOr<bool> RulesetActivator::LeaveOutUnreadable(internal::ActivationState& kept) {
  const RulesetLibrary names(AllVersions(*parts_.base, kept), {}, {});
  const absl::CivilDay today = TodayInJakarta(parts_.clock);
  for (const RulesetLibrary::Version& one : names.versions()) {
    if (one.ruleset != nullptr || (one.to.has_value() && *one.to < today)) continue;
    const absl::StatusOr<internal::StoredBundle> stored =
        ReadStoredBundle(*parts_.store, one.fingerprint);
    if (absl::IsUnavailable(stored.status())) return stored.status();
    absl::Status sound = stored.status();
    if (sound.ok()) {
      if (absl::Status trusted = CheckTrusted(one.id, *stored); !trusted.ok()) return trusted;
      sound = CheckStored(*stored, one.fingerprint);
    }
    if (sound.ok()) continue;
    auto& chain = *ChainOf(kept, one.id).mutable_chain();
    chain.erase(std::remove_if(
                    chain.begin(), chain.end(),
                    [&](const auto& version) { return version.fingerprint() == one.fingerprint; }),
                chain.end());
    internal::ActivationAttempt attempt;
    attempt.set_action("activate");
    attempt.set_source("store");
    attempt.set_ruleset(absl::StrCat(kRulesetPrefix, one.id, "@", one.fingerprint));
    Failed(std::move(attempt), sound);
    return true;
  }
  return false;
}

absl::Status RulesetActivator::Restore() {
  if (parts_.store == nullptr) return absl::OkStatus();
  absl::MutexLock changing(&changing_);
  absl::StatusOr<internal::ActivationState> kept = ReadActivationState(*parts_.store);
  if (!kept.ok()) return kept.status();
  SetState(*kept);
  absl::StatusOr<bool> is_left_out = true;
  while (is_left_out.ok() && *is_left_out) is_left_out = LeaveOutUnreadable(*kept);
  if (!is_left_out.ok()) return is_left_out.status();
  internal::ActivationState restored = state();  // with the failures of now
  *restored.mutable_ruleset() = kept->ruleset();
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> library = Compose(restored, nullptr);
  if (!library.ok()) return library.status();
  SetState(restored);
  Swap(*std::move(library));
  return absl::OkStatus();
}

void RulesetActivator::Swap(std::shared_ptr<const RulesetLibrary> library) {
  std::shared_ptr<const RulesetLibrary> before = parts_.holder.Current();
  parts_.holder.Swap(std::move(library));
  if (options_.swapped != nullptr) options_.swapped();
  // To free a ruleset takes milliseconds, which are better spent here than in a call.
  std::vector<std::shared_ptr<const Ruleset>> gone(before->rulesets().begin(),
                                                   before->rulesets().end());
  before.reset();
  const std::shared_ptr<const RulesetLibrary> now = parts_.holder.Current();
  std::erase_if(gone, [&](const auto& ruleset) {
    return InMemory(*now, ruleset->data().fingerprint) == ruleset;
  });
  const absl::Time deadline = absl::Now() + kMostWaiting;
  const auto is_free = [](const auto& ruleset) { return ruleset.use_count() == 1; };
  while (!std::all_of(gone.begin(), gone.end(), is_free) && absl::Now() < deadline)
    absl::SleepFor(absl::Milliseconds(1));
}

internal::ActivationState RulesetActivator::state() const {
  absl::MutexLock lock(&mutex_);
  return state_;
}

void RulesetActivator::SetState(const internal::ActivationState& state) {
  absl::MutexLock lock(&mutex_);
  state_ = state;
}

v1::ActivationStatus RulesetActivator::status() const {
  const internal::ActivationState now = state();
  v1::ActivationStatus status;
  if (now.has_last_success()) *status.mutable_last_success() = Described(now.last_success());
  if (now.has_last_failure()) *status.mutable_last_failure() = Described(now.last_failure());
  status.set_activations(now.activations());
  status.set_rollbacks(now.rollbacks());
  status.set_failures(now.failures());
  status.set_loads_on_demand(static_cast<std::int64_t>(old_rulesets().loads));
  for (const minisign::PublicKey& key : options_.keys) status.add_trusted_keys(key.id());
  status.set_watched_folder(options_.folder);
  for (const internal::RulesetProposal& kept : now.proposal()) {
    const absl::Time until = absl::FromUnixMicros(kept.time_us()) + kProposalWaits;
    if (until < parts_.clock.Now()) continue;
    v1::RulesetProposal& proposal = *status.add_proposals();
    proposal.set_ruleset(kept.ruleset());
    proposal.set_bundle_digest(kept.bundle_digest());
    proposal.set_proposed_by(kept.proposed_by());
    proposal.set_proposed_at(TimeText(kept.time_us()));
    proposal.set_expires_at(TimeText(absl::ToUnixMicros(until)));
  }
  return status;
}

void RulesetActivator::Describe(v1::Ruleset& ruleset) const {
  for (const auto& [id, base] : Bases()) {
    if (base.fingerprint == ruleset.fingerprint()) ruleset.set_version(base.version);
  }
  const internal::ActivationState now = state();
  for (const internal::ActiveRuleset& active : now.ruleset()) {
    for (const internal::ActiveVersion& version : active.chain()) {
      if (version.fingerprint() != ruleset.fingerprint()) continue;
      ruleset.set_version(version.version());
      ruleset.set_signed_by(version.signed_by());
      ruleset.set_activated_at(TimeText(version.activated_us()));
      ruleset.set_bundle_digest(version.bundle_digest());
      ruleset.set_is_rollback(version.is_rollback());
    }
  }
}

OldRulesets::Counters RulesetActivator::old_rulesets() const {
  return old_ == nullptr ? OldRulesets::Counters() : old_->counters();
}

}  // namespace izin
