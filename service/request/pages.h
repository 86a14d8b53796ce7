// Lists that are answered page by page.

#ifndef IZIN_SERVICE_REQUEST_PAGES_H_
#define IZIN_SERVICE_REQUEST_PAGES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

#include "service/request/request_faults.h"

namespace izin {

// What a request asks of a list.
struct PageRequest {
  std::int32_t page_size = 0;    // 0 = as the service chooses
  absl::string_view page_token;  // empty = the first page
};

// The items [first, last) of a list, and the token of the next page.
struct Page {
  int first = 0;
  int last = 0;
  std::string next_page_token;  // empty on the last page
};

// The page of a list of `size` items. `list` tells one list from another: a token of another list,
// or of other content, is a fault on page_token; a page_size below 0 one on page_size. More than
// `max_page_size` items are never given at once.
Page PageOf(const PageRequest& request, absl::string_view list, int size, int max_page_size,
            RequestFaults& faults);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_PAGES_H_
