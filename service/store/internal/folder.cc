#include "service/store/internal/folder.h"

#include <algorithm>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

// That a store or RocksDB gave something this name.
bool IsOfDatabase(absl::string_view name) {
  for (const absl::string_view whole : {"CURRENT", "IDENTITY", "LOCK", "LOG", "lost"}) {
    if (name == whole) return true;
  }
  for (const absl::string_view head :
       {"MANIFEST-", "OPTIONS-", "LOG.old.", "newest-record", "quarantine-", "saved-"}) {
    if (absl::StartsWith(name, head)) return true;
  }
  for (const absl::string_view tail : {".log", ".sst", ".dbtmp"}) {
    if (absl::EndsWith(name, tail)) return true;
  }
  return false;
}

// Closes files to others, and folders in the folder with what they hold.
void CloseToOthers(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (fs::is_regular_file(status)) {
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, error);
  } else if (fs::is_directory(status)) {
    fs::permissions(path, fs::perms::owner_all, error);
    for (const fs::directory_entry& entry : fs::directory_iterator(path, error))
      CloseToOthers(entry.path());
  }
}

}  // namespace

void MakePrivate(const std::string& path) {
  std::error_code error;
  const fs::path folder(path);
  fs::create_directories(folder.parent_path(), error);
  if (::mkdir(path.c_str(), S_IRWXU) == 0) return;
  bool is_its_own = true;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    if (IsOfDatabase(entry.path().filename().string())) {
      CloseToOthers(entry.path());
    } else {
      is_its_own = false;
    }
  }
  const fs::perms mode = fs::status(folder, error).permissions();
  const bool is_shared = (mode & fs::perms::sticky_bit) != fs::perms::none;
  if (!error && is_its_own && !is_shared) fs::permissions(folder, fs::perms::owner_all, error);
}

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
