#include "service/review/code_cover.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace izin {
namespace {

// Of the codes below one entry: how many there are, and how many are in the set.
struct Share {
  int all = 0;
  int in_set = 0;

  bool is_whole() const { return all > 0 && in_set == all; }
};

class Cover {
 public:
  Cover(const KbliCatalogue& kbli, const CodeSet& codes, const CodeSet& all) : kbli_(kbli) {
    for (int i = 0; i < kbli.subclass_count(); ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (!codes[at] && !all[at]) continue;
      Count(kbli.EntryAt(i).code, codes[at]);
    }
  }

  std::vector<std::string> List() const {
    if (shares_.contains("") && shares_.at("").is_whole()) return {"*"};
    std::vector<std::string> cover;
    for (int i = 0; i < kbli_.subclass_count(); ++i) {
      const std::string widest = WidestWhole(kbli_.EntryAt(i).code);
      if (!widest.empty() && (cover.empty() || cover.back() != widest)) cover.push_back(widest);
    }
    return cover;
  }

 private:
  const KbliEntry* ParentOf(absl::string_view code) const {
    const KbliEntry* entry = kbli_.Find(code);
    return entry == nullptr || entry->parent.empty() ? nullptr : kbli_.Find(entry->parent);
  }

  void Count(const std::string& code, bool is_in_set) {
    const auto add = [&](absl::string_view at) {
      Share& share = shares_[at];
      ++share.all;
      share.in_set += is_in_set ? 1 : 0;
    };
    add("");
    add(code);
    for (const KbliEntry* above = ParentOf(code); above != nullptr; above = ParentOf(above->code))
      add(above->code);
  }

  // Empty if not even the code itself is in the set.
  std::string WidestWhole(const std::string& code) const {
    std::string widest;
    const auto take = [&](const std::string& at) {
      const auto share = shares_.find(at);
      if (share != shares_.end() && share->second.is_whole()) widest = at;
    };
    take(code);
    if (widest.empty()) return widest;
    for (const KbliEntry* above = ParentOf(code); above != nullptr; above = ParentOf(above->code))
      take(above->code);
    return widest;
  }

  const KbliCatalogue& kbli_;
  absl::flat_hash_map<std::string, Share> shares_;
};

}  // namespace

int CountOf(const CodeSet& codes) {
  return static_cast<int>(std::count(codes.begin(), codes.end(), true));
}

std::vector<std::string> CoverOf(const KbliCatalogue& kbli, const CodeSet& codes,
                                 const CodeSet& all) {
  return Cover(kbli, codes, all).List();
}

}  // namespace izin
