#include "service/reclassify/ordered_blocks.h"

namespace izin {

OrderedBlocks::OrderedBlocks(const WorkPlan& plan, int threads, absl::Span<const Region> regions)
    : plan_(plan) {
  for (int i = 0; i < threads + 2; ++i) slots_.push_back(std::make_unique<Slot>(regions));
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

OrderedBlocks::~OrderedBlocks() {
  {
    absl::MutexLock lock(&mutex_);
    is_ending_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

void OrderedBlocks::Work() {
  RegistryWorker worker(plan_);
  for (;;) {
    std::uint64_t number = 0;
    {
      absl::MutexLock lock(&mutex_);
      mutex_.Await(absl::Condition(this, &OrderedBlocks::HasWork));
      if (is_ending_) return;
      number = next_++;
    }
    Slot& slot = SlotAt(number);
    slot.result.Clear();
    worker.Process(slot.block, slot.result);
    absl::MutexLock lock(&mutex_);
    slot.is_done = true;
  }
}

bool OrderedBlocks::IsDone(std::uint64_t number) {
  absl::MutexLock lock(&mutex_);
  return SlotAt(number).is_done;
}

void OrderedBlocks::Await(std::uint64_t number) {
  Slot& slot = SlotAt(number);
  absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(&slot.is_done));
  slot.is_done = false;
}

void OrderedBlocks::Publish() {
  absl::MutexLock lock(&mutex_);
  ++filled_;
}

absl::Status OrderedBlocks::Run(
    absl::FunctionRef<absl::StatusOr<bool>(RowBlock&)> read,
    absl::FunctionRef<absl::Status(const RowBlock&, BlockResult&)> take) {
  std::uint64_t filled = 0;
  std::uint64_t taken = 0;
  bool is_end = false;
  absl::Status failure;
  while (!is_end || taken < filled) {
    const bool is_full = filled - taken == slots_.size();
    const bool may_read = !is_end && !is_full && (taken == filled || !IsDone(taken));
    if (may_read) {
      absl::StatusOr<bool> more = read(SlotAt(filled).block);
      failure = more.status();
      is_end = !more.value_or(false);
      if (is_end) continue;
      ++filled;
      Publish();
      continue;
    }
    Await(taken);
    Slot& slot = SlotAt(taken);
    if (absl::Status status = take(slot.block, slot.result); !status.ok()) return status;
    ++taken;
  }
  return failure;
}

}  // namespace izin
