// Writes the index in which texts of the KBLI are looked for.

#ifndef IZIN_SERVICE_LOOKUP_BUILD_KBLI_INDEX_H_
#define IZIN_SERVICE_LOOKUP_BUILD_KBLI_INDEX_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "classifier/ruleset.h"
#include "data/loader/search_words.h"

namespace izin {

// The bytes of an index of the titles of both editions that `ruleset` holds, of its scopes, and of
// `words`; for KBLI 2020 these are converted by the official table. Takes a good part of a second,
// and a temporary folder, which is gone afterwards: Unavailable if that cannot be written.
absl::StatusOr<std::string> BuildKbliIndex(const Ruleset& ruleset,
                                           absl::Span<const SearchWord> words);

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_BUILD_KBLI_INDEX_H_
