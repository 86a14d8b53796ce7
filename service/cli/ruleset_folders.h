// Rulesets of folders that somebody works in: a data folder or a copy of it, or the folder of one
// ruleset alone.

#ifndef IZIN_SERVICE_CLI_RULESET_FOLDERS_H_
#define IZIN_SERVICE_CLI_RULESET_FOLDERS_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"

#include "service/rulesets/ruleset_library.h"

namespace izin::cli {

// Compiles the ruleset `id`, or all of them if that is empty, of a folder:
//
//   data/                      a data folder, with kbli/, reference/ and rulesets/
//   data/rulesets/pp28-2025/   a ruleset's folder, under whatever name; kbli/ and reference/ are
//                              those of the data folder that it lies in, else of this program
//
// NotFound if it is neither or has no such ruleset, FailedPrecondition with every fault of what
// does not compile.
absl::StatusOr<std::shared_ptr<const RulesetLibrary>> LibraryOfFolder(const std::string& folder,
                                                                      const std::string& id);

}  // namespace izin::cli

#endif  // IZIN_SERVICE_CLI_RULESET_FOLDERS_H_
