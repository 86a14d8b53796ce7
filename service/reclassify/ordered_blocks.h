// Blocks worked on by several threads and given back in the order in which they came.

#ifndef IZIN_SERVICE_RECLASSIFY_ORDERED_BLOCKS_H_
#define IZIN_SERVICE_RECLASSIFY_ORDERED_BLOCKS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"

#include "service/reclassify/registry_worker.h"

namespace izin {

// A ring of as many blocks as there are threads, and two. One caller at a time reads and takes; the
// threads end with the object.
class OrderedBlocks {
 public:
  // `plan` must outlive it.
  OrderedBlocks(const WorkPlan& plan, int threads, absl::Span<const Region> regions);
  ~OrderedBlocks();
  OrderedBlocks(const OrderedBlocks&) = delete;
  OrderedBlocks& operator=(const OrderedBlocks&) = delete;

  // Reads blocks until `read` says false, and gives each to `take` with what it became, in order.
  // Ends early with what `take` or `read` fails with; blocks that were read before that are still
  // taken if it was `read`. Both are called by this thread, so what they do needs no lock.
  absl::Status Run(absl::FunctionRef<absl::StatusOr<bool>(RowBlock&)> read,
                   absl::FunctionRef<absl::Status(const RowBlock&, BlockResult&)> take);

 private:
  struct Slot {
    explicit Slot(absl::Span<const Region> regions) : result(regions) {}
    RowBlock block;
    BlockResult result;
    bool is_done = false;
  };

  void Work();
  Slot& SlotAt(std::uint64_t number) { return *slots_[number % slots_.size()]; }
  bool HasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return is_ending_ || next_ < filled_;
  }
  // Waits for the block to be worked on; the caller takes it then.
  void Await(std::uint64_t number);
  bool IsDone(std::uint64_t number);
  void Publish();

  const WorkPlan& plan_;
  // A slot belongs to the caller, then to the thread that took its number, then to the caller.
  std::vector<std::unique_ptr<Slot>> slots_;
  absl::Mutex mutex_;
  std::uint64_t filled_ ABSL_GUARDED_BY(mutex_) = 0;  // blocks read
  std::uint64_t next_ ABSL_GUARDED_BY(mutex_) = 0;    // to be worked on
  bool is_ending_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ORDERED_BLOCKS_H_
