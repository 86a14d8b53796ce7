#include "service/request/pages.h"

#include <algorithm>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/base/sha256.h"
#include "service/rulesets/ruleset_library.h"

namespace izin {
namespace {

constexpr char kVersion = 1;
constexpr std::size_t kCheckBytes = 12;

// With its length, so that no two lists of parts read the same.
void AppendPart(absl::string_view part, std::string& out) {
  absl::StrAppend(&out, part.size(), ":", part);
}

// An index as this service writes it: no sign, no blanks, no zeros before it.
std::optional<int> ParseIndex(absl::string_view text) {
  int index = 0;
  if (!absl::SimpleAtoi(text, &index) || index < 0 || absl::StrCat(index) != text)
    return std::nullopt;
  return index;
}

}  // namespace

PagedList::PagedList(absl::string_view call, absl::Span<const std::string> parts) {
  AppendPart(call, identity_);
  for (const std::string& part : parts) AppendPart(part, identity_);
}

std::string PagedList::CheckOf(absl::string_view position) const {
  std::string checked = identity_;
  AppendPart(position, checked);
  return absl::HexStringToBytes(Sha256Hex(checked)).substr(0, kCheckBytes);
}

std::string PagedList::TokenOf(absl::string_view position) const {
  return absl::WebSafeBase64Escape(
      absl::StrCat(std::string(1, kVersion), CheckOf(position), position));
}

std::optional<std::string> PagedList::PositionOf(absl::string_view token) const {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() <= 1 + kCheckBytes)
    return std::nullopt;
  std::string position = bytes.substr(1 + kCheckBytes);
  // Printed again, since base64 has several spellings of the same bytes.
  if (TokenOf(position) != token) return std::nullopt;
  return position;
}

Page PagedList::PageOf(const PageRequest& request, int size, int max_page_size,
                       RequestFaults& faults) const {
  Page page;
  const int count = PageSizeOf(request.page_size, max_page_size, faults);
  if (!request.page_token.empty()) {
    const std::optional<std::string> position = PositionOf(request.page_token);
    const std::optional<int> first = position.has_value() ? ParseIndex(*position) : std::nullopt;
    // The first page has no token, and after the last item no page begins.
    if (!first.has_value() || *first == 0 || *first >= size) {
      AddTokenFault(request.page_token, faults);
      return {};
    }
    page.first = *first;
  }
  page.last = page.first + std::min(count, size - page.first);
  if (page.last < size) page.next_page_token = TokenOf(absl::StrCat(page.last));
  return page;
}

std::vector<std::string> FingerprintsOf(const RulesetLibrary& library) {
  std::vector<std::string> fingerprints;
  for (const RulesetLibrary::Version& version : library.versions())
    fingerprints.push_back(version.fingerprint);
  return fingerprints;
}

int PageSizeOf(std::int32_t page_size, int max_page_size, RequestFaults& faults) {
  if (page_size < 0) {
    faults.Add(FaultKind::kInvalid, "page_size", absl::StrCat(page_size, ": want 0 or more"));
    return 0;
  }
  return page_size == 0 ? max_page_size : std::min(page_size, max_page_size);
}

void AddTokenFault(absl::string_view token, RequestFaults& faults) {
  faults.Add(FaultKind::kInvalid, "page_token",
             absl::StrCat("\"", Excerpt(token, 40),
                          "\": want the next_page_token of an earlier page of this list"));
}

}  // namespace izin
