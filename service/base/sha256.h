// SHA-256, by libsodium.

#ifndef IZIN_SERVICE_BASE_SHA256_H_
#define IZIN_SERVICE_BASE_SHA256_H_

#include <string>

#include "absl/strings/string_view.h"

namespace izin {

// Of `bytes`, as 64 lower-case hex digits.
std::string Sha256Hex(absl::string_view bytes);

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_SHA256_H_
