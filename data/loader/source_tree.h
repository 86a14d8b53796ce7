// The text files a ruleset is compiled from, read from a data folder or given.

#ifndef IZIN_DATA_LOADER_SOURCE_TREE_H_
#define IZIN_DATA_LOADER_SOURCE_TREE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "data/loader/rule_issue.h"

namespace izin {

// Path relative to the data folder, with '/', to content.
using SourceTree = std::map<std::string, std::string>;

// Reads what ruleset `id` needs: kbli/, reference/ and rulesets/<id>/ with its cases/.
// NotFound if the folder of the ruleset is not there, Unavailable if a file cannot be read.
absl::StatusOr<SourceTree> ReadSourceTree(const std::string& data_dir, absl::string_view id);

// The ids of the rulesets of a data folder: the folders under rulesets/ that hold a
// ruleset.textproto, sorted.
absl::StatusOr<std::vector<std::string>> ListRulesets(const std::string& data_dir);

// Faults that make a file no clean text: a byte order mark, CR line ends, bytes that are not UTF-8,
// a last line without an end (a truncated file).
void CheckText(const std::string& path, absl::string_view content, RuleIssues& issues);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_SOURCE_TREE_H_
