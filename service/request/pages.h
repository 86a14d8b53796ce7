// Lists that are answered page by page, and the tokens that lead from one page to the next.
//
// A token is opaque to clients and holds nothing secret: the URL-safe base64, without padding, of
//
//   version (1 byte) | check (12 bytes) | position
//
// The check is the head of the SHA-256 of list and position, so that a token is good for the list
// that gave it alone: of the same call, under the same filter, over the same content.

#ifndef IZIN_SERVICE_REQUEST_PAGES_H_
#define IZIN_SERVICE_REQUEST_PAGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "service/request/request_faults.h"

namespace izin {

class RulesetLibrary;

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

// One list, told from every other. Immutable. Thread-safe.
//
//   const PagedList list("diff", {from.versioned_name(), to.versioned_name()});
//   const Page page = list.PageOf({request.page_size(), request.page_token()}, size, kMax, faults);
class PagedList {
 public:
  // `call` names what lists; `parts` is all that its content depends on, each at its place:
  // filters, languages, fingerprints. Of these the size of a page is none.
  PagedList(absl::string_view call, absl::Span<const std::string> parts);

  // The token of the page that begins at `position`.
  std::string TokenOf(absl::string_view position) const;
  // The position of a token of this list; nothing if it is of another list, another version of the
  // format, or no token.
  std::optional<std::string> PositionOf(absl::string_view token) const;

  // The page of a list whose `size` items are known. Each of these is a fault: a token that is not
  // of this list, or of a position that no page of it begins at (page_token), a size below 0
  // (page_size). More than `max_page_size` items are never given at once.
  Page PageOf(const PageRequest& request, int size, int max_page_size, RequestFaults& faults) const;

 private:
  std::string CheckOf(absl::string_view position) const;

  std::string identity_;
};

// The parts of a list that is made of all rulesets held.
std::vector<std::string> FingerprintsOf(const RulesetLibrary& library);

// How many items a page has at most; 0 with a fault on page_size if it is asked below 0.
int PageSizeOf(std::int32_t page_size, int max_page_size, RequestFaults& faults);

// The fault of a token that no page of the list gave.
void AddTokenFault(absl::string_view token, RequestFaults& faults);

}  // namespace izin

#endif  // IZIN_SERVICE_REQUEST_PAGES_H_
