// The rulesets that the service answers by.

#ifndef IZIN_SERVICE_RULESETS_RULESET_LIBRARY_H_
#define IZIN_SERVICE_RULESETS_RULESET_LIBRARY_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"

#include "classifier/ruleset.h"

namespace izin {

namespace internal {
class CompiledRuleset;
}  // namespace internal

// Immutable. Thread-safe. A new set of rulesets is a new library.
//
// Of several versions of one id the last one given answers; the others are found by a pin that
// names their fingerprint, and by nothing else.
class RulesetLibrary {
 public:
  // The bytes of bundles, by the fingerprint of their ruleset.
  using Bundles = std::map<std::string, std::shared_ptr<const std::string>>;

  // `bundles`: of those rulesets that are not compiled into this binary; one that is not there has
  // no RulesOf. REQUIRES: at least one ruleset.
  explicit RulesetLibrary(const std::vector<std::shared_ptr<const Ruleset>>& rulesets,
                          Bundles bundles = {});

  // Those compiled into this binary.
  static absl::StatusOr<std::shared_ptr<const RulesetLibrary>> Embedded();
  // Those of a data folder, compiled and proved now. FailedPrecondition with every fault of every
  // ruleset.
  static absl::StatusOr<std::shared_ptr<const RulesetLibrary>> FromFolder(
      const std::string& data_dir);

  // Those that answer, one of each id, by effective date.
  absl::Span<const std::shared_ptr<const Ruleset>> rulesets() const { return rulesets_; }
  const Ruleset& latest() const { return *rulesets_.back(); }

  // The ruleset that a pin names: "pp28-2025", "rulesets/pp28-2025" or
  // "rulesets/pp28-2025@<fingerprint>". InvalidArgument if it is not of that form, NotFound if no
  // ruleset held is meant; the message expects the field path before it.
  absl::StatusOr<std::shared_ptr<const Ruleset>> Find(absl::string_view pin) const;

  // The one in force on `day`; of two that cover it the later one.
  // FailedPrecondition, with the English of WhyNoneOn(day), for a day that none covers.
  absl::StatusOr<std::shared_ptr<const Ruleset>> InForceOn(absl::CivilDay day) const;
  // What is missing for a day that none covers.
  Bilingual WhyNoneOn(absl::CivilDay day) const;

  // The rules that a ruleset was compiled from, entry by entry. NotFound if neither this library
  // nor this binary holds its bundle.
  absl::StatusOr<std::shared_ptr<const internal::CompiledRuleset>> RulesOf(
      const Ruleset& ruleset) const;

  // The title of the permit or commitment `code` exists in any ruleset held.
  bool KnowsHeldCode(absl::string_view code) const;

 private:
  std::vector<std::shared_ptr<const Ruleset>> rulesets_;
  std::vector<std::shared_ptr<const Ruleset>> superseded_;
  Bundles bundles_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RULESETS_RULESET_LIBRARY_H_
