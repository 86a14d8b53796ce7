// The official BPS table between KBLI 2020 and KBLI 2025, asked from either side.
//
// Never read a number of one edition as one of the other: 146 numbers of 2020 were given to other
// activities.

#ifndef IZIN_CLASSIFIER_KBLI_CONVERSION_H_
#define IZIN_CLASSIFIER_KBLI_CONVERSION_H_

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"

#include "classifier/enums.h"
#include "classifier/kbli_code.h"

namespace izin {

// Every question names the edition of the code (`from`) and the edition wanted (`to`): which of
// the two is the older makes no difference. Asked within one edition, or of kUnspecified, the
// table has no row for any code.
//
// Immutable. Thread-safe. Spans it returns live as long as it does.
//
//   table.CounterpartsOf(code, KbliEdition::k2020, KbliEdition::k2025)  // what became of it
//   table.CounterpartsOf(code, KbliEdition::k2025, KbliEdition::k2020)  // what it was
class KbliConversion {
 public:
  // A line of the table: these two share activities.
  struct Edge {
    KbliCode code_2020;
    KbliCode code_2025;
  };

  KbliConversion() = default;
  // `edges` in any order; REQUIRES: they are distinct.
  explicit KbliConversion(absl::Span<const Edge> edges);

  // The codes of `to` that share activities with `code` of `from`: its own number first, then
  // ascending; empty if the table has no row for it.
  absl::Span<const KbliCode> CounterpartsOf(KbliCode code, KbliEdition from, KbliEdition to) const;

  // kSplit: several counterparts. kMerged: one, which other codes of `from` have too (its number
  // may be another). kUnchanged and kRenumbered: one, and no other code has it. kReview: none.
  ConversionKind KindOf(KbliCode code, KbliEdition from, KbliEdition to) const;

  int edge_count() const { return edge_count_; }

 private:
  using CodesByNumber = absl::flat_hash_map<int, std::vector<KbliCode>>;

  CodesByNumber of_2020_;  // the 2025 codes of a 2020 number
  CodesByNumber of_2025_;  // the 2020 codes of a 2025 number
  int edge_count_ = 0;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_KBLI_CONVERSION_H_
