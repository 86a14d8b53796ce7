// The names of the domain's enumerated values: "MEDIUM_LOW". The one place where they stand: rule
// files, traces, sheets and figures read and write these, and the names of the public API are these
// after the prefix of their enum (a test holds the two together).

#ifndef IZIN_CLASSIFIER_ENUM_NAMES_H_
#define IZIN_CLASSIFIER_ENUM_NAMES_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"

#include "classifier/enums.h"

namespace izin {

// The names of an enum in the order of its numbers; "" for kUnspecified, which has none.
template <typename Enum>
inline constexpr std::array<absl::string_view, 0> kEnumNames = {};

template <>
inline constexpr auto kEnumNames<KbliEdition> = std::to_array<absl::string_view>({"", "2020",
                                                                                  "2025"});

template <>
inline constexpr auto kEnumNames<BusinessScale> =
    std::to_array<absl::string_view>({"", "MICRO", "SMALL", "MEDIUM", "LARGE"});

template <>
inline constexpr auto kEnumNames<LocationType> =
    std::to_array<absl::string_view>({"", "LAND", "SEA", "FOREST"});

template <>
inline constexpr auto kEnumNames<RdtrStatus> =
    std::to_array<absl::string_view>({"", "NONE", "NOT_INTEGRATED", "INTEGRATED"});

template <>
inline constexpr auto kEnumNames<LandCondition> = std::to_array<absl::string_view>({
    "",
    "ORDINARY",
    "TENANT_IN_MANAGED_BUILDING",
    "REGISTERED_ESTATE",
    "OTHER_WITHOUT_ASSESSMENT",
    "NATIONAL_STRATEGIC",
    "SMALL_ISLAND",
    "MINERAL_EXPLORATION",
});

template <>
inline constexpr auto kEnumNames<ForestFunction> = std::to_array<absl::string_view>(
    {"", "PRODUCTION", "PROTECTION", "CONVERTIBLE_PRODUCTION", "CONSERVATION"});

template <>
inline constexpr auto kEnumNames<ForestUse> = std::to_array<absl::string_view>({
    "",
    "FORESTRY",
    "ENVIRONMENTAL_SERVICES",
    "UNDERGROUND_MINING",
    "OPEN_PIT_MINING",
    "PLANTATION",
    "OTHER_LISTED",
});

template <>
inline constexpr auto kEnumNames<Zone> = std::to_array<absl::string_view>(
    {"", "NONE", "INDUSTRIAL_ESTATE", "SPECIAL_ECONOMIC_ZONE", "FREE_TRADE_ZONE"});

template <>
inline constexpr auto kEnumNames<AdministrativeExtent> =
    std::to_array<absl::string_view>({"", "WITHIN_REGENCY", "CROSS_REGENCY", "CROSS_PROVINCE"});

template <>
inline constexpr auto kEnumNames<Construction> = std::to_array<absl::string_view>(
    {"", "NONE", "NEW_BUILDING", "EXISTING_WITHOUT_PERMIT", "EXISTING_WITH_PERMIT"});

template <>
inline constexpr auto kEnumNames<EnvironmentalScreening> =
    std::to_array<absl::string_view>({"", "SPPL", "UKL_UPL", "AMDAL"});

template <>
inline constexpr auto kEnumNames<ActorType> = std::to_array<absl::string_view>(
    {"", "ENTITY", "INDIVIDUAL", "REPRESENTATIVE_OFFICE", "FOREIGN_ENTITY"});

template <>
inline constexpr auto kEnumNames<RiskLevel> =
    std::to_array<absl::string_view>({"", "LOW", "MEDIUM_LOW", "MEDIUM_HIGH", "HIGH"});

template <>
inline constexpr auto kEnumNames<Outcome> = std::to_array<absl::string_view>({
    "",
    "DECIDED",
    "SCOPE_REQUIRED",
    "SCALE_NOT_OFFERED",
    "NOT_LICENSED_VIA_OSS",
    "CODE_REVIEW_REQUIRED",
    "REFUSED",
});

template <>
inline constexpr auto kEnumNames<Verification> = std::to_array<absl::string_view>(
    {"", "REGULATION_TEXT", "OFFICIAL_SNAPSHOT", "SECONDARY", "UNVERIFIED"});

template <>
inline constexpr auto kEnumNames<PermitCategory> = std::to_array<absl::string_view>(
    {"", "BASE_REQUIREMENT", "LICENCE", "STANDARD_CERTIFICATE", "SUPPORTING", "IDENTITY"});

template <>
inline constexpr auto kEnumNames<CommitmentFlag> =
    std::to_array<absl::string_view>({"", "COMMITMENT", "NONE", "AUTOMATIC", "COPY_ONLY"});

template <>
inline constexpr auto kEnumNames<Stage> =
    std::to_array<absl::string_view>({"", "START", "PREPARATION", "CONSTRUCTION", "OPERATION"});

template <>
inline constexpr auto kEnumNames<AuthorityKind> = std::to_array<absl::string_view>({
    "",
    "OSS_INSTITUTION",
    "MINISTER",
    "GOVERNOR",
    "REGENT_OR_MAYOR",
    "KEK_ADMINISTRATOR",
    "KPBPB_AGENCY",
    "ESTATE_MANAGER",
});

template <>
inline constexpr auto kEnumNames<CommitmentKind> =
    std::to_array<absl::string_view>({"", "REQUIREMENT", "OBLIGATION", "REPORT"});

template <>
inline constexpr auto kEnumNames<ConversionKind> =
    std::to_array<absl::string_view>({"", "UNCHANGED", "RENUMBERED", "SPLIT", "MERGED", "REVIEW"});

// "MEDIUM_LOW"; "" for kUnspecified and for a number that the enum does not have.
template <typename Enum>
constexpr absl::string_view NameOf(Enum value) {
  const auto at = static_cast<std::size_t>(value);
  return at < kEnumNames<Enum>.size() ? kEnumNames<Enum>[at] : absl::string_view();
}

}  // namespace izin

#endif  // IZIN_CLASSIFIER_ENUM_NAMES_H_
