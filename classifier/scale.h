// Skala usaha from investment (PP 7/2021 art 35).

#ifndef IZIN_CLASSIFIER_SCALE_H_
#define IZIN_CLASSIFIER_SCALE_H_

#include <cstdint>
#include <optional>

#include "absl/types/span.h"

#include "classifier/enums.h"
#include "classifier/ruleset.h"

namespace izin {

// What an applicant says of the money, in whole rupiah; 0 = not given.
struct Investment {
  std::int64_t capital_idr = 0;       // modal usaha without land and building
  std::int64_t annual_sales_idr = 0;  // hasil penjualan tahunan
  bool foreign = false;               // penanaman modal asing: always LARGE
};

// The scale that the amounts give, the higher where both are given; nothing if there is no
// investment (not foreign and both amounts 0). The tops of `tiers` are inclusive: 1,000,000,000 of
// capital is still micro.
std::optional<BusinessScale> DeriveScale(absl::Span<const ScaleTier> tiers,
                                         const Investment& investment);

}  // namespace izin

#endif  // IZIN_CLASSIFIER_SCALE_H_
