#include "service/reclassify/output_file.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "absl/strings/str_cat.h"

namespace izin {
namespace {

constexpr int kMode = 0644;

}  // namespace

OutputFile::OutputFile(std::string path, int file, std::uint64_t bytes)
    : path_(std::move(path)), file_(file), bytes_(bytes) {}

OutputFile::~OutputFile() {
  if (file_ > STDERR_FILENO) ::close(file_);
}

absl::Status OutputFile::Failed(const char* what) const {
  const int error = errno;
  std::string message = absl::StrCat(path_, ": cannot be ", what, ": ", std::strerror(error));
  if (error == EPIPE) absl::StrAppend(&message, " (its reader went away)");
  if (bytes_ > 0) absl::StrAppend(&message, "; ", bytes_, " bytes are written");
  return absl::UnavailableError(message);
}

absl::StatusOr<std::unique_ptr<OutputFile>> OutputFile::Create(const std::string& path) {
  const auto named = [](std::string name, int file) {
    return std::unique_ptr<OutputFile>(new OutputFile(std::move(name), file, 0));
  };
  if (path.empty()) return named("", -1);
  if (path == "-") return named("standard output", STDOUT_FILENO);
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, kMode);
  std::unique_ptr<OutputFile> output = named(path, file);
  if (file < 0) return output->Failed("written");
  return output;
}

absl::StatusOr<std::unique_ptr<OutputFile>> OutputFile::Continue(const std::string& path,
                                                                 std::uint64_t bytes) {
  if (path.empty()) return Create(path);
  const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  std::unique_ptr<OutputFile> output(new OutputFile(path, file, bytes));
  struct stat status {};
  if (file < 0 || ::fstat(file, &status) != 0) return output->Failed("continued");
  if (static_cast<std::uint64_t>(status.st_size) < bytes) {
    return absl::DataLossError(absl::StrCat(path, ": has ", status.st_size, " bytes, but ", bytes,
                                            " were written until the checkpoint"));
  }
  const auto end = static_cast<off_t>(bytes);
  if (::ftruncate(file, end) != 0 || ::lseek(file, end, SEEK_SET) != end)
    return output->Failed("continued");
  return output;
}

absl::StatusOr<std::unique_ptr<OutputFile>> OutputFile::OpenToRead(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (file < 0 || ::fstat(file, &status) != 0) return OutputFile(path, file, 0).Failed("read");
  return std::unique_ptr<OutputFile>(
      new OutputFile(path, file, static_cast<std::uint64_t>(status.st_size)));
}

absl::StatusOr<std::unique_ptr<OutputFile>> OutputFile::Temporary() {
  std::error_code error;
  const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
  std::string path = (error ? std::filesystem::path("/tmp") : folder) / "izin-reclassify-XXXXXX";
  const int file = ::mkstemp(path.data());
  std::unique_ptr<OutputFile> output(new OutputFile(path, file, 0));
  if (file < 0 || ::unlink(path.c_str()) != 0) return output->Failed("made");
  return output;
}

absl::Status OutputFile::Write(absl::string_view bytes) {
  if (file_ < 0) return absl::OkStatus();
  while (!bytes.empty()) {
    const ssize_t written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return Failed("written");
    bytes_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return absl::OkStatus();
}

absl::Status OutputFile::Sync() {
  if (file_ >= 0 && ::fdatasync(file_) != 0 && errno != EINVAL && errno != EROFS)
    return Failed("made to last");
  return absl::OkStatus();
}

absl::Status OutputFile::ReadAt(std::uint64_t offset, char* bytes, std::size_t size) const {
  while (size > 0) {
    const ssize_t got = ::pread(file_, bytes, size, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return Failed("read back");
    bytes += got;
    offset += static_cast<std::uint64_t>(got);
    size -= static_cast<std::size_t>(got);
  }
  return absl::OkStatus();
}

absl::Status ReplaceFile(const std::string& path, absl::string_view content) {
  const std::string fresh = path + ".new";
  absl::StatusOr<std::unique_ptr<OutputFile>> file = OutputFile::Create(fresh);
  if (!file.ok()) return file.status();
  if (absl::Status status = (*file)->Write(content); !status.ok()) return status;
  if (absl::Status status = (*file)->Sync(); !status.ok()) return status;
  std::error_code error;
  std::filesystem::rename(fresh, path, error);
  if (error)
    return absl::UnavailableError(absl::StrCat(path, ": cannot be written: ", error.message()));
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const int directory = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY);
  if (directory >= 0) {
    ::fsync(directory);
    ::close(directory);
  }
  return absl::OkStatus();
}

}  // namespace izin
