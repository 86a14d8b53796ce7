#include "classifier/inputs.h"

#include "classifier/enum_names.h"

namespace izin {
namespace {

using Names = absl::Span<const absl::string_view>;

// The names of an enum whose value may be not known.
template <typename Enum>
constexpr auto WithUnknown() {
  auto names = kEnumNames<Enum>;
  names[0] = "?";
  return names;
}

constexpr auto kZoneNames = WithUnknown<Zone>();
constexpr auto kRdtrNames = WithUnknown<RdtrStatus>();
constexpr auto kLandConditionNames = WithUnknown<LandCondition>();
constexpr auto kForestFunctionNames = WithUnknown<ForestFunction>();
constexpr auto kForestUseNames = WithUnknown<ForestUse>();
constexpr auto kConstructionNames = WithUnknown<Construction>();
constexpr auto kEnvironmentNames = WithUnknown<EnvironmentalScreening>();
constexpr auto kExtentNames = WithUnknown<AdministrativeExtent>();
constexpr auto kActorTypeNames = WithUnknown<ActorType>();
constexpr absl::string_view kBoolNames[] = {"no", "yes"};
constexpr absl::string_view kSettledNames[] = {"?", "LT_30", "GE_30"};
constexpr absl::string_view kLandAreaNames[] = {"?", "SMALL", "OTHER"};
constexpr absl::string_view kSeaDistanceNames[] = {"", "NOT_SEA", "TO_12_NM", "BEYOND_12_NM"};
// Nobody but these issues a business licence: a manager of an estate does not.
constexpr Names kLicenceOfficeNames =
    Names(kEnumNames<AuthorityKind>).first(static_cast<std::size_t>(AuthorityKind::kEstateManager));

struct Spec {
  absl::string_view name;
  Names values;
};

// In the order of `Input`.
constexpr Spec kSpecs[kInputCount] = {
    {"scale", kEnumNames<BusinessScale>},
    {"risk", kEnumNames<RiskLevel>},
    {"location", kEnumNames<LocationType>},
    {"zone", kZoneNames},
    {"rdtr", kRdtrNames},
    {"land_condition", kLandConditionNames},
    {"forest_function", kForestFunctionNames},
    {"forest_use", kForestUseNames},
    {"moving_vessel", kBoolNames},
    {"settled", kSettledNames},
    {"core_zone", kBoolNames},
    {"protected_area", kBoolNames},
    {"construction", kConstructionNames},
    {"environment", kEnvironmentNames},
    {"extent", kExtentNames},
    {"foreign", kBoolNames},
    {"actor_type", kActorTypeNames},
    {"land_area", kLandAreaNames},
    {"sea_distance", kSeaDistanceNames},
    {"licence_office", kLicenceOfficeNames},
    {"small_capital", kBoolNames},
    {"region_without_regencies", kBoolNames},
    {"adjoins", kBoolNames},
    {"legal_form", {}},
    {"permit", {}},
    {"kbli", {}},
};

}  // namespace

absl::string_view Name(Input input) { return kSpecs[Ordinal(input)].name; }

std::optional<Input> InputByName(absl::string_view name) {
  for (int i = 0; i < kInputCount; ++i) {
    if (kSpecs[i].name == name) return static_cast<Input>(i);
  }
  return std::nullopt;
}

absl::Span<const absl::string_view> ValueNames(Input input) {
  return kSpecs[Ordinal(input)].values;
}

}  // namespace izin
