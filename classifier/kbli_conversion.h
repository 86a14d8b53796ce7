// The official BPS table between KBLI 2020 and KBLI 2025.
//
// Never read an old number as a new one: 146 numbers of 2020 were given to other activities.

#ifndef IZIN_CLASSIFIER_KBLI_CONVERSION_H_
#define IZIN_CLASSIFIER_KBLI_CONVERSION_H_

#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"

#include "classifier/enums.h"
#include "classifier/kbli_code.h"

namespace izin {

// Immutable. Thread-safe.
class KbliConversion {
 public:
  struct Edge {
    KbliCode from_2020;
    KbliCode to_2025;
    ConversionKind kind = ConversionKind::kUnspecified;  // of the 2020 code
  };

  KbliConversion() = default;
  explicit KbliConversion(absl::Span<const Edge> edges);

  // What became of a 2020 code; kReview if the table has no row for it.
  ConversionKind KindOf(KbliCode code_2020) const;
  // True if other 2020 codes became its single successor too. A merged code may also be renumbered.
  bool IsMerged(KbliCode code_2020) const;

  // The same table read from the new code's side: kUnchanged and kRenumbered where one old code
  // became it alone, kMerged where one old code became it among others, kSplit for several old
  // codes, kReview for none.
  ConversionKind KindBackOf(KbliCode code_2025) const;

  // The other edition's codes, the own number first and then ascending; empty if the table has no
  // row.
  absl::Span<const KbliCode> SuccessorsOf(KbliCode code_2020) const;
  absl::Span<const KbliCode> PredecessorsOf(KbliCode code_2025) const;

  int edge_count() const { return edge_count_; }

 private:
  struct Row {
    ConversionKind kind = ConversionKind::kReview;
    std::vector<KbliCode> codes;
  };

  absl::flat_hash_map<int, Row> forward_;   // by 2020 number
  absl::flat_hash_map<int, Row> backward_;  // by 2025 number
  int edge_count_ = 0;
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_KBLI_CONVERSION_H_
