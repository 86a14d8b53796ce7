// The changes of a comparison as a list.

#ifndef IZIN_TESTS_SERVICE_REVIEW_ALL_CHANGES_H_
#define IZIN_TESTS_SERVICE_REVIEW_ALL_CHANGES_H_

#include <cstddef>
#include <vector>

#include "service/review/diff.h"

namespace izin {

inline std::vector<v1::RulesetChange> AllChanges(const RulesetDiff& diff) {
  std::vector<v1::RulesetChange> all;
  all.reserve(diff.changes.size());
  for (std::size_t i = 0; i < diff.changes.size(); ++i) all.push_back(diff.changes.At(i));
  return all;
}

}  // namespace izin

#endif  // IZIN_TESTS_SERVICE_REVIEW_ALL_CHANGES_H_
