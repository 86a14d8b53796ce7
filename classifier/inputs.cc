#include "classifier/inputs.h"

namespace izin {
namespace {

using Names = absl::Span<const absl::string_view>;

constexpr absl::string_view kScaleNames[] = {"", "MICRO", "SMALL", "MEDIUM", "LARGE"};
constexpr absl::string_view kRiskNames[] = {"", "LOW", "MEDIUM_LOW", "MEDIUM_HIGH", "HIGH"};
constexpr absl::string_view kLocationNames[] = {"", "LAND", "SEA", "FOREST"};
constexpr absl::string_view kZoneNames[] = {"?", "NONE", "INDUSTRIAL_ESTATE",
                                            "SPECIAL_ECONOMIC_ZONE", "FREE_TRADE_ZONE"};
constexpr absl::string_view kRdtrNames[] = {"?", "NONE", "NOT_INTEGRATED", "INTEGRATED"};
constexpr absl::string_view kLandConditionNames[] = {"?",
                                                     "ORDINARY",
                                                     "TENANT_IN_MANAGED_BUILDING",
                                                     "REGISTERED_ESTATE",
                                                     "OTHER_WITHOUT_ASSESSMENT",
                                                     "NATIONAL_STRATEGIC",
                                                     "SMALL_ISLAND",
                                                     "MINERAL_EXPLORATION"};
constexpr absl::string_view kForestFunctionNames[] = {"?", "PRODUCTION", "PROTECTION",
                                                      "CONVERTIBLE_PRODUCTION", "CONSERVATION"};
constexpr absl::string_view kForestUseNames[] = {
    "?",          "FORESTRY",    "ENVIRONMENTAL_SERVICES", "UNDERGROUND_MINING", "OPEN_PIT_MINING",
    "PLANTATION", "OTHER_LISTED"};
constexpr absl::string_view kBoolNames[] = {"no", "yes"};
constexpr absl::string_view kSettledNames[] = {"?", "LT_30", "GE_30"};
constexpr absl::string_view kConstructionNames[] = {
    "?", "NONE", "NEW_BUILDING", "EXISTING_WITHOUT_PERMIT", "EXISTING_WITH_PERMIT"};
constexpr absl::string_view kEnvironmentNames[] = {"?", "SPPL", "UKL_UPL", "AMDAL"};
constexpr absl::string_view kExtentNames[] = {"?", "WITHIN_REGENCY", "CROSS_REGENCY",
                                              "CROSS_PROVINCE"};
constexpr absl::string_view kActorTypeNames[] = {"?", "ENTITY", "INDIVIDUAL",
                                                 "REPRESENTATIVE_OFFICE", "FOREIGN_ENTITY"};
constexpr absl::string_view kLandAreaNames[] = {"?", "SMALL", "OTHER"};
constexpr absl::string_view kSeaDistanceNames[] = {"", "NOT_SEA", "TO_12_NM", "BEYOND_12_NM"};
constexpr absl::string_view kLicenceOfficeNames[] = {"",
                                                     "OSS_INSTITUTION",
                                                     "MINISTER",
                                                     "GOVERNOR",
                                                     "REGENT_OR_MAYOR",
                                                     "KEK_ADMINISTRATOR",
                                                     "KPBPB_AGENCY"};

struct Spec {
  absl::string_view name;
  Names values;
};

// In the order of `Input`.
constexpr Spec kSpecs[kInputCount] = {
    {"scale", kScaleNames},
    {"risk", kRiskNames},
    {"location", kLocationNames},
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
