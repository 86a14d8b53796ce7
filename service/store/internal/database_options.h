// How RocksDB is set up: of the whole database and of each family.

#ifndef IZIN_SERVICE_STORE_INTERNAL_DATABASE_OPTIONS_H_
#define IZIN_SERVICE_STORE_INTERNAL_DATABASE_OPTIONS_H_

#include <memory>
#include <vector>

#include <rocksdb/compaction_filter.h>
#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include "service/store/store.h"

namespace izin {

using CompactionFilters = std::vector<std::unique_ptr<rocksdb::CompactionFilter>>;

// All families by their number, then RocksDB's default one. `filters` must outlive the database,
// and the clock of `options` the filters. REQUIRES: a clock.
std::vector<rocksdb::ColumnFamilyDescriptor> Descriptors(const Store::Options& options,
                                                         CompactionFilters& filters);

rocksdb::DBOptions DatabaseOptions();
// Of a reader beside a process that writes.
rocksdb::DBOptions ReaderOptions();

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_DATABASE_OPTIONS_H_
