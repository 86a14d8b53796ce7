// Finds businesses and projects that stand in a registry more than once, in bounded memory.

#ifndef IZIN_SERVICE_RECLASSIFY_REPEATED_IDS_H_
#define IZIN_SERVICE_RECLASSIFY_REPEATED_IDS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/reclassify/output_file.h"
#include "service/reclassify/registry_worker.h"

namespace izin {

// A row, and an earlier one with the same business and project.
struct RepeatedId {
  std::uint64_t line = 0;
  std::uint64_t first_line = 0;

  friend bool operator==(const RepeatedId&, const RepeatedId&) = default;
};

struct RepeatedIds {
  static constexpr std::size_t kShown = 10;

  std::int64_t rows = 0;          // that repeat an earlier one
  std::vector<RepeatedId> first;  // the first of them by line, at most kShown
};

// The ids as bytes, for the file.
absl::string_view BytesOf(const std::vector<RowId>& ids);

// Looks through the ids in `file`, which were written in the order of their lines. It is read once
// for each 8 MiB of it; what fails is UNAVAILABLE.
absl::StatusOr<RepeatedIds> FindRepeatedIds(const OutputFile& file);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_REPEATED_IDS_H_
