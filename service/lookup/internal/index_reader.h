// One thread's view of the search index.

#ifndef IZIN_SERVICE_LOOKUP_INTERNAL_INDEX_READER_H_
#define IZIN_SERVICE_LOOKUP_INTERNAL_INDEX_READER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include <xapian.h>

#include "classifier/enums.h"
#include "service/lookup/kbli_hits.h"

namespace izin::search_index {

// Single-threaded. Throws Xapian::Error, as its library does; KbliIndex catches it.
class IndexReader {
 public:
  // Takes the descriptor of the database, to close it.
  explicit IndexReader(int file);

  // See KbliIndex::Find. `corrected` becomes what was looked for, where that is not what was asked.
  std::vector<KbliHit> Find(absl::string_view query, KbliEdition edition, std::string& corrected);

  // The text that a hit names.
  std::string TextAt(std::uint32_t number) const;

  // "" where the index has none.
  std::string Metadata(const char* key) const { return database_.get_metadata(key); }

 private:
  // The query in terms of the index.
  struct Asked {
    std::vector<Xapian::Query> parts;
    double length = 0;      // the sum of the weights that its words have
    bool has_word = false;  // some text has a word of it, not a single letter or digit alone
  };

  // What texts tell of codes, for a query of that length.
  std::vector<KbliHit> Tallied(const Xapian::MSet& texts, double length) const;
  double WeightOf(const std::string& term) const;
  Asked Ask(std::vector<std::string>& words, bool is_unfinished) const;
  // False if no text has the word.
  bool AskWord(const std::string& word, Asked& asked) const;
  // False if no text has a word that begins so.
  bool AskBeginning(const std::string& beginning, Asked& asked) const;
  // The likeliest word that some text has; "" if there is none.
  std::string LikelyWord(const std::string& word) const;

  const Xapian::Database database_;
  const Xapian::Stem stem_;
  const double texts_;
};

}  // namespace izin::search_index

#endif  // IZIN_SERVICE_LOOKUP_INTERNAL_INDEX_READER_H_
