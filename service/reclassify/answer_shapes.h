// What a line of CSV can tell of an answer, as a number: two answers of one number are compared
// with any third in the same words.

#ifndef IZIN_SERVICE_RECLASSIFY_ANSWER_SHAPES_H_
#define IZIN_SERVICE_RECLASSIFY_ANSWER_SHAPES_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"

#include "classifier/decision.h"

namespace izin {

// The shape of an answer is all of it that CompareAnswers reads but stages and warnings, of which
// CSV says nothing: outcome, level, offices, the permits that rows require with their terms and the
// roles of their tables, commitments. Shapes are told apart by their whole content. Bounded.
// Thread-safe. The rulesets of the answers must outlive it.
class AnswerShapes {
 public:
  using Shape = std::vector<std::uint32_t>;

  explicit AnswerShapes(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  // Writes the shape of `answer` into `shape`.
  static void Read(const Decision& answer, Shape& shape);
  // The number of a shape; nothing if it is new and there is no room for it.
  std::optional<std::uint32_t> NumberOf(const Shape& shape);

 private:
  const std::size_t max_bytes_;
  absl::Mutex mutex_;
  absl::flat_hash_map<Shape, std::uint32_t> numbers_ ABSL_GUARDED_BY(mutex_);
  std::size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ANSWER_SHAPES_H_
