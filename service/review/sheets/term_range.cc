#include "service/review/sheets/term_range.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace izin {

void TermRange::Add(int working_days) {
  if (working_days <= 0) {
    is_unpublished_ = true;
    return;
  }
  shortest_ = shortest_ == 0 ? working_days : std::min(shortest_, working_days);
  longest_ = std::max(longest_, working_days);
}

std::string TermRange::Text(const SheetWords& words) const {
  std::vector<std::string> parts;
  if (is_automatic_) parts.emplace_back(words.Say(kIssuedAutomatically));
  if (shortest_ > 0) {
    const std::string days =
        shortest_ == longest_ ? absl::StrCat(shortest_)
                              : absl::StrCat(shortest_, words.Say({" sampai ", " to "}), longest_);
    parts.push_back(absl::StrCat(days, words.Say({" hari kerja", " working days"})));
  }
  if (is_unpublished_) parts.emplace_back(words.Say({"tidak dipublikasikan", "not published"}));
  if (parts.empty())
    return words.Say({"tidak diketahui dari sumber kami", "not known in our sources"});
  return absl::StrJoin(parts, words.Say({" atau ", " or "}));
}

}  // namespace izin
