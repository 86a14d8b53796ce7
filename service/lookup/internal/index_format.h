// What the writer and the reader of the search index agree on.
//
// A document is one text: a title, the label of a scope, or an everyday phrase, in one edition. Its
// terms are
//
//   E2020 or E2025   the edition
//   <stem>           of each word that is no stop word
//   W<word>          the same words as they stand, for words that are not typed to their end
//
// its data is the text, and its values are the slots below. The spelling dictionary holds the words
// as they stand.

#ifndef IZIN_SERVICE_LOOKUP_INTERNAL_INDEX_FORMAT_H_
#define IZIN_SERVICE_LOOKUP_INTERNAL_INDEX_FORMAT_H_

#include "classifier/enums.h"

namespace izin::search_index {

// Slots of values.
inline constexpr unsigned kCodes = 0;   // "56303|56304", the commonest meaning first
inline constexpr unsigned kSource = 1;  // a TextSource as one digit
inline constexpr unsigned kLength = 2;  // the sum of its terms' weights, by sortable_serialise

// Keys of metadata.
inline constexpr char kVersionKey[] = "izin.version";
inline constexpr char kRulesetKey[] = "izin.ruleset";  // the fingerprint of the ruleset
inline constexpr char kWordsKey[] = "izin.words";      // the everyday words, "phrase\tcodes\n"
inline constexpr char kVersion[] = "1";

inline constexpr char kStemmer[] = "indonesian";
inline constexpr char kWordPrefix = 'W';
inline constexpr char kCodeSeparator = '|';

inline constexpr const char* EditionTerm(KbliEdition edition) {
  return edition == KbliEdition::k2020 ? "E2020" : "E2025";
}

}  // namespace izin::search_index

#endif  // IZIN_SERVICE_LOOKUP_INTERNAL_INDEX_FORMAT_H_
