// The records of a CSV file: where each ends, and its fields. RFC 4180 with any of `,`, `;` and tab
// between fields, and lines that end in LF or CRLF.
//
// A quoted field may hold line breaks. A quote that is not closed within kMaxRecordBytes, or before
// the end of the file, spoils its own line and no other: that line is a record with a fault, and
// the next line begins a new record.

#ifndef IZIN_SERVICE_BASE_CSV_RECORDS_H_
#define IZIN_SERVICE_BASE_CSV_RECORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace izin {

// Of a longer record no more than its beginning is kept.
inline constexpr std::size_t kMaxRecordBytes = std::size_t{64} << 10;
// That many bytes behind a text must be readable for CsvRecord::Read.
inline constexpr std::size_t kCsvPadding = 64;

// The bytes of the first record of `text` with its line break; 0 if its end does not lie in `text`.
// `is_end`: nothing comes after `text`, and then the result is 0 for an empty text only.
std::size_t RecordBytes(absl::string_view text, char delimiter, bool is_end);

// The bytes of the whole records at the beginning of `text`, as RecordBytes finds them.
std::size_t WholeRecordBytes(absl::string_view text, char delimiter, bool is_end);

// The fields of one record. Single-threaded; its buffers serve the next record.
class CsvRecord {
 public:
  explicit CsvRecord(char delimiter) : delimiter_(delimiter) {}

  // Reads the first record of `text`, which must be whole, and returns its bytes with the line
  // break. What `fields` gives points into `text` or into this object until the next call.
  // REQUIRES: kCsvPadding readable bytes behind `text`.
  std::size_t Read(absl::string_view text);

  const std::vector<absl::string_view>& fields() const { return fields_; }
  // Its quotes make no sense; the fields are of no use.
  bool is_broken() const { return is_broken_; }
  // It holds quotes, and may go over several lines.
  bool has_quotes() const { return has_quotes_; }
  // A line with nothing on it.
  bool is_blank() const { return fields_.size() == 1 && fields_[0].empty() && !is_broken_; }

 private:
  std::size_t ReadQuoted(absl::string_view text);
  // The next field of `record` from `at`, which moves behind it. False if its quotes make no sense.
  bool ReadField(absl::string_view record, std::size_t& at);

  const char delimiter_;
  std::vector<absl::string_view> fields_;
  std::string unquoted_;  // fields that held doubled quotes
  bool is_broken_ = false;
  bool has_quotes_ = false;
};

// Appends `text` as one field of a CSV file with commas: quoted where that is needed.
void AppendCsvField(absl::string_view text, std::string& out);

// The delimiter of a header: whichever of `,`, `;` and tab it holds most of.
char DelimiterOf(absl::string_view header);

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_CSV_RECORDS_H_
