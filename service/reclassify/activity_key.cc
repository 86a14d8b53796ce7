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

// Fills words with numbers of so many bits each; none lies in two words.
class BitPacker {
 public:
  void Add(std::uint64_t value, unsigned bits) {
    if (used_ + bits > 64) {
      ++word_;
      used_ = 0;
    }
    fits_ = fits_ && value >> bits == 0;
    key_.words[word_] |= value << used_;
    used_ += bits;
  }
  std::optional<PackedKey> Take() const {
    return fits_ ? std::optional<PackedKey>(key_) : std::nullopt;
  }

 private:
  PackedKey key_;
  std::size_t word_ = 0;
  unsigned used_ = 0;
  bool fits_ = true;
};

bool IsForeignActor(std::uint8_t actor) {
  return actor == static_cast<std::uint8_t>(ActorType::kForeignEntity) ||
         actor == static_cast<std::uint8_t>(ActorType::kRepresentativeOffice);
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
      inputs_(rulesets),
      regions_(RegionsOf(*rulesets.front())),
      region_index_(kRegionNumbers) {
  for (const Ruleset* ruleset : rulesets) {
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

std::optional<PackedKey> Pack(const ActivityKey& key) {
  BitPacker packer;
  packer.Add(key.code, 17);  // the first word
  packer.Add(key.scope_code, 17);
  packer.Add(key.scope_number, 10);
  packer.Add(key.from, 4);
  packer.Add(key.edition, 2);
  packer.Add(key.scale, 3);
  packer.Add(key.locations, 4);
  packer.Add(key.flags, 4);
  packer.Add(key.extent, 3);
  packer.Add(key.held, 16);  // the second
  packer.Add(key.regions, 16);
  packer.Add(key.parameters, 16);
  packer.Add(key.legal_form, 16);
  packer.Add(key.zone, 4);  // the third
  packer.Add(key.rdtr, 3);
  packer.Add(key.land_condition, 5);
  packer.Add(key.forest_function, 4);
  packer.Add(key.forest_use, 5);
  packer.Add(key.construction, 4);
  packer.Add(key.environment, 3);
  packer.Add(key.actor_type, 3);
  packer.Add(key.capital, 6);
  packer.Add(key.annual_sales, 6);
  packer.Add(key.settled_days, 4);
  packer.Add(key.distance, 4);
  packer.Add(key.land_area, 6);
  return packer.Take();
}

void DropUnread(InputBits inputs, ActivityKey& key) {
  const auto is_read = [inputs](Input input) { return (inputs & BitOfInput(input)) != 0; };
  const bool is_in_forest = (key.locations >> static_cast<int>(LocationType::kForest) & 1) != 0;
  const bool is_foreign = (key.flags & 1) != 0 || IsForeignActor(key.actor_type);
  if (!is_in_forest) key.held = 0;
  if (key.scale != 0 && !is_foreign) key.capital = 0;
  if (key.scale != 0) key.annual_sales = 0;
  if (!is_foreign && !is_read(Input::kActorType)) key.actor_type = 0;
  if (!is_read(Input::kRdtr)) key.rdtr = 0;
  if (!is_read(Input::kConstruction)) key.construction = 0;
  if (!is_read(Input::kEnvironment)) key.environment = 0;
  if (!is_read(Input::kForestFunction)) key.forest_function = 0;
  if (!is_read(Input::kForestUse)) key.forest_use = 0;
  if (!is_read(Input::kLandArea)) key.land_area = 0;
  if (!is_read(Input::kSeaDistance)) key.distance = 0;
  if (!is_read(Input::kLegalForm)) key.legal_form = 0;
}

ActivityKey CodePartOf(const ActivityKey& key) {
  ActivityKey part;
  part.code = key.code;
  part.scope_code = key.scope_code;
  part.scope_number = key.scope_number;
  part.from = key.from;
  part.edition = key.edition;
  part.scale = key.scale;
  part.capital = key.capital;  // a scale that is not given is derived
  part.annual_sales = key.annual_sales;
  part.flags = key.flags & 1;  // foreign capital has scopes and a scale of its own
  if (IsForeignActor(key.actor_type)) part.actor_type = key.actor_type;
  return part;
}

ActivityKey RestOf(const ActivityKey& key) {
  ActivityKey rest = key;
  rest.code = 0;
  rest.scope_code = 0;
  rest.scope_number = 0;
  rest.from = 0;
  rest.edition = 0;
  return rest;
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
