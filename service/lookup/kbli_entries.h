// Entries of the KBLI in the words of the API.

#ifndef IZIN_SERVICE_LOOKUP_KBLI_ENTRIES_H_
#define IZIN_SERVICE_LOOKUP_KBLI_ENTRIES_H_

#include <memory>
#include <optional>
#include <vector>

#include "classifier/ruleset.h"
#include "izin/v1/kbli.pb.h"
#include "service/base/clock.h"
#include "service/rulesets/ruleset_holder.h"

namespace izin {

// The ruleset in force today; the latest one where none is.
std::shared_ptr<const Ruleset> RulesetInForce(const RulesetHolder& rulesets, const Clock& clock);

// The number of a five-digit entry in its catalogue; nothing for higher levels.
std::optional<int> SubclassIndex(const KbliCatalogue& kbli, const KbliEntry& entry);

// An entry of the catalogue of `edition`; of a five-digit code of the ruleset's own edition with
// its scopes, without a level (a level needs a scale).
izin::v1::KbliEntry RenderEntry(const KbliEntry& entry, KbliEdition edition,
                                const Ruleset& ruleset);

// The levels of a scope at each scale.
izin::v1::ScopeLevels RenderLevels(const Scope& scope);

// The other five-digit entries with the same parent, by code.
std::vector<const KbliEntry*> SiblingsOf(const KbliCatalogue& kbli, int index);

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_KBLI_ENTRIES_H_
