// The folder of a ruleset, read and written as text files.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_RULESET_FILES_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_RULESET_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#include "data/loader/source_tree.h"

namespace izin {

// The rule files of a ruleset's folder and of cases/ in it, by their names within it. NotFound if
// there is no such folder or it has no ruleset.textproto, Unavailable if a file cannot be read.
absl::StatusOr<SourceTree> ReadRulesetFiles(const std::string& folder);

// Writes `files` as `folder`: a new folder, which is there whole or not at all; or the folder
// `base` itself, of which only the files that differ are written, each in one step, and those that
// are not among `files` are removed. AlreadyExists for any other folder that holds something,
// Unavailable if it cannot be written.
absl::Status WriteRulesetFiles(const SourceTree& files, const std::string& base,
                               const std::string& folder);

// What of a file or, of the names that end so, of a folder is read for an import: path to content,
// in the order of paths. NotFound if there is none, Unavailable if one cannot be read.
absl::StatusOr<SourceTree> ReadInputFiles(const std::string& path, const std::string& ending);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_RULESET_FILES_H_
