#include "service/cli/region_names.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace izin::cli {
namespace {

constexpr std::size_t kSuggestions = 3;

struct Region {
  std::string code;
  std::string name;
  std::vector<std::string> spellings;  // lower case, the whole name first
};

// Lower case, one blank between words, "kab." and "kab" written out.
std::string Normal(absl::string_view name) {
  const std::vector<std::string> words =
      absl::StrSplit(absl::AsciiStrToLower(name), ' ', absl::SkipWhitespace());
  std::string normal = absl::StrJoin(words, " ");
  for (const char* kind : {"kab. ", "kab "}) {
    if (absl::StartsWith(normal, kind))
      return absl::StrCat("kabupaten ", normal.substr(absl::string_view(kind).size()));
  }
  return normal;
}

std::vector<std::string> SpellingsOf(const std::string& name) {
  const std::string whole = Normal(name);
  std::vector<std::string> spellings = {whole};
  absl::string_view rest = whole;
  if (absl::ConsumePrefix(&rest, "daerah khusus ibukota ")) {
    spellings.push_back(absl::StrCat("dki ", rest));
  } else if (absl::ConsumePrefix(&rest, "daerah istimewa ")) {
    spellings.push_back(absl::StrCat("di ", rest));
  } else {
    for (const char* kind : {"kota ", "kabupaten "}) {
      if (!absl::ConsumePrefix(&rest, kind)) continue;
      if (absl::ConsumePrefix(&rest, "administrasi "))
        spellings.push_back(absl::StrCat(kind, rest));
    }
  }
  if (rest != whole) spellings.emplace_back(rest);
  return spellings;
}

absl::StatusOr<std::vector<Region>> RegionsOf(Backend& backend) {
  std::vector<Region> regions;
  v1::ListReferenceValuesRequest request;
  request.set_kind("region");
  do {
    const auto page = backend.ListReferenceValues(request);
    if (!page.ok()) return page.status();
    for (const v1::ReferenceValue& value : page->values()) {
      regions.push_back({.code = value.code(),
                         .name = value.text().title(),
                         .spellings = SpellingsOf(value.text().title())});
    }
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return regions;
}

// Letters to add, take away or change.
std::size_t Distance(absl::string_view a, absl::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t before = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = before + (a[i] == b[j] ? 0 : 1);
      before = row[j + 1];
      row[j + 1] = std::min({changed, row[j + 1] + 1, row[j] + 1});
    }
  }
  return row.back();
}

// Those whose name is `typed`: one of the whole name alone, else all of a shorter spelling.
std::vector<const Region*> Named(const std::vector<Region>& regions, const std::string& typed) {
  std::vector<const Region*> named;
  for (const Region& region : regions) {
    if (region.spellings.front() == typed) return {&region};
    if (std::find(region.spellings.begin(), region.spellings.end(), typed) !=
        region.spellings.end())
      named.push_back(&region);
  }
  return named;
}

// Those whose names come near, the nearest first.
std::vector<const Region*> Near(const std::vector<Region>& regions, const std::string& typed) {
  const std::size_t at_most = std::max<std::size_t>(1, typed.size() / 3);
  std::vector<std::pair<std::size_t, const Region*>> found;
  for (const Region& region : regions) {
    std::size_t nearest = at_most + 1;
    for (const std::string& spelling : region.spellings)
      nearest = std::min(nearest, Distance(typed, spelling));
    if (nearest <= at_most) found.emplace_back(nearest, &region);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  if (found.size() > kSuggestions) found.resize(kSuggestions);
  std::vector<const Region*> near;
  near.reserve(found.size());
  for (const auto& one : found) near.push_back(one.second);
  return near;
}

// `last` stands before the last, `last_of_many` where there are more than two.
std::string NamesOf(const std::vector<const Region*>& regions, absl::string_view last,
                    absl::string_view last_of_many) {
  std::string names;
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const bool is_last = i > 0 && i + 1 == regions.size();
    absl::StrAppend(&names,
                    i == 0    ? ""
                    : is_last ? (i > 1 ? last_of_many : last)
                              : absl::string_view(", "),
                    regions[i]->name, " (", regions[i]->code, ")");
  }
  return names;
}

FlagFault FaultOf(const std::vector<Region>& regions, const std::string& text,
                  const std::vector<const Region*>& named) {
  FlagFault fault{.flag = "--region"};
  if (named.size() > 1) {
    fault.id = absl::StrCat("\"", text, "\": ada ", NamesOf(named, " dan ", ", dan "),
                            "; tulis nama lengkap");
    fault.en = absl::StrCat("\"", text, "\": may be ", NamesOf(named, " or ", " or "),
                            "; write the whole name");
    return fault;
  }
  const std::vector<const Region*> near = Near(regions, Normal(text));
  fault.id = absl::StrCat("\"", text, "\": tidak ada daerah bernama begitu");
  fault.en = absl::StrCat("\"", text, "\": no region has this name");
  if (near.empty()) return fault;
  absl::StrAppend(&fault.id, "; maksudnya ", NamesOf(near, " atau ", ", atau "), "?");
  absl::StrAppend(&fault.en, "; did you mean ", NamesOf(near, " or ", " or "), "?");
  return fault;
}

bool IsCode(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '.';
  });
}

}  // namespace

absl::StatusOr<std::vector<FlagFault>> ResolveRegions(Backend& backend,
                                                      v1::BusinessActivity& activity) {
  std::vector<FlagFault> faults;
  std::vector<Region> regions;
  for (std::string& text : *activity.mutable_region_codes()) {
    if (IsCode(text)) continue;
    if (regions.empty()) {
      absl::StatusOr<std::vector<Region>> asked = RegionsOf(backend);
      if (!asked.ok()) return asked.status();
      regions = *std::move(asked);
    }
    const std::vector<const Region*> named = Named(regions, Normal(text));
    if (named.size() == 1) {
      text = named.front()->code;
    } else {
      faults.push_back(FaultOf(regions, text, named));
    }
  }
  return faults;
}

}  // namespace izin::cli
