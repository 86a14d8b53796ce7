#include "service/reclassify/id_pages.h"

namespace izin {

void IdPages::Add(absl::Span<const RowId> ids, std::string& out) {
  for (const RowId& id : ids) {
    const std::size_t part = PartOf(id);
    IdPage& page = pages_[part];
    page.ids[page.count++] = id;
    if (page.count == IdPage::kIds) Take(page, part, out);
  }
}

void IdPages::Flush(std::string& out) {
  for (std::size_t part = 0; part < pages_.size(); ++part) {
    if (pages_[part].count > 0) Take(pages_[part], part, out);
  }
}

void IdPages::Take(IdPage& page, std::size_t part, std::string& out) {
  page.part = static_cast<std::uint32_t>(part);
  out.append(reinterpret_cast<const char*>(&page), sizeof(page));
  page.count = 0;
}

}  // namespace izin
