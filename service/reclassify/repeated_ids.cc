#include "service/reclassify/repeated_ids.h"

#include <algorithm>
#include <array>
#include <memory>

#include "absl/strings/str_cat.h"

namespace izin {
namespace {

constexpr std::size_t kKeptAtMost = 4096;

bool ByLine(const RepeatedId& a, const RepeatedId& b) { return a.line < b.line; }

// Ids by digest: the first line of each. They lie in the order in which they came, and a table of
// their numbers, small enough for a near cache, finds them.
class SeenIds {
 public:
  // Forgets all, and has room for `ids`.
  void Clear(std::size_t ids) {
    std::size_t slots = 64;
    while (slots < 2 * ids) slots *= 2;
    slots_.assign(slots, 0);
    ids_.clear();
    ids_.reserve(ids);
  }
  // It holds as many as it can.
  bool is_full() const { return ids_.size() + 1 >= slots_.size(); }
  // What FirstLine would look at comes nearer.
  void Fetch(const RowId& id) const { __builtin_prefetch(&slots_[SlotOf(id)]); }
  // The line of an equal id that was seen before; 0 if there is none, and then this one is kept.
  // REQUIRES: it is not full.
  std::uint64_t FirstLine(const RowId& id) {
    const std::uint64_t mark = id.digest.high >> 48 << kNumberBits;
    for (std::size_t at = SlotOf(id);; at = (at + 1) & (slots_.size() - 1)) {
      const std::uint64_t slot = slots_[at];
      if (slot == 0) {
        ids_.push_back(id);
        slots_[at] = mark | ids_.size();
        return 0;
      }
      if ((slot ^ mark) >> kNumberBits != 0) continue;
      const RowId& seen = ids_[(slot & kNumbers) - 1];
      if (seen.digest == id.digest) return seen.line;
    }
  }

 private:
  static constexpr int kNumberBits = 48;
  static constexpr std::uint64_t kNumbers = (std::uint64_t{1} << kNumberBits) - 1;

  std::size_t SlotOf(const RowId& id) const { return id.digest.low & (slots_.size() - 1); }

  std::vector<RowId> ids_;
  // 16 bits of the digest, and 1 + the number of the id; 0: free.
  std::vector<std::uint64_t> slots_;
};

struct PagePlace {
  std::uint32_t file = 0;
  std::uint64_t offset = 0;
};

class Search {
 public:
  Search(absl::Span<const OutputFile* const> files, std::size_t ids_at_once)
      : files_(files), ids_at_once_(ids_at_once) {}

  absl::StatusOr<RepeatedIds> Run() {
    if (absl::Status status = ListPages(); !status.ok()) return status;
    for (std::size_t part = 0; part < IdPage::kParts; ++part) {
      if (pages_[part].empty()) continue;
      // A pass takes the ids of every so many digests; three quarters full leaves room for chance.
      const std::size_t passes = pages_[part].size() * IdPage::kIds / (ids_at_once_ * 3 / 4) + 1;
      for (std::size_t pass = 0; pass < passes; ++pass) {
        if (absl::Status status = Pass(part, pass, passes); !status.ok()) return status;
      }
    }
    Shorten(RepeatedIds::kShown);
    return std::move(found_);
  }

 private:
  absl::Status ListPages() {
    for (std::size_t file = 0; file < files_.size(); ++file) {
      for (std::uint64_t at = 0; at + sizeof(IdPage) <= files_[file]->bytes();
           at += sizeof(IdPage)) {
        std::array<std::uint32_t, 2> head{};
        absl::Status status =
            files_[file]->ReadAt(at, reinterpret_cast<char*>(head.data()), sizeof(head));
        if (!status.ok()) return status;
        if (head[0] >= IdPage::kParts || head[1] > IdPage::kIds)
          return absl::DataLossError(
              absl::StrCat(files_[file]->path(), ": holds no ids at byte ", at));
        pages_[head[0]].push_back({.file = static_cast<std::uint32_t>(file), .offset = at});
      }
    }
    return absl::OkStatus();
  }

  absl::Status Pass(std::size_t part, std::size_t pass, std::size_t passes) {
    seen_.Clear(std::min(pages_[part].size() * IdPage::kIds, ids_at_once_));
    for (const PagePlace& place : pages_[part]) {
      absl::Status status = files_[place.file]->ReadAt(
          place.offset, reinterpret_cast<char*>(page_.get()), sizeof(IdPage));
      if (!status.ok()) return status;
      const auto ids =
          absl::MakeConstSpan(page_->ids).first(std::min<std::size_t>(page_->count, IdPage::kIds));
      for (const RowId& id : ids) seen_.Fetch(id);
      for (const RowId& id : ids) {
        if ((id.digest.high >> 32) % passes != pass) continue;
        if (seen_.is_full())
          return absl::InternalError("the digests of the ids are not spread evenly");
        const std::uint64_t first = seen_.FirstLine(id);
        if (first != 0) Found(id.line, first);
      }
    }
    return absl::OkStatus();
  }

  void Found(std::uint64_t line, std::uint64_t first) {
    ++found_.rows;
    found_.first.push_back({.line = line, .first_line = first});
    if (found_.first.size() > kKeptAtMost) Shorten(RepeatedIds::kShown);
  }

  void Shorten(std::size_t most) {
    std::sort(found_.first.begin(), found_.first.end(), ByLine);
    if (found_.first.size() > most) found_.first.resize(most);
  }

  absl::Span<const OutputFile* const> files_;
  const std::size_t ids_at_once_;
  std::array<std::vector<PagePlace>, IdPage::kParts> pages_;
  SeenIds seen_;
  std::unique_ptr<IdPage> page_ = std::make_unique<IdPage>();
  RepeatedIds found_;
};

}  // namespace

absl::StatusOr<RepeatedIds> FindRepeatedIds(absl::Span<const OutputFile* const> files,
                                            std::size_t ids_at_once) {
  return Search(files, ids_at_once).Run();
}

}  // namespace izin
