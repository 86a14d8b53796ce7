// What the columns of a CSV registry mean.

#ifndef IZIN_SERVICE_RECLASSIFY_REGISTRY_COLUMNS_H_
#define IZIN_SERVICE_RECLASSIFY_REGISTRY_COLUMNS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

#include "service/reclassify/row_fields.h"

namespace izin {

// A name in the file, and the column that it stands for: `--map no_induk=business_id`.
using ColumnRename = std::pair<std::string, std::string>;

// Immutable.
class RegistryColumns {
 public:
  // Reads the head of a file. INVALID_ARGUMENT if it names no `business_id` or `kbli_code` (there
  // is no head, or it has other names), one column twice, or a rename that the file or this program
  // does not know.
  static absl::StatusOr<RegistryColumns> Read(const std::vector<absl::string_view>& header,
                                              const std::vector<ColumnRename>& renames);

  // By position; nothing for a column that is not read.
  const std::vector<std::optional<RowField>>& fields() const { return fields_; }
  // Names of the columns that are not read.
  const std::vector<std::string>& ignored() const { return ignored_; }
  bool Has(RowField field) const;

 private:
  std::vector<std::optional<RowField>> fields_;
  std::vector<std::string> ignored_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_REGISTRY_COLUMNS_H_
