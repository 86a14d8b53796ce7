// The changes of a registry as lines: what stands behind the ids of the business.

#ifndef IZIN_SERVICE_RECLASSIFY_CHANGE_ROWS_H_
#define IZIN_SERVICE_RECLASSIFY_CHANGE_ROWS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "izin/internal/registry.pb.h"
#include "service/reclassify/comparison.h"

namespace izin {

// The head of the CSV file, with its line break. `explain` adds the column `because`.
std::string ChangeHeader(bool explain);

// The comparison as a message: lists in the order of the answers.
internal::ReclassifiedActivity ChangeOf(const Comparison& comparison, bool explain);

// What follows `business_id,project_id` on the line of a CSV file: from the comma to the line
// break. It is CsvHead, CsvPlace, CsvBody, CsvDuties, CsvDocuments and CsvCandidates, one behind
// the other, then the grounds if asked for.
std::string CsvTail(const Comparison& comparison, const internal::ReclassifiedActivity& change,
                    bool explain);
// The pieces of it: the codes and the scope, by the row and the later answer; the scale and the
// locations, a bit by type; what differs, commitments apart; what becomes of the papers held; and
// what a person must choose from.
std::string CsvHead(const TypedRow& row, const Decision& to);
std::string CsvPlace(BusinessScale scale, std::uint8_t locations);
std::string CsvBody(const Comparison& comparison);
std::string CsvDuties(const CellChange& change);
std::string CsvDocuments(const std::vector<DocumentAction>& actions);
std::string CsvCandidates(const Decision& to);

// What follows `{"businessId":"...","projectId":"..."` on a line of NDJSON.
std::string NdjsonTail(const internal::ReclassifiedActivity& change);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_CHANGE_ROWS_H_
