#include "service/store/internal/newest_record.h"

#include <cstdint>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

constexpr absl::string_view kFile = "/newest-record";
constexpr std::size_t kDigits = 32;

// All of `text` on disk in place of the file, or the file as it was.
bool Replace(const std::string& file, const std::string& text) {
  const std::string fresh = absl::StrCat(file, ".new");
  const int out = ::open(fresh.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
  if (out < 0) return false;
  const bool is_written =
      ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(out) == 0;
  ::close(out);
  return is_written && std::rename(fresh.c_str(), file.c_str()) == 0;
}

}  // namespace

NewestRecord::NewestRecord(const std::string& path) : file_(absl::StrCat(path, kFile)) {}

std::optional<std::string> NewestRecord::Marked() const {
  std::string digits;
  std::getline(std::ifstream(file_), digits);
  if (digits.size() != kDigits ||
      digits.find_first_not_of("0123456789abcdef") != std::string::npos) {
    return std::nullopt;
  }
  return absl::HexStringToBytes(digits);
}

void NewestRecord::Written(absl::string_view key, Durability durability) {
  absl::MutexLock lock(&mutex_);
  newest_ = std::string(key);
  is_on_disk_ = durability == Durability::kMachine;
}

void NewestRecord::Trimmed(absl::string_view end) {
  const std::optional<std::string> marked = Marked();
  if (!marked.has_value() || absl::string_view(*marked) >= end) return;
  absl::MutexLock lock(&mutex_);
  noted_.clear();
  std::error_code error;
  std::filesystem::remove(file_, error);
}

absl::Status NewestRecord::Mark(absl::Time now, const Sync& sync) {
  absl::MutexLock lock(&mutex_);
  const absl::Duration left = next_ - now;
  if (left > absl::ZeroDuration() && left <= kBetweenMarks) return absl::OkStatus();
  next_ = now + kBetweenMarks;
  return Note(sync);
}

void NewestRecord::MarkAtEnd(const Sync& sync) {
  absl::MutexLock lock(&mutex_);
  Note(sync).IgnoreError();
}

absl::Status NewestRecord::Note(const Sync& sync) {
  if (newest_ == noted_ || newest_.size() * 2 != kDigits) return absl::OkStatus();
  const std::string newest = newest_;
  if (!is_on_disk_) {
    if (absl::Status synced = sync(); !synced.ok()) return synced;
  }
  if (!Replace(file_, absl::StrCat(absl::BytesToHexString(newest), "\n")))
    return absl::UnavailableError(absl::StrCat(file_, ": cannot be written"));
  noted_ = newest;
  return absl::OkStatus();
}

void NewestRecord::Forget(const std::string& path) {
  std::error_code error;
  std::filesystem::remove(absl::StrCat(path, kFile), error);
}

absl::Time TimeOfRecord(absl::string_view key) {
  return absl::FromUnixMicros(static_cast<std::int64_t>(FromBigEndian(key)));
}

}  // namespace izin
