#include "service/lifecycle/second_person.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

#include "service/lifecycle/ruleset_activator.h"
#include "service/lifecycle/ruleset_records.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

constexpr char kField[] = "bundle";

std::string Shown(absl::Time time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S WIB", time, absl::FixedTimeZone(7 * 60 * 60));
}

absl::Status Refused(FaultText text) {
  return FieldError(FaultKind::kPrecondition, kField, std::move(text));
}

}  // namespace

absl::Status AskSecondPerson(const SecondPerson& asked, absl::Time now,
                             internal::ActivationState& state, bool& is_new) {
  is_new = false;
  auto& proposals = *state.mutable_proposal();
  const auto has_waited = [now](const internal::RulesetProposal& one) {
    return absl::FromUnixMicros(one.time_us()) + kProposalWaits < now;
  };
  proposals.erase(std::remove_if(proposals.begin(), proposals.end(), has_waited), proposals.end());
  if (asked.by.empty()) {
    return Refused(
        {"two persons activate a ruleset here, and this call does not say whose it is: "
         "want a token or a certificate",
         "di server ini aturan diaktifkan oleh dua orang, dan panggilan ini tanpa nama: "
         "perlu token atau sertifikat"});
  }
  const auto found =
      std::find_if(proposals.begin(), proposals.end(), [&](const internal::RulesetProposal& one) {
        return one.bundle_digest() == asked.bundle_digest;
      });
  if (found == proposals.end()) {
    internal::RulesetProposal& proposal = *proposals.Add();
    proposal.set_ruleset(asked.ruleset);
    proposal.set_bundle_digest(asked.bundle_digest);
    proposal.set_proposed_by(asked.by);
    proposal.set_time_us(absl::ToUnixMicros(now));
    is_new = true;
    const std::string until = Shown(now + kProposalWaits);
    return Refused({absl::StrCat("is proposed by ", asked.by,
                                 " and not active yet: a second person "
                                 "activates it by sending the same file until ",
                                 until),
                    absl::StrCat("diusulkan oleh ", asked.by,
                                 " dan belum aktif: orang kedua "
                                 "mengaktifkannya dengan mengirim berkas yang sama sampai ",
                                 until)});
  }
  if (found->proposed_by() == asked.by) {
    const std::string since = Shown(absl::FromUnixMicros(found->time_us()));
    return Refused({absl::StrCat("was proposed by ", asked.by, " at ", since,
                                 ": another person is to activate it"),
                    absl::StrCat("sudah diusulkan oleh ", asked.by, " pada ", since,
                                 ": orang lain yang harus mengaktifkannya")});
  }
  proposals.erase(found);
  return absl::OkStatus();
}

absl::Status RulesetActivator::AwaitSecondPerson(Candidate& candidate) {
  const SecondPerson asked{.ruleset = candidate.examined.ruleset->versioned_name(),
                           .bundle_digest = candidate.digest,
                           .by = candidate.asked_by};
  internal::ActivationState changed = state();
  bool is_new = false;
  absl::Status status = AskSecondPerson(asked, parts_.clock.Now(), changed, is_new);
  *candidate.state.mutable_proposal() = changed.proposal();
  if (!is_new) return status;
  if (absl::Status kept = WriteActivation(*parts_.writable, changed, "", nullptr); !kept.ok())
    return absl::UnavailableError(absl::StrCat("the proposal cannot be kept: ", kept.message()));
  SetState(changed);
  candidate.is_proposed = true;
  Tell(absl::StrCat("event=ruleset_proposed ruleset=", asked.ruleset,
                    " digest=", asked.bundle_digest, " signed_by=", candidate.by.key_id),
       false);
  return status;
}

}  // namespace izin
