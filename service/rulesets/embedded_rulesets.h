// The bundles compiled into the binary at build time.

#ifndef IZIN_SERVICE_RULESETS_EMBEDDED_RULESETS_H_
#define IZIN_SERVICE_RULESETS_EMBEDDED_RULESETS_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace izin {

// Every ruleset under data/rulesets, its checks having run when it was compiled. The bytes live as
// long as the program.
std::vector<absl::string_view> EmbeddedBundles();

}  // namespace izin

#endif  // IZIN_SERVICE_RULESETS_EMBEDDED_RULESETS_H_
