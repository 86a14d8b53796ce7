// Figures of a ruleset: what it asks of whom, and how far its rules were checked.

#ifndef IZIN_SERVICE_REVIEW_STATS_H_
#define IZIN_SERVICE_REVIEW_STATS_H_

#include <map>
#include <string>

#include "classifier/ruleset.h"

namespace izin {

// Counted over every cell: scope x scale offered x location (land, sea, forest), all other inputs
// not known; without risk levels code x scale x location. Names are those of the rule files.
struct RulesetStats {
  int cells = 0;
  std::map<std::string, int> permits_by_authority;  // required permits on all answers, by office
  std::map<std::string, int> permits_by_level;
  std::map<std::string, int> permits_by_sector;  // by KBLI category
  std::map<std::string, int> cells_by_outcome;
  std::map<std::string, int> rows_by_mark;  // rows of tables, by their weakest citation
  // What becomes of documents of earlier rulesets: entries by ruleset, document and action, and by
  // their weakest citation.
  std::map<std::string, int> old_documents;
  std::map<std::string, int> old_documents_by_mark;
  int scopes = 0;
  int official_rows = 0;
  int codes_with_official_rows = 0;
  int codes_without_scope = 0;
};

RulesetStats StatsOf(const Ruleset& ruleset);

// For a person to read.
std::string StatsText(const Ruleset& ruleset, const RulesetStats& stats);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_STATS_H_
