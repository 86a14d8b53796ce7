// The everyday words for codes of the KBLI, and the questions by which finding them is measured:
// kbli/synonyms.tsv and kbli/queries.tsv.
//
// Neither decides anything, and so neither is part of a ruleset.

#ifndef IZIN_DATA_LOADER_SEARCH_WORDS_H_
#define IZIN_DATA_LOADER_SEARCH_WORDS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "classifier/kbli_catalogue.h"
#include "data/loader/rule_issue.h"

namespace izin {

// What people call an activity.
struct SearchWord {
  std::string phrase;  // "doorsmeer": lower case, single blanks
  // Of KBLI 2025, the commonest meaning first. A code of fewer than five digits, or a category, is
  // a word that tells of every code below it ("toko", "pabrik").
  std::vector<std::string> codes;
};

// A question as people ask it.
struct SearchQuestion {
  bool is_held_out = false;  // never looked at when words are written or the ranking is tuned
  std::string query;
  std::vector<std::string> codes;  // any of these is a right answer; five digits, KBLI 2025
};

// The rows of kbli/synonyms.tsv (columns phrase, codes; codes are parted by '|'). A code that
// `kbli`, the catalogue of 2025, lacks, a code or phrase twice, phrases that are not sorted, and a
// phrase that is not as SearchWord wants it are issues.
std::vector<SearchWord> ParseSearchWords(const std::string& path, absl::string_view content,
                                         const KbliCatalogue& kbli, RuleIssues& issues);

// The rows of kbli/queries.tsv (columns half, query, codes), with the same faults but for the
// order; and a half that is neither "tuning" nor "held-out".
std::vector<SearchQuestion> ParseSearchQuestions(const std::string& path, absl::string_view content,
                                                 const KbliCatalogue& kbli, RuleIssues& issues);

// Those of a data folder; none where the file is missing, for a folder may do without.
// FailedPrecondition with every fault as file:line:column, Unavailable if it cannot be read.
absl::StatusOr<std::vector<SearchWord>> ReadSearchWords(const std::string& data_dir,
                                                        const KbliCatalogue& kbli);
absl::StatusOr<std::vector<SearchQuestion>> ReadSearchQuestions(const std::string& data_dir,
                                                                const KbliCatalogue& kbli);

}  // namespace izin

#endif  // IZIN_DATA_LOADER_SEARCH_WORDS_H_
