// Ends a stream of answers that its caller does not read.

#ifndef IZIN_SERVICE_TRANSPORT_UNREAD_WATCH_H_
#define IZIN_SERVICE_TRANSPORT_UNREAD_WATCH_H_

#include <cstdint>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include <grpcpp/alarm.h>
#include <grpcpp/grpcpp.h>

namespace izin {

// Cancels the call if one write takes longer than `limit`, at most twice that. Holds no thread.
// Thread-safe.
class UnreadWatch : public std::enable_shared_from_this<UnreadWatch> {
 public:
  // `context` must live until End.
  static std::shared_ptr<UnreadWatch> Start(grpc::CallbackServerContext& context,
                                            absl::Duration limit);

  void WriteBegins();
  void WriteEnds();

  // The call is over: its context is not touched from here on.
  void End();

 private:
  UnreadWatch(grpc::CallbackServerContext& context, absl::Duration limit)
      : limit_(limit), context_(&context) {}

  void Arm() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Look();

  const absl::Duration limit_;
  absl::Mutex mutex_;
  grpc::CallbackServerContext* context_ ABSL_GUARDED_BY(mutex_);  // null: the call is over
  std::unique_ptr<grpc::Alarm> alarm_ ABSL_GUARDED_BY(mutex_);
  bool is_writing_ ABSL_GUARDED_BY(mutex_) = false;
  std::uint64_t writes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::uint64_t seen_ ABSL_GUARDED_BY(mutex_) = 0;  // writes at the last look
};

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_UNREAD_WATCH_H_
