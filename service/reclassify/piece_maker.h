// From a row to the pieces of its line, with no more work than is new.
//
// What the rules read of a row falls into two parts. The code, its scope and the scale are read
// through what the rulesets say of them (CodeShapes): codes of which both say the same are of one
// kind. Of the rest no part depends on which code of its kind it goes with. So the pieces are found
// by two keys, one for each part, and a row is decided only if its code is new, or the rest is new
// for the kind of its code. Answers of one shape are compared once.

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

#include "service/reclassify/activity_key.h"
#include "service/reclassify/answer_shapes.h"
#include "service/reclassify/code_inputs.h"
#include "service/reclassify/pair_maker.h"
#include "service/reclassify/row_pieces.h"
#include "service/reclassify/run_rulesets.h"

namespace izin {

// Values by key, bounded; what is full takes no more. Thread-safe.
template <typename Key, typename Value>
class BoundedMap {
 public:
  explicit BoundedMap(std::size_t most) : most_(most) {}

  std::optional<Value> Find(const Key& key) const {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = values_.find(key);
    return found == values_.end() ? std::nullopt : std::optional<Value>(found->second);
  }
  // Instead of one that is there.
  void Insert(const Key& key, const Value& value) {
    absl::MutexLock lock(&mutex_);
    const auto found = values_.find(key);
    if (found != values_.end()) {
      found->second = value;
    } else if (values_.size() < most_) {
      values_.emplace(key, value);
    }
  }

 private:
  const std::size_t most_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<Key, Value> values_ ABSL_GUARDED_BY(mutex_);
};

// What the threads of a run know of pieces together. Thread-safe.
struct PieceSpace {
  // `max_bytes` for all of it: more than a third for texts, a quarter for shapes, the rest for
  // keys.
  PieceSpace(const RunRulesets& run, std::size_t max_bytes);

  // What the earlier ruleset makes of a code.
  struct EarlierCode {
    std::uint32_t kind = 0;
    std::uint32_t number = 0;  // of the code that it reads
    std::uint8_t section = 0;
  };

  PieceTexts texts;
  const PlaceTexts places;
  const std::uint32_t no_choice;  // the tail where nothing is to be chosen
  AnswerShapes shapes;            // of answers, and of codes
  BoundedMap<PackedKey, HeadPieces> heads;
  BoundedMap<PackedKey, EarlierCode> earlier_codes;
  BoundedMap<PackedKey, std::uint32_t> earlier_shapes;  // by earlier kind and what is read there
  BoundedMap<PackedKey, std::uint32_t> later_shapes;
  BoundedMap<std::uint64_t, BodyPieces> compared;        // by the shapes of both answers
  std::vector<std::unique_ptr<const CodeInputs>> reads;  // of the earlier rulesets, by position
  const CodeInputs later_reads;
};

// Single-threaded; one for each thread.
class PieceMaker {
 public:
  enum class Made : std::uint8_t { kRefused, kMade, kNoRoom };

  // All must outlive it. `maker` asks.
  PieceMaker(PieceSpace& space, const RunRulesets& rulesets, PairMaker& maker)
      : space_(space), rulesets_(rulesets), maker_(maker) {}

  // JoinPieces puts what is made together. kRefused where a ruleset refuses the row, and then
  // `fault` says why; kNoRoom where a new text has no room, and the row is to be written by itself.
  // REQUIRES: `key` is the key of `row` and says all of it.
  Made Make(const TypedRow& row, const ActivityKey& key, HeadPieces& head, BodyPieces& body);
  const RowFault& fault() const { return fault_; }

 private:
  // Asks a ruleset unless that was done for this row; false where it refuses.
  bool HasLater();
  bool HasEarlier();
  // Each gives nothing where a ruleset refuses the row, or there is no room.
  std::optional<HeadPieces> HeadOf();
  std::optional<PieceSpace::EarlierCode> EarlierCodeOf();
  std::optional<BodyPieces> BodyOf(const HeadPieces& head);
  std::optional<std::uint32_t> EarlierShape(const HeadPieces& head);
  std::optional<std::uint32_t> LaterShape(const HeadPieces& head);
  // What a ruleset that reads this of codes can tell the row apart by, beside its code.
  ActivityKey ReadBy(const CodeInputs& reads, std::uint32_t kind) const;
  // An answer of the earlier ruleset that has this shape, which is that of the row; null where it
  // refuses the row.
  const Decision* EarlierOf(std::uint32_t shape);
  std::optional<std::uint32_t> KindOf(const Decision& answer);
  std::optional<std::uint32_t> ShapeOf(const Decision& answer);

  PieceSpace& space_;
  const RunRulesets& rulesets_;
  PairMaker& maker_;
  AnswerShapes::Shape shape_;
  absl::flat_hash_map<std::uint32_t, std::unique_ptr<const Decision>> earlier_;  // by shape
  // The row at work.
  const TypedRow* row_ = nullptr;
  const ActivityKey* key_ = nullptr;
  bool has_later_ = false;
  bool has_earlier_ = false;
  bool is_refused_ = false;
  RowFault fault_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_PIECE_MAKER_H_
