// The cases of a ruleset: read, run and compared. What `izin rules test` and the tests run.

#ifndef IZIN_SERVICE_REVIEW_CASES_H_
#define IZIN_SERVICE_REVIEW_CASES_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"

#include "classifier/ruleset.h"
#include "data/loader/rule_issue.h"
#include "data/loader/source_tree.h"
#include "izin/internal/cases.pb.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

// A case that did not come out as expected.
struct CaseMiss {
  std::string name;
  std::string where;        // file:line:column
  std::string difference;   // one "what: want ..., got ..." a line
  std::string as_answered;  // the `expect` that would hold (as_answered.h); empty if it was refused
};

// Ids of the table rows that answered.
using RowsReached = absl::flat_hash_set<std::string>;

// The cases under rulesets/<id>/cases/ of `sources`, each with its place. Faults go to `issues`: of
// form, names that stand twice, cases that do not say where their expected values come from, and
// generated ones.
std::vector<internal::Case> ReadCases(const SourceTree& sources, RuleIssues& issues);

// What differs between the answer and the expectation; empty if nothing does.
std::string DifferenceOf(const internal::Case& expected, const v1::Classification& answer);

// Answers one case by `library` as on 2026-11-24, with `ruleset` pinned where the case pins none
// and names no date, and gives what differs. Adds the rows that the answer rests on to `reached`,
// unless it is null.
std::string RunCase(const internal::Case& tested, const std::string& ruleset,
                    const std::shared_ptr<const RulesetLibrary>& library, RowsReached* reached);

// Runs all; in the order of the cases.
std::vector<CaseMiss> RunCases(const std::vector<internal::Case>& cases, const std::string& ruleset,
                               const std::shared_ptr<const RulesetLibrary>& library,
                               RowsReached* reached);

// The official rows ("56101-1 MICRO") whose page names another licence than the table of licences
// gives at the level of the matrix, where nothing else is known. A level that is wrong by itself
// shows here.
std::vector<std::string> RowsAgainstLevel(const Ruleset& ruleset);

}  // namespace izin

#endif  // IZIN_SERVICE_REVIEW_CASES_H_
