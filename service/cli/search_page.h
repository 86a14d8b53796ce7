// What `izin search` prints for an applicant.

#ifndef IZIN_SERVICE_CLI_SEARCH_PAGE_H_
#define IZIN_SERVICE_CLI_SEARCH_PAGE_H_

#include <string>

#include "izin/v1/kbli.pb.h"
#include "service/cli/answer_text/page.h"

namespace izin::cli {

// "Rendah pada semua skala"; "Rendah (mikro, kecil); tidak dibuka (menengah, besar)".
std::string LevelsText(const izin::v1::ScopeLevels& levels, bool is_english);

// The matches of `response`, each with why it was found, its levels or the scopes to choose from,
// and what stands beside it, but for those that are far less like the query than the best one; then
// the command that comes next, unless it `is_quiet`. What to try where there are none.
void PrintMatches(const izin::v1::SearchKbliEntriesResponse& response, bool is_english, Page& page,
                  bool is_quiet = false);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_SEARCH_PAGE_H_
