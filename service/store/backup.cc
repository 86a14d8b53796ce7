#include "service/store/backup.h"

#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

// Written at once.
constexpr std::size_t kBatchBytes = std::size_t{1} << 20;

absl::Status FileFailure(const std::string& path, const std::error_code& error) {
  return absl::UnavailableError(absl::StrCat(path, ": ", error.message()));
}

// Keys on their way into a store, many at once.
class Pending {
 public:
  Pending(Store& store, Family family) : store_(store), family_(family) {}

  // False if it cannot be written; `status` says why.
  bool Put(absl::string_view key, absl::string_view value) {
    batch_.Put(family_, std::string(key), std::string(value));
    bytes_ += key.size() + value.size();
    ++count_;
    if (bytes_ >= kBatchBytes) Write();
    return status_.ok();
  }
  void Write() {
    if (status_.ok() && !batch_.empty()) status_ = store_.Write(batch_, Durability::kProcess);
    batch_ = StoreBatch();
    bytes_ = 0;
  }
  const absl::Status& status() const { return status_; }
  std::uint64_t count() const { return count_; }

 private:
  Store& store_;
  const Family family_;
  StoreBatch batch_;
  std::size_t bytes_ = 0;
  std::uint64_t count_ = 0;
  absl::Status status_;
};

absl::Status CopyFamily(const Store& source, Store& target, Family family, CopyReport& report) {
  Pending pending(target, family);
  const auto put = [&pending](absl::string_view key, absl::string_view value) {
    return pending.Put(key, value);
  };
  absl::Status read = family == Family::kDecisionLog
                          ? source.ScanPastDamage(family, {}, put, report.lost)
                          : source.Scan(family, "", "", put);
  if (!read.ok()) return read;
  pending.Write();
  report.keys.at(static_cast<std::size_t>(family)) = pending.count();
  return pending.status();
}

absl::StatusOr<CopyReport> CopyAll(const std::string& from, const std::string& to) {
  absl::StatusOr<std::unique_ptr<Store>> source = Store::OpenReadOnly({.path = from});
  if (!source.ok()) return source.status();
  absl::StatusOr<std::unique_ptr<Store>> target = Store::Open({.path = to});
  if (!target.ok()) return target.status();
  CopyReport report;
  for (int i = 0; i < kFamilyCount; ++i) {
    const auto family = static_cast<Family>(i);
    if (family == Family::kClassification) continue;
    const absl::Status copied = CopyFamily(**source, **target, family, report);
    if (!copied.ok()) return copied;
  }
  if (absl::Status status = (*target)->Flush(); !status.ok()) return status;
  return report;
}

// The folder's own entry is on disk.
absl::Status SyncFolder(const fs::path& folder) {
  const int file = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_synced = file >= 0 && ::fsync(file) == 0;
  const std::error_code error(errno, std::generic_category());
  if (file >= 0) ::close(file);
  return is_synced ? absl::OkStatus() : FileFailure(folder.string(), error);
}

}  // namespace

absl::StatusOr<CopyReport> CopyStore(const std::string& from, const std::string& to) {
  const fs::path target = fs::absolute(to).lexically_normal();
  const fs::path path = target.has_filename() ? target : target.parent_path();
  std::error_code error;
  if (fs::exists(path, error)) {
    return absl::AlreadyExistsError(
        absl::StrCat(path.string(), ": is there already; name a folder that is not"));
  }
  const std::string part = path.string() + ".part";
  if (fs::remove_all(part, error); error) return FileFailure(part, error);
  absl::StatusOr<CopyReport> report = CopyAll(from, part);
  if (!report.ok()) {
    fs::remove_all(part, error);  // what is left of it stops no later copy
    return report.status();
  }
  if (fs::rename(part, path, error); error) return FileFailure(path.string(), error);
  if (absl::Status status = SyncFolder(path.parent_path()); !status.ok()) return status;
  return report;
}

}  // namespace izin
