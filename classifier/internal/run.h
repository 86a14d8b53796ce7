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
  Facts facts;  // as the tables read them: adjusted, and with the permits once they are known

  bool IsHeld(const std::string& code) const {
    return std::binary_search(activity.held_permits.begin(), activity.held_permits.end(), code);
  }

  // The row of a UNIQUE table that holds for `as_read`; null if the ruleset has no such table.
  const TableRow* Find(TableRole role, const Facts& as_read) {
    const DecisionTable* table = ruleset.table(role);
    if (table == nullptr) return nullptr;
    decision.evaluations.push_back({table, as_read});
    return &table->rows[static_cast<std::size_t>(table->index.Find(as_read))];
  }

  void WarnAsRowSays(const TableRow& row) {
    for (int notice : row.notices) {
      const Notice& text = ruleset.data().notices[static_cast<std::size_t>(notice)];
      decision.warnings.push_back({.notice = &text, .row = &row});
    }
  }
};

}  // namespace izin::internal

#endif  // IZIN_CLASSIFIER_INTERNAL_RUN_H_
