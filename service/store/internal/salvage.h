// Reads a family that is damaged: what can be read of it, in order, and what cannot.

#ifndef IZIN_SERVICE_STORE_INTERNAL_SALVAGE_H_
#define IZIN_SERVICE_STORE_INTERNAL_SALVAGE_H_

#include <functional>
#include <vector>

#include "absl/strings/string_view.h"
#include <rocksdb/status.h>

#include "service/store/internal/table_cursor.h"
#include "service/store/store.h"

namespace izin {

using Visit = std::function<bool(absl::string_view, absl::string_view)>;

// Visits the keys of `range` that can be read, in order and each once, until `visit` says false,
// and adds to `lost` the spans up to there that cannot. RocksDB's own iterator reads nothing where
// one table cannot be opened or begins with a damaged block: so each table is read by itself, and
// what is in no table yet from memory or, where that is out of reach, from the write-ahead log.
//
// Keys must be of TableCursor::kKeyBytes, written once and deleted from the first on only: what was
// deleted but not compacted away may be visited. An error is one of reading, not of damage.
rocksdb::Status ReadPastDamage(const FamilyToRead& source, const KeyRange& range,
                               const Visit& visit, std::vector<LostSpan>& lost);

// Visits, in order, what is in no table yet.
rocksdb::Status ReadUnsaved(const FamilyToRead& source, const Visit& visit);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_SALVAGE_H_
