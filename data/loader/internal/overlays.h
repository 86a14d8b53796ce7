// Overlays: what a region adds to answers within its borders, read and held against national law.
//
// An overlay may add: names, addresses and hours of its own office, fees, documents, a service
// standard that is no longer than the national term, links. Whatever else it says is refused with
// the reason: risk levels, permits and offices are national law, and so is every term upwards.

#ifndef IZIN_DATA_LOADER_INTERNAL_OVERLAYS_H_
#define IZIN_DATA_LOADER_INTERNAL_OVERLAYS_H_

#include <string>

#include "absl/strings/string_view.h"

#include "data/loader/internal/assembly.h"
#include "data/loader/rule_issue.h"
#include "data/loader/textproto.h"
#include "izin/internal/bundle.pb.h"

namespace izin::internal {

// Reads one file of an overlay, "overlays/<name>/<file>", into `local`, and gives each entry the
// name of its overlay. Fields of national law and files that are no rule files are issues, each
// with its reason.
void ParseOverlay(const std::string& path, absl::string_view content, OverlayFile& local,
                  PositionIndex& positions, RuleIssues& issues);

// Forgets the overlays that do not name this ruleset: its fingerprint stays as it was.
void KeepOwnOverlays(CompiledRuleset& compiled);

// Resolves what is left and tells what national law does not allow. REQUIRES: catalogues, tables
// and official pages are assembled.
void AssembleOverlays(Assembly& assembly);

// The working days of national law for a permit of the catalogue.
struct NationalTerm {
  bool is_automatic = false;  // wherever it is given
  int working_days = 0;       // the shortest of the tables, else the longest of the pages; 0 = none
};
NationalTerm NationalTermOf(const RulesetData& data, int permit);

}  // namespace izin::internal

#endif  // IZIN_DATA_LOADER_INTERNAL_OVERLAYS_H_
