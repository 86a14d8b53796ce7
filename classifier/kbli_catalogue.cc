#include "classifier/kbli_catalogue.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"

namespace izin {

KbliCatalogue::KbliCatalogue(KbliEdition edition, std::vector<KbliEntry> entries)
    : edition_(edition), entries_(std::move(entries)), index_of_number_(KbliCode::kCount, -1) {
  // Categories first. In the files they stand last, and all else is in order.
  const auto by_code = [](const KbliEntry& a, const KbliEntry& b) { return a.code < b.code; };
  const auto branches =
      std::stable_partition(entries_.begin(), entries_.end(),
                            [](const KbliEntry& entry) { return entry.parent.empty(); });
  std::sort(entries_.begin(), branches, by_code);
  if (!std::is_sorted(branches, entries_.end(), by_code))
    std::sort(branches, entries_.end(), by_code);
  by_code_.reserve(entries_.size());
  for (std::uint32_t i = 0; i < entries_.size(); ++i) by_code_.emplace(entries_[i].code, i);
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    const absl::StatusOr<KbliCode> code = KbliCode::Parse(entries_[i].code);
    if (!code.ok()) continue;  // a branch, not a sub-class
    const KbliEntry* top = &entries_[i];
    for (int level = 0; level < KbliCode::kDigits && !top->parent.empty(); ++level) {
      const KbliEntry* parent = Find(top->parent);
      if (parent == nullptr) break;
      top = parent;
    }
    index_of_number_[static_cast<std::size_t>(code->number())] =
        static_cast<int>(subclasses_.size());
    subclasses_.push_back(
        {.code = *code, .entry = i, .category = top->code.empty() ? '?' : top->code.front()});
  }
}

const KbliEntry* KbliCatalogue::Find(absl::string_view code) const {
  const auto it = by_code_.find(code);
  return it == by_code_.end() ? nullptr : &entries_[it->second];
}

bool KbliCatalogue::IsUnder(int index, absl::string_view prefix) const {
  if (index < 0 || index >= subclass_count()) return false;
  if (prefix.size() == 1 && prefix[0] >= 'A' && prefix[0] <= 'Z')
    return CategoryOf(index) == prefix[0];
  return absl::StartsWith(EntryAt(index).code, prefix);
}

const KbliEntry* KbliCatalogue::Suggest(absl::string_view text) const {
  if (text.empty()) return nullptr;
  for (const Subclass& subclass : subclasses_) {
    const KbliEntry& entry = entries_[subclass.entry];
    if (absl::StartsWith(entry.code, text) || absl::StartsWith(text, entry.code)) return &entry;
  }
  return nullptr;
}

}  // namespace izin
