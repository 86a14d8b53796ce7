// Lines of NDJSON, each a Business as proto3 JSON, read by simdjson.

#ifndef IZIN_SERVICE_RECLASSIFY_JSON_ROWS_H_
#define IZIN_SERVICE_RECLASSIFY_JSON_ROWS_H_

#include <memory>
#include <string>

#include "absl/strings/string_view.h"

#include "service/reclassify/row_fields.h"

namespace izin {

// Single-threaded; its buffers serve the next line.
class JsonRows {
 public:
  JsonRows();
  ~JsonRows();
  JsonRows(const JsonRows&) = delete;
  JsonRows& operator=(const JsonRows&) = delete;

  // Fills `texts`, which point into `line` or into this object until the next call. Names are those
  // of the API in lowerCamel or snake_case; beside the fields of Business there may be `ruleset`.
  // False for what is no such object, and then `fault` says why.
  // REQUIRES: kJsonPadding readable bytes behind `line`.
  bool Read(absl::string_view line, RowTexts& texts, RowFault& fault);

 private:
  struct Parser;

  std::unique_ptr<Parser> parser_;
};

// That many bytes behind a line must be readable.
inline constexpr std::size_t kJsonPadding = 64;

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_JSON_ROWS_H_
