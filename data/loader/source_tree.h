// The text files a ruleset is compiled from, read from a data folder or given.

#ifndef IZIN_DATA_LOADER_SOURCE_TREE_H_
#define IZIN_DATA_LOADER_SOURCE_TREE_H_

#include <cstddef>
#include <cstdint>
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
// followed; names that begin with a dot are passed over, and a folder beside that of the ruleset
// may be missing: what it should hold is told by who builds the ruleset. NotFound if the folder of
// the ruleset is not there, Unavailable if a file cannot be read, FailedPrecondition if one is
// larger than kMaxFileBytes.
absl::StatusOr<SourceTree> ReadSourceTree(const std::string& data_dir, absl::string_view id);

// Reads the files of the overlay in `folder` into `tree`, under overlays/<its name>/, and returns
// its name. InvalidArgument if `tree` has an overlay of that name, NotFound if there is no such
// folder or it holds no rule file, else errors as ReadSourceTree's.
absl::StatusOr<std::string> AddOverlay(const std::string& folder, SourceTree& tree);

// The ids of the rulesets of a data folder: the folders under rulesets/, sorted. NotFound if there
// is none. One that lacks its ruleset.textproto is listed too: that is a fault of the ruleset.
absl::StatusOr<std::vector<std::string>> ListRulesets(const std::string& data_dir);

// Length of the well-formed UTF-8 sequence that `text`, which is not empty, begins with; 0 if there
// is none (RFC 3629: no overlong forms, no surrogates).
std::size_t Utf8SequenceLength(absl::string_view text);

// What of a file could be read as text.
enum class TextState : std::uint8_t {
  kWhole,    // all of it, be it with CR line ends or a byte order mark
  kDamaged,  // not all: bytes that are no UTF-8, or a last line without an end
  kNoText,   // nothing: UTF-16, or more than kMaxFileBytes
};

// Faults that make a file no clean text: a byte order mark, CR line ends (one fault, however many),
// bytes that are not UTF-8, a last line without an end (a truncated file), UTF-16, more than
// kMaxFileBytes.
TextState CheckText(const std::string& path, absl::string_view content, RuleIssues& issues);

// The text without its byte order mark, and with LF alone where CR and LF end a line.
std::string CleanText(absl::string_view content);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_SOURCE_TREE_H_
