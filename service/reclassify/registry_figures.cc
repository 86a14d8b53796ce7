#include "service/reclassify/registry_figures.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

#include "classifier/enum_names.h"
#include "izin/v1/ruleset_change.pb.h"
#include "service/render/api_words.h"

namespace izin {
namespace {

constexpr std::size_t kLevels = 5;
constexpr std::size_t kOutcomes = kEnumNames<Outcome>.size();
constexpr std::size_t kAuthorities = kEnumNames<AuthorityKind>.size();
constexpr std::size_t kSections = 27;
constexpr std::size_t kDirections = 4;

// Where the counters of each axis begin: two of each value, rows and those that changed.
constexpr std::size_t kRowsAt = 0;  // rows, changed
constexpr std::size_t kRejectedAt = 2;
constexpr std::size_t kOfficerAt = 3;
constexpr std::size_t kRepeatedAt = 4;
constexpr std::size_t kReasonsAt = 6;
constexpr std::size_t kRiskAt = kReasonsAt + 2 * std::size_t{kReasonCount};
constexpr std::size_t kDirectionsAt = kRiskAt + 2 * kLevels * kLevels;
constexpr std::size_t kOutcomesAt = kDirectionsAt + 2 * kDirections;
constexpr std::size_t kAuthoritiesAt = kOutcomesAt + 2 * kOutcomes;
constexpr std::size_t kSectionsAt = kAuthoritiesAt + 2 * kAuthorities * kAuthorities;
constexpr std::size_t kReformsAt = kSectionsAt + 2 * kSections;
constexpr std::size_t kRegionsAt = kReformsAt + 2 * std::size_t{v1::ReformKind_ARRAYSIZE};

constexpr absl::string_view kDirectionNames[kDirections] = {"NOT_COMPARABLE", "LOWERED", "SAME",
                                                            "RAISED"};

std::size_t DirectionOf(const RowFigures& row) {
  if (row.from_risk == 0 || row.to_risk == 0) return 0;
  if (row.from_risk == row.to_risk) return 2;
  return row.to_risk < row.from_risk ? 1 : 3;
}

template <typename Enum>
std::string NameAt(std::size_t number) {
  return number == 0 ? "NONE" : std::string(NameOf(static_cast<Enum>(number)));
}

template <typename Enum>
std::string PairAt(std::size_t at, std::size_t values) {
  return absl::StrCat(NameAt<Enum>(at / values), ">", NameAt<Enum>(at % values));
}

std::string RegionAt(std::size_t number, absl::Span<const Region> regions) {
  if (number == kNoRegion) return "NONE";
  if (number == kSeveralRegions) return "SEVERAL";
  const Region& region = regions[number - kFirstRegion];
  return absl::StrCat(region.code, " ", region.name);
}

}  // namespace

RowFigures FiguresOf(const Comparison& comparison) {
  const CellChange& change = comparison.change;
  RowFigures row{.reasons = comparison.reasons,
                 .from_risk = static_cast<std::uint8_t>(change.from_risk),
                 .to_risk = static_cast<std::uint8_t>(change.to_risk),
                 .to_outcome = static_cast<std::uint8_t>(change.to_outcome),
                 .from_authority = static_cast<std::uint8_t>(change.from_authority),
                 .to_authority = static_cast<std::uint8_t>(change.to_authority)};
  for (v1::ReformKind kind : change.reforms)
    row.reforms = static_cast<std::uint8_t>(row.reforms | 1U << static_cast<unsigned>(kind));
  row.section = SectionOf(comparison.from, comparison.to);
  return row;
}

std::uint8_t SectionOf(const Decision& from, const Decision& to) {
  const Decision& located = to.code_index >= 0 ? to : from;
  if (located.code_index < 0) return 0;
  const char letter = located.ruleset->kbli().CategoryOf(located.code_index);
  return letter >= 'A' && letter <= 'Z' ? static_cast<std::uint8_t>(letter - 'A' + 1) : 0;
}

RegistryFigures::RegistryFigures(absl::Span<const Region> regions)
    : regions_(regions), counts_(kRegionsAt + 2 * (kFirstRegion + regions.size())) {}

void RegistryFigures::AddPlace(std::uint8_t section, int region, bool is_changed) {
  Count(kRowsAt, is_changed);
  Count(kSectionsAt + 2 * static_cast<std::size_t>(section), is_changed);
  Count(kRegionsAt + 2 * static_cast<std::size_t>(region), is_changed);
}

void RegistryFigures::AddBodies(const RowFigures& row, std::int64_t rows) {
  const auto count = [&, is_changed = row.is_changed()](std::size_t at) {
    Count(at, is_changed, rows);
  };
  counts_[kOfficerAt] += row.needs_officer() ? rows : 0;
  for (std::uint32_t bits = row.reasons; bits != 0; bits &= bits - 1)
    count(kReasonsAt + 2 * static_cast<std::size_t>(__builtin_ctz(bits)));
  for (std::uint32_t bits = row.reforms; bits != 0; bits &= bits - 1)
    count(kReformsAt + 2 * static_cast<std::size_t>(__builtin_ctz(bits)));
  count(kRiskAt + 2 * (row.from_risk * kLevels + row.to_risk));
  count(kDirectionsAt + 2 * DirectionOf(row));
  count(kOutcomesAt + 2 * static_cast<std::size_t>(row.to_outcome));
  count(kAuthoritiesAt + 2 * (row.from_authority * kAuthorities + row.to_authority));
}

void RegistryFigures::AddRejected() { ++counts_[kRejectedAt]; }

void RegistryFigures::AddRepeated(std::int64_t rows) { counts_[kRepeatedAt] += rows; }

void RegistryFigures::Add(const RegistryFigures& other) {
  for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
}

void RegistryFigures::Clear() { std::fill(counts_.begin(), counts_.end(), 0); }

std::int64_t RegistryFigures::rows() const { return counts_[kRowsAt] + counts_[kRejectedAt]; }
std::int64_t RegistryFigures::rejected() const { return counts_[kRejectedAt]; }
std::int64_t RegistryFigures::changed() const { return counts_[kRowsAt + 1]; }
std::int64_t RegistryFigures::repeated_ids() const { return counts_[kRepeatedAt]; }

internal::RegistrySummary RegistryFigures::ToSummary() const {
  internal::RegistrySummary summary;
  summary.set_rows(rows());
  summary.set_classified(counts_[kRowsAt]);
  summary.set_rejected(rejected());
  summary.set_changed(changed());
  summary.set_for_an_officer(counts_[kOfficerAt]);
  summary.set_repeated_ids(repeated_ids());
  const auto list = [this](std::size_t at, std::size_t values, auto* tallies, const auto& name) {
    for (std::size_t i = 0; i < values; ++i) {
      if (counts_[at + 2 * i] == 0) continue;
      internal::Tally& tally = *tallies->Add();
      tally.set_name(name(i));
      tally.set_rows(counts_[at + 2 * i]);
      tally.set_changed(counts_[at + 2 * i + 1]);
    }
  };
  list(kReasonsAt, kReasonCount, summary.mutable_reasons(),
       [](std::size_t i) { return std::string(NameOf(static_cast<Reason>(i))); });
  list(kRiskAt, kLevels * kLevels, summary.mutable_risk(),
       [](std::size_t i) { return PairAt<RiskLevel>(i, kLevels); });
  list(kDirectionsAt, kDirections, summary.mutable_directions(),
       [](std::size_t i) { return std::string(kDirectionNames[i]); });
  list(kOutcomesAt, kOutcomes, summary.mutable_outcomes(),
       [](std::size_t i) { return NameAt<Outcome>(i); });
  list(kAuthoritiesAt, kAuthorities * kAuthorities, summary.mutable_authorities(),
       [](std::size_t i) { return PairAt<AuthorityKind>(i, kAuthorities); });
  list(kSectionsAt, kSections, summary.mutable_sections(), [](std::size_t i) {
    return i == 0 ? std::string("NONE") : std::string(1, static_cast<char>('A' + i - 1));
  });
  list(kReformsAt, v1::ReformKind_ARRAYSIZE, summary.mutable_reforms(),
       [](std::size_t i) { return ApiWord(static_cast<v1::ReformKind>(i)); });
  list(kRegionsAt, kFirstRegion + regions_.size(), summary.mutable_regencies(),
       [&](std::size_t i) { return RegionAt(i, regions_); });
  return summary;
}

bool RegistryFigures::Restore(absl::Span<const std::int64_t> counts) {
  if (counts.size() != counts_.size()) return false;
  counts_.assign(counts.begin(), counts.end());
  return true;
}

}  // namespace izin
