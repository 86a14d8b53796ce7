#include "service/reclassify/demo_registry.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "service/base/csv_records.h"
#include "service/reclassify/row_fields.h"

namespace izin {
namespace {

// The columns, in order.
constexpr std::array kColumns = {
    RowField::kBusinessId,     RowField::kProjectId,   RowField::kKbliCode,
    RowField::kKbliEdition,    RowField::kScopeId,     RowField::kScale,
    RowField::kLocations,      RowField::kCapitalIdr,  RowField::kAnnualSalesIdr,
    RowField::kForeign,        RowField::kZone,        RowField::kRdtr,
    RowField::kLandCondition,  RowField::kSettledDays, RowField::kMovingVessel,
    RowField::kForestFunction, RowField::kForestUse,   RowField::kConstruction,
    RowField::kEnvironment,    RowField::kHeldPermits, RowField::kRegionCodes,
    RowField::kActorType,      RowField::kLegalForm,   RowField::kLandAreaHa};

// Retail, food, services, food and clothing industry, transport, farming: what most businesses do.
constexpr absl::string_view kFrequent[] = {"47", "56", "96", "10", "14", "95", "49", "46", "01"};

std::size_t At(RowField field, const decltype(kColumns)& columns) {
  return static_cast<std::size_t>(std::find(columns.begin(), columns.end(), field) -
                                  columns.begin());
}
std::size_t Column(RowField field) { return At(field, kColumns); }

bool IsFrequent(KbliCode code) {
  const std::string digits = code.ToString();
  return std::any_of(std::begin(kFrequent), std::end(kFrequent), [&](absl::string_view division) {
    return absl::StartsWith(digits, division);
  });
}

// Names of NDJSON for the objects within an activity.
std::string JsonOf(const std::vector<std::string>& row, absl::string_view object) {
  std::vector<std::string> members;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    const absl::string_view path = FieldPath(kColumns[i]);
    const std::size_t dot = path.rfind('.') + 1;
    if (path.substr(0, dot) != object || row[i].empty()) continue;
    const bool is_list = kColumns[i] == RowField::kLocations ||
                         kColumns[i] == RowField::kHeldPermits ||
                         kColumns[i] == RowField::kRegionCodes;
    std::string value = absl::StrCat("\"", row[i], "\"");
    if (is_list)
      value = absl::StrCat("[\"", absl::StrJoin(absl::StrSplit(row[i], '|'), "\",\""), "\"]");
    if (row[i] == "true" || row[i] == "false") value = row[i];
    members.push_back(absl::StrCat("\"", path.substr(dot), "\":", value));
  }
  return absl::StrJoin(members, ",");
}

}  // namespace

DemoRegistry::DemoRegistry(const Ruleset& ruleset, const Options& options)
    : ruleset_(ruleset), options_(options), random_(options.seed) {
  const auto list = [this](KbliEdition edition, std::vector<KbliCode>& codes) {
    const KbliCatalogue& kbli = ruleset_.kbli(edition);
    for (int i = 0; i < kbli.subclass_count(); ++i) codes.push_back(kbli.CodeAt(i));
    for (std::size_t i = codes.size(); i > 1; --i) std::swap(codes[i - 1], codes[Below(i)]);
    std::stable_partition(codes.begin(), codes.end(), IsFrequent);
  };
  list(KbliEdition::k2020, codes_2020_);
  list(KbliEdition::k2025, codes_2025_);
  for (const izin::Region& region : ruleset.data().regions) {
    if (region.code.size() == 4) regions_.push_back(region.code);
  }
}

std::string DemoRegistry::Header() {
  std::vector<absl::string_view> names;
  names.reserve(std::size(kColumns));
  for (RowField field : kColumns) names.push_back(ColumnName(field));
  return absl::StrJoin(names, ",") + "\n";
}

absl::string_view DemoRegistry::Pick(absl::string_view weighted) {
  const std::uint64_t drawn = Below(1000);
  std::uint64_t sum = 0;
  for (absl::string_view entry : absl::StrSplit(weighted, ' ')) {
    const std::pair<absl::string_view, absl::string_view> parts = absl::StrSplit(entry, ':');
    std::uint64_t weight = 0;
    if (absl::SimpleAtoi(parts.second, &weight)) sum += weight;
    if (drawn < sum) return parts.first;
  }
  return "";
}

