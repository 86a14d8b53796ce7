// Sets of KBLI codes said shortly.

#ifndef IZIN_SERVICE_REVIEW_CODE_COVER_H_
#define IZIN_SERVICE_REVIEW_CODE_COVER_H_

#include <string>
#include <vector>

#include "classifier/kbli_catalogue.h"

namespace izin {

// A bit for each sub-class of a catalogue, by its index.
using CodeSet = std::vector<bool>;

// How many codes are in the set.
int CountOf(const CodeSet& codes);

// The fewest categories, prefixes and codes that hold all codes of the set and none of `all` beside
// them, in the order of the catalogue: "A", "55", "56101". Codes that are not in `all` do not
// count. "*" for all of them. REQUIRES: both sets are of the catalogue's size.
std::vector<std::string> CoverOf(const KbliCatalogue& kbli, const CodeSet& codes,
                                 const CodeSet& all);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_CODE_COVER_H_
