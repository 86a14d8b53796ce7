#include "service/reclassify/json_layout.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

// Of ASCII, without control characters and escapes: the same in JSON and as it stands.
bool IsPlain(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= 0x20 && c < 0x7F && c != '\\' && c != '"'; });
}

// Where the text stands between quotes; npos if nowhere or more than once.
std::size_t PlaceOf(absl::string_view text, absl::string_view line) {
  const std::string quoted = absl::StrCat("\"", text, "\"");
  const std::size_t place = line.find(quoted);
  const bool is_once =
      place != absl::string_view::npos && line.find(quoted, place + 1) == absl::string_view::npos;
  return is_once ? place + 1 : absl::string_view::npos;
}

}  // namespace

bool JsonLayout::Read(absl::string_view line, Texts& texts) const {
  if (!is_known_) return false;
  for (const Part& part : parts_) {
    if (!absl::StartsWith(line, part.before)) return false;
    line.remove_prefix(part.before.size());
    std::size_t size = 0;
    bool is_plain = true;
    for (; size < line.size() && line[size] != '"'; ++size) {
      const char c = line[size];
      is_plain = is_plain && c >= 0x20 && c < 0x7F && c != '\\';
    }
    if (!is_plain || size == line.size()) return false;
    texts[part.field] = line.substr(0, size);
    line.remove_prefix(size);
  }
  return line == end_;
}

void JsonLayout::Learn(absl::string_view line, const RowTexts& row) {
  is_known_ = false;
  std::array<std::pair<std::size_t, std::size_t>, kFields.size()> places;
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    const absl::string_view text = row[kFields[i]];
    const std::size_t place = IsPlain(text) ? PlaceOf(text, line) : absl::string_view::npos;
    if (text.empty() || place == absl::string_view::npos) return;
    places[i] = {place, i};
  }
  std::sort(places.begin(), places.end());
  std::size_t at = 0;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto [place, field] = places[i];
    parts_[i] = {.before = std::string(line.substr(at, place - at)), .field = field};
    at = place + row[kFields[field]].size();
  }
  end_ = std::string(line.substr(at));
  is_known_ = true;
}

}  // namespace izin
