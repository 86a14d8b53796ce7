#include "service/transport/classify_stream.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

#include "service/answer/stream_message.h"
#include "service/transport/grpc_call.h"

namespace izin {
namespace {

// A stream that its caller leaves while it rests is held no longer than that.
constexpr absl::Duration kMostRest = absl::Seconds(1);

}  // namespace

ClassifyStream::ClassifyStream(const Parts& parts, OpenCall call,
                               grpc::CallbackServerContext& context)
    : parts_(parts),
      context_(context),
      call_(std::move(call)),
      watch_(UnreadWatch::Start(context, parts.unread_limit)) {
  GoOn();
}

void ClassifyStream::OnReadDone(bool is_ok) {
  absl::Status status;
  absl::Duration rest;
  if (is_ok) {
    status = WithinMemory([this] { return Answer(); });
    rest = std::min(parts_.calls.Charge(call_, read_.Length()), kMostRest);
  }
  const bool is_resting = status.ok() && rest > absl::ZeroDuration();
  {
    absl::MutexLock lock(&mutex_);
    is_reading_ = false;
    is_read_end_ = is_read_end_ || !is_ok;
    is_resting_ = is_resting;
  }
  if (!status.ok()) Fail(status);
  if (is_resting) Rest(rest);
  GoOn();
}

void ClassifyStream::Rest(absl::Duration rest) {
  alarm_ = std::make_unique<grpc::Alarm>();
  alarm_->Set(absl::ToChronoTime(absl::Now() + rest), [this](bool /*is_due*/) {
    {
      absl::MutexLock lock(&mutex_);
      is_resting_ = false;
      ++going_on_;
    }
    GoOn(/*is_counted=*/true);
  });
}

absl::Status ClassifyStream::Answer() {
  if (!parts_.calls.is_ready()) return NothingToAnswerBy();
  const WholeBytes bytes(read_);
  if (absl::Status fits = CheckStreamBytes(bytes.view()); !fits.ok()) return fits;
  thread_local v1::StreamClassifyActivitiesRequest message;  // its buffers serve the next one
  if (!bytes.ParseTo(message)) return NoMessage(message);
  thread_local GivenRecords given;  // its buffers serve the next message
  given.Clear();
  const bool is_logged = parts_.log != nullptr && parts_.log->mode() != DecisionLogMode::kOff;
  const absl::StatusOr<std::vector<grpc::Slice>> pieces =
      AnswerStreamMessage(parts_.pipeline, message, is_logged ? &given : nullptr);
  if (!pieces.ok()) return pieces.status();
  Waiting* place = nullptr;
  {
    absl::MutexLock lock(&mutex_);
    place = &waiting_.emplace_back();  // a deque moves no element
    place->bytes = grpc::ByteBuffer(pieces->data(), pieces->size());
  }
  if (!is_logged || IsLogged(given, *place)) {
    absl::MutexLock lock(&mutex_);
    place->is_ready = true;
  }
  return absl::OkStatus();
}

bool ClassifyStream::IsLogged(GivenRecords& given, Waiting& place) {
  const bool waits = parts_.log->mode() == DecisionLogMode::kSync;
  DecisionLog::Done done;
  if (waits) {
    done = [this, &place](DecisionId /*id*/, const absl::Status& status) {
      {
        absl::MutexLock lock(&mutex_);
        place.is_ready = true;
        --logging_;
        ++going_on_;
        if (!status.ok() && failure_.ok())
          failure_ = absl::UnavailableError(
              absl::StrCat("the decision cannot be logged now: ", status.message()));
      }
      GoOn(/*is_counted=*/true);
    };
    absl::MutexLock lock(&mutex_);
    ++logging_;
  }
  const bool is_taken =
      parts_.log->Append(CallerOf(call_, context_), given, std::move(done)).has_value();
  if (is_taken) return !waits;
  if (waits) {  // all refused, or shed: nobody will call
    absl::MutexLock lock(&mutex_);
    --logging_;
  }
  return true;
}

void ClassifyStream::Fail(const absl::Status& status) {
  absl::MutexLock lock(&mutex_);
  if (failure_.ok()) failure_ = status;
}

void ClassifyStream::OnWriteDone(bool is_ok) {
  watch_->WriteEnds();
  {
    absl::MutexLock lock(&mutex_);
    is_writing_ = false;
    waiting_.pop_front();
  }
  if (!is_ok) Fail(absl::CancelledError("the caller went away"));
  GoOn();
}

void ClassifyStream::GoOn(bool is_counted) {
  for (;; is_counted = true) {
    bool starts_read = false;
    const grpc::ByteBuffer* write = nullptr;
    {
      absl::MutexLock lock(&mutex_);
      if (is_counted) --going_on_;  // and found to be over in the same breath, or not touched again
      if (is_finished_) return;
      if (MayWrite()) write = &waiting_.front().bytes;
      starts_read = MayRead();
      is_writing_ = is_writing_ || write != nullptr;
      is_reading_ = is_reading_ || starts_read;
      const bool starts = write != nullptr || starts_read;
      if (!starts && !IsOver()) return;
      is_finished_ = !starts;
      if (!starts) break;
      ++going_on_;
    }
    if (write != nullptr) {
      watch_->WriteBegins();
      StartWrite(write);
    }
    if (starts_read) StartRead(&read_);
  }
  const grpc::Status status = ToGrpcStatus(Failure());
  code_ = status.error_code();
  Finish(status);
}

bool ClassifyStream::MayWrite() const {
  return failure_.ok() && !is_writing_ && !waiting_.empty() && waiting_.front().is_ready;
}

bool ClassifyStream::MayRead() const {
  return failure_.ok() && !is_reading_ && !is_resting_ && !is_read_end_ &&
         waiting_.size() < kMostWaiting;
}

bool ClassifyStream::IsOver() const {
  const bool is_done = !failure_.ok() || (is_read_end_ && waiting_.empty());
  return is_done && !is_writing_ && !is_resting_ && logging_ == 0 && going_on_ == 0;
}

absl::Status ClassifyStream::Failure() {
  absl::MutexLock lock(&mutex_);
  return failure_;
}

void ClassifyStream::OnDone() {
  watch_->End();
  // Of a caller that left while nothing was sent, the end of its messages is all that was seen.
  const bool has_left = code_ == grpc::StatusCode::OK && context_.IsCancelled();
  parts_.calls.EndStream(call_, has_left ? grpc::StatusCode::CANCELLED : code_);
  delete this;
}

}  // namespace izin
