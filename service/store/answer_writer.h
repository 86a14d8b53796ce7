// Puts answers into the store's cache, for others and for the next start, in batches.

#ifndef IZIN_SERVICE_STORE_ANSWER_WRITER_H_
#define IZIN_SERVICE_STORE_ANSWER_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

#include "izin/v1/classification.pb.h"
#include "service/base/clock.h"
#include "service/store/background_writer.h"

namespace izin {

// Thread-safe.
class AnswerWriter final : public BackgroundWriter::Part {
 public:
  struct Counters {
    std::uint64_t kept = 0;
    std::uint64_t dropped = 0;  // too many waited, or the disk failed: decided again when asked
  };
  struct Answer {
    std::string activity_key;
    std::string name;  // Classification.name
    v1::Outcome outcome = v1::OUTCOME_UNSPECIFIED;
    v1::RiskLevel risk_level = v1::RISK_LEVEL_UNSPECIFIED;
    std::string classification;  // encoded: FULL, Indonesian, without due dates
  };

  // `clock` must outlive it.
  AnswerWriter(BackgroundWriter& writer, const Clock& clock) : writer_(writer), clock_(clock) {
    writer.Add(*this);
  }

  void Keep(Answer answer);

  void Work() override;
  bool HasWork() const override;
  Counters counters() const;

 private:
  static constexpr std::size_t kMaxWaiting = 512;

  BackgroundWriter& writer_;
  const Clock& clock_;
  mutable absl::Mutex mutex_;
  std::vector<Answer> waiting_ ABSL_GUARDED_BY(mutex_);
  Counters counters_ ABSL_GUARDED_BY(mutex_);
  std::vector<Answer> writing_;  // of the writer's thread
};

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_ANSWER_WRITER_H_
