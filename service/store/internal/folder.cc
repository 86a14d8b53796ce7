#include "service/store/internal/folder.h"

#include <sys/stat.h>

#include "absl/strings/str_cat.h"

namespace izin {

FolderId FolderIdOf(const std::string& path) {
  struct stat lock = {};
  if (::stat(absl::StrCat(path, "/LOCK").c_str(), &lock) != 0) return {};
  return {.device = lock.st_dev, .inode = lock.st_ino};
}

absl::Status FolderIsGone(const std::string& path) {
  return absl::UnavailableError(absl::StrCat(
      path, ": the folder was removed or replaced while it is open: nothing is kept; stop the ",
      "server, put the folder back and start it again"));
}

}  // namespace izin
