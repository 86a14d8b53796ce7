// gzip, by zlib.

#ifndef IZIN_SERVICE_TRANSPORT_GZIP_H_
#define IZIN_SERVICE_TRANSPORT_GZIP_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izin {

// Empty where there is no memory for it.
std::string Gzip(absl::string_view bytes);

// InvalidArgument for bytes that are no gzip or not all of it; ResourceExhausted for more than
// `most` bytes, of which no more than that are ever made.
absl::StatusOr<std::string> Gunzip(absl::string_view bytes, std::size_t most);

// Whether a client that sends this Accept-Encoding takes gzip.
bool TakesGzip(absl::string_view accept_encoding);

}  // namespace izin

#endif  // IZIN_SERVICE_TRANSPORT_GZIP_H_
