// The lines of `izin classify --requests`: where one ends, and what it asks.

#ifndef IZIN_SERVICE_CLI_REQUEST_LINES_H_
#define IZIN_SERVICE_CLI_REQUEST_LINES_H_

#include <cstddef>
#include <cstdint>
#include <istream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "izin/v1/permit_classification_service.pb.h"

namespace izin::cli {

inline constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

struct RequestLine {
  std::int64_t number = 0;   // from 1
  std::string text;          // without its end
  bool is_too_long = false;  // of more than kMaxLineBytes; then there is no text
};

// Parts a stream of UTF-8 into lines. They end with \n or \r\n, the last one with the stream too; a
// byte order mark before the first is no part of it. Single-threaded; takes as much memory as a
// line may have, however long one is.
class LineReader {
 public:
  // `in` must outlive it.
  explicit LineReader(std::istream& in);

  // The next line; false at the end, and where `status` says what is wrong. Of a line that is too
  // long the rest is passed over.
  bool Read(RequestLine& line);

  // Unavailable where the stream cannot be read to its end, FailedPrecondition for UTF-16.
  const absl::Status& status() const { return status_; }

  // Bytes read until now.
  std::int64_t bytes() const { return bytes_; }

 private:
  void Take(std::size_t size, RequestLine& line);

  std::istream& in_;
  std::vector<char> buffer_;
  std::int64_t lines_ = 0;
  std::int64_t bytes_ = 0;
  absl::Status status_;
};

// What a line asks, and what it wants its answer to be known by.
struct LineQuestion {
  // INVALID_ARGUMENT for what is no request, with the field path where there is one.
  absl::StatusOr<izin::v1::ClassifyActivityRequest> request;
  std::string id;  // the member `id` as it stands in the line, a JSON string or number; or ""
};

// What holds of lines that do not say it themselves.
struct LineDefaults {
  izin::v1::ClassificationView view = izin::v1::CLASSIFICATION_VIEW_UNSPECIFIED;
  std::string language_code;
};

// Reads a ClassifyActivityRequest in proto3 JSON, beside whose members `id` may stand. Changes no
// more of `line` than its capacity. Thread-safe.
LineQuestion ReadQuestion(RequestLine& line, const LineDefaults& defaults);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_REQUEST_LINES_H_
