// The plain form of a registry: four columns in, and of each row its outcome, level and permits.

#ifndef IZIN_SERVICE_RECLASSIFY_PLAIN_LOOKUP_H_
#define IZIN_SERVICE_RECLASSIFY_PLAIN_LOOKUP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/answer/plain_answers.h"
#include "service/reclassify/registry_columns.h"

namespace izin {

struct PlainLookupOptions {
  std::string input = "-";   // CSV with a head, or NDJSON of Business; plain, gzip or zstd
  std::string output = "-";  // CSV
  char delimiter = 0;        // 0: whichever the head holds most of
  std::vector<ColumnRename> renames;
};

struct PlainLookupResult {
  std::int64_t rows = 0;
  std::int64_t refused = 0;
  std::vector<std::string> ignored_columns;
};

// Writes `business_id,outcome,risk_level,permits` of each row, in their order: words of the API,
// and the codes of the permits with | between them. The outcome of a row that cannot be read or is
// refused is INVALID. Memory does not grow with the file.
//
// INVALID_ARGUMENT for a file without the columns business_id, kbli_code, scale and locations,
// NOT_FOUND or UNAVAILABLE for what cannot be read or written, DATA_LOSS for damaged input.
absl::StatusOr<PlainLookupResult> LookUpRegistry(const PlainLookupOptions& options,
                                                 PlainAnswers& answers);

// What stands behind the id of a row with this answer, from the comma to the line break.
std::string PlainTail(const PlainAnswers& answers, PlainAnswer answer);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_PLAIN_LOOKUP_H_
