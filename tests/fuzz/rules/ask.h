// Asks a ruleset everything that the service may ask of it. What is wrong with the engine then ends
// the process, by a signal, a sanitizer or `Demand`; a ruleset itself is never at fault here.

#ifndef IZIN_TESTS_FUZZ_RULES_ASK_H_
#define IZIN_TESTS_FUZZ_RULES_ASK_H_

#include <cstdint>

#include "absl/strings/string_view.h"

#include "classifier/ruleset.h"

namespace izin::fuzz {

// Ends the process, telling `what`, if `holds` is false.
void Demand(bool holds, absl::string_view what);

// Decides `activities` random activities and writes each answer: all fields, questions and
// explanation, in both languages by turns; some are decided once more in a buffer used before.
void AskActivities(const Ruleset& ruleset, int activities, std::uint64_t seed);

// Statistics, the sheets of some permits and codes, the risk of every cell of the scoring matrix,
// and by one chance in `one_in` the difference from `original`.
void AskReview(const Ruleset& ruleset, const Ruleset& original, std::uint64_t seed,
               std::size_t one_in);

}  // namespace izin::fuzz

#endif  // IZIN_TESTS_FUZZ_RULES_ASK_H_
