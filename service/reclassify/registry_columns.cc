#include "service/reclassify/registry_columns.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/excerpt.h"

namespace izin {
namespace {

constexpr std::size_t kShownBytes = 200;

absl::Status CheckRenames(const std::vector<absl::string_view>& header,
                          const std::vector<ColumnRename>& renames) {
  for (const auto& [old_name, name] : renames) {
    if (!FieldOfColumn(name).has_value()) {
      return absl::InvalidArgumentError(
          absl::StrCat("--map ", old_name, "=", name, ": no column \"", name,
                       "\": want business_id, kbli_code, scale, locations, ..."));
    }
    const bool is_there =
        std::any_of(header.begin(), header.end(), [&old = old_name](absl::string_view column) {
          return absl::StripAsciiWhitespace(column) == old;
        });
    if (!is_there) {
      return absl::InvalidArgumentError(absl::StrCat(
          "--map ", old_name, "=", name, ": the file has no column \"", old_name, "\""));
    }
  }
  return absl::OkStatus();
}

std::string MeaningOf(absl::string_view column, const std::vector<ColumnRename>& renames) {
  const absl::string_view name = absl::StripAsciiWhitespace(column);
  for (const auto& [old_name, renamed] : renames) {
    if (name == old_name) return renamed;
  }
  return std::string(name);
}

}  // namespace

absl::StatusOr<RegistryColumns> RegistryColumns::Read(const std::vector<absl::string_view>& header,
                                                      const std::vector<ColumnRename>& renames) {
  if (absl::Status status = CheckRenames(header, renames); !status.ok()) return status;
  RegistryColumns columns;
  for (absl::string_view column : header) {
    const std::string name = MeaningOf(column, renames);
    const std::optional<RowField> field = FieldOfColumn(name);
    if (field.has_value() && columns.Has(*field))
      return absl::InvalidArgumentError(absl::StrCat("line 1: two columns \"", name, "\""));
    columns.fields_.push_back(field);
    if (!field.has_value()) columns.ignored_.push_back(Excerpt(name, 40));
  }
  for (RowField needed : {RowField::kBusinessId, RowField::kKbliCode}) {
    if (columns.Has(needed)) continue;
    return absl::InvalidArgumentError(absl::StrCat(
        "line 1: no column \"", ColumnName(needed),
        "\": want a line with the names of the columns, or --map NAME=", ColumnName(needed),
        "; it has: ", Excerpt(absl::StrJoin(header, ", "), kShownBytes)));
  }
  return columns;
}

bool RegistryColumns::Has(RowField field) const {
  return std::find(fields_.begin(), fields_.end(), field) != fields_.end();
}

}  // namespace izin
