// From a row to the pieces of its line, with no more work than is new: answers of one shape are
// compared once, and the earlier ruleset is asked once for what it cannot tell apart.

#ifndef IZIN_SERVICE_RECLASSIFY_PIECE_MAKER_H_
#define IZIN_SERVICE_RECLASSIFY_PIECE_MAKER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"

#include "service/reclassify/answer_shapes.h"
#include "service/reclassify/code_inputs.h"
#include "service/reclassify/pair_maker.h"
#include "service/reclassify/row_pieces.h"
#include "service/reclassify/run_rulesets.h"

namespace izin {

// Numbers by key, bounded; what is full takes no more. Thread-safe.
template <typename Key, typename Number = std::uint32_t>
class NumberMap {
 public:
  explicit NumberMap(std::size_t most) : most_(most) {}

  std::optional<Number> Find(const Key& key) const {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = numbers_.find(key);
    return found == numbers_.end() ? std::nullopt : std::optional<Number>(found->second);
  }
  void Insert(const Key& key, Number number) {
    absl::MutexLock lock(&mutex_);
    if (numbers_.size() < most_) numbers_.try_emplace(key, number);
  }

 private:
  const std::size_t most_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<Key, Number> numbers_ ABSL_GUARDED_BY(mutex_);
};

// The pieces that say what differs, by number.
struct BodyPieces {
  std::uint32_t body = 0;
  std::uint32_t duties = 0;
};

// What the threads of a run know of pieces together. Thread-safe.
struct PieceSpace {
  // `max_bytes` for all of it: five eighths for lines, the rest for texts and shapes.
  PieceSpace(const RunRulesets& run, std::size_t max_bytes);

  // What one earlier ruleset reads.
  struct Earlier {
    explicit Earlier(const Ruleset& ruleset) : inputs({&ruleset}), classes(ruleset) {}

    NumberMap<std::uint32_t> codes{8'000};  // by edition and number: as the ruleset reads the code
    CodeInputs inputs;
    CodeClasses classes;
  };

  PieceCache lines;
  PieceTexts texts;
  AnswerShapes shapes;
  NumberMap<PackedKey> earlier_shapes;            // by what the earlier ruleset reads of a row
  NumberMap<std::uint64_t, BodyPieces> bodies;    // by the shapes of both answers
  std::vector<std::unique_ptr<Earlier>> earlier;  // by the position of the ruleset in the run
};

// Single-threaded; one for each thread.
class PieceMaker {
 public:
  enum class Made : std::uint8_t { kRefused, kMade, kNoRoom };

  // All must outlive it. `maker` asks.
  PieceMaker(PieceSpace& space, const RunRulesets& rulesets, PairMaker& maker)
      : space_(space), rulesets_(rulesets), maker_(maker) {}

  // kRefused where a ruleset refuses the row, and then `fault` says why; kNoRoom where a new text
  // has no room, and the row is to be written by itself.
  // REQUIRES: `key` is the key of `row` and says all of it.
  Made Make(const TypedRow& row, const ActivityKey& key, RowPieces& pieces, RowFault& fault);

 private:
  // The shape of the earlier answer; nothing where it is refused or has no room.
  std::optional<std::uint32_t> EarlierShape(const TypedRow& row, const ActivityKey& key,
                                            RowFault& fault);
  std::optional<PackedKey> EarlierKey(const ActivityKey& key) const;
  // The number of the code as the earlier ruleset reads it, where papers of its time are looked at.
  std::optional<std::uint32_t> EarlierCode(const TypedRow& row, const ActivityKey& key,
                                           RowFault& fault);
  // Asks the earlier ruleset unless that was done for this row.
  bool HasEarlier(const TypedRow& row, std::uint8_t from, RowFault& fault);
  std::optional<std::uint32_t> ShapeOf(const Decision& answer);
  // What differs between the answers; nothing where one is refused or there is no room.
  std::optional<BodyPieces> BodyOf(const TypedRow& row, const ActivityKey& key, RowFault& fault);

  PieceSpace& space_;
  const RunRulesets& rulesets_;
  PairMaker& maker_;
  AnswerShapes::Shape shape_;
  bool has_earlier_ = false;  // of this row
  bool is_refused_ = false;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_PIECE_MAKER_H_
