// The index in which texts of the KBLI are looked for: a database of Xapian in one piece of memory.
//
//   texts and words  --BuildKbliIndex-->  bytes  --KbliIndex::Open-->  KbliIndex
//
// It knows words and codes, nothing of law: what a code is called and which levels its scopes have
// is read from the ruleset that answers.

#ifndef IZIN_SERVICE_LOOKUP_KBLI_INDEX_H_
#define IZIN_SERVICE_LOOKUP_KBLI_INDEX_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"

#include "classifier/enums.h"
#include "service/lookup/kbli_hits.h"

namespace izin {

namespace search_index {
class IndexReader;
}  // namespace search_index

struct FoundKbli {
  std::vector<KbliHit> hits;    // the best first; equal ones by code
  std::string corrected_query;  // what was looked for, if that is not what was asked; else empty
};

// Thread-safe: each call works on a reader of its own, of which there are as many as there were
// calls at once.
class KbliIndex {
 public:
  // DataLoss for bytes that are no index, Unavailable if the memory for it cannot be had.
  static absl::StatusOr<std::unique_ptr<KbliIndex>> Open(absl::string_view bytes);
  ~KbliIndex();
  KbliIndex(const KbliIndex&) = delete;
  KbliIndex& operator=(const KbliIndex&) = delete;

  // The fingerprint of the ruleset whose texts it holds.
  const std::string& ruleset() const { return ruleset_; }

  // The everyday words that it holds, as lines of kbli/synonyms.tsv without the header.
  absl::StatusOr<std::string> Words() const;
  // Their SHA-256 in hex: with the ruleset it is all that an answer depends on.
  const std::string& words_digest() const { return words_digest_; }

  // The five-digit codes of `edition` whose texts are like `query`. The last word may be unfinished
  // unless a blank follows it; a word that no text has is looked for as the likeliest one that some
  // text has. No hits for a query without words that tell something. DataLoss if the index cannot
  // be read.
  absl::StatusOr<FoundKbli> Find(absl::string_view query, KbliEdition edition) const;

  // The text that each of these hits of this index was found by best. As Find.
  absl::StatusOr<std::vector<std::string>> TextsOf(absl::Span<const KbliHit> hits) const;

 private:
  using Reader = search_index::IndexReader;

  explicit KbliIndex(int file);
  absl::Status ReadHeader();
  std::unique_ptr<Reader> Lease() const;
  void Return(std::unique_ptr<Reader> reader) const;
  // `work(reader)` with a reader of its own. DataLoss in place of what Xapian throws.
  template <typename Work>
  absl::Status WithReader(const Work& work) const;

  const int file_;  // of memory
  std::string ruleset_;
  std::string words_digest_;
  mutable absl::Mutex opening_;  // moves the place where the file stands
  mutable absl::Mutex mutex_;
  mutable std::vector<std::unique_ptr<Reader>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_KBLI_INDEX_H_
