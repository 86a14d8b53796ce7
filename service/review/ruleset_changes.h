// The cells of a comparison that change.

#ifndef IZIN_SERVICE_REVIEW_RULESET_CHANGES_H_
#define IZIN_SERVICE_REVIEW_RULESET_CHANGES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/node_hash_set.h"

#include "classifier/activity.h"
#include "classifier/kbli_code.h"
#include "izin/v1/ruleset_change.pb.h"
#include "service/render/change.h"

namespace izin {

// A list that is added to, and read by place. Of 24,000 cells that change from one regulation to
// another 2,000 change in ways of their own: each way is held once, so that a comparison takes
// little memory and is given back in no time. Moves, and is not copied. Not thread-safe to add to.
class RulesetChanges {
 public:
  struct Cell {
    KbliCode code;
    char category = ' ';   // of the code, "A" to "V"
    std::string scope_id;  // empty: none
    BusinessScale scale = BusinessScale::kUnspecified;
    LocationType location = LocationType::kUnspecified;
  };

  RulesetChanges() = default;
  RulesetChanges(RulesetChanges&&) = default;
  RulesetChanges& operator=(RulesetChanges&&) = default;

  void Add(Cell cell, CellChange change) {
    lines_.push_back({std::move(cell), &*kinds_.insert(std::move(change)).first});
  }
  // A code that must be reviewed: a change of nothing but `kbli_code`.
  void AddReview(KbliCode code) { lines_.push_back({{.code = code}, nullptr}); }

  std::size_t size() const { return lines_.size(); }
  // The change at a place, as the API gives it.
  v1::RulesetChange At(std::size_t place) const;

  // The ways in which cells change, each once, in no order.
  const absl::node_hash_set<CellChange>& kinds() const { return kinds_; }
  // The categories of the cells, each once, ascending.
  std::string Categories() const;

 private:
  struct Line {
    Cell cell;
    const CellChange* change;  // in `kinds_`, which moves none of them; null: to be reviewed
  };

  absl::node_hash_set<CellChange> kinds_;
  std::vector<Line> lines_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_RULESET_CHANGES_H_
