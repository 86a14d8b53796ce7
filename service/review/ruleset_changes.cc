#include "service/review/ruleset_changes.h"

#include <set>

namespace izin {

v1::RulesetChange RulesetChanges::At(std::size_t place) const {
  const Line& line = lines_[place];
  v1::RulesetChange out;
  if (line.change != nullptr) {
    out = RenderChange(*line.change);
    out.set_sector(std::string(1, line.cell.category));
    out.set_scope_id(line.cell.scope_id);
    out.set_scale(static_cast<v1::BusinessScale>(line.cell.scale));
    out.set_location(static_cast<v1::LocationType>(line.cell.location));
  }
  out.set_kbli_code(line.cell.code.ToString());
  return out;
}

std::string RulesetChanges::Categories() const {
  std::set<char> categories;
  for (const Line& line : lines_) {
    if (line.change != nullptr) categories.insert(line.cell.category);
  }
  return {categories.begin(), categories.end()};
}

}  // namespace izin
