#include "service/reclassify/row_fields.h"

#include "absl/strings/ascii.h"

namespace izin {
namespace {

constexpr std::array<absl::string_view, kRowFieldCount> kPaths = {
    "business_id",
    "project_id",
    "activity.kbli_code",
    "activity.kbli_edition",
    "activity.scope_id",
    "activity.scale",
    "activity.locations",
    "activity.investment.capital_idr",
    "activity.investment.annual_sales_idr",
    "activity.investment.foreign",
    "activity.zone",
    "activity.extent",
    "activity.rdtr",
    "activity.land_condition",
    "activity.sea.settled_days",
    "activity.sea.moving_vessel",
    "activity.sea.conservation_core_zone",
    "activity.sea.distance_nm",
    "activity.forest.function",
    "activity.forest.use",
    "activity.construction",
    "activity.environment",
    "activity.adjoins_protected_area",
    "activity.held_permits",
    "activity.region_codes",
    "activity.actor_type",
    "activity.legal_form",
    "activity.land_area_ha",
    "activity.filed_on",
    "activity.authority_parameters",
    "ruleset",
};

}  // namespace

absl::string_view ColumnName(RowField field) {
  if (field == RowField::kForestFunction) return "forest_function";
  if (field == RowField::kForestUse) return "forest_use";
  const absl::string_view path = FieldPath(field);
  const std::size_t dot = path.rfind('.');
  return dot == absl::string_view::npos ? path : path.substr(dot + 1);
}

absl::string_view FieldPath(RowField field) { return kPaths[At(field)]; }

std::optional<RowField> FieldOfPath(absl::string_view path) {
  path = path.substr(0, path.find('['));
  for (std::size_t i = 0; i < kRowFieldCount; ++i) {
    if (kPaths[i] == path) return static_cast<RowField>(i);
  }
  return std::nullopt;
}

std::optional<RowField> FieldOfColumn(absl::string_view name) {
  const std::string wanted = absl::AsciiStrToLower(absl::StripAsciiWhitespace(name));
  if (wanted == "location") return RowField::kLocations;
  for (std::size_t i = 0; i < kRowFieldCount; ++i) {
    const auto field = static_cast<RowField>(i);
    if (ColumnName(field) == wanted) return field;
  }
  return std::nullopt;
}

}  // namespace izin
