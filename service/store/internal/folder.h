// That the folder of a database is still the one that was opened.

#ifndef IZIN_SERVICE_STORE_INTERNAL_FOLDER_H_
#define IZIN_SERVICE_STORE_INTERNAL_FOLDER_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace izin {

// Which file is the lock of a database; all zero where there is none.
struct FolderId {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  friend bool operator==(const FolderId&, const FolderId&) = default;
};

FolderId FolderIdOf(const std::string& path);

// Unavailable: the folder was removed, or another put in its place, while it is open.
absl::Status FolderIsGone(const std::string& path);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_FOLDER_H_
