// Mutation of a ruleset: does a wrong rule get noticed? Every row of every decision table is
// changed in each of its outcomes, and some cells of the risk matrix; the ruleset's own cases and
// the official rows should tell.

#ifndef IZIN_SERVICE_REVIEW_MUTATE_H_
#define IZIN_SERVICE_REVIEW_MUTATE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "classifier/ruleset.h"
#include "izin/internal/cases.pb.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

struct MutationReport {
  int row_mutants = 0;
  int cell_mutants = 0;
  int killed = 0;
  std::vector<std::string> survivors;  // "land-13a: PKKPR working_days 25 -> 26"

  int total() const { return row_mutants + cell_mutants; }
};

struct MutationPlan {
  int cells = 500;         // of the matrix, among those with an official row
  std::uint64_t seed = 1;  // which of them
};

// REQUIRES: the cases pass on `ruleset` itself. `others` are the rulesets held beside it.
MutationReport Mutate(const std::shared_ptr<const Ruleset>& ruleset,
                      const std::vector<std::shared_ptr<const Ruleset>>& others,
                      const std::vector<internal::Case>& cases, const MutationPlan& plan);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_MUTATE_H_
