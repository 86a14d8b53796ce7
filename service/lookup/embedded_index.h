// The search index compiled into the binary at build time.

#ifndef IZIN_SERVICE_LOOKUP_EMBEDDED_INDEX_H_
#define IZIN_SERVICE_LOOKUP_EMBEDDED_INDEX_H_

#include "absl/strings/string_view.h"

namespace izin {

// Of the latest ruleset under data/rulesets and the words of data/kbli. The bytes live as long as
// the program.
absl::string_view EmbeddedKbliIndex();

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_EMBEDDED_INDEX_H_
