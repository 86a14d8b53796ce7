// What is counted of a registry, row by row.

#ifndef IZIN_SERVICE_RECLASSIFY_REGISTRY_FIGURES_H_
#define IZIN_SERVICE_RECLASSIFY_REGISTRY_FIGURES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"

#include "izin/internal/registry.pb.h"
#include "service/reclassify/comparison.h"

namespace izin {

// What the figures say of one comparison.
struct RowFigures {
  std::uint32_t reasons = 0;
  std::uint8_t reforms = 0;  // a bit by ReformKind
  std::uint8_t from_risk = 0;
  std::uint8_t to_risk = 0;
  std::uint8_t to_outcome = 0;
  std::uint8_t from_authority = 0;
  std::uint8_t to_authority = 0;
  std::uint8_t section = 0;  // 0 = none, else 1 + letter

  bool is_changed() const { return (reasons >> static_cast<int>(Reason::kUnchanged) & 1U) == 0; }
  bool needs_officer() const {
    return (reasons & (1U << static_cast<int>(Reason::kCodeReview) |
                       1U << static_cast<int>(Reason::kScopeRequired))) != 0;
  }
};

RowFigures FiguresOf(const Comparison& comparison);
// RowFigures.section: of the later code, or of the earlier one where a person must choose the
// later.
std::uint8_t SectionOf(const Decision& from, const Decision& to);

// A region as the figures number it: one of these, or kFirstRegion and its position among the
// regions of the later ruleset.
inline constexpr int kNoRegion = 0;
inline constexpr int kSeveralRegions = 1;
inline constexpr int kFirstRegion = 2;

// Counters; the sum of those of parts is that of the whole. Thread-compatible.
class RegistryFigures {
 public:
  // `regions`: those of the later ruleset, which must outlive it.
  explicit RegistryFigures(absl::Span<const Region> regions);

  void Add(const RowFigures& row, int region) {
    AddPlace(row.section, region, row.is_changed());
    AddBodies(row, 1);
  }
  // The same in two parts: what most rows differ in, row by row, and the rest of so many rows that
  // have it alike.
  void AddPlace(std::uint8_t section, int region, bool is_changed);
  void AddBodies(const RowFigures& row, std::int64_t rows);
  void AddRejected();
  void AddRepeated(std::int64_t rows);
  void Add(const RegistryFigures& other);
  void Clear();

  std::int64_t rows() const;
  std::int64_t rejected() const;
  std::int64_t changed() const;
  std::int64_t repeated_ids() const;

  // Rulesets and digest are the caller's. Of each axis what was counted, in the axis' own order.
  internal::RegistrySummary ToSummary() const;

  absl::Span<const std::int64_t> counts() const { return counts_; }
  // False if they are not the counts of such figures.
  bool Restore(absl::Span<const std::int64_t> counts);

 private:
  void Count(std::size_t at, bool is_changed, std::int64_t rows = 1) {
    counts_[at] += rows;
    counts_[at + 1] += is_changed ? rows : 0;
  }

  absl::Span<const Region> regions_;
  std::vector<std::int64_t> counts_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_REGISTRY_FIGURES_H_
