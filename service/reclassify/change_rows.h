// The changes of a registry as lines: what stands behind the ids of the business.

#ifndef IZIN_SERVICE_RECLASSIFY_CHANGE_ROWS_H_
#define IZIN_SERVICE_RECLASSIFY_CHANGE_ROWS_H_

#include <string>

#include "absl/strings/string_view.h"

#include "izin/internal/registry.pb.h"
#include "service/reclassify/comparison.h"

namespace izin {

// The head of the CSV file, with its line break. `explain` adds the column `because`.
std::string ChangeHeader(bool explain);

// The comparison as a message: lists in the order of the answers.
internal::ReclassifiedActivity ChangeOf(const Comparison& comparison, bool explain);

// What follows `business_id,project_id` on the line of a CSV file: from the comma to the line
// break.
std::string CsvTail(const internal::ReclassifiedActivity& change, bool explain);
// What follows `{"businessId":"...","projectId":"..."` on a line of NDJSON.
std::string NdjsonTail(const internal::ReclassifiedActivity& change);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_CHANGE_ROWS_H_
