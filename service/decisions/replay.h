// Answers the past again under other rules, and tells what would differ: step by step, so that a
// caller who is slow holds no thread.
//
//   while (!replay.is_done()) {
//     replay.Step(is_cancelled, found);
//     // ... what was found
//   }

#ifndef IZIN_SERVICE_DECISIONS_REPLAY_H_
#define IZIN_SERVICE_DECISIONS_REPLAY_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "izin/v1/decision.pb.h"
#include "service/decisions/decision_reader.h"
#include "service/decisions/redecide.h"
#include "service/decisions/stored_decision.h"
#include "service/rulesets/ruleset_library.h"
#include "service/store/store.h"

namespace izin {

// Single-threaded.
class Replay {
 public:
  // Of one step: at most so many differing decisions, and so many that were looked at.
  static constexpr std::size_t kMaxFound = 64;
  static constexpr int kMaxRead = 4096;

  // INVALID_ARGUMENT or NOT_FOUND. `store`, which may be null, and `redecide` must outlive it.
  static absl::StatusOr<Replay> Start(const izin::v1::ReplayDecisionsRequest& request,
                                      const RulesetLibrary& library, const Store* store,
                                      const Redecide& redecide, DecisionReader reader = {});

  // Reads on, and adds to `found` what would differ. Ends soon after `is_cancelled` says so.
  // UNAVAILABLE if the log cannot be read now.
  absl::Status Step(absl::FunctionRef<bool()> is_cancelled,
                    std::vector<izin::v1::ReplayDecisionsResponse>& found);
  // The whole span was read.
  bool is_done() const { return is_done_; }
  // What of it could not be read for damage until now.
  const std::vector<LostSpan>& lost() const { return lost_; }
  // DATA_LOSS where there is any.
  absl::Status Outcome() const { return ToLoss(lost_); }

 private:
  Replay(KeySpan times, std::string ruleset, const Store* store, const Redecide& redecide)
      : times_(std::move(times)),
        span_(WhereToLook(times_, store)),
        ruleset_(std::move(ruleset)),
        store_(store),
        redecide_(&redecide) {}

  // What would differ of a record, `value` in the store; nothing if nothing does.
  std::optional<izin::v1::ReplayDecisionsResponse> Again(const izin::v1::Decision& past,
                                                         absl::string_view value) const;

  KeySpan times_;
  KeySpan span_;  // what is still to be read
  std::string ruleset_;
  const Store* store_;
  const Redecide* redecide_;
  DecisionReader reader_;
  bool is_done_ = false;
  std::vector<LostSpan> lost_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_DECISIONS_REPLAY_H_