// One in ten lies in DKI Jakarta.
std::string DemoRegistry::Region() {
  if (Happens(0.1)) return absl::StrCat("317", 1 + Below(5));
  return regions_[Below(regions_.size())];
}

DemoRegistry::Row DemoRegistry::MakeRow() {
  Row row(kColumns.size());
  ++number_;
  row[Column(RowField::kBusinessId)] = absl::StrCat(9120000000000 + number_ * 7);
  row[Column(RowField::kProjectId)] = absl::StrCat("P", 1 + number_ % 3);
  SetActivity(row);
  SetMoney(row);
  SetPlace(row);
  SetOwner(row);
  SetHeld(row);
  return row;
}

void DemoRegistry::SetActivity(Row& row) {
  const bool is_new = Happens(0.55);
  const std::vector<KbliCode>& codes = is_new ? codes_2025_ : codes_2020_;
  // The cube of an even draw: half of all rows have one of the first eighth of the codes.
  const double drawn = static_cast<double>(random_() >> 11) * 0x1p-53;
  const auto at =
      static_cast<std::size_t>(drawn * drawn * drawn * static_cast<double>(codes.size()));
  const KbliCode code = codes[std::min(at, codes.size() - 1)];
  row[Column(RowField::kKbliCode)] = code.ToString();
  row[Column(RowField::kKbliEdition)] = is_new ? "2025" : "2020";
  if (!is_new || !Happens(0.4)) return;
  const auto scopes = ruleset_.scopes_of(*ruleset_.kbli(KbliEdition::k2025).IndexOf(code));
  if (scopes.empty()) return;
  const Scope& scope = scopes[Below(scopes.size())];
  if (!scope.only_foreign) row[Column(RowField::kScopeId)] = scope.id;
}

void DemoRegistry::SetMoney(Row& row) {
  const absl::string_view scale = Pick("micro:925 small:50 medium:13 large:12");
  row[Column(RowField::kScale)] = std::string(scale);
  if (scale == "large" && Happens(0.3)) row[Column(RowField::kForeign)] = "true";
  const std::uint64_t most = scale == "micro"    ? 1900
                             : scale == "small"  ? 9900
                             : scale == "medium" ? 19900
                                                 : 2'000'000;
  const std::uint64_t least = scale == "micro"    ? 4
                              : scale == "small"  ? 2001
                              : scale == "medium" ? 10001
                                                  : 20001;
  const std::uint64_t rupiah = (least + Below(most - least)) * 500'000;
  row[Column(RowField::kCapitalIdr)] = absl::StrCat(rupiah);
}

void DemoRegistry::SetPlace(Row& row) {
  const absl::string_view place = Pick("land:965 sea:15 forest:10 land|sea:10");
  row[Column(RowField::kLocations)] = std::string(place);
  row[Column(RowField::kRegionCodes)] = Region();
  row[Column(RowField::kLandAreaHa)] = absl::StrCat("0.0", 1 + Below(9));
  if (absl::StrContains(place, "sea"))
    row[Column(RowField::kSettledDays)] = std::string(Pick("365:500 10:200"));
  if (place == "forest") {
    row[Column(RowField::kForestFunction)] =
        std::string(Pick("production:600 protection:200 convertible-production:100"));
    row[Column(RowField::kForestUse)] =
        std::string(Pick("forestry:500 environmental-services:200 plantation:100"));
  }
  // Of the smallest little more was asked than what they do and where.
  const absl::string_view scale = row[Column(RowField::kScale)];
  const double known = scale == "micro" ? 0.1 : scale == "small" ? 0.4 : 0.9;
  if (Happens(known)) SetSite(row);
}

