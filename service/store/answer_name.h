// The names of kept answers: "classifications/<32 hex digits>", short enough for people and logs.

#ifndef IZIN_SERVICE_STORE_ANSWER_NAME_H_
#define IZIN_SERVICE_STORE_ANSWER_NAME_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace izin {

// The name of the answer under an activity key: the first digits of the key's SHA-256. The store
// keeps the key itself beside it, so that two keys of one name would be noticed.
std::string NameOfKey(absl::string_view activity_key);

// The 32 hex digits of a name, a view into it; nothing if it is not of that form.
std::optional<absl::string_view> DigitsOfName(absl::string_view name);

// InvalidArgument: what was given in place of a name, and what is wanted.
absl::Status NoName(absl::string_view text);

}  // namespace izin

#endif  // IZIN_SERVICE_STORE_ANSWER_NAME_H_
