#include "service/answer/pipeline.h"

#include <optional>
#include <utility>

#include "service/answer/canonical_key.h"
#include "service/answer/decide.h"
#include "service/request/request_faults.h"
#include "service/store/answer_name.h"
#include "service/store/answer_store.h"

namespace izin {
namespace {

// What the store keeps: the full answer in Indonesian, without anything of its day.
bool IsStorable(const ValidatedRequest& validated) {
  return !validated.form.is_basic && !validated.form.explain &&
         validated.form.language == Language::kIndonesian && !validated.form.filed_on.has_value() &&
         !validated.form.as_of.has_value() && !validated.is_future && !validated.predates_data;
}

// A kept answer that cannot be given, as RequestFaults say it.
absl::Status NameFault(const absl::Status& status) {
  const bool is_malformed = absl::IsInvalidArgument(status);
  return FieldError(is_malformed ? FaultKind::kInvalid : FaultKind::kNotFound, "name",
                    std::string(status.message()));
}

}  // namespace

// A question, validated, with the ruleset that answers it.
struct Pipeline::Asked {
  explicit Asked(std::string& buffer) : key(buffer) { key.clear(); }
  absl::string_view activity_key() const {
    return absl::string_view(key).substr(0, activity_bytes);
  }
  v1::KbliEdition edition() const {
    return static_cast<v1::KbliEdition>(validated.activity.edition);
  }

  ValidatedRequest validated;  // of a name: without a ruleset
  std::string& key;            // canonical key of the activity, then of the form
  std::size_t activity_bytes = 0;
  bool is_remembered = false;  // may be recalled and remembered in memory
  bool is_storable = false;    // and in the store
};

absl::StatusOr<std::shared_ptr<const EncodedAnswer>> Pipeline::Answer(
    const Question& question) const {
  thread_local std::string key;  // their buffers serve the next question of this thread
  thread_local Decision scratch;
  Asked asked(key);
  const auto refuse = [&question](absl::Status status) {
    if (question.given != nullptr) question.given->Skip();
    return status;
  };
  if (absl::Status pinned = Pin(question, asked); !pinned.ok()) return refuse(std::move(pinned));
  std::shared_ptr<const EncodedAnswer> answer = Recall(asked);
  if (answer == nullptr) {
    if (question.request == nullptr) return NameFault(NotKept(question.name));
    Decision& decision = question.decided == nullptr ? scratch : question.decided->decision;
    if (absl::Status decided = Decide(asked.validated, decision); !decided.ok())
      return refuse(std::move(decided));
    if (question.decided != nullptr) {
      question.decided->ruleset = std::move(asked.validated.ruleset);
      return answer;
    }
    const v1::Classification classification =
        Render(decision, asked.validated, NameOfKey(asked.activity_key()));
    decision.Clear();
    std::string encoded = classification.SerializeAsString();
    answer = Encode(classification, encoded, asked.edition());
    Remember(asked, answer, std::move(encoded));
  }
  if (question.given != nullptr) question.given->Add(question.encoded, *question.request, answer);
  return answer;
}

absl::StatusOr<v1::Classification> Pipeline::Classify(
    const v1::ClassifyActivityRequest& request) const {
  const absl::StatusOr<std::shared_ptr<const EncodedAnswer>> answer =
      Answer(Question{.request = &request});
  if (!answer.ok()) return answer.status();
  return (*answer)->Decode();
}

absl::Status Pipeline::Pin(const Question& question, Asked& asked) const {
  if (question.request == nullptr) {
    const absl::StatusOr<std::string> key = KeyOfName(parts_.store, question.name);
    if (!key.ok()) return NameFault(key.status());
    asked.key = *key;
    asked.activity_bytes = asked.key.size();
    asked.is_storable = true;
    return absl::OkStatus();
  }
  const Moment now = question.moment == nullptr ? Now() : Moment();
  const Moment& moment = question.moment == nullptr ? now : *question.moment;
  absl::StatusOr<ValidatedRequest> validated =
      ValidateRequest(*question.request, *moment.library, moment.today, joint_leave_);
  if (!validated.ok()) return validated.status();
  asked.validated = *std::move(validated);
  const bool is_recalled = question.decided == nullptr;
  if (!is_recalled) return absl::OkStatus();  // a decision made anew has neither name nor place
  AppendActivityKey(*asked.validated.ruleset, asked.validated.activity, asked.key);
  asked.activity_bytes = asked.key.size();
  AppendFormKey(asked.validated, asked.key);
  asked.is_remembered = parts_.memory != nullptr && !asked.validated.form.explain;
  asked.is_storable = parts_.store != nullptr && IsStorable(asked.validated);
  return absl::OkStatus();
}

std::shared_ptr<const EncodedAnswer> Pipeline::Recall(const Asked& asked) const {
  if (asked.is_remembered) {
    if (std::shared_ptr<const EncodedAnswer> answer = parts_.memory->Find(asked.key);
        answer != nullptr)
      return answer;
  }
  if (!asked.is_storable) return nullptr;
  const std::optional<KeptAnswer> kept = ReadAnswer(*parts_.store, asked.activity_key());
  if (!kept.has_value()) return nullptr;  // not there, or not readable: decide
  std::shared_ptr<const EncodedAnswer> answer =
      Encode(kept->classification, kept->encoded(), asked.edition());
  if (asked.is_remembered) parts_.memory->Insert(asked.key, answer);
  return answer;
}

void Pipeline::Remember(const Asked& asked, const std::shared_ptr<const EncodedAnswer>& answer,
                        std::string encoded) const {
  if (asked.is_remembered) parts_.memory->Insert(asked.key, answer);
  if (parts_.store == nullptr || parts_.writer == nullptr) return;
  if (!asked.is_storable) return KeepFull(asked);
  parts_.writer->Keep({.activity_key = std::string(asked.activity_key()),
                       .name = answer->name,
                       .outcome = answer->outcome,
                       .risk_level = answer->risk_level,
                       .classification = std::move(encoded)});
}

void Pipeline::KeepFull(const Asked& asked) const {
  if (parts_.store->Get(Family::kClassification, asked.activity_key()).ok()) return;
  ValidatedRequest full = asked.validated;
  full.form = AnswerForm();
  full.is_future = false;
  full.predates_data = false;
  Decision decision;
  if (!Decide(full, decision).ok()) return;
  const v1::Classification classification = Render(decision, full, NameOfKey(asked.activity_key()));
  parts_.writer->Keep({.activity_key = std::string(asked.activity_key()),
                       .name = classification.name(),
                       .outcome = classification.outcome(),
                       .risk_level = classification.risk_level(),
                       .classification = classification.SerializeAsString()});
}

Redecide Pipeline::redecide() const {
  return [this](v1::ClassifyActivityRequest request, const std::string& ruleset,
                v1::KbliEdition edition, DecidedUnder& decided) {
    request.mutable_activity()->set_kbli_edition(edition);
    request.set_ruleset(ruleset);
    request.clear_as_of();
    return Answer(Question{.request = &request, .decided = &decided}).ok();
  };
}

}  // namespace izin
