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
  // A table has no row for the inputs, or a row names what the catalogues lack: the rules are
  // faulty (the compiler refuses such), and what stands on the decision is no answer.
  bool has_gap = false;

  // The inputs as the tables read them: adjusted, and with the permits once they are known.
  Facts& facts() { return decision.facts; }
  const Facts& facts() const { return decision.facts; }

  bool IsHeld(const std::string& code) const {
    return std::binary_search(activity.held_permits.begin(), activity.held_permits.end(), code);
  }

  // The row of a UNIQUE table that holds; null if the ruleset has no such table, or, with `has_gap`
  // set, if the table has no row.
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
                   .bits = BitOf(value)});
  }

  void WarnAsRowSays(const TableRow& row) {
    for (int index : row.notices) {
      const Notice* notice = ruleset.NoticeAt(index);
      if (notice != nullptr) decision.warnings.push_back({.notice = notice, .row = &row});
    }
  }

 private:
  const TableRow* Record(const Evaluation& evaluation) {
    const TableRow* row = evaluation.table->RowAt(evaluation.cell);
    if (row != nullptr) {
      decision.evaluations.push_back(evaluation);
    } else {
      has_gap = true;
    }
    return row;
  }
};

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_RUN_H_
