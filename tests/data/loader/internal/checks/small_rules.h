// A ruleset of a few entries, for one check to look at.

#ifndef IZIN_TESTS_DATA_LOADER_INTERNAL_CHECKS_SMALL_RULES_H_
#define IZIN_TESTS_DATA_LOADER_INTERNAL_CHECKS_SMALL_RULES_H_

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/compile.h"
#include "data/loader/internal/checks/checks.h"

namespace izin::internal {

class SmallRules {
 public:
  // Adds a file of the ruleset, whose folder is rulesets/r, or with a '/' any other. Lines count
  // from the first of `text` that is not empty.
  SmallRules& With(const std::string& file, std::string text) {
    text.erase(0, text.find_first_not_of('\n'));
    if (!text.empty() && text.back() != '\n') text += '\n';
    const bool is_own = file.find('/') == std::string::npos;
    sources_[is_own ? "rulesets/r/" + file : file] = std::move(text);
    return *this;
  }

  // What the check tells, as lines; the files themselves must read without a fault.
  std::vector<std::string> FaultsOf(void (*check)(const Checked&, RuleIssues&)) const {
    PositionIndex positions;
    RuleIssues reading;
    const CompiledRuleset in = ParseSources(sources_, positions, reading);
    EXPECT_FALSE(reading.has_errors()) << reading.ToString();
    RuleIssues issues;
    check(MakeChecked(in, out, positions, "rulesets/r"), issues);
    std::vector<std::string> lines;
    for (const RuleIssue& issue : issues.Sorted()) lines.push_back(issue.ToString());
    return lines;
  }

  RulesetData out;  // what was resolved, as far as the check reads it

 private:
  SourceTree sources_;
};

// A table with one row whose `then` stands on line 2 at column 16.
inline std::string TableWith(const std::string& role, const std::string& then) {
  return "table { id: \"t\" role: \"" + role + "\" }\nrow { id: \"x\"  then { " + then + " } }";
}

}  // namespace izin::internal

#endif  // IZIN_TESTS_DATA_LOADER_INTERNAL_CHECKS_SMALL_RULES_H_
