// The two digests of a ruleset.
//
// The fingerprint says by which rules an answer came about: it stands in answers, pins, keys and
// caches, and is the same for the same content, however that is commented, laid out or tested. The
// bundle digest says which file this is. proto/izin/internal/fingerprint.proto says what belongs to
// the content.

#ifndef IZIN_DATA_LOADER_FINGERPRINT_H_
#define IZIN_DATA_LOADER_FINGERPRINT_H_

#include <string>

#include "absl/strings/string_view.h"

#include "izin/internal/bundle.pb.h"

namespace izin {

// SHA-256 of the content, 64 lower-case hex digits.
std::string Fingerprint(const internal::CompiledRuleset& compiled);

// SHA-256 of the bytes of a bundle's file, 64 lower-case hex digits.
std::string BundleDigest(absl::string_view bytes);

// The wire format of `message`; the same bytes for the same content, every time.
std::string SerializeDeterministically(const google::protobuf::Message& message);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_FINGERPRINT_H_
