#include "service/store/internal/store_status.h"

#include <cstdint>
#include <filesystem>
#include <unistd.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace izin {
namespace {

constexpr absl::string_view kMakeRoom = "free some space on this disk or name another folder";

}  // namespace

bool HasDatabase(const std::string& path) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::path(path) / "CURRENT", error);
}

absl::Status ToStatus(const rocksdb::Status& status, const std::string& path) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = absl::StrCat(path, ": ", status.ToString());
  const std::string repair =
      absl::StrCat("; stop the server and run: izin repair --data-dir ", path);
  if (status.IsNotFound()) return absl::NotFoundError(text);
  if (status.IsCorruption()) return absl::DataLossError(absl::StrCat(text, repair));
  // What RocksDB says, without the names of files in it.
  const std::string words = absl::StrReplaceAll(status.ToString(), {{path, ""}});
  if (absl::StrContains(words, "lock hold by") || absl::StrContains(words, "While lock file")) {
    return absl::AbortedError(absl::StrCat(text, "; another process has this database open"));
  }
  if (absl::StrContains(words, "Read-only file")) {
    return absl::PermissionDeniedError(
        absl::StrCat(text, "; mount it writable or name another folder"));
  }
  if (absl::StrContains(words, "Permission denied")) {
    return absl::PermissionDeniedError(
        absl::StrCat(text, "; want a folder that this user (", geteuid(), ") may write"));
  }
  if (status.IsNoSpace()) return absl::UnavailableError(absl::StrCat(text, "; ", kMakeRoom));
  if (absl::StrContains(words, "No such file")) {
    if (!HasDatabase(path))
      return absl::NotFoundError(absl::StrCat(path, ": there is no database here"));
    return absl::DataLossError(absl::StrCat(text, repair));
  }
  return absl::UnavailableError(text);
}

bool IsDamage(const rocksdb::Status& status) {
  if (status.IsCorruption() || status.IsPathNotFound()) return true;
  const std::string text = status.ToString();
  return status.IsIOError() &&
         (absl::StrContains(text, "Input/output error") || absl::StrContains(text, "No such file"));
}

absl::Status CheckRoom(const std::string& path, std::uint64_t min_bytes) {
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::space(path, error).available;
  if (error || bytes >= min_bytes) return absl::OkStatus();  // what cannot be told is tried
  return absl::UnavailableError(absl::StrCat(path, ": the disk is full: ", bytes >> 10,
                                             " KiB left, want ", min_bytes >> 10, "; ", kMakeRoom));
}

}  // namespace izin
