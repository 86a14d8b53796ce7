#include "service/server/access/audit_log.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include <nlohmann/json.hpp>

namespace izin {
namespace {

using Json = nlohmann::ordered_json;

constexpr mode_t kOwnerAlone = S_IRUSR | S_IWUSR;

// One word of the server's log, whatever the value holds.
std::string Quoted(std::string value) {
  for (char& c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"') c = '\'';
    if (byte < ' ' || byte == 0x7f) c = ' ';
  }
  return absl::StrCat("\"", value, "\"");
}

std::string LogLine(const AuditEntry& entry) {
  std::string line =
      absl::StrCat("event=audit who=", Quoted(entry.who), " from=", Quoted(entry.from),
                   " method=", entry.method, " outcome=", entry.outcome);
  for (const auto& [name, value] : entry.what)
    absl::StrAppend(&line, " ", name, "=", Quoted(value));
  if (!entry.message.empty()) absl::StrAppend(&line, " reason=", Quoted(entry.message));
  return line;
}

std::string JsonLine(const AuditEntry& entry, absl::Time now) {
  Json json = {{"time", absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", now, absl::UTCTimeZone())},
               {"who", entry.who},
               {"from", entry.from},
               {"method", entry.method},
               {"outcome", entry.outcome}};
  for (const auto& [name, value] : entry.what) json[name] = value;
  if (!entry.message.empty()) json["reason"] = entry.message;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

absl::Status Failed(const std::string& path, absl::string_view what) {
  return absl::UnavailableError(absl::StrCat(path, ": ", what, ": ", std::strerror(errno)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<AuditLog>> AuditLog::Open(Options options, const Clock& clock) {
  std::unique_ptr<AuditLog> log(new AuditLog(std::move(options), clock));
  absl::MutexLock lock(&log->mutex_);
  if (log->options_.path.empty()) return log;
  if (const absl::Status opened = log->OpenFile(); !opened.ok())
    return absl::InvalidArgumentError(absl::StrCat("audit_log ", opened.message()));
  return log;
}

AuditLog::~AuditLog() {
  if (fd_ >= 0) ::close(fd_);
}

absl::Status AuditLog::OpenFile() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = ::open(options_.path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
               kOwnerAlone);
  return fd_ >= 0 ? absl::OkStatus() : Failed(options_.path, "cannot be opened");
}

bool AuditLog::IsStillThere() const {
  struct stat open = {};
  struct stat named = {};
  return fd_ >= 0 && ::fstat(fd_, &open) == 0 && ::stat(options_.path.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

absl::Status AuditLog::Write(const AuditEntry& entry) {
  if (options_.tell != nullptr) options_.tell(LogLine(entry), false);
  if (options_.path.empty()) return absl::OkStatus();
  const std::string line = JsonLine(entry, clock_.Now());
  absl::MutexLock lock(&mutex_);
  if (!IsStillThere()) {
    if (absl::Status opened = OpenFile(); !opened.ok()) return opened;
  }
  const ssize_t written = ::write(fd_, line.data(), line.size());
  if (written >= 0 && static_cast<std::size_t>(written) != line.size()) {
    errno = ENOSPC;  // a part of it went in
    return Failed(options_.path, "cannot be written");
  }
  if (written < 0) return Failed(options_.path, "cannot be written");
  // What is no file of a disk, as a pipe, cannot be waited for.
  if (::fdatasync(fd_) != 0 && errno != EINVAL && errno != EROFS)
    return Failed(options_.path, "cannot be brought to disk");
  return absl::OkStatus();
}

}  // namespace izin
