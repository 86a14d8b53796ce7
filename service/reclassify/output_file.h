// An output of a run, written by block and never in part: what is not all there says so.

#ifndef IZIN_SERVICE_RECLASSIFY_OUTPUT_FILE_H_
#define IZIN_SERVICE_RECLASSIFY_OUTPUT_FILE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izin {

// Single-threaded. Failures are UNAVAILABLE with the path, what the system says, and how much was
// written.
class OutputFile {
 public:
  // "-" is standard output, and "" writes nowhere. A file that is there is emptied.
  static absl::StatusOr<std::unique_ptr<OutputFile>> Create(const std::string& path);
  // Goes on behind the first `bytes` of a file, and drops what follows them. DATA_LOSS if it has
  // fewer.
  static absl::StatusOr<std::unique_ptr<OutputFile>> Continue(const std::string& path,
                                                              std::uint64_t bytes);
  // One that is there, to be read by ReadAt alone.
  static absl::StatusOr<std::unique_ptr<OutputFile>> OpenToRead(const std::string& path);
  // One without a name, for the time of the run.
  static absl::StatusOr<std::unique_ptr<OutputFile>> Temporary();
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  absl::Status Write(absl::string_view bytes);
  // What was written stays, even if the power goes.
  absl::Status Sync();
  // REQUIRES: not standard output, and written by this process or Continue.
  absl::Status ReadAt(std::uint64_t offset, char* bytes, std::size_t size) const;

  const std::string& path() const { return path_; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  OutputFile(std::string path, int file, std::uint64_t bytes);

  absl::Status Failed(const char* what) const;

  const std::string path_;
  const int file_;  // -1: nowhere
  std::uint64_t bytes_;
};

// Puts `content` in the place of `path` at once: after a crash there is the old file or the new
// one.
absl::Status ReplaceFile(const std::string& path, absl::string_view content);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_OUTPUT_FILE_H_
