// The data that a server keeps: its store, and all that writes to it.

#ifndef IZIN_SERVICE_SERVER_KEPT_DATA_H_
#define IZIN_SERVICE_SERVER_KEPT_DATA_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "service/base/clock.h"
#include "service/decisions/decision_log.h"
#include "service/store/answer_writer.h"
#include "service/store/background_writer.h"
#include "service/store/store.h"
#include "service/store/upkeep.h"

namespace izin {

// Thread-safe. Writes from Open until Stop.
class KeptData {
 public:
  struct Options {
    std::string path;
    DecisionLogOptions decision_log;
    std::uint64_t max_log_bytes = std::uint64_t{20} << 30;  // of records on disk
  };

  // As Store::Open. `clock` must outlive it.
  static absl::StatusOr<std::unique_ptr<KeptData>> Open(const Options& options, const Clock& clock);

  ~KeptData() { Stop(); }

  const Store& store() const { return *store_; }
  Store& store() { return *store_; }
  const BackgroundWriter& writer() const { return writer_; }
  DecisionLog& log() { return log_; }
  const DecisionLog& log() const { return log_; }
  AnswerWriter& answers() { return answers_; }
  const AnswerWriter& answers() const { return answers_; }

  // Calls that wait for their record fail, and would fail if they came now: nobody need call for
  // this to end.
  bool is_failing() const {
    return log_.mode() == DecisionLogMode::kSync && writer_.is_failing() &&
           !store_->CheckWritable().ok();
  }

  // Writes what waits, and nothing after it.
  void Stop() { writer_.Stop(); }

 private:
  KeptData(const Options& options, const Clock& clock, std::unique_ptr<Store> store);

  const std::unique_ptr<Store> store_;
  BackgroundWriter writer_;
  // Its parts, in the order in which they work.
  Mending mending_;
  DecisionLog log_;
  AnswerWriter answers_;
  Trimming trimming_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_KEPT_DATA_H_
