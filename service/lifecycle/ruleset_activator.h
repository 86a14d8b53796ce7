// Changes which rulesets answer, while they answer.
//
//   verify -> compile -> prove -> run the cases -> keep -> swap
//
// Everything happens beside what answers, of which one pointer is swapped at the end. What fails
// changes nothing but the count of failures.

#ifndef IZIN_SERVICE_LIFECYCLE_RULESET_ACTIVATOR_H_
#define IZIN_SERVICE_LIFECYCLE_RULESET_ACTIVATOR_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/call_once.h"
#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

#include "izin/internal/activation.pb.h"
#include "izin/v1/ruleset.pb.h"
#include "service/base/clock.h"
#include "service/lifecycle/activation_chains.h"
#include "service/lifecycle/examine_bundle.h"
#include "service/lifecycle/minisign.h"
#include "service/rulesets/old_rulesets.h"
#include "service/rulesets/ruleset_holder.h"
#include "service/store/store.h"

namespace izin {

// Thread-safe. One change at a time; those who ask wait for each other, those who classify for
// nobody.
class RulesetActivator {
 public:
  struct Options {
    std::vector<minisign::PublicKey> keys;  // whose signatures are taken; empty: nothing is
    bool trusts_store = false;              // reads a data folder whatever keys signed what it has
    std::string folder;                     // the one that is watched, for the status
    bool wants_two_persons = false;         // a call activates what another person proposed
    // Called with a ruleset before it answers for today. May be empty.
    std::function<void(const Ruleset&)> prepare;
    // Called after each swap. May be empty.
    std::function<void()> swapped;
    // Gets a line of key=value about each change, and about each failure. May be empty.
    std::function<void(const std::string& line, bool is_fault)> tell;
  };
  // All must outlive it.
  struct Parts {
    std::shared_ptr<const RulesetLibrary> base;  // what answers by itself; may be of none
    const Store* store = nullptr;                // null: nothing was kept
    Store* writable = nullptr;                   // null: nothing is kept, and so nothing activated
    const Clock& clock;
    RulesetHolder& holder;
  };

  RulesetActivator(Options options, Parts parts);

  // Lets answer again what answered when the store was closed. A version that cannot be read is
  // left out, and told of: the one before it answers. FailedPrecondition where one is signed by a
  // key that is not trusted; DataLoss and Unavailable where the store does not say what answered.
  absl::Status Restore();

  // Errors as the contract says. `by`: who asks, empty where nobody knows.
  absl::StatusOr<v1::ActivateRulesetResponse> Activate(const v1::ActivateRulesetRequest& request,
                                                       const std::string& by = "");
  absl::StatusOr<v1::RollbackRulesetResponse> Rollback(const v1::RollbackRulesetRequest& request);

  // A bundle that lies in the watched folder. What is active, was active before, or was rolled back
  // from by a person is passed over. Unavailable where it cannot be kept now.
  absl::Status Offer(const std::string& path, const std::string& bundle,
                     const std::string& signature);
  // A bundle there that cannot be taken.
  void RefuseFile(const std::string& path, const absl::Status& why);

  // True once there is a ruleset to answer by.
  bool has_active() const { return !parts_.holder.Current()->versions().empty(); }

  v1::ActivationStatus status() const;
  // Adds to the description of a ruleset what is known of its activation.
  void Describe(v1::Ruleset& ruleset) const;
  OldRulesets::Counters old_rulesets() const;

 private:
  // A bundle on its way.
  struct Candidate {
    const std::string& bundle;
    const std::string& signature;
    std::string source;
    minisign::Signed by;
    std::string digest;
    ExaminedBundle examined;
    RuleIssues issues;
    int cases_passed = 0;
    std::string asked_by;
    bool is_known = false;     // it is active already, to the byte
    bool is_proposed = false;  // it waits for a second person from now on
    internal::ActivationState state;
    std::shared_ptr<const RulesetLibrary> library;
  };

  absl::Status CheckAllowed() const;
  absl::Status Trust(Candidate& candidate) const;
  // All checks; what the issues tell is no status.
  absl::Status Examine(Candidate& candidate);
  absl::Status KeepAndSwap(Candidate& candidate);
  // OK where another person proposed the same; else the proposal is kept.
  absl::Status AwaitSecondPerson(Candidate& candidate);
  absl::StatusOr<v1::ActivateRulesetResponse> Take(Candidate& candidate, bool validate_only);
  void Report(const Candidate& candidate, absl::Time begun, const absl::Status& status)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(changing_);
  absl::Status GoBack(const std::string& id, const std::string& fingerprint,
                      internal::ActivationState& state);
  absl::StatusOr<v1::Ruleset> RollbackTo(const std::string& name);
  bool IsPassedOver(const Candidate& candidate) const;

  // The library of a state. `fresh` may be null: a ruleset that is not in the store yet.
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> Compose(
      const internal::ActivationState& state, const std::shared_ptr<const Ruleset>& fresh);
  // FailedPrecondition for a stored bundle of a key that is not trusted now.
  absl::Status CheckTrusted(const std::string& id, const internal::StoredBundle& stored) const;
  absl::Status CheckStored(const internal::StoredBundle& stored,
                           absl::string_view fingerprint) const;
  // Takes a version that cannot be read out of its chain, if it would answer; false where none is.
  absl::StatusOr<bool> LeaveOutUnreadable(internal::ActivationState& kept);
  void Swap(std::shared_ptr<const RulesetLibrary> library);

  OldRulesets::Loaded Load(absl::string_view fingerprint) const;
  BaseVersion BaseOf(const std::string& id) const;
  // Read when they are first asked for: they stand in the bundles, a few milliseconds away.
  const std::map<std::string, BaseVersion>& Bases() const;
  internal::ActivationState state() const;
  void SetState(const internal::ActivationState& state);
  internal::ActivationAttempt AttemptOf(const std::string& action,
                                        const Candidate& candidate) const;
  void Succeeded(internal::ActivationAttempt attempt, internal::ActivationState& state) const;
  void Failed(internal::ActivationAttempt attempt, const absl::Status& why);
  void Tell(const std::string& line, bool is_fault) const;

  const Options options_;
  const Parts parts_;
  const std::shared_ptr<const OldRulesets> old_;
  mutable absl::once_flag has_bases_;
  mutable std::map<std::string, BaseVersion> bases_;  // by id; constant once they are there
  absl::Mutex changing_;                              // one change at a time
  mutable absl::Mutex mutex_;
  internal::ActivationState state_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_RULESET_ACTIVATOR_H_
