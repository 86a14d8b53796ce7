#include "service/store/background_writer.h"

#include <algorithm>

namespace izin {

void BackgroundWriter::Start() {
  thread_ = std::thread([this] { Run(); });
}

void BackgroundWriter::Stop() {
  {
    absl::MutexLock lock(&mutex_);
    is_stopping_ = true;
    has_work_changed_.Signal();
    is_urgent_changed_.Signal();
  }
  if (thread_.joinable()) thread_.join();
}

void BackgroundWriter::Wake() {
  absl::MutexLock lock(&mutex_);
  if (has_work_) return;
  has_work_ = true;
  has_work_changed_.Signal();
}

void BackgroundWriter::Hurry() {
  absl::MutexLock lock(&mutex_);
  if (is_urgent_) return;
  has_work_ = true;
  is_urgent_ = true;
  has_work_changed_.Signal();
  is_urgent_changed_.Signal();
}

bool BackgroundWriter::AwaitWork() {
  absl::MutexLock lock(&mutex_);
  while (!has_work_ && !is_stopping_) {
    if (has_work_changed_.WaitWithTimeout(&mutex_, kIdleRound)) break;
  }
  has_work_ = false;
  is_urgent_ = false;
  return is_stopping_;
}

void BackgroundWriter::Pause() {
  if (options_.write_every <= absl::ZeroDuration()) return;
  absl::MutexLock lock(&mutex_);
  if (!is_urgent_ && !is_stopping_)
    is_urgent_changed_.WaitWithTimeout(&mutex_, options_.write_every);
}

void BackgroundWriter::Run() {
  for (;;) {
    const bool is_stopping = AwaitWork();
    for (Part* part : parts_) part->Work();
    if (is_stopping) {
      if (std::none_of(parts_.begin(), parts_.end(),
                       [](const Part* part) { return part->HasWork(); }))
        return;
    } else {
      Pause();
    }
  }
}

absl::Status BackgroundWriter::Write(const StoreBatch& batch, Durability durability) {
  absl::Status status = store_.Write(batch, durability);
  absl::MutexLock lock(&mutex_);
  is_failing_ = !status.ok();
  if (status.ok()) {
    ++counters_.writes;
  } else {
    ++counters_.failed_writes;
    last_failure_ = std::string(status.message());
  }
  return status;
}

BackgroundWriter::Counters BackgroundWriter::counters() const {
  absl::MutexLock lock(&mutex_);
  return counters_;
}

bool BackgroundWriter::is_failing() const {
  absl::MutexLock lock(&mutex_);
  return is_failing_;
}

std::string BackgroundWriter::last_failure() const {
  absl::MutexLock lock(&mutex_);
  return last_failure_;
}

}  // namespace izin
