// What keeps a store in order while it serves.

#ifndef IZIN_SERVICE_STORE_UPKEEP_H_
#define IZIN_SERVICE_STORE_UPKEEP_H_

#include <cstdint>

#include "service/store/background_writer.h"

namespace izin {

// Opens the database anew after an error, and begins a damaged cache anew: until that succeeds
// neither is read. Notes which record is the newest on disk.
class Mending final : public BackgroundWriter::Part {
 public:
  explicit Mending(BackgroundWriter& writer) : store_(writer.store()) { writer.Add(*this); }

  void Work() override;
  bool HasWork() const override { return false; }

 private:
  Store& store_;
};

// Deletes the oldest keys of a family once it takes more than `max_bytes` on disk; looks after
// every 4,096 rounds of the writer.
class Trimming final : public BackgroundWriter::Part {
 public:
  Trimming(BackgroundWriter& writer, Family family, std::uint64_t max_bytes)
      : store_(writer.store()), family_(family), max_bytes_(max_bytes) {
    writer.Add(*this);
  }

  void Work() override;
  bool HasWork() const override { return false; }

 private:
  static constexpr int kRoundsBetweenLooks = 4096;

  Store& store_;
  const Family family_;
  const std::uint64_t max_bytes_;
  int rounds_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_UPKEEP_H_
