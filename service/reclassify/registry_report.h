// The report of a run as a spreadsheet, for those who read it in an office.

#ifndef IZIN_SERVICE_RECLASSIFY_REGISTRY_REPORT_H_
#define IZIN_SERVICE_RECLASSIFY_REGISTRY_REPORT_H_

#include <string>

#include "absl/status/status.h"

#include "izin/internal/registry.pb.h"
#include "service/request/validate_request.h"

namespace izin {

// A sheet holds so many rows below its head; what does not fit is said on its last row.
inline constexpr int kMaxSheetRows = 1'000'000;

struct ReportSources {
  std::string changes;  // CSV as ReclassifyRegistry wrote it
  std::string rejects;  // empty: none
};

// Writes four sheets: the figures, charts of them, the changes without what is unchanged, and the
// rejects. Row by row through files of the library, so that memory does not grow with them.
//
// UNAVAILABLE if a source cannot be read or the report cannot be written; no half of it is left.
absl::Status WriteRegistryReport(const std::string& path, const internal::RegistrySummary& summary,
                                 const ReportSources& sources, Language language);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_REGISTRY_REPORT_H_
