#include "service/reclassify/activity_key.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"

namespace izin {
namespace {

template <typename Collect>
Sides SidesOf(const std::vector<const Ruleset*>& rulesets, const Collect& collect) {
  std::vector<double> limits;
  for (const Ruleset* ruleset : rulesets) collect(ruleset->data(), limits);
  return Sides(std::move(limits));
}

void CollectCapital(const RulesetData& data, std::vector<double>& limits) {
  for (const ScaleTier& tier : data.scale_tiers)
    limits.push_back(static_cast<double>(tier.capital_idr_at_most));
  limits.push_back(static_cast<double>(data.limits.foreign_capital_idr_above));
}

void CollectSales(const RulesetData& data, std::vector<double>& limits) {
  for (const ScaleTier& tier : data.scale_tiers)
    limits.push_back(static_cast<double>(tier.annual_sales_idr_at_most));
}

// Days are whole: what settles lies above the last day that does not.
void CollectSettledDays(const RulesetData& data, std::vector<double>& limits) {
  limits.push_back(data.limits.settled_days_from - 1);
}

void CollectDistance(const RulesetData& data, std::vector<double>& limits) {
  limits.push_back(data.limits.coastal_sea_nm);
}

void CollectLandArea(const RulesetData& data, std::vector<double>& limits) {
  for (const SmallLand& land : data.limits.small_land) limits.push_back(land.hectares_at_most);
}

// What may be read of the KBLI by conditions that read the legal form: bits, or all.
void CollectLegalFormKbli(const Conditions& conditions, std::vector<std::uint64_t>& kbli) {
  bool reads = false;
  std::uint64_t bits = Conditions::kAnything;
  for (const Conditions::Test& test : conditions.tests()) {
    reads = reads || test.input == Input::kLegalForm;
    if (test.input == Input::kKbli) bits = test.any_of;
  }
  if (reads) kbli.push_back(bits);
}

std::vector<std::uint64_t> LegalFormKbli(const RulesetData& data) {
  std::vector<std::uint64_t> kbli;
  for (const Commitment& item : data.commitments) CollectLegalFormKbli(item.conditions, kbli);
  for (const Commitment& item : data.page_commitments) CollectLegalFormKbli(item.conditions, kbli);
  for (const DecisionTable& table : data.tables) {
    for (const TableRow& row : table.rows) CollectLegalFormKbli(row.conditions, kbli);
  }
  return kbli;
}

std::vector<KeyLimits::RegionKind> RegionsOf(const Ruleset& ruleset) {
  using Kind = KeyLimits::RegionKind;
  std::vector<Kind> kinds(KeyLimits::kRegionNumbers, Kind::kUnknown);
  const std::string& capital = ruleset.data().province_without_regencies;
  for (const Region& region : ruleset.data().regions) {
    int number = 0;
    if (region.code.size() != 4 || !absl::SimpleAtoi(region.code, &number) || number < 0) continue;
    const bool is_of_capital = !capital.empty() && absl::StartsWith(region.code, capital);
    kinds[static_cast<std::size_t>(number)] =
        is_of_capital ? Kind::kRegencyOfCapital : Kind::kRegency;
  }
  return kinds;
}

}  // namespace

Sides::Sides(std::vector<double> limits) : limits_(std::move(limits)) {
  std::sort(limits_.begin(), limits_.end());
  limits_.erase(std::unique(limits_.begin(), limits_.end()), limits_.end());
}

KeyLimits::KeyLimits(const std::vector<const Ruleset*>& rulesets)
    : capital_(SidesOf(rulesets, CollectCapital)),
      annual_sales_(SidesOf(rulesets, CollectSales)),
      settled_days_(SidesOf(rulesets, CollectSettledDays)),
      distance_(SidesOf(rulesets, CollectDistance)),
      land_area_(SidesOf(rulesets, CollectLandArea)),
      reads_legal_form_(2 * std::size_t{kCodeNumbers}),
      regions_(RegionsOf(*rulesets.front())),
      region_index_(kRegionNumbers) {
  for (const Ruleset* ruleset : rulesets) {
    MarkLegalForms(*ruleset);
    const std::vector<RegionKind> others = RegionsOf(*ruleset);
    for (std::size_t i = 0; i < kRegionNumbers; ++i) {
      if (regions_[i] != others[i]) regions_[i] = RegionKind::kUnknown;
    }
  }
  const std::vector<Region>& last = rulesets.back()->data().regions;
  for (std::size_t i = 0; i < last.size(); ++i) {
    int number = 0;
    if (last[i].code.size() == 4 && absl::SimpleAtoi(last[i].code, &number) && number >= 0)
      region_index_[static_cast<std::size_t>(number)] = static_cast<int>(i);
  }
}

void KeyLimits::MarkLegalForms(const Ruleset& ruleset) {
  const KbliEdition own = ruleset.data().edition;
  const KbliEdition other = own == KbliEdition::k2020 ? KbliEdition::k2025 : KbliEdition::k2020;
  const auto mark = [this](KbliCode code, KbliEdition edition) {
    const std::uint32_t first = edition == KbliEdition::k2020 ? 0 : kCodeNumbers;
    reads_legal_form_[first + static_cast<std::uint32_t>(code.number())] = true;
  };
  const std::vector<std::uint64_t> readers = LegalFormKbli(ruleset.data());
  for (int i = 0; i < ruleset.kbli().subclass_count(); ++i) {
    const bool is_read = std::any_of(readers.begin(), readers.end(), [&](std::uint64_t kbli) {
      return kbli == Conditions::kAnything || (kbli & ruleset.kbli_bits(i)) != 0;
    });
    if (!is_read) continue;
    const KbliCode code = ruleset.kbli().CodeAt(i);
    mark(code, own);
    for (KbliCode counterpart : ruleset.data().conversion.CounterpartsOf(code, own, other))
      mark(counterpart, other);
  }
}

std::optional<std::uint32_t> TextNumbers::NumberOf(absl::string_view text) {
  if (text.empty()) return 0;
  if (text.size() > kMaxBytes) return std::nullopt;
  {
    absl::ReaderMutexLock lock(&mutex_);
    const auto found = numbers_.find(text);
    if (found != numbers_.end()) return found->second;
    if (numbers_.size() >= kMost) return std::nullopt;
  }
  absl::MutexLock lock(&mutex_);
  if (numbers_.size() >= kMost) return std::nullopt;
  return numbers_.try_emplace(std::string(text), numbers_.size() + 1).first->second;
}

}  // namespace izin
