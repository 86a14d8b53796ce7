#include "service/review/code_cover.h"

#include <algorithm>

namespace izin {

int CountOf(const CodeSet& codes) {
  return static_cast<int>(std::count(codes.begin(), codes.end(), true));
}

CodeCover::CodeCover(const KbliCatalogue& kbli, const CodeSet& all) : kbli_(kbli), all_(all) {
  const KbliEntry* const first = kbli.entries().data();
  counted_.assign(kbli.entries().size() + 1, 0);
  for (int i = 0; i < kbli.subclass_count(); ++i) {
    std::vector<std::size_t>& above = above_.emplace_back();
    for (const KbliEntry* entry = &kbli.EntryAt(i); entry != nullptr;
         entry = entry->parent.empty() ? nullptr : kbli.Find(entry->parent))
      above.push_back(static_cast<std::size_t>(entry - first));
    above.push_back(kbli.entries().size());
    if (!all_[static_cast<std::size_t>(i)]) continue;
    for (std::size_t entry : above) ++counted_[entry];
  }
}

std::vector<std::string> CodeCover::Of(const CodeSet& codes) const {
  std::vector<int> counted = counted_;
  std::vector<int> in_set(counted.size(), 0);
  for (std::size_t code = 0; code < codes.size(); ++code) {
    if (!codes[code]) continue;
    for (std::size_t entry : above_[code]) {
      ++in_set[entry];
      if (!all_[code]) ++counted[entry];
    }
  }
  std::vector<std::string> cover;
  for (std::size_t code = 0; code < codes.size(); ++code) {
    if (!codes[code]) continue;
    std::size_t widest = above_[code].front();
    for (std::size_t entry : above_[code]) {
      if (in_set[entry] == counted[entry]) widest = entry;
    }
    if (widest == kbli_.entries().size()) return {"*"};
    const std::string& word = kbli_.entries()[widest].code;
    if (cover.empty() || cover.back() != word) cover.push_back(word);
  }
  return cover;
}

}  // namespace izin
