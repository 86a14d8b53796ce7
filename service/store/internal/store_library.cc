#include "service/store/store_library.h"

#include "absl/strings/str_cat.h"
#include <rocksdb/version.h>

namespace izin {

std::string StoreLibrary() {
  return absl::StrCat("RocksDB ", rocksdb::GetRocksVersionAsString(/*with_patch=*/true));
}

}  // namespace izin
