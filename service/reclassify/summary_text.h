// The summary of a run for people.

#ifndef IZIN_SERVICE_RECLASSIFY_SUMMARY_TEXT_H_
#define IZIN_SERVICE_RECLASSIFY_SUMMARY_TEXT_H_

#include <string>

#include "izin/internal/registry.pb.h"
#include "service/request/validate_request.h"

namespace izin {

// As a table: rows, then the figures by reason, level, direction, authority, section, reform and
// regency; of the last only those with the most changes.
std::string SummaryText(const internal::RegistrySummary& summary, Language language);

// "1.234.567", with the separator of the language.
std::string Thousands(std::int64_t number, Language language);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_SUMMARY_TEXT_H_