// Details go together: a stall in a market, a shop in one's own house, a plant in an estate.
void DemoRegistry::SetSite(Row& row) {
  struct Site {
    int weight;
    const char* zone;
    const char* rdtr;
    const char* land_condition;
    const char* construction;
    const char* environment;
  };
  static constexpr Site kSites[] = {
      {300, "none", "", "tenant-in-managed-building", "none", "sppl"},
      {250, "none", "none", "ordinary", "existing-with-permit", "sppl"},
      {150, "none", "none", "ordinary", "none", "sppl"},
      {100, "none", "integrated", "ordinary", "existing-with-permit", "sppl"},
      {70, "none", "not-integrated", "ordinary", "new-building", "ukl-upl"},
      {50, "none", "integrated", "ordinary", "new-building", ""},
      {30, "industrial-estate", "integrated", "ordinary", "new-building", "ukl-upl"},
      {20, "industrial-estate", "", "registered-estate", "new-building", "ukl-upl"},
      {10, "special-economic-zone", "", "registered-estate", "new-building", "ukl-upl"},
      {10, "free-trade-zone", "none", "ordinary", "existing-with-permit", "sppl"},
      {5, "none", "none", "small-island", "new-building", "amdal"},
      {5, "none", "none", "national-strategic", "new-building", "amdal"}};
  auto drawn = static_cast<int>(Below(1000));
  for (const Site& site : kSites) {
    drawn -= site.weight;
    if (drawn >= 0) continue;
    row[Column(RowField::kZone)] = site.zone;
    row[Column(RowField::kRdtr)] = site.rdtr;
    row[Column(RowField::kLandCondition)] = site.land_condition;
    row[Column(RowField::kConstruction)] = site.construction;
    row[Column(RowField::kEnvironment)] = site.environment;
    return;
  }
}

void DemoRegistry::SetOwner(Row& row) {
  const bool is_micro = row[Column(RowField::kScale)] == "micro";
  const bool is_person = is_micro && Happens(0.9);
  row[Column(RowField::kActorType)] = is_person ? "individual" : "entity";
  if (!is_person)
    row[Column(RowField::kLegalForm)] = std::string(Pick("PT:700 CV:250 KOPERASI:50"));
}

// One in three holds papers of OSS 1.0 or 1.1.
void DemoRegistry::SetHeld(Row& row) {
  const bool is_old = row[Column(RowField::kKbliEdition)] == "2020" && Happens(0.65);
  row[Column(RowField::kHeldPermits)] = std::string(
      is_old ? Pick("NIB|IZIN_USAHA:700 NIB|IZIN_USAHA|IZIN_LOKASI:120 "
                    "NIB|IZIN_USAHA|IZIN_LOKASI|IZIN_LINGKUNGAN|IMB:100 "
                    "NIB|IZIN_USAHA|IZIN_KOMERSIAL:80")
             : Pick("NIB:600 NIB|SS:200 NIB|KKPR_PERNYATAAN_MANDIRI|SPPL:100 NIB|PKKPR:50"));
}

void DemoRegistry::Spoil(Row& row) {
  switch (Below(10)) {
    case 0:
      row[Column(RowField::kKbliCode)].pop_back();
      break;
    case 1:
      row[Column(RowField::kScale)] = "tiny";
      break;
    case 2:
      row[Column(RowField::kScale)].clear();
      row[Column(RowField::kCapitalIdr)].clear();
      row[Column(RowField::kForeign)].clear();
      break;
    case 3:
      row[Column(RowField::kCapitalIdr)] = "1.000.000.000";  // good, but with separators
      break;
    case 4:
      row[Column(RowField::kRegionCodes)] = "9999";
      break;
    case 5:
      row.pop_back();
      break;
    case 6:
      row[Column(RowField::kBusinessId)].clear();
      break;
    case 7:
      row[Column(RowField::kBusinessId)] += "\xFF";
      break;
    case 8:
      row[Column(RowField::kProjectId)] = "Toko \"A\", Medan";  // good, but quoted
      break;
    default:
      row[Column(RowField::kLocations)] = "darat|udara";
      break;
  }
}

void DemoRegistry::AppendCsv(std::string& out) {
  Row row = MakeRow();
  if (Happens(options_.spoilt)) Spoil(row);
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += ',';
    AppendCsvField(row[i], out);
  }
  out += '\n';
}

void DemoRegistry::AppendNdjson(std::string& out) {
  const Row row = MakeRow();
  Happens(options_.spoilt);  // the draw of AppendCsv, so that rows stay the same
  absl::StrAppend(&out, "{", JsonOf(row, ""), ",\"activity\":{", JsonOf(row, "activity."));
  const std::pair<absl::string_view, absl::string_view> kParts[] = {
      {"investment", "activity.investment."},
      {"sea", "activity.sea."},
      {"forest", "activity.forest."}};
  for (const auto& [name, object] : kParts) {
    const std::string members = JsonOf(row, object);
    if (!members.empty()) absl::StrAppend(&out, ",\"", name, "\":{", members, "}");
  }
  out += "}}\n";
}

}  // namespace izin
