// The text files a ruleset is compiled from, read from a data folder or given.

#ifndef IZIN_DATA_LOADER_SOURCE_TREE_H_
#define IZIN_DATA_LOADER_SOURCE_TREE_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "data/loader/rule_issue.h"

namespace izin {

// Path relative to the data folder, with '/', to content.
using SourceTree = std::map<std::string, std::string>;

// No file of rules is larger; the largest that ships has 0.2 MB.
inline constexpr std::size_t kMaxFileBytes = 16 << 20;

// Reads what ruleset `id` needs: kbli/, reference/ and rulesets/<id>/ with its cases/. Links are
// followed; names that begin with a dot are passed over. NotFound if the folder of the ruleset is
// not there, Unavailable if a file cannot be read, FailedPrecondition if one is larger than
// kMaxFileBytes.
absl::StatusOr<SourceTree> ReadSourceTree(const std::string& data_dir, absl::string_view id);

// The ids of the rulesets of a data folder: the folders under rulesets/, sorted. NotFound if there
// is none. One that lacks its ruleset.textproto is listed too: that is a fault of the ruleset.
absl::StatusOr<std::vector<std::string>> ListRulesets(const std::string& data_dir);

// Length of the well-formed UTF-8 sequence that `text`, which is not empty, begins with; 0 if there
// is none (RFC 3629: no overlong forms, no surrogates).
std::size_t Utf8SequenceLength(absl::string_view text);

// Faults that make a file no clean text: a byte order mark, CR line ends, bytes that are not UTF-8,
// a last line without an end (a truncated file), more than kMaxFileBytes.
void CheckText(const std::string& path, absl::string_view content, RuleIssues& issues);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_SOURCE_TREE_H_
