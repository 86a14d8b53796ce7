// A stream of StreamClassifyActivities.

#ifndef IZIN_SERVICE_TRANSPORT_CLASSIFY_STREAM_H_
#define IZIN_SERVICE_TRANSPORT_CLASSIFY_STREAM_H_

#include <deque>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <grpcpp/alarm.h>
#include <grpcpp/grpcpp.h>

#include "service/answer/pipeline.h"
#include "service/decisions/decision_log.h"
#include "service/transport/calls.h"
#include "service/transport/unread_watch.h"

namespace izin {

using ClassifyStreamReactor = grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>;

// Answers message by message, each on the thread that it came on, and holds no thread between them.
// At most kMostWaiting answers wait to be read: as long as there are so many nothing more is taken
// from the caller, so that HTTP/2 holds it back; nor while the caller is above its rate. A caller
// that does not read at all is cancelled by an UnreadWatch. Owns itself. Thread-safe.
class ClassifyStream final : public ClassifyStreamReactor {
 public:
  static constexpr std::size_t kMostWaiting = 16;

  // All must outlive it; a null `log` logs nothing.
  struct Parts {
    const Pipeline& pipeline;
    Calls& calls;
    DecisionLog* log = nullptr;
    absl::Duration unread_limit;
  };

  // Ends `call`, which has begun and is not refused.
  ClassifyStream(const Parts& parts, OpenCall call, grpc::CallbackServerContext& context);

  void OnReadDone(bool is_ok) override;
  void OnWriteDone(bool is_ok) override;
  void OnDone() override;

 private:
  struct Waiting {
    grpc::ByteBuffer bytes;
    bool is_ready = false;  // false: the log does not have it yet
  };

  // Answers what was read into a place of `waiting_`.
  absl::Status Answer();
  // Has the log written; true where the answer need not wait for it.
  bool IsLogged(GivenRecords& given, Waiting& place);
  void Fail(const absl::Status& status);
  // Starts whatever may be started now, and ends the stream where nothing is left to do. Of a
  // thread that the library does not wait for, `is_counted` in going_on_: the stream may be gone
  // after it.
  void GoOn(bool is_counted = false);
  // Reads nothing more of a caller above its rate, until it may go on.
  void Rest(absl::Duration rest);
  bool MayWrite() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool MayRead() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool IsOver() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status Failure();

  const Parts parts_;
  grpc::CallbackServerContext& context_;
  const OpenCall call_;
  grpc::StatusCode code_ = grpc::StatusCode::CANCELLED;  // of the one thread that finishes
  const std::shared_ptr<UnreadWatch> watch_;
  grpc::ByteBuffer read_;
  std::unique_ptr<grpc::Alarm> alarm_;  // of the thread that reads

  absl::Mutex mutex_;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  int logging_ ABSL_GUARDED_BY(mutex_) = 0;   // answers that the log does not have yet
  int going_on_ ABSL_GUARDED_BY(mutex_) = 0;  // threads in GoOn, or on their way, that need it
  bool is_resting_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_reading_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_read_end_ ABSL_GUARDED_BY(mutex_) = false;
  bool is_finished_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_CLASSIFY_STREAM_H_
