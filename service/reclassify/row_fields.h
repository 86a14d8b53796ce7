// What a row of a registry may say: the fields of a business and its activity, by the name of the
// leaf in snake_case.

#ifndef IZIN_SERVICE_RECLASSIFY_ROW_FIELDS_H_
#define IZIN_SERVICE_RECLASSIFY_ROW_FIELDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace izin {

// In the order of their numbers in the API.
enum class RowField : std::uint8_t {
  kBusinessId,
  kProjectId,
  kKbliCode,
  kKbliEdition,
  kScopeId,
  kScale,
  kLocations,
  kCapitalIdr,
  kAnnualSalesIdr,
  kForeign,
  kZone,
  kExtent,
  kRdtr,
  kLandCondition,
  kSettledDays,
  kMovingVessel,
  kConservationCoreZone,
  kDistanceNm,
  kForestFunction,
  kForestUse,
  kConstruction,
  kEnvironment,
  kAdjoinsProtectedArea,
  kHeldPermits,
  kRegionCodes,
  kActorType,
  kLegalForm,
  kLandAreaHa,
  kFiledOn,
  kAuthorityParameters,
  kRuleset,  // the one that the business was classified under
};
inline constexpr std::size_t kRowFieldCount = static_cast<std::size_t>(RowField::kRuleset) + 1;

constexpr std::size_t At(RowField field) { return static_cast<std::size_t>(field); }

// What a row says of each field, as it was written; empty = nothing.
struct RowTexts {
  std::array<absl::string_view, kRowFieldCount> fields{};

  absl::string_view operator[](RowField field) const { return fields[At(field)]; }
  absl::string_view& operator[](RowField field) { return fields[At(field)]; }
};

// Why a row was put aside.
struct RowFault {
  std::string field;   // name of the column; empty: the row as a whole
  std::string value;   // an excerpt of what was there
  std::string reason;  // what was expected, and further faults after "; also"
};

// The name of the column: "kbli_code".
absl::string_view ColumnName(RowField field);
// The path of the field in a Business: "activity.investment.capital_idr"; of the ids and the
// ruleset their own name.
absl::string_view FieldPath(RowField field);
// The column that fills a field by its path, without an index: "activity.locations[0]" gives
// kLocations. Nothing for a path that no column fills.
std::optional<RowField> FieldOfPath(absl::string_view path);
// By name, in any case and with blanks around it; `location` means `locations`. Nothing for others.
std::optional<RowField> FieldOfColumn(absl::string_view name);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ROW_FIELDS_H_
