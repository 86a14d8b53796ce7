// What is done with a cache whose tables are damaged.

#ifndef IZIN_SERVICE_STORE_INTERNAL_DAMAGED_CACHE_H_
#define IZIN_SERVICE_STORE_INTERNAL_DAMAGED_CACHE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include <rocksdb/db.h>

#include "service/base/clock.h"

namespace izin {

// Drops the cache from a database that did not open, for `damage`. Nothing is done, and an error
// returned, unless all other families open and their write-ahead log is whole: they lose nothing.
// The database must not be open.
absl::Status LeaveDamagedCache(const std::string& path,
                               const std::vector<rocksdb::ColumnFamilyDescriptor>& families,
                               absl::string_view damage, const Clock& clock);

// Keeps the table that `damage` names, if it names one, under `path`/quarantine-<time of `clock`>.
// An earlier quarantine goes. Best effort: it is for people to look at.
void SetAsideDamagedTable(const std::string& path, absl::string_view damage, const Clock& clock);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_DAMAGED_CACHE_H_
