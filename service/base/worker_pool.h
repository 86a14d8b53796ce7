// A few threads for work that would hold up other callers, bounded in threads and in what waits.
//
//   std::optional<WorkerPool::Ticket> ticket = pool.Admit();
//   if (!ticket.has_value()) return kTooMany;
//   ticket->Run([] { ... });

#ifndef IZIN_SERVICE_BASE_WORKER_POOL_H_
#define IZIN_SERVICE_BASE_WORKER_POOL_H_

#include <deque>
#include <functional>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace izin {

// Thread-safe. The threads are made at the start: no call can fail for want of one.
class WorkerPool {
 public:
  struct Options {
    int threads = 1;
    int max_admitted = 16;  // tickets out at once, so that what waits is bounded too
    bool yields = false;    // its threads have a lower priority than those that answer
  };

  // The right to run tasks, one after the other; given back when it ends.
  class Ticket {
   public:
    Ticket(Ticket&& other) noexcept : pool_(std::exchange(other.pool_, nullptr)) {}
    Ticket& operator=(Ticket&&) = delete;
    ~Ticket() {
      if (pool_ != nullptr) pool_->Release();
    }

    // Runs `task` on a thread of the pool. The task may end the ticket.
    // REQUIRES: the task before has begun its last statement.
    void Run(std::function<void()> task) const { pool_->Push(std::move(task)); }

   private:
    friend class WorkerPool;
    explicit Ticket(WorkerPool* pool) : pool_(pool) {}

    WorkerPool* pool_;
  };

  explicit WorkerPool(const Options& options);
  // Runs what waits, then ends. No ticket may be out.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Nothing while as many tickets are out as may be.
  std::optional<Ticket> Admit();

 private:
  void Work();
  void Push(std::function<void()> task);
  void Release();
  bool HasTask() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return is_ending_ || !tasks_.empty();
  }

  const Options options_;
  absl::Mutex mutex_;
  int admitted_ ABSL_GUARDED_BY(mutex_) = 0;
  bool is_ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<std::function<void()>> tasks_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_WORKER_POOL_H_
