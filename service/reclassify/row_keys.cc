#include "service/reclassify/row_keys.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "service/request/parse_date.h"

namespace izin {
namespace {

constexpr std::size_t kMostHeldLists = 4096;

// A number of exactly `digits` digits.
bool ParseNumber(absl::string_view text, std::size_t digits, std::uint32_t& number) {
  if (text.size() != digits) return false;
  number = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return true;
}

// "56101-12". A longer number, or one that begins with 0, is left to the pipeline.
bool ReadScope(absl::string_view text, ActivityKey& key) {
  if (text.empty()) return true;
  if (text.size() < 7 || text.size() > 9 || text[5] != '-' || text[6] == '0') return false;
  std::uint32_t number = 0;
  if (!ParseNumber(text.substr(0, 5), 5, key.scope_code) ||
      !ParseNumber(text.substr(6), text.size() - 6, number))
    return false;
  key.scope_number = static_cast<std::uint16_t>(number);
  return true;
}

void ReadWords(const TypedRow& row, ActivityKey& key) {
  key.edition = row.word(RowField::kKbliEdition);
  key.scale = row.word(RowField::kScale);
  key.locations = row.word(RowField::kLocations);
  key.flags = static_cast<std::uint8_t>(row.word(RowField::kForeign) |
                                        row.word(RowField::kMovingVessel) << 1 |
                                        row.word(RowField::kConservationCoreZone) << 2 |
                                        row.word(RowField::kAdjoinsProtectedArea) << 3);
  key.zone = row.word(RowField::kZone);
  key.extent = row.word(RowField::kExtent);
  key.rdtr = row.word(RowField::kRdtr);
  key.land_condition = row.word(RowField::kLandCondition);
  key.forest_function = row.word(RowField::kForestFunction);
  key.forest_use = row.word(RowField::kForestUse);
  key.construction = row.word(RowField::kConstruction);
  key.environment = row.word(RowField::kEnvironment);
  key.actor_type = row.word(RowField::kActorType);
}

// False if a number is one that the pipeline refuses.
bool ReadSides(const KeyLimits& limits, const TypedRow& row, ActivityKey& key) {
  const bool are_sound = row.capital_idr >= 0 && row.annual_sales_idr >= 0 &&
                         row.settled_days >= 0 && row.distance_nm >= 0 && row.land_area_ha >= 0;
  if (!are_sound) return false;
  key.capital = limits.capital().Of(static_cast<double>(row.capital_idr));
  key.annual_sales = limits.annual_sales().Of(static_cast<double>(row.annual_sales_idr));
  key.settled_days = limits.settled_days().Of(row.settled_days);
  key.distance = limits.distance().Of(row.distance_nm);
  key.land_area = limits.land_area().Of(row.land_area_ha);
  return true;
}

// The permits whose being held changes what the land asks.
std::vector<std::string> ReleasesOf(const RunRulesets& run) {
  std::vector<std::string> releases;
  for (const Ruleset* ruleset : run.all()) {
    const DecisionTable* forest = ruleset->table(TableRole::kForest);
    if (forest == nullptr) continue;
    for (const TableRow& row : forest->rows) {
      if (!row.then_land || row.permits.empty()) continue;
      const Permit* permit = ruleset->PermitAt(row.permits.front().permit);
      if (permit != nullptr) releases.push_back(permit->code);
    }
  }
  std::sort(releases.begin(), releases.end());
  releases.erase(std::unique(releases.begin(), releases.end()), releases.end());
  return releases;
}

}  // namespace

KeySpace::KeySpace(const RunRulesets& run, bool plain)
    : rulesets(run), is_plain(plain), limits(run.all()), releases(ReleasesOf(run)) {}

bool RowKeys::Read(const TypedRow& row, RowKey& out) {
  out = RowKey();
  const Held& held = HeldOf(row.texts[RowField::kHeldPermits]);
  const absl::string_view named = row.texts[RowField::kRuleset];
  const std::optional<std::uint8_t> from =
      named.empty() ? held.from : space_.rulesets.EarlierOf(named, {});
  if (!from.has_value()) return false;
  ActivityKey& key = out.key;
  key.from = *from;
  key.held = held.number.value_or(0);
  ReadWords(row, key);
  const absl::string_view filed_on = row.texts[RowField::kFiledOn];
  const bool has_regions = ReadRegions(row, out);
  out.is_whole = held.number.has_value() &&
                 ParseNumber(row.texts[RowField::kKbliCode], 5, key.code) &&
                 ReadScope(row.texts[RowField::kScopeId], key) &&
                 ReadSides(space_.limits, row, key) && has_regions && ReadLegalForm(row, key) &&
                 NumberOf(row.texts[RowField::kAuthorityParameters], 1, key.parameters) &&
                 (filed_on.empty() || ParseDate(filed_on).has_value());
  out.held = key.held;
  if (out.is_whole && space_.is_plain) {
    const KbliEdition edition = key.edition == 0 ? space_.rulesets.earlier()[key.from].edition
                                                 : static_cast<KbliEdition>(key.edition);
    DropUnread(space_.limits.inputs().ReadFor(edition, key.code), key);
    if (key.held != 0) key.held = held.releases;
  }
  return true;
}

const RowKeys::Held& RowKeys::HeldOf(absl::string_view list) {
  const auto found = held_.find(list);
  if (found != held_.end()) return found->second;
  const Held held = ReadHeld(list);
  if (held_.size() < kMostHeldLists) return held_.emplace(std::string(list), held).first->second;
  last_held_ = held;
  return last_held_;
}

RowKeys::Held RowKeys::ReadHeld(absl::string_view list) const {
  Held held{.from = space_.rulesets.EarlierOf({}, list), .number = std::nullopt};
  for (absl::string_view item : absl::StrSplit(list, kListMark, absl::SkipEmpty())) {
    if (!space_.rulesets.library()->KnowsHeldCode(absl::StripAsciiWhitespace(item))) return held;
  }
  held.number = space_.texts.NumberOf(list);
  std::vector<absl::string_view> releases;
  for (absl::string_view item : absl::StrSplit(list, kListMark, absl::SkipEmpty())) {
    const absl::string_view code = absl::StripAsciiWhitespace(item);
    if (std::binary_search(space_.releases.begin(), space_.releases.end(), code))
      releases.push_back(code);
  }
  std::sort(releases.begin(), releases.end());
  const std::optional<std::uint32_t> number =
      space_.texts.NumberOf(absl::StrJoin(releases, std::string(1, kListMark)));
  if (!number.has_value()) held.number = std::nullopt;
  held.releases = number.value_or(0);
  return held;
}

// Most activities are answered alike in whatever form they are done.
bool RowKeys::ReadLegalForm(const TypedRow& row, ActivityKey& key) {
  const absl::string_view form = row.texts[RowField::kLegalForm];
  if (form.empty()) return true;
  const auto edition = static_cast<KbliEdition>(key.edition);
  std::uint32_t number = 0;
  if (!NumberOf(form, 2, number)) return false;
  if (space_.limits.ReadsLegalForm(edition, key.code)) key.legal_form = number;
  if (checked_form_ != form) {
    for (const Ruleset* ruleset : space_.rulesets.all()) {
      const std::vector<std::string>& forms = ruleset->data().legal_forms;
      if (form == "?" || std::find(forms.begin(), forms.end(), form) == forms.end()) return false;
    }
    checked_form_.assign(form.data(), form.size());
  }
  return true;
}

// One region is read as the rules read it; of several the text itself stands.
bool RowKeys::ReadRegions(const TypedRow& row, RowKey& out) {
  const absl::string_view text = row.texts[RowField::kRegionCodes];
  if (text.empty()) return true;
  std::uint32_t number = 0;
  if (!ParseNumber(text, 4, number)) {
    out.region = kSeveralRegions;
    if (!NumberOf(text, 3, out.key.regions)) return false;
    out.key.regions += 2;  // behind those of one region
    return true;
  }
  const KeyLimits::RegionKind kind = space_.limits.region(static_cast<int>(number));
  if (kind == KeyLimits::RegionKind::kUnknown) return false;
  out.region = kFirstRegion + space_.limits.region_index(static_cast<int>(number));
  out.key.regions = static_cast<std::uint32_t>(kind);
  return true;
}

bool RowKeys::NumberOf(absl::string_view text, std::size_t slot, std::uint32_t& number) {
  if (text.empty()) {
    number = 0;
    return true;
  }
  Recent& recent = recent_[slot];
  if (recent.text != text) {
    const std::optional<std::uint32_t> found = space_.texts.NumberOf(text);
    if (!found.has_value()) return false;
    recent.text.assign(text.data(), text.size());
    recent.number = *found;
  }
  number = recent.number;
  return true;
}

}  // namespace izin
