#include "service/base/worker_pool.h"

#include "service/base/thread_priority.h"

namespace izin {

WorkerPool::WorkerPool(const Options& options) : options_(options) {
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() {
  {
    absl::MutexLock lock(&mutex_);
    is_ending_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

std::optional<WorkerPool::Ticket> WorkerPool::Admit() {
  absl::MutexLock lock(&mutex_);
  if (admitted_ >= options_.max_admitted) return std::nullopt;
  ++admitted_;
  return Ticket(this);
}

void WorkerPool::Release() {
  absl::MutexLock lock(&mutex_);
  --admitted_;
}

void WorkerPool::Push(std::function<void()> task) {
  absl::MutexLock lock(&mutex_);
  tasks_.push_back(std::move(task));
}

void WorkerPool::Work() {
  if (options_.yields) LowerThreadPriority();
  for (;;) {
    std::function<void()> task;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &WorkerPool::HasTask));
      if (tasks_.empty()) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

}  // namespace izin
