#include "service/lifecycle/ruleset_activator.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"

#include "classifier/resource_names.h"
#include "data/loader/bundle_rules.h"
#include "data/loader/fingerprint.h"
#include "service/base/excerpt.h"
#include "service/lifecycle/ruleset_handler.h"
#include "service/lifecycle/ruleset_records.h"
#include "service/request/request_faults.h"
#include "service/review/diff.h"

namespace izin {
namespace {

constexpr std::size_t kShownBytes = 1000;  // of a failure

// Every error of the rules, as the faults of one status.
absl::Status StatusOf(const RuleIssues& issues) {
  RequestFaults faults;
  for (const RuleIssue& issue : issues.Sorted()) {
    if (issue.severity == Severity::kError)
      faults.Add(FaultKind::kPrecondition, "bundle", issue.ToString());
  }
  return faults.ToStatus();
}

void AddIssues(const RuleIssues& issues, v1::ActivateRulesetResponse& response) {
  for (const RuleIssue& issue : issues.Sorted()) {
    v1::RuleIssue& out = *response.add_issues();
    out.set_where(issue.Where());
    out.set_severity(issue.severity == Severity::kError     ? "error"
                     : issue.severity == Severity::kWarning ? "warning"
                                                            : "note");
    out.set_message(issue.message);
  }
}

absl::Status FaultOf(absl::string_view field, const absl::Status& status) {
  if (absl::IsUnavailable(status) || absl::IsDataLoss(status)) return status;
  const FaultKind kind = absl::IsInvalidArgument(status) ? FaultKind::kInvalid
                         : absl::IsNotFound(status)      ? FaultKind::kNotFound
                                                         : FaultKind::kPrecondition;
  return FieldError(kind, std::string(field), std::string(status.message()));
}

v1::DiffSummary SummaryOf(const RulesetDiff& diff) {
  v1::DiffSummary summary;
  summary.set_from(diff.from);
  summary.set_to(diff.to);
  summary.set_changes(static_cast<int>(diff.changes.size()));
  summary.set_risk_raised(diff.risk_raised);
  summary.set_risk_lowered(diff.risk_lowered);
  summary.set_rule_changes(static_cast<int>(diff.rule_changes.size()));
  summary.set_cells(diff.cells);
  return summary;
}

internal::ActiveVersion VersionOf(const internal::Manifest& manifest,
                                  const std::string& fingerprint, const minisign::Signed& by,
                                  const std::string& digest) {
  internal::ActiveVersion version;
  version.set_fingerprint(fingerprint);
  version.set_version(manifest.version());
  version.set_effective_from(manifest.effective_from());
  version.set_effective_to(manifest.effective_to());
  version.set_bundle_digest(digest);
  version.set_signed_by(by.key_id);
  version.set_comment(by.comment);
  return version;
}

}  // namespace

absl::Status RulesetActivator::CheckAllowed() const {
  if (options_.keys.empty()) {
    return absl::FailedPreconditionError(
        "this server trusts no key: start izind with --ruleset-key to let it take rulesets");
  }
  if (parts_.writable == nullptr) {
    return absl::FailedPreconditionError(
        "this server keeps nothing: start izind with --data-dir, so that a ruleset that was "
        "activated answers after a restart too");
  }
  return absl::OkStatus();
}

absl::Status RulesetActivator::Trust(Candidate& candidate) const {
  const absl::StatusOr<minisign::Signed> by =
      minisign::Verify(options_.keys, candidate.bundle, candidate.signature);
  if (!by.ok()) return FaultOf("signature", by.status());
  candidate.by = *by;
  candidate.digest = BundleDigest(candidate.bundle);
  return absl::OkStatus();
}

// A folder is offered whole at every start, and after every change in it.
bool RulesetActivator::IsPassedOver(const Candidate& candidate) const {
  const absl::StatusOr<internal::Bundle> bundle = ReadBundle(candidate.bundle);
  if (!bundle.ok()) return false;
  const internal::ActiveRuleset* chain = FindChain(candidate.state, bundle->manifest().id());
  if (chain == nullptr) return false;
  const auto& taken_away = chain->rolled_back();
  if (std::find(taken_away.begin(), taken_away.end(), bundle->fingerprint()) != taken_away.end())
    return true;
  if (std::any_of(chain->chain().begin(), chain->chain().end(),
                  [&](const auto& one) { return one.bundle_digest() == candidate.digest; }))
    return true;
  const int last = chain->chain_size() - 1;
  return last >= 0 && bundle->manifest().version() < chain->chain(last).version() &&
         ReadStoredBundle(*parts_.store, bundle->fingerprint()).ok();
}

absl::Status RulesetActivator::Examine(Candidate& candidate) {
  absl::StatusOr<ExaminedBundle> examined = ExamineBundle(candidate.bundle, candidate.issues);
  if (!examined.ok() && candidate.issues.has_errors()) return absl::OkStatus();
  if (!examined.ok()) return FaultOf("bundle", examined.status());
  candidate.examined = *std::move(examined);
  const internal::Manifest& manifest = candidate.examined.manifest;
  const std::string& fingerprint = candidate.examined.ruleset->data().fingerprint;
  const internal::ActiveRuleset* chain = FindChain(candidate.state, manifest.id());
  candidate.is_known = chain != nullptr && chain->chain_size() > 0 &&
                       chain->chain(chain->chain_size() - 1).bundle_digest() == candidate.digest;
  if (absl::Status fits =
          CheckSuccession(manifest, fingerprint, candidate.state, BaseOf(manifest.id()));
      !fits.ok())
    return FaultOf("bundle", fits);
  internal::ActiveVersion version =
      VersionOf(manifest, fingerprint, candidate.by, candidate.digest);
  version.set_activated_us(absl::ToUnixMicros(parts_.clock.Now()));
  Append(manifest.id(), std::move(version), candidate.state);
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> library =
      Compose(candidate.state, candidate.examined.ruleset);
  if (!library.ok()) return library.status();
  if (absl::Status fits = CheckDays(**library); !fits.ok()) return FaultOf("bundle", fits);
  candidate.library = *std::move(library);
  std::vector<std::shared_ptr<const Ruleset>> others;
  for (const auto& ruleset : candidate.library->rulesets()) {
    if (ruleset->data().id != manifest.id()) others.push_back(ruleset);
  }
  candidate.cases_passed =
      RunOwnCases(candidate.examined, RulesetLibrary(others), candidate.issues);
  return absl::OkStatus();
}

absl::Status RulesetActivator::KeepAndSwap(Candidate& candidate) {
  internal::StoredBundle stored;
  stored.set_bundle(candidate.bundle);
  stored.set_signature(candidate.signature);
  Succeeded(AttemptOf("activate", candidate), candidate.state);
  candidate.state.set_activations(candidate.state.activations() + 1);
  const Ruleset& ruleset = *candidate.examined.ruleset;
  if (options_.prepare != nullptr) {
    const auto today = candidate.library->InForceOn(TodayInJakarta(parts_.clock));
    if (today.ok() && (*today)->data().fingerprint == ruleset.data().fingerprint)
      options_.prepare(ruleset);
  }
  if (absl::Status kept =
          WriteActivation(*parts_.writable, candidate.state, ruleset.data().fingerprint, &stored);
      !kept.ok()) {
    return absl::UnavailableError(
        absl::StrCat("the bundle cannot be stored now: ", kept.message()));
  }
  SetState(candidate.state);
  Swap(std::move(candidate.library));
  return absl::OkStatus();
}

absl::StatusOr<v1::ActivateRulesetResponse> RulesetActivator::Take(Candidate& candidate,
                                                                   bool validate_only) {
  if (absl::Status sound = Examine(candidate); !sound.ok()) return sound;
  v1::ActivateRulesetResponse response;
  response.set_cases_passed(candidate.cases_passed);
  AddIssues(candidate.issues, response);
  if (candidate.issues.has_errors()) {
    if (validate_only) return response;
    return StatusOf(candidate.issues);
  }
  const std::shared_ptr<const Ruleset> ruleset = candidate.examined.ruleset;
  *response.mutable_ruleset() = DescribeRuleset(*ruleset);
  response.mutable_ruleset()->set_version(candidate.examined.manifest.version());
  response.set_already_active(candidate.is_known);
  if (validate_only) {
    response.mutable_ruleset()->set_active(false);
    const std::shared_ptr<const RulesetLibrary> current = parts_.holder.Current();
    const auto before =
        current->InForceOn(std::max(TodayInJakarta(parts_.clock), ruleset->data().effective_from));
    if (!before.ok()) return response;
    const auto rules = current->RulesOf(**before);
    if (!rules.ok()) return rules.status();
    *response.mutable_diff() = SummaryOf(DiffRulesets(
        ComparedRuleset{**before, **rules}, ComparedRuleset{*ruleset, *candidate.examined.rules}));
    return response;
  }
  if (!candidate.is_known) {
    if (options_.wants_two_persons) {
      if (absl::Status second = AwaitSecondPerson(candidate); !second.ok()) return second;
    }
    if (absl::Status kept = KeepAndSwap(candidate); !kept.ok()) return kept;
  }
  Describe(*response.mutable_ruleset());
  return response;
}

void RulesetActivator::Report(const Candidate& candidate, absl::Time begun,
                              const absl::Status& status) {
  if (candidate.is_proposed) return;  // told already, and no failure
  if (!status.ok()) return Failed(AttemptOf("activate", candidate), status);
  Tell(
      absl::StrCat("event=ruleset_activated ruleset=", candidate.examined.ruleset->versioned_name(),
                   " version=", candidate.examined.manifest.version(),
                   " signed_by=", candidate.by.key_id, " source=\"", candidate.source,
                   "\" already_active=", candidate.is_known ? "true" : "false", " cases=",
                   candidate.cases_passed, " ms=", absl::ToInt64Milliseconds(absl::Now() - begun)),
      false);
}

absl::StatusOr<v1::ActivateRulesetResponse> RulesetActivator::Activate(
    const v1::ActivateRulesetRequest& request, const std::string& by) {
  if (absl::Status allowed = CheckAllowed(); !allowed.ok()) return allowed;
  RequestFaults faults;
  if (request.bundle().empty()) faults.Add(FaultKind::kInvalid, "bundle", "missing: want a bundle");
  if (request.signature().empty()) {
    faults.Add(FaultKind::kInvalid, "signature", "missing: want the signature of the bundle");
  }
  if (!faults.empty()) return faults.ToStatus();
  absl::MutexLock changing(&changing_);
  const absl::Time begun = absl::Now();
  Candidate candidate{
      .bundle = request.bundle(), .signature = request.signature(), .source = "call"};
  candidate.state = state();
  candidate.asked_by = by;
  absl::StatusOr<v1::ActivateRulesetResponse> response = v1::ActivateRulesetResponse();
  if (absl::Status trusted = Trust(candidate); trusted.ok()) {
    response = Take(candidate, request.validate_only());
  } else {
    response = std::move(trusted);
  }
  if (!request.validate_only()) Report(candidate, begun, response.status());
  return response;
}

absl::Status RulesetActivator::Offer(const std::string& path, const std::string& bundle,
                                     const std::string& signature) {
  absl::MutexLock changing(&changing_);
  const absl::Time begun = absl::Now();
  Candidate candidate{.bundle = bundle, .signature = signature, .source = path};
  candidate.state = state();
  absl::Status status = CheckAllowed();
  if (status.ok()) status = Trust(candidate);
  if (status.ok() && IsPassedOver(candidate)) return absl::OkStatus();
  if (status.ok()) status = Take(candidate, /*validate_only=*/false).status();
  Report(candidate, begun, status);
  return status;
}

void RulesetActivator::RefuseFile(const std::string& path, const absl::Status& why) {
  internal::ActivationAttempt attempt;
  attempt.set_action("activate");
  attempt.set_source(path);
  Failed(std::move(attempt), why);
}

absl::Status RulesetActivator::GoBack(const std::string& id, const std::string& fingerprint,
                                      internal::ActivationState& state) {
  const BaseVersion base = BaseOf(id);
  if (fingerprint.empty()) return StepBack(id, base, state);
  absl::Status back = StepBackTo(id, fingerprint, base, state);
  if (!absl::IsNotFound(back)) return back;
  const absl::StatusOr<internal::StoredBundle> stored =
      ReadStoredBundle(*parts_.store, fingerprint);
  if (absl::IsNotFound(stored.status())) return back;
  if (!stored.ok()) return stored.status();
  const absl::StatusOr<minisign::Signed> by =
      minisign::Verify(options_.keys, stored->bundle(), stored->signature());
  if (!by.ok()) return by.status();
  const absl::StatusOr<internal::Bundle> bundle = ReadBundle(stored->bundle());
  if (!bundle.ok() || bundle->manifest().id() != id) return back;
  Append(id, VersionOf(bundle->manifest(), fingerprint, *by, BundleDigest(stored->bundle())),
         state);
  return absl::OkStatus();
}

absl::StatusOr<v1::Ruleset> RulesetActivator::RollbackTo(const std::string& name) {
  const std::vector<std::string> parts =
      absl::StrSplit(absl::StripPrefix(name, kRulesetPrefix), absl::MaxSplits('@', 1));
  const std::string& id = parts[0];
  internal::ActivationState changed = state();
  if (BaseOf(id).fingerprint.empty() && FindChain(changed, id) == nullptr) {
    return FaultOf(
        "name", absl::NotFoundError(absl::StrCat("\"", Excerpt(name, 120), "\": no such ruleset")));
  }
  if (absl::Status back = GoBack(id, parts.size() == 2 ? parts[1] : "", changed); !back.ok())
    return FaultOf("name", back);
  internal::ActiveRuleset& chain = ChainOf(changed, id);
  if (chain.chain_size() > 0) {
    internal::ActiveVersion& last = *chain.mutable_chain(chain.chain_size() - 1);
    last.set_is_rollback(true);
    last.set_activated_us(absl::ToUnixMicros(parts_.clock.Now()));
  }
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> library = Compose(changed, nullptr);
  if (!library.ok()) return library.status();
  if (absl::Status fits = CheckDays(**library); !fits.ok()) return FaultOf("name", fits);
  const absl::StatusOr<std::shared_ptr<const Ruleset>> now = (*library)->Find(id);
  if (!now.ok()) return now.status();
  internal::ActivationAttempt attempt;
  attempt.set_action("rollback");
  attempt.set_source("call");
  attempt.set_ruleset((*now)->versioned_name());
  Succeeded(std::move(attempt), changed);
  changed.set_rollbacks(changed.rollbacks() + 1);
  if (options_.prepare != nullptr) options_.prepare(**now);
  if (absl::Status kept = WriteActivation(*parts_.writable, changed, "", nullptr); !kept.ok())
    return absl::UnavailableError(absl::StrCat("the rollback cannot be kept: ", kept.message()));
  SetState(changed);
  Swap(*std::move(library));
  v1::Ruleset described = DescribeRuleset(**now);
  Describe(described);
  return described;
}

absl::StatusOr<v1::RollbackRulesetResponse> RulesetActivator::Rollback(
    const v1::RollbackRulesetRequest& request) {
  if (absl::Status allowed = CheckAllowed(); !allowed.ok()) return allowed;
  if (request.name().empty()) {
    return FieldError(FaultKind::kInvalid, "name",
                      "missing: want rulesets/<id> or rulesets/<id>@<fingerprint>");
  }
  // Its form.
  const auto named = parts_.holder.Current()->Find(request.name());
  if (absl::IsInvalidArgument(named.status())) return FaultOf("name", named.status());
  absl::MutexLock changing(&changing_);
  const absl::StatusOr<v1::Ruleset> ruleset = RollbackTo(request.name());
  if (!ruleset.ok()) {
    internal::ActivationAttempt attempt;
    attempt.set_action("rollback");
    attempt.set_source("call");
    attempt.set_ruleset(Excerpt(request.name(), 120));
    Failed(std::move(attempt), ruleset.status());
    return ruleset.status();
  }
  Tell(absl::StrCat("event=ruleset_rolled_back ruleset=", ruleset->name(), "@",
                    ruleset->fingerprint()),
       false);
  v1::RollbackRulesetResponse response;
  *response.mutable_ruleset() = *ruleset;
  return response;
}

internal::ActivationAttempt RulesetActivator::AttemptOf(const std::string& action,
                                                        const Candidate& candidate) const {
  internal::ActivationAttempt attempt;
  attempt.set_action(action);
  attempt.set_source(candidate.source);
  attempt.set_signed_by(candidate.by.key_id);
  if (candidate.examined.ruleset != nullptr)
    attempt.set_ruleset(candidate.examined.ruleset->versioned_name());
  return attempt;
}

void RulesetActivator::Succeeded(internal::ActivationAttempt attempt,
                                 internal::ActivationState& state) const {
  attempt.set_time_us(absl::ToUnixMicros(parts_.clock.Now()));
  *state.mutable_last_success() = std::move(attempt);
}

void RulesetActivator::Failed(internal::ActivationAttempt attempt, const absl::Status& why) {
  attempt.set_time_us(absl::ToUnixMicros(parts_.clock.Now()));
  attempt.set_message(std::string(CutAtCharacter(why.message(), kShownBytes)));
  Tell(absl::StrCat("event=ruleset_refused action=", attempt.action(), " source=\"",
                    attempt.source(), "\" ruleset=", attempt.ruleset(),
                    " signed_by=", attempt.signed_by(), " reason=\"",
                    absl::StrReplaceAll(attempt.message(), {{"\n", " "}, {"\"", "'"}}), "\""),
       true);
  internal::ActivationState changed = state();
  *changed.mutable_last_failure() = std::move(attempt);
  changed.set_failures(changed.failures() + 1);
  SetState(changed);
  // It is told and counted whether or not the store can keep it.
  if (parts_.writable != nullptr) (void)WriteActivation(*parts_.writable, changed, "", nullptr);
}

void RulesetActivator::Tell(const std::string& line, bool is_fault) const {
  if (options_.tell != nullptr) options_.tell(line, is_fault);
}

}  // namespace izin
