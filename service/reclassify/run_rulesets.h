// Between which rulesets a registry is reclassified.

#ifndef IZIN_SERVICE_RECLASSIFY_RUN_RULESETS_H_
#define IZIN_SERVICE_RECLASSIFY_RUN_RULESETS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

#include "classifier/ruleset.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {

// As a person names them; empty = not named.
struct RulesetNames {
  std::string from;  // a pin, as RulesetLibrary::Find takes it
  std::string to;
  std::string from_day;  // YYYY-MM-DD, instead of a pin
  std::string to_day;
};

// A ruleset, and the edition in which a code is read there that names none.
struct RunRuleset {
  std::shared_ptr<const Ruleset> ruleset;
  KbliEdition edition = KbliEdition::k2025;
};

// Immutable. Thread-safe.
class RunRulesets {
 public:
  // The later one is what `names` say, else the one in force `today`. The earlier one too, else
  // each row says it. INVALID_ARGUMENT, NOT_FOUND or FAILED_PRECONDITION with the flag at fault.
  static absl::StatusOr<RunRulesets> Choose(std::shared_ptr<const RulesetLibrary> library,
                                            const RulesetNames& names, absl::CivilDay today);

  const std::shared_ptr<const RulesetLibrary>& library() const { return library_; }
  const std::vector<RunRuleset>& earlier() const { return earlier_; }
  const RunRuleset& later() const { return later_; }
  // All of them, the later one last.
  std::vector<const Ruleset*> all() const;
  // Versioned names of the earlier ones, with commas.
  std::string EarlierNames() const;

  // The position among the earlier rulesets of the one that a row was classified under: the one
  // given; else what its column `ruleset` names (nothing if that is none of them); else the first
  // that knows a permit it holds which the later one does not know; else the later one itself, for
  // then nothing in the row is of another regime.
  std::optional<std::uint8_t> EarlierOf(absl::string_view named, absl::string_view held) const;

 private:
  std::shared_ptr<const RulesetLibrary> library_;
  std::vector<RunRuleset> earlier_;
  RunRuleset later_;
  bool is_given_ = false;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_RUN_RULESETS_H_
