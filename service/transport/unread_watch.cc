#include "service/transport/unread_watch.h"

#include "absl/time/clock.h"

namespace izin {

std::shared_ptr<UnreadWatch> UnreadWatch::Start(grpc::CallbackServerContext& context,
                                                absl::Duration limit) {
  std::shared_ptr<UnreadWatch> watch(new UnreadWatch(context, limit));
  absl::MutexLock lock(&watch->mutex_);
  watch->Arm();
  return watch;
}

void UnreadWatch::WriteBegins() {
  absl::MutexLock lock(&mutex_);
  is_writing_ = true;
  ++writes_;
}

void UnreadWatch::WriteEnds() {
  absl::MutexLock lock(&mutex_);
  is_writing_ = false;
}

void UnreadWatch::End() {
  absl::MutexLock lock(&mutex_);
  context_ = nullptr;
  if (alarm_ != nullptr) alarm_->Cancel();
}

void UnreadWatch::Arm() {
  // A new one each time: this runs in the callback of the last.
  alarm_ = std::make_unique<grpc::Alarm>();
  alarm_->Set(absl::ToChronoTime(absl::Now() + limit_),
              [watch = shared_from_this()](bool /*is_due*/) { watch->Look(); });
}

void UnreadWatch::Look() {
  absl::MutexLock lock(&mutex_);
  if (context_ == nullptr) return;
  if (is_writing_ && writes_ == seen_) {
    context_->TryCancel();
    return;
  }
  // A write that began since then has its time from here on.
  seen_ = writes_;
  Arm();
}

}  // namespace izin
