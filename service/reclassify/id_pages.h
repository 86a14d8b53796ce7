// The ids of the rows of a registry, in a file: by pages, each of ids that may be equal, so that
// those that stand twice are found in one pass and in little memory.

#ifndef IZIN_SERVICE_RECLASSIFY_ID_PAGES_H_
#define IZIN_SERVICE_RECLASSIFY_ID_PAGES_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "service/reclassify/input_digest.h"

namespace izin {

// The id of a row: of its business and its project.
struct RowId {
  TextDigest digest;
  std::uint64_t line = 0;
};
static_assert(sizeof(RowId) == 24);

// A page: which part of all ids it holds, how many, and they in the order of their lines.
struct IdPage {
  static constexpr std::size_t kParts = 64;
  static constexpr std::size_t kIds = 170;

  std::uint32_t part = 0;
  std::uint32_t count = 0;
  std::array<RowId, kIds> ids{};
  std::uint64_t reserved = 0;
};
static_assert(sizeof(IdPage) == 4096);

inline std::size_t PartOf(const RowId& id) { return id.digest.high & (IdPage::kParts - 1); }

// Sorts ids into pages. Single-threaded.
class IdPages {
 public:
  IdPages() : pages_(IdPage::kParts) {}

  // Appends the pages that become full to `out`.
  void Add(absl::Span<const RowId> ids, std::string& out);
  // Appends what is left, in pages that are not full.
  void Flush(std::string& out);

 private:
  static void Take(IdPage& page, std::size_t part, std::string& out);

  std::vector<IdPage> pages_;  // by part
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_ID_PAGES_H_
