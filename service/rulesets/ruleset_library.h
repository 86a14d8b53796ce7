// The rulesets that the service answers by.

#ifndef IZIN_SERVICE_RULESETS_RULESET_LIBRARY_H_
#define IZIN_SERVICE_RULESETS_RULESET_LIBRARY_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"

#include "classifier/ruleset.h"
#include "service/rulesets/old_rulesets.h"

namespace izin {

namespace internal {
class CompiledRuleset;
}  // namespace internal

// Immutable. Thread-safe. A new set of rulesets is a new library.
//
// Of several versions of one id the last one given answers, from its first day on; for the days
// before that the last one given that had begun. A version without such days is found by a pin that
// names its fingerprint, and by nothing else. Which day it is, is the caller's to say: nothing
// changes by itself.
class RulesetLibrary {
 public:
  // The bytes of bundles, by the fingerprint of their ruleset.
  using Bundles = std::map<std::string, std::shared_ptr<const std::string>>;

  // A version of a ruleset and the days that it answers for.
  struct Version {
    std::string id;
    std::string fingerprint;
    absl::CivilDay from;
    std::optional<absl::CivilDay> to;        // included; none: no end
    std::shared_ptr<const Ruleset> ruleset;  // null: not in memory

    bool Covers(absl::CivilDay day) const { return day >= from && (!to.has_value() || day <= *to); }
  };

  // Where versions are that are not in memory. Both may be empty.
  struct Archive {
    std::shared_ptr<const OldRulesets> rulesets;
    // The bundle of a fingerprint; NotFound where it is not held.
    std::function<absl::StatusOr<std::string>(absl::string_view)> bundle_of;
  };

  // `bundles`: of those rulesets that are not compiled into this binary; one that is not there has
  // no RulesOf. REQUIRES: at least one ruleset.
  explicit RulesetLibrary(const std::vector<std::shared_ptr<const Ruleset>>& rulesets,
                          Bundles bundles = {});
  // The same of versions, in the order of their activation, of which not all are in memory. May be
  // of none: then nothing is found.
  RulesetLibrary(std::vector<Version> versions, Bundles bundles, Archive archive);

  // Those compiled into this binary.
  static absl::StatusOr<std::shared_ptr<const RulesetLibrary>> Embedded();
  // Those of a data folder, compiled and proved now. FailedPrecondition with every fault of every
  // ruleset.
  static absl::StatusOr<std::shared_ptr<const RulesetLibrary>> FromFolder(
      const std::string& data_dir);

  // Those in memory that answer for some day, by effective date.
  absl::Span<const std::shared_ptr<const Ruleset>> rulesets() const { return rulesets_; }
  // REQUIRES: one is in memory.
  const Ruleset& latest() const { return *rulesets_.back(); }
  // All that answer for some day, by their first.
  absl::Span<const Version> versions() const { return versions_; }
  const Bundles& bundles() const { return bundles_; }

  // The ruleset that a pin names: "pp28-2025", "rulesets/pp28-2025" or
  // "rulesets/pp28-2025@<fingerprint>". Without a fingerprint, of several versions the one for
  // `day`, else the last that had begun, else the first; without `day` the last of all.
  // InvalidArgument if it is not of that form, NotFound if no ruleset held is meant; the message
  // expects the field path before it. Others as OldRulesets::Get.
  absl::StatusOr<std::shared_ptr<const Ruleset>> Find(
      absl::string_view pin, std::optional<absl::CivilDay> day = std::nullopt) const;

  // The one in force on `day`; of two that cover it the later one.
  // FailedPrecondition, with the English of WhyNoneOn(day), for a day that none covers; others as
  // OldRulesets::Get.
  absl::StatusOr<std::shared_ptr<const Ruleset>> InForceOn(absl::CivilDay day) const;
  // What is missing for a day that none covers.
  Bilingual WhyNoneOn(absl::CivilDay day) const;

  // The rules that a ruleset was compiled from, entry by entry. NotFound if neither this library
  // nor this binary holds its bundle; Cancelled soon after `is_over` says so.
  absl::StatusOr<std::shared_ptr<const internal::CompiledRuleset>> RulesOf(
      const Ruleset& ruleset, absl::FunctionRef<bool()> is_over) const;
  absl::StatusOr<std::shared_ptr<const internal::CompiledRuleset>> RulesOf(
      const Ruleset& ruleset) const {
    return RulesOf(ruleset, [] { return false; });
  }

  // The title of the permit or commitment `code` exists in any ruleset held.
  bool KnowsHeldCode(absl::string_view code) const;

 private:
  absl::StatusOr<std::shared_ptr<const Ruleset>> InMemory(const Version& version) const;
  // The one of exactly this fingerprint.
  absl::StatusOr<std::shared_ptr<const Ruleset>> FindExact(absl::string_view id,
                                                           absl::string_view fingerprint) const;

  std::vector<Version> versions_;
  std::vector<std::shared_ptr<const Ruleset>> rulesets_;
  std::vector<std::shared_ptr<const Ruleset>> superseded_;
  Bundles bundles_;
  Archive archive_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RULESETS_RULESET_LIBRARY_H_
