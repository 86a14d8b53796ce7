// One edition of the KBLI: every category, division, group, class and sub-class with its title.

#ifndef IZIN_CLASSIFIER_KBLI_CATALOGUE_H_
#define IZIN_CLASSIFIER_KBLI_CATALOGUE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "classifier/enums.h"
#include "classifier/kbli_code.h"

namespace izin {

// A line of the KBLI book.
struct KbliEntry {
  std::string code;    // "A", "01", "011", "0111" or "01111"
  std::string parent;  // empty for a category
  std::string title;   // judul, Bahasa Indonesia
};

// Immutable. Thread-safe. Pointers and spans it returns live as long as it does.
class KbliCatalogue {
 public:
  // `entries` in any order; REQUIRES: codes are distinct and every sub-class parses as a KbliCode
  // (the loader checks).
  KbliCatalogue(KbliEdition edition, std::vector<KbliEntry> entries);

  KbliEdition edition() const { return edition_; }

  // All entries: categories first, then by code.
  absl::Span<const KbliEntry> entries() const { return entries_; }

  // The entry of any level, or null.
  const KbliEntry* Find(absl::string_view code) const;

  // Sub-classes are numbered 0..subclass_count()-1 in the order of their codes.
  int subclass_count() const { return static_cast<int>(subclasses_.size()); }
  std::optional<int> IndexOf(KbliCode code) const {
    const int index = index_of_number_[static_cast<std::size_t>(code.number())];
    if (index < 0) return std::nullopt;
    return index;
  }
  // REQUIRES of the next two, and of CategoryOf: 0 <= index < subclass_count().
  KbliCode CodeAt(int index) const { return subclasses_[static_cast<std::size_t>(index)].code; }
  const KbliEntry& EntryAt(int index) const {
    return entries_[subclasses_[static_cast<std::size_t>(index)].entry];
  }

  // True if sub-class `index` lies under `prefix`: a category letter or one to five digits. False
  // of an index that is none.
  bool IsUnder(int index, absl::string_view prefix) const;
  // The category letter of a sub-class.
  char CategoryOf(int index) const { return subclasses_[static_cast<std::size_t>(index)].category; }

  // The first sub-class whose code begins with `text`, for "did you mean"; null if `text` is no
  // prefix of any.
  const KbliEntry* Suggest(absl::string_view text) const;

 private:
  struct Subclass {
    KbliCode code;
    std::uint32_t entry = 0;
    char category = '?';
  };

  KbliEdition edition_;
  std::vector<KbliEntry> entries_;
  absl::flat_hash_map<std::string, std::uint32_t> by_code_;
  std::vector<Subclass> subclasses_;
  // By the code's number, 100,000 slots; -1 = no such code. One read on the hot path.
  std::vector<int> index_of_number_;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_KBLI_CATALOGUE_H_
