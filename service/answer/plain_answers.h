// What a registry asks of each of its activities: outcome, level, permits and office, and no more.
//
// An activity is a code, a scale, locations and a scope; whatever else is said is said of all of
// them. Each is decided once, by the pipeline, when it is first asked for; what it was decided is
// then a read of memory.

#ifndef IZIN_SERVICE_ANSWER_PLAIN_ANSWERS_H_
#define IZIN_SERVICE_ANSWER_PLAIN_ANSWERS_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"

#include "classifier/ruleset.h"
#include "izin/v1/activity.pb.h"
#include "service/answer/pipeline.h"

namespace izin {

// An activity as numbers. Values that the API does not know are refused as the API refuses them.
struct PlainActivity {
  std::uint32_t code = 0;      // 1111 is 01111
  std::uint32_t scope = 0;     // 0 = none chosen
  std::uint8_t scale = 0;      // BusinessScale
  std::uint8_t locations = 0;  // the sum of 1 << LocationType
};

// An answer in eight bytes.
class PlainAnswer {
 public:
  PlainAnswer() = default;
  PlainAnswer(Outcome outcome, RiskLevel level, std::uint32_t office, std::uint32_t permits)
      : bits_(static_cast<std::uint64_t>(outcome) | static_cast<std::uint64_t>(level) << 8 |
              std::uint64_t{office & 0x7FFF} << 16 | std::uint64_t{permits} << 32 | kIsThere) {}
  static PlainAnswer Refused() { return FromBits(kIsThere); }
  static PlainAnswer FromBits(std::uint64_t bits) {
    PlainAnswer answer;
    answer.bits_ = bits;
    return answer;
  }

  std::uint64_t bits() const { return bits_; }
  bool is_there() const { return bits_ != 0; }  // false: not decided yet
  bool is_refused() const { return outcome() == 0; }
  std::uint8_t outcome() const { return static_cast<std::uint8_t>(bits_); }
  std::uint8_t level() const { return static_cast<std::uint8_t>(bits_ >> 8); }
  std::uint32_t office() const { return static_cast<std::uint32_t>(bits_ >> 16) & 0x7FFF; }
  std::uint32_t permits() const { return static_cast<std::uint32_t>(bits_ >> 32); }

 private:
  static constexpr std::uint64_t kIsThere = std::uint64_t{1} << 31;

  std::uint64_t bits_ = 0;
};

// Memory is bounded: of activities without a scope as the catalogue is, of others kMostOthers.
// Thread-safe.
class PlainAnswers {
 public:
  // Activities with a scope, and those whose code is not in the catalogue, that are kept.
  static constexpr std::size_t kMostOthers = 200'000;

  // `shared` says everything but code, scope, scale and locations. `pipeline` must outlive it;
  // `ruleset` is of the library of `moment`.
  PlainAnswers(const Pipeline& pipeline, Moment moment, std::shared_ptr<const Ruleset> ruleset,
               v1::BusinessActivity shared);

  PlainAnswer Find(const PlainActivity& activity) {
    if (activity.scope == 0 && activity.code < kCodes && activity.scale < kScales &&
        activity.locations < kPlaces && rows_[activity.code] != kNoRow) {
      const PlainAnswer answer =
          PlainAnswer::FromBits(CellOf(activity).load(std::memory_order_acquire));
      if (answer.is_there()) return answer;
      return DecideCell(activity);
    }
    return FindOther(activity);
  }

  // Why an activity was refused: it is asked for again.
  absl::Status FaultOf(const PlainActivity& activity) const;

  // By the numbers of an answer. 0 is no office, and no permit.
  const Office* office(std::uint32_t number) const;
  std::vector<std::string> permits(std::uint32_t number) const;

  const Ruleset& ruleset() const { return *ruleset_; }

 private:
  static constexpr std::uint32_t kCodes = 100'000;
  static constexpr std::uint16_t kNoRow = 0xFFFF;
  static constexpr std::size_t kScales = 5;
  static constexpr std::size_t kPlaces = 16;

  std::atomic<std::uint64_t>& CellOf(const PlainActivity& activity) {
    return cells_[(rows_[activity.code] * kScales + activity.scale) * kPlaces + activity.locations];
  }
  PlainAnswer DecideCell(const PlainActivity& activity);
  PlainAnswer FindOther(const PlainActivity& activity);
  PlainAnswer Decide(const PlainActivity& activity);
  std::uint32_t PermitsNumber(const Decision& decision);

  const Pipeline& pipeline_;
  const Moment moment_;
  const std::shared_ptr<const Ruleset> ruleset_;
  const v1::BusinessActivity shared_;
  std::vector<std::uint16_t> rows_;  // by code: of the cells; kNoRow: not in the catalogue
  std::unique_ptr<std::atomic<std::uint64_t>[]> cells_;

  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::uint64_t, std::uint64_t> others_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<std::string, std::uint32_t> permits_numbers_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::vector<std::string>> permits_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_ANSWER_PLAIN_ANSWERS_H_
