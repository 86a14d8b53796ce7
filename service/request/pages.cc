#include "service/request/pages.h"

#include <algorithm>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "service/base/excerpt.h"
#include "service/base/sha256.h"

namespace izin {
namespace {

// "<first>-<check>": where the page begins, and a check of the list that the token is of.
std::string TokenOf(absl::string_view list, int first) {
  return absl::StrCat(first, "-", Sha256Hex(absl::StrCat(list, "/", first)).substr(0, 16));
}

}  // namespace

Page PageOf(const PageRequest& request, absl::string_view list, int size, int max_page_size,
            RequestFaults& faults) {
  Page page;
  if (request.page_size < 0) {
    faults.Add(FaultKind::kInvalid, "page_size",
               absl::StrCat(request.page_size, ": want 0 or more"));
    return page;
  }
  if (!request.page_token.empty()) {
    const std::vector<absl::string_view> parts = absl::StrSplit(request.page_token, '-');
    if (!absl::SimpleAtoi(parts[0], &page.first) || page.first < 0 || page.first > size ||
        TokenOf(list, page.first) != request.page_token) {
      faults.Add(FaultKind::kInvalid, "page_token",
                 absl::StrCat("\"", Excerpt(request.page_token, 40),
                              "\": want the next_page_token of an earlier page of this list"));
      return {};
    }
  }
  const int count =
      request.page_size == 0 ? max_page_size : std::min(request.page_size, max_page_size);
  page.last = page.first + std::min(count, size - page.first);
  if (page.last < size) page.next_page_token = TokenOf(list, page.last);
  return page;
}

}  // namespace izin
