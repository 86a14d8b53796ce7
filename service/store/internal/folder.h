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

// Makes the folder of a database where there is none, and leaves it (0700) and what a database has
// in it (0600) to its owner alone: it holds what businesses asked. A folder with other things in it
// or open to all users, as /tmp, keeps its own mode. What cannot be changed stays as it is: opening
// the database tells what is wrong.
void MakePrivate(const std::string& path);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_INTERNAL_FOLDER_H_
