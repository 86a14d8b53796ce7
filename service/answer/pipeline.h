// The one way from a question to its answer:
//
//   validate -> pin -> recall -> decide -> remember -> respond
//
// Unary calls, batches, the CLI without a server, replays and kept answers all take it. Memory,
// store and log are optional: with and without them every answer is the same bytes.

#ifndef IZIN_SERVICE_ANSWER_PIPELINE_H_
#define IZIN_SERVICE_ANSWER_PIPELINE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "classifier/decision.h"
#include "classifier/working_days.h"
#include "izin/v1/permit_classification_service.pb.h"
#include "service/answer/answer_cache.h"
#include "service/answer/encoded_answer.h"
#include "service/base/clock.h"
#include "service/decisions/given_records.h"
#include "service/decisions/redecide.h"
#include "service/request/validate_request.h"
#include "service/rulesets/ruleset_holder.h"
#include "service/store/answer_writer.h"
#include "service/store/store.h"

namespace izin {

// When a call came: the rulesets that answer it and the date. One for a whole call.
struct Moment {
  std::shared_ptr<const RulesetLibrary> library;
  absl::CivilDay today;  // in Jakarta
};

// What is asked: an activity, or an answer given earlier, by its name.
struct Question {
  const v1::ClassifyActivityRequest* request = nullptr;  // null: `name` is asked for
  absl::string_view encoded;        // the request as it came; empty: not at hand
  absl::string_view name;           // Classification.name
  const Moment* moment = nullptr;   // of the call that asks more than this; null: now
  GivenRecords* given = nullptr;    // gets what the log is to say; null: not logged
  DecidedUnder* decided = nullptr;  // gets the decision itself, made anew; null: not wanted
};

// Thread-safe.
class Pipeline {
 public:
  // Each may be null, and must outlive the pipeline.
  struct Parts {
    AnswerCache* memory = nullptr;
    const Store* store = nullptr;
    AnswerWriter* writer = nullptr;  // of what the store keeps
  };

  // `rulesets` and `clock` must outlive the pipeline.
  Pipeline(const RulesetHolder& rulesets, const Clock& clock, JointLeave joint_leave, Parts parts)
      : rulesets_(rulesets), clock_(clock), joint_leave_(joint_leave), parts_(parts) {}
  Pipeline(const RulesetHolder& rulesets, const Clock& clock)
      : Pipeline(rulesets, clock, JointLeave::kSkipped, Parts()) {}

  Moment Now() const { return {rulesets_.Current(), TodayInJakarta(clock_)}; }

  // INVALID_ARGUMENT, NOT_FOUND or FAILED_PRECONDITION with a BadRequest of every fault
  // (RequestFaults). The answer is null where `question.decided` takes it.
  absl::StatusOr<std::shared_ptr<const EncodedAnswer>> Answer(const Question& question) const;

  // The same, as a message, for those who do not send bytes on.
  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) const;

  // Decides a request of the past again; see Redecide.
  Redecide redecide() const;

 private:
  struct Asked;

  // Validates and pins.
  absl::Status Pin(const Question& question, Asked& asked) const;
  // From memory, else from the store; null if neither holds it.
  std::shared_ptr<const EncodedAnswer> Recall(const Asked& asked) const;
  void Remember(const Asked& asked, const std::shared_ptr<const EncodedAnswer>& answer,
                std::string encoded) const;
  // Keeps the full answer of an activity that was answered in another form, so that every name that
  // was given can be read again.
  void KeepFull(const Asked& asked) const;

  const RulesetHolder& rulesets_;
  const Clock& clock_;
  const JointLeave joint_leave_;
  const Parts parts_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_PIPELINE_H_
