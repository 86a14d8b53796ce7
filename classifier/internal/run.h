// One evaluation under way: what the parts of a decision share.

#ifndef IZIN_CLASSIFIER_INTERNAL_RUN_H_
#define IZIN_CLASSIFIER_INTERNAL_RUN_H_

#include <algorithm>
#include <string>

#include "classifier/activity.h"
#include "classifier/decision.h"
#include "classifier/inputs.h"
#include "classifier/ruleset.h"

namespace izin::internal {

struct Run {
  const Ruleset& ruleset;
  const BusinessActivity& activity;
  Decision& decision;

  // The inputs as the tables read them: adjusted, and with the permits once they are known.
  Facts& facts() { return decision.facts; }
  const Facts& facts() const { return decision.facts; }

  bool IsHeld(const std::string& code) const {
    return std::binary_search(activity.held_permits.begin(), activity.held_permits.end(), code);
  }

  // The row of a UNIQUE table that holds; null if the ruleset has no such table.
  const TableRow* Find(TableRole role) {
    const DecisionTable* table = ruleset.table(role);
    if (table == nullptr) return nullptr;
    return Record({.table = table, .cell = table->index.CellOf(facts())});
  }
  // The same with one input read as `value`.
  const TableRow* FindWith(TableRole role, Input input, int value) {
    const DecisionTable* table = ruleset.table(role);
    if (table == nullptr) return nullptr;
    return Record({.table = table,
                   .cell = table->index.CellWith(facts(), input, value),
                   .overridden = input,
                   .bits = std::uint64_t{1} << value});
  }

  void WarnAsRowSays(const TableRow& row) {
    for (int notice : row.notices) {
      const Notice& text = ruleset.data().notices[static_cast<std::size_t>(notice)];
      decision.warnings.push_back({.notice = &text, .row = &row});
    }
  }

 private:
  const TableRow* Record(const Evaluation& evaluation) {
    decision.evaluations.push_back(evaluation);
    return &evaluation.table
                ->rows[static_cast<std::size_t>(evaluation.table->index.RowOf(evaluation.cell))];
  }
};

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_RUN_H_
