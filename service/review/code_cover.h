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

// The categories, prefixes and codes that hold sets of codes. Immutable; thread-safe. REQUIRES: all
// sets are of the catalogue's size.
class CodeCover {
 public:
  // `all`: the codes that count; one that is in none of them is no hole in a set. The catalogue
  // must outlive this.
  CodeCover(const KbliCatalogue& kbli, const CodeSet& all);

  // The fewest entries of the catalogue that hold all codes of the set and no other that counts, in
  // the order of the catalogue: "A", "55", "56101". "*" for all of them.
  std::vector<std::string> Of(const CodeSet& codes) const;

 private:
  // Entries of the catalogue by their positions; the last stands above all.
  const KbliCatalogue& kbli_;
  const CodeSet all_;
  std::vector<std::vector<std::size_t>> above_;  // of each sub-class: itself, then what is wider
  std::vector<int> counted_;                     // codes that count, by entry
};

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_CODE_COVER_H_
