// What a ruleset reads of a code, its scope and the scale, as words: two activities for which they
// are alike are answered in one shape (AnswerShapes) wherever all else that they say is alike.

#ifndef IZIN_SERVICE_RECLASSIFY_CODE_SHAPES_H_
#define IZIN_SERVICE_RECLASSIFY_CODE_SHAPES_H_

#include "classifier/decision.h"
#include "service/reclassify/answer_shapes.h"

namespace izin {

// Writes into `shape` what the tables were read with of the code of `answer`: how its code and
// level were settled, the scale, the groups of codes it stands in, its limit for small land, and
// the content of the official pages that stand for it. Which code and which scopes those are is no
// part of it. REQUIRES: `answer` is of a ruleset that outlives the shape.
void ReadCodeShape(const Decision& answer, AnswerShapes::Shape& shape);

// Whether an answer with this outcome lists what a person must choose from.
constexpr bool HasChoice(Outcome outcome) {
  return outcome == Outcome::kScopeRequired || outcome == Outcome::kCodeReviewRequired;
}

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_CODE_SHAPES_H_
