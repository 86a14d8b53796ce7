// The ruleset that ships with something of it changed, so that a test can say exactly what a page,
// a table or a catalogue holds.

#ifndef IZIN_TESTS_CLASSIFIER_CHANGED_RULESET_H_
#define IZIN_TESTS_CLASSIFIER_CHANGED_RULESET_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "classifier/ruleset.h"
#include "classifier/ruleset_data.h"
#include "tests/classifier/real_ruleset.h"

namespace izin::testing {

using Change = std::function<void(RulesetData&)>;

inline std::unique_ptr<const Ruleset> Changed(const Ruleset& ruleset, const Change& change) {
  RulesetData data = ruleset.data();
  change(data);
  return std::make_unique<const Ruleset>(std::move(data));
}

// PP 28/2025, changed.
inline std::unique_ptr<const Ruleset> Changed(const Change& change) {
  return Changed(RealRuleset(), change);
}

// The position of what has a code or an id; ends the program where there is none.
template <typename Items>
int IndexOf(const Items& items, const std::string& name) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    if constexpr (requires { items[i].code; }) {
      if (items[i].code == name) return static_cast<int>(i);
    } else {
      if (items[i].id == name) return static_cast<int>(i);
    }
  }
  std::cerr << "nothing is named " << name << "\n";
  std::abort();
}

template <typename Items>
auto& Named(Items& items, const std::string& name) {
  return items[static_cast<std::size_t>(IndexOf(items, name))];
}

// The published row of a scope, "10437-1", at a scale.
inline OfficialRow& PageOf(RulesetData& data, const std::string& scope, BusinessScale scale) {
  const int row = Named(data.scopes, scope).official_row_at[static_cast<std::size_t>(scale)];
  return data.official_rows.at(static_cast<std::size_t>(row));
}

// The table in a role.
inline DecisionTable& TableOf(RulesetData& data, TableRole role) {
  for (DecisionTable& table : data.tables) {
    if (table.role == role) return table;
  }
  std::cerr << "no table " << Name(role) << "\n";
  std::abort();
}

// "MINISTER_GENERIC", or "-" for nobody.
inline std::string OfficeId(const Office* office) { return office == nullptr ? "-" : office->id; }

// The first warning of a code; null if there is none.
inline const WarningDecision* FindWarning(const Decision& decision, const std::string& code) {
  for (const WarningDecision& warning : decision.warnings) {
    if (warning.notice->code == code) return &warning;
  }
  return nullptr;
}

// The permit of a code; null if it does not stand on the answer.
inline const PermitDecision* FindPermit(const Decision& decision, const std::string& code) {
  for (const PermitDecision& decided : decision.permits) {
    if (decided.permit->code == code) return &decided;
  }
  return nullptr;
}

inline const QuestionDecision* FindQuestion(const Decision& decision, QuestionField field) {
  for (const QuestionDecision& question : decision.questions) {
    if (question.field == field) return &question;
  }
  return nullptr;
}

// The values of a question; none if it is not asked.
inline std::vector<int> Asked(const Decision& decision, QuestionField field) {
  std::vector<int> values;
  const QuestionDecision* question = FindQuestion(decision, field);
  if (question == nullptr) return values;
  for (std::uint32_t i = 0; i < question->count; ++i)
    values.push_back(decision.question_values[question->first + i]);
  return values;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_CLASSIFIER_CHANGED_RULESET_H_
