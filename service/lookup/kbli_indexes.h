// Which search index belongs to a ruleset.

#ifndef IZIN_SERVICE_LOOKUP_KBLI_INDEXES_H_
#define IZIN_SERVICE_LOOKUP_KBLI_INDEXES_H_

#include <list>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

#include "classifier/ruleset.h"
#include "data/loader/search_words.h"
#include "service/lookup/kbli_index.h"

namespace izin {

// Thread-safe.
//
// The embedded index is of the embedded rulesets. For any other ruleset (one of a data folder, or
// one that came while the service ran) an index is written from its texts when it is first asked
// for, which takes a good part of a second, and calls meanwhile wait for it. The last two are kept:
// where one ruleset follows another, calls that began before the change end with theirs.
class KbliIndexes {
 public:
  // With the embedded index and its words. It is opened when it is first asked for.
  KbliIndexes() = default;
  // With the words of a data folder in place of the embedded ones.
  explicit KbliIndexes(std::vector<SearchWord> words)
      : has_own_words_(true), words_(std::move(words)) {}

  // The index of the texts of `ruleset`. As BuildKbliIndex and KbliIndex::Open.
  absl::StatusOr<std::shared_ptr<const KbliIndex>> For(const Ruleset& ruleset) const;

 private:
  static constexpr std::size_t kMostHeld = 2;

  // Null if those held are of other rulesets.
  std::shared_ptr<const KbliIndex> Held(const Ruleset& ruleset) const;
  absl::StatusOr<std::shared_ptr<const KbliIndex>> Make(const Ruleset& ruleset) const;

  const bool has_own_words_ = false;
  const std::vector<SearchWord> words_ = {};
  mutable absl::Mutex making_;  // one at a time makes an index, which others wait for
  mutable absl::Mutex mutex_;
  mutable std::list<std::shared_ptr<const KbliIndex>> held_
      ABSL_GUARDED_BY(mutex_);  // the last one asked for first
};

// Those for the rulesets of a data folder, with its words; the embedded ones for an empty
// `data_dir`. As ReadSearchWords.
absl::StatusOr<std::shared_ptr<const KbliIndexes>> KbliIndexesOf(const std::string& data_dir,
                                                                 const Ruleset& ruleset);

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_KBLI_INDEXES_H_
