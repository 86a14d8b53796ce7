#include "service/reclassify/repeated_ids.h"

#include <algorithm>
#include <type_traits>

namespace izin {
namespace {

constexpr std::size_t kIdsAtOnce = (std::size_t{8} << 20) / sizeof(RowId);
constexpr std::size_t kIdsOfRead = 4096;

static_assert(std::is_trivially_copyable_v<RowId>);

bool IsBefore(const RowId& a, const RowId& b) {
  return a.digest != b.digest ? a.digest < b.digest : a.line < b.line;
}

// Those of `ids`, sorted, that repeat the one before.
void Collect(std::vector<RowId>& ids, RepeatedIds& found) {
  std::sort(ids.begin(), ids.end(), IsBefore);
  std::size_t first = 0;
  for (std::size_t i = 1; i < ids.size(); ++i) {
    if (ids[i].digest != ids[first].digest) {
      first = i;
      continue;
    }
    ++found.rows;
    found.first.push_back({.line = ids[i].line, .first_line = ids[first].line});
  }
  const auto by_line = [](const RepeatedId& a, const RepeatedId& b) { return a.line < b.line; };
  std::sort(found.first.begin(), found.first.end(), by_line);
  if (found.first.size() > RepeatedIds::kShown) found.first.resize(RepeatedIds::kShown);
}

}  // namespace

absl::string_view BytesOf(const std::vector<RowId>& ids) {
  return absl::string_view(reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(RowId));
}

absl::StatusOr<RepeatedIds> FindRepeatedIds(const OutputFile& file) {
  const std::uint64_t count = file.bytes() / sizeof(RowId);
  // Digests are spread evenly, so each part of them fits with room to spare.
  const std::uint64_t parts = count / (kIdsAtOnce * 3 / 4) + 1;
  RepeatedIds found;
  std::vector<RowId> part;
  std::vector<RowId> read(kIdsOfRead);
  for (std::uint64_t which = 0; which < parts; ++which) {
    part.clear();
    for (std::uint64_t at = 0; at < count; at += read.size()) {
      const std::size_t ids = std::min<std::uint64_t>(read.size(), count - at);
      const absl::Status status = file.ReadAt(
          at * sizeof(RowId), reinterpret_cast<char*>(read.data()), ids * sizeof(RowId));
      if (!status.ok()) return status;
      for (std::size_t i = 0; i < ids; ++i) {
        if (read[i].digest.low % parts == which) part.push_back(read[i]);
      }
    }
    Collect(part, found);
  }
  return found;
}

}  // namespace izin
