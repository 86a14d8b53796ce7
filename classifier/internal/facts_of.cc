#include "classifier/internal/facts_of.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace izin::internal {
namespace {

enum class Settled { kUnknown, kFewerDays, kSettles };
enum class LandArea { kUnknown, kSmall, kOther };
enum class SeaDistance { kUnused, kNotSea, kCoastal, kBeyond };

Settled SettledOf(const Limits& limits, int days) {
  if (days == 0) return Settled::kUnknown;
  return days >= limits.settled_days_from ? Settled::kSettles : Settled::kFewerDays;
}

LandArea LandAreaOf(const Ruleset& ruleset, double hectares, int code_index) {
  if (hectares <= 0) return LandArea::kUnknown;
  const SmallLand* limit = ruleset.small_land(code_index);
  return limit != nullptr && hectares <= limit->hectares_at_most ? LandArea::kSmall
                                                                 : LandArea::kOther;
}

SeaDistance SeaDistanceOf(const Limits& limits, const BusinessActivity& activity) {
  const bool at_sea = std::find(activity.locations.begin(), activity.locations.end(),
                                LocationType::kSea) != activity.locations.end();
  if (!at_sea) return SeaDistance::kNotSea;
  return activity.distance_nm > limits.coastal_sea_nm ? SeaDistance::kBeyond
                                                      : SeaDistance::kCoastal;
}

bool LiesWhollyIn(const BusinessActivity& activity, absl::string_view province) {
  return !province.empty() && !activity.region_codes.empty() &&
         std::all_of(
             activity.region_codes.begin(), activity.region_codes.end(),
             [province](const std::string& region) { return absl::StartsWith(region, province); });
}

std::uint64_t LocationBits(const BusinessActivity& activity) {
  std::uint64_t bits = 0;
  for (LocationType location : activity.locations)
    bits |= std::uint64_t{1} << static_cast<int>(location);
  return bits;
}

int LegalFormValue(const RulesetData& data, const std::string& legal_form) {
  if (legal_form.empty()) return 0;
  const auto it = std::find(data.legal_forms.begin(), data.legal_forms.end(), legal_form);
  return it == data.legal_forms.end() ? 0 : static_cast<int>(it - data.legal_forms.begin());
}

}  // namespace

Facts FactsOf(const Ruleset& ruleset, const BusinessActivity& activity, int code_index,
              RiskLevel risk) {
  const Limits& limits = ruleset.data().limits;
  Facts facts;
  facts.SetEnum(Input::kScale, activity.scale);
  facts.SetEnum(Input::kRisk, risk);
  facts.SetBits(Input::kLocation, LocationBits(activity));
  facts.SetEnum(Input::kZone, activity.zone);
  facts.SetEnum(Input::kRdtr, activity.rdtr);
  facts.SetEnum(Input::kLandCondition, activity.land_condition);
  facts.SetEnum(Input::kForestFunction, activity.forest_function);
  facts.SetEnum(Input::kForestUse, activity.forest_use);
  facts.SetEnum(Input::kMovingVessel, activity.moving_vessel);
  facts.SetEnum(Input::kSettled, SettledOf(limits, activity.settled_days));
  facts.SetEnum(Input::kCoreZone, activity.conservation_core_zone);
  facts.SetEnum(Input::kProtectedArea, activity.adjoins_protected_area);
  facts.SetEnum(Input::kAdjoins, activity.adjoins_protected_area);
  facts.SetEnum(Input::kConstruction, activity.construction);
  facts.SetEnum(Input::kEnvironment, activity.environment);
  facts.SetEnum(Input::kExtent, activity.extent);
  facts.SetEnum(Input::kForeign, activity.foreign);
  facts.SetEnum(Input::kActorType, activity.actor_type);
  facts.SetEnum(Input::kLandArea, LandAreaOf(ruleset, activity.land_area_ha, code_index));
  facts.SetEnum(Input::kSeaDistance, SeaDistanceOf(limits, activity));
  facts.SetEnum(Input::kSmallCapital, activity.foreign && activity.capital_idr > 0 &&
                                          activity.capital_idr <= limits.foreign_capital_idr_above);
  facts.SetEnum(Input::kRegionWithoutRegencies,
                LiesWhollyIn(activity, ruleset.data().province_without_regencies));
  facts.Set(Input::kLegalForm, LegalFormValue(ruleset.data(), activity.legal_form));
  facts.SetBits(Input::kPermit, 0);
  facts.SetBits(Input::kKbli, ruleset.kbli_bits(code_index));
  return facts;
}

}  // namespace izin::internal
