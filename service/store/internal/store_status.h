// What RocksDB says, as a status with the remedy.

#ifndef IZIN_SERVICE_STORE_INTERNAL_STORE_STATUS_H_
#define IZIN_SERVICE_STORE_INTERNAL_STORE_STATUS_H_

#include <string>

#include "absl/status/status.h"
#include <rocksdb/status.h>

namespace izin {

// That `path` holds a database, damaged or not.
bool HasDatabase(const std::string& path);

// The status of something done to the database at `path`. NotFound, DataLoss where it is damaged,
// Aborted where another process has it open, PermissionDenied where it may not be written,
// Unavailable for a full disk and for anything else.
absl::Status ToStatus(const rocksdb::Status& status, const std::string& path);

// That it tells of lost or damaged bytes; not, for example, that no more files can be opened.
bool IsDamage(const rocksdb::Status& status);

// Unavailable where the disk of `path` has less than `min_bytes` left.
absl::Status CheckRoom(const std::string& path, std::uint64_t min_bytes);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_STORE_STATUS_H_
