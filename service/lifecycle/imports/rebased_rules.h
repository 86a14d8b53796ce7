// The rule files of one ruleset as the ground of another: of an earlier period, or of the other
// edition of the KBLI.

#ifndef IZIN_SERVICE_LIFECYCLE_IMPORTS_REBASED_RULES_H_
#define IZIN_SERVICE_LIFECYCLE_IMPORTS_REBASED_RULES_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"

namespace izin {

// `text`, a rule file, with every citation marked UNVERIFIED: the rules were in force at another
// time, and that they held at this one nobody has checked.
std::string WithoutVerification(absl::string_view text);

// Codes and prefixes of one edition in the other.
using CodesOf = std::function<std::vector<std::string>(const std::vector<std::string>& prefixes)>;
// `text` with each list of `kbli: ...` replaced.
std::string WithKbliLists(absl::string_view text, const CodesOf& codes_of);

// The codes of edition `to` that share activities with those under `prefixes` of `base`'s edition,
// by the table of BPS; those of a whole branch as its prefix.
std::vector<std::string> CodesInEdition(const Ruleset& base, KbliEdition to,
                                        const std::vector<std::string>& prefixes);

}  // namespace izin

#endif  // IZIN_SERVICE_LIFECYCLE_IMPORTS_REBASED_RULES_H_
