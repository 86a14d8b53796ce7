// A copy of what a store must not lose, made while a server has it open, and brought back.

#ifndef IZIN_SERVICE_STORE_BACKUP_H_
#define IZIN_SERVICE_STORE_BACKUP_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

#include "service/store/store.h"

namespace izin {

// What was copied.
struct CopyReport {
  std::array<std::uint64_t, kFamilyCount> keys = {};  // by Family
  std::vector<LostSpan> lost;  // of decision_log: what could not be read, and is not in the copy
};

// Copies all families but the cache from the database at `from` into a new one at `to`: what
// `from` held when this began. A server may have `from` open; it goes on writing. Every key is
// read, so that a copy is known to be readable. `to` comes to be when all of it is on disk, or not
// at all; half a copy of an earlier, broken run, `to` + ".part", is removed. A backup is made and
// brought back by the same call.
//
// AlreadyExists if `to` is there, DataLoss for damage outside of decision_log, and as
// Store::OpenReadOnly for `from` and Store::Open for `to`. Thread-safe for different `to`.
absl::StatusOr<CopyReport> CopyStore(const std::string& from, const std::string& to);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_BACKUP_H_
