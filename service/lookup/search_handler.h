// Answers which codes of the KBLI an activity in everyday words may have.

#ifndef IZIN_SERVICE_LOOKUP_SEARCH_HANDLER_H_
#define IZIN_SERVICE_LOOKUP_SEARCH_HANDLER_H_

#include <cstddef>
#include <memory>

#include "absl/status/statusor.h"

#include "izin/v1/kbli.pb.h"
#include "service/base/clock.h"
#include "service/lookup/kbli_indexes.h"
#include "service/rulesets/ruleset_holder.h"

namespace izin {

// Thread-safe.
class SearchHandler {
 public:
  static constexpr std::size_t kMostQueryBytes = 256;
  static constexpr int kPage = 10;
  static constexpr int kMaxPage = 100;

  // `rulesets`, `indexes` and `clock` must outlive the handler.
  SearchHandler(const RulesetHolder& rulesets, const KbliIndexes& indexes, const Clock& clock)
      : rulesets_(rulesets), indexes_(indexes), clock_(clock) {}

  // The entries that a query of words means, the best first, or whose code begins with a query of
  // digits (or is under its letter), in the order of codes. Each with its scopes and levels in the
  // ruleset in force today, if it is of that ruleset's edition, and its siblings. Where nothing
  // matches, `suggestion` says what to try. INVALID_ARGUMENT for every field at fault; the statuses
  // of KbliIndexes where the index cannot be had.
  absl::StatusOr<izin::v1::SearchKbliEntriesResponse> Search(
      const izin::v1::SearchKbliEntriesRequest& request) const;

 private:
  const RulesetHolder& rulesets_;
  const KbliIndexes& indexes_;
  const Clock& clock_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_LOOKUP_SEARCH_HANDLER_H_
