// Finds businesses and projects that stand in a registry more than once, in bounded memory.

#ifndef IZIN_SERVICE_RECLASSIFY_REPEATED_IDS_H_
#define IZIN_SERVICE_RECLASSIFY_REPEATED_IDS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

#include "service/reclassify/id_pages.h"
#include "service/reclassify/output_file.h"

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

// How many ids are held at once: 4 MiB of them.
inline constexpr std::size_t kIdsAtOnce = (std::size_t{4} << 20) / sizeof(RowId);

// Looks through the pages of ids (IdPages) in `files`: of one run, or of the shards of one in their
// order. Each page is read once, and once more for each `ids_at_once` that its part of the ids has
// beyond the first. UNAVAILABLE for what cannot be read, DATA_LOSS for what is no page.
absl::StatusOr<RepeatedIds> FindRepeatedIds(absl::Span<const OutputFile* const> files,
                                            std::size_t ids_at_once = kIdsAtOnce);

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_REPEATED_IDS_H_
