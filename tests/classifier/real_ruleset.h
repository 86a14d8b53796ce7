// The ruleset that ships, compiled from data/ once for all tests of a program.

#ifndef IZIN_TESTS_CLASSIFIER_REAL_RULESET_H_
#define IZIN_TESTS_CLASSIFIER_REAL_RULESET_H_

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "classifier/classify.h"
#include "data/loader/bundle.h"

namespace izin::testing {

// Ends the program with every fault if the rules do not compile.
inline BuiltRuleset* BuildOrAbort(const char* id) {
  auto ruleset = BuildRulesetFolder("data", id);
  if (!ruleset.ok()) {
    std::cerr << ruleset.status().message() << "\n";
    std::abort();
  }
  return new BuiltRuleset(*std::move(ruleset));
}

// PP 28/2025.
inline const Ruleset& RealRuleset() {
  static const BuiltRuleset* const built = BuildOrAbort("pp28-2025");
  return *built->ruleset;
}

// PP 24/2018.
inline const Ruleset& OldRuleset() {
  static const BuiltRuleset* const built = BuildOrAbort("pp24-2018");
  return *built->ruleset;
}

inline KbliCode Code(const std::string& digits) { return *KbliCode::Parse(digits); }

// An activity on land.
inline BusinessActivity Activity(const std::string& code, BusinessScale scale) {
  BusinessActivity activity;
  activity.code = Code(code);
  activity.scale = scale;
  activity.locations = {LocationType::kLand};
  return activity;
}

inline std::vector<std::string> PermitCodes(const Decision& decision) {
  std::vector<std::string> codes;
  for (const PermitDecision& decided : decision.permits) codes.push_back(decided.permit->code);
  return codes;
}

inline std::vector<std::string> WarningCodes(const Decision& decision) {
  std::vector<std::string> codes;
  for (const WarningDecision& warning : decision.warnings) codes.push_back(warning.notice->code);
  return codes;
}

// "56101-1" and the level's number, or the bare code of a successor without scopes.
inline std::vector<std::string> Candidates(const Decision& decision) {
  std::vector<std::string> candidates;
  for (const ScopeCandidate& candidate : decision.candidates) {
    const std::string id =
        candidate.scope == nullptr ? candidate.code.ToString() : candidate.scope->id;
    candidates.push_back(id + " " + std::to_string(static_cast<int>(candidate.level)));
  }
  return candidates;
}

inline std::vector<std::string> Blocking(const Decision& decision) {
  std::vector<std::string> codes;
  for (const Permit* permit : decision.stages.blocking) codes.push_back(permit->code);
  return codes;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_CLASSIFIER_REAL_RULESET_H_
