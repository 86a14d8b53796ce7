// A registry cut into blocks of whole records, each with its place in the file.

#ifndef IZIN_SERVICE_RECLASSIFY_ROW_BLOCKS_H_
#define IZIN_SERVICE_RECLASSIFY_ROW_BLOCKS_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/reclassify/byte_source.h"
#include "service/reclassify/input_digest.h"

namespace izin {

// How a registry is written down.
enum class RegistryFormat : std::uint8_t { kCsv, kNdjson };

// What is kept of a record that is too long.
inline constexpr std::size_t kKeptOfOversized = 256;

// Whole records; or, alone, the beginning of one that is longer than kMaxRecordBytes.
struct RowBlock {
  static constexpr std::size_t kBytes = std::size_t{128} << 10;

  std::uint64_t offset = 0;      // of the first byte in the decompressed file
  std::uint64_t first_line = 1;  // counted from 1
  std::uint64_t lines = 0;
  std::uint64_t bytes = 0;  // that the block takes in the file
  bool is_oversized = false;
  std::string digest;   // of everything until its end, if it is wanted
  bool is_cut = false;  // its last record may be the beginning of one: somebody writes the file
  // Only records that begin here count.
  std::uint64_t begin_at = 0;
  std::uint64_t end_at = ~std::uint64_t{0};
  std::string buffer;  // the records, then padding
  std::size_t size = 0;

  absl::string_view text() const { return absl::string_view(buffer.data(), size); }
};

// Single-threaded.
class BlockReader {
 public:
  // `source` must outlive it.
  explicit BlockReader(ByteSource& source) : source_(source), carry_(RowBlock::kBytes, '\0') {}

  // Takes the first record as the head: of CSV, after which its delimiter is known; `delimiter` 0 =
  // whichever the head holds most of. Empty for an empty file.
  absl::StatusOr<std::string> TakeHeader(char delimiter);
  // Drops a byte order mark, and tells CSV from NDJSON by the first character that is no blank.
  RegistryFormat Sniff();
  // Passes over everything before `offset`, or before the end if that comes first. What follows is
  // line `line`.
  absl::Status SkipTo(std::uint64_t offset, std::uint64_t line);

  // False at the end. A block of an earlier call may be given again: its buffer serves. What
  // ByteSource fails with, after every whole record before it was given.
  absl::StatusOr<bool> Next(RowBlock& block);

  char delimiter() const { return delimiter_; }
  std::uint64_t offset() const { return offset_; }
  std::uint64_t line() const { return line_; }
  // Of all bytes until `offset()`.
  std::string Digest() const { return digest_.Hex(); }
  // Whether the last record of the file lacks its line break.
  bool ends_in_record() const { return ends_in_record_; }

 private:
  absl::string_view left() const { return {carry_.data() + begin_, end_ - begin_}; }
  // Reads until `carry_` is full or holds all there is. A failure goes into `failure_`.
  void Fill();
  // Takes `size` bytes of the carried ones.
  void Take(std::size_t size, RowBlock& block);
  // Takes one record that does not fit, keeping its beginning.
  absl::StatusOr<bool> TakeOversized(RowBlock& block);
  void Drop(std::size_t size);

  ByteSource& source_;
  char delimiter_ = 0;     // 0 = lines without quotes
  std::string carry_;      // a buffer; read and not given yet is what lies
  std::size_t begin_ = 0;  // from here
  std::size_t end_ = 0;    // to here
  bool is_end_ = false;
  absl::Status failure_;
  bool ends_in_record_ = false;
  std::uint64_t offset_ = 0;
  std::uint64_t line_ = 1;
  InputDigest digest_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ROW_BLOCKS_H_
