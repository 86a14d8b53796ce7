// Which answers rest on an entry of the rules.

#ifndef IZIN_SERVICE_REVIEW_RULE_TOUCH_H_
#define IZIN_SERVICE_REVIEW_RULE_TOUCH_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "classifier/decision.h"
#include "classifier/ruleset.h"
#include "izin/v1/ruleset.pb.h"
#include "service/base/cancellation.h"
#include "service/review/code_cover.h"

namespace izin {

// Watches the answers of two rulesets go by and finds out which of the entries that differ they
// rest on. Single-threaded; the rulesets and changes must outlive it.
//
// An answer rests on its permits, commitments, offices and warnings, on the rows and tables that
// were read for it, on the line of the matrix and the official page of its scope, and on what is
// held of its code. What the whole service goes by (header, thresholds, calendar, regions, legal
// forms, reference values, questions) touches no cell of its own: 0 cells, and no codes.
class RuleTouch {
 public:
  // Finds less than all of it once `cancellation` is over, which must outlive it; null: it is not
  // asked.
  RuleTouch(const Ruleset& from, const Ruleset& to, std::vector<v1::RuleChange>& changes,
            Cancellation* cancellation = nullptr);

  // Two answers about one cell of the code `code_index` of the later ruleset.
  void Visit(int code_index, const Decision& from, const Decision& to);

  // Fills `where`, `cells`, `codes`, `possible_codes` and `kbli` of the changes, once all cells
  // were seen.
  void Finish();

 private:
  struct Touched {
    int cells = 0;
    int last_cell = -1;
    CodeSet codes;     // empty: none until now
    CodeSet possible;  // the same
  };
  // By list and entry, which stand in the changes.
  using Index = absl::flat_hash_map<std::pair<absl::string_view, absl::string_view>, std::size_t>;

  void WatchCatalogues(const Ruleset& ruleset, const Index& index);
  void WatchPages(const Ruleset& ruleset, const Index& index);
  void WatchTables(const Ruleset& ruleset, const Index& index);
  void WatchCodes(const Index& index);
  void Watch(const Index& index, const char* list, const std::string& entry, const void* object);
  void VisitDecision(const Decision& decision);
  void VisitTables(const Decision& decision);
  void VisitPage(const Decision& decision);
  void Touch(const void* object);
  void TouchEntry(std::size_t change);
  void AddPossible(const Ruleset& ruleset);
  // The codes for which the conditions on code, scale, level and location can hold.
  CodeSet CodesUnder(const Ruleset& ruleset, const Conditions& conditions) const;

  bool IsOver() const { return cancellation_ != nullptr && cancellation_->IsOver(); }

  const Ruleset& from_;
  const Ruleset& to_;
  std::vector<v1::RuleChange>& changes_;
  Cancellation* const cancellation_;
  std::vector<Touched> touched_;  // by change
  absl::flat_hash_map<const void*, std::vector<std::size_t>> watched_;
  std::vector<std::vector<std::size_t>> of_code_;  // changes of a code as such, by index
  CodeSet answered_;                               // codes with an answer that gives permits
  int cell_ = 0;
  int code_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_RULE_TOUCH_H_
