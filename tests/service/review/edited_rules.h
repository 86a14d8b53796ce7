// The rules of a ruleset that ships, edited, and the ruleset that they make.

#ifndef IZIN_TESTS_SERVICE_REVIEW_EDITED_RULES_H_
#define IZIN_TESTS_SERVICE_REVIEW_EDITED_RULES_H_

#include <functional>
#include <map>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "data/loader/compile.h"
#include "data/loader/fingerprint.h"
#include "service/review/diff.h"
#include "tests/service/answering.h"

namespace izin::testing {

// Rules with the ruleset that they make.
struct MadeRuleset {
  std::shared_ptr<const internal::CompiledRuleset> rules;
  std::shared_ptr<const Ruleset> ruleset;

  ComparedRuleset compared() const { return {*ruleset, *rules}; }
};

// As it ships, in the form that an edited one has. Read once.
inline const MadeRuleset& Shipped(const std::string& id) {
  static auto* const made = new std::map<std::string, MadeRuleset>;
  auto [at, is_new] = made->emplace(id, MadeRuleset());
  if (is_new) {
    at->second.ruleset = *Library()->Find(id);
    at->second.rules = *Library()->RulesOf(*at->second.ruleset);
  }
  return at->second;
}

// Edited by `edit`. What the compiler refuses fails the test.
inline MadeRuleset Edited(const std::string& id,
                          const std::function<void(internal::CompiledRuleset&)>& edit) {
  auto rules = std::make_shared<internal::CompiledRuleset>(*Shipped(id).rules);
  edit(*rules);
  RuleIssues issues;
  MadeRuleset made{.rules = rules,
                   .ruleset = Assemble(*rules, PositionIndex(), Fingerprint(*rules), issues)};
  EXPECT_NE(made.ruleset, nullptr) << issues.ToString();
  return made;
}

inline RulesetDiff DiffOfEdit(const std::string& id,
                              const std::function<void(internal::CompiledRuleset&)>& edit) {
  return DiffRulesets(Shipped(id).compared(), Edited(id, edit).compared());
}

// The line that gives `permit` in a row. Adds a failure if there is none.
inline internal::PermitLine* LineOf(internal::CompiledRuleset& rules, const std::string& row,
                                    const std::string& permit) {
  for (internal::Row& one : *rules.mutable_rules()->mutable_row()) {
    if (one.id() != row) continue;
    for (internal::PermitLine& line : *one.mutable_then()->mutable_permit()) {
      if (line.code() == permit) return &line;
    }
  }
  ADD_FAILURE() << row << " gives no " << permit;
  return nullptr;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_REVIEW_EDITED_RULES_H_
