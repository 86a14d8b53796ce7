// The bytes of a registry, decompressed: from a file or standard input, plain, gzip or zstd.

#ifndef IZIN_SERVICE_RECLASSIFY_BYTE_SOURCE_H_
#define IZIN_SERVICE_RECLASSIFY_BYTE_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace izin {

// Reads with read() into buffers of its own size, so memory does not grow with the file. What the
// file is, its first bytes say, not its name. Single-threaded.
class ByteSource {
 public:
  // "-" is standard input. NOT_FOUND or UNAVAILABLE with the path and what the system says.
  static absl::StatusOr<std::unique_ptr<ByteSource>> Open(const std::string& path);
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  // Fills `out` from its beginning and returns how much; less than its size only at the end, or
  // before a failure, which the next call returns.
  // DATA_LOSS if compressed bytes are damaged or end too early, UNAVAILABLE if the file cannot be
  // read; what was read before stays good.
  absl::StatusOr<std::size_t> Read(absl::Span<char> out);

  // Of the file as it lies there; 0 = not known.
  std::uint64_t file_bytes() const { return file_bytes_; }
  std::uint64_t file_bytes_read() const { return raw_read_; }
  // The file has another size now than when it was opened: somebody writes it. Empty if not.
  std::string ChangeWhileRead() const;

 private:
  enum class Kind : std::uint8_t { kPlain, kGzip, kZstd };
  struct Decoder;

  ByteSource(std::string path, int file);

  absl::Status Start();
  // More of the file into `raw_`; nothing at its end.
  absl::Status Refill();
  absl::StatusOr<std::size_t> ReadOnce(absl::Span<char> out);
  absl::StatusOr<std::size_t> ReadPlain(absl::Span<char> out);
  absl::StatusOr<std::size_t> ReadGzip(absl::Span<char> out);
  absl::StatusOr<std::size_t> ReadZstd(absl::Span<char> out);
  absl::Status Damaged(const char* what) const;

  const std::string path_;
  const int file_;
  Kind kind_ = Kind::kPlain;
  std::uint64_t file_bytes_ = 0;
  std::uint64_t raw_read_ = 0;
  std::vector<char> raw_;
  std::size_t raw_begin_ = 0;  // of what is not decoded yet
  std::size_t raw_end_ = 0;
  bool is_raw_end_ = false;
  absl::Status failure_;  // given once what was read before it is
  std::unique_ptr<Decoder> decoder_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_BYTE_SOURCE_H_
