#include "service/reclassify/typed_row.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "service/base/excerpt.h"
#include "service/request/typed_values.h"

namespace izin {
namespace {

using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::GetEnumDescriptor;

constexpr std::size_t kMostWords = 512;  // kept for one column
constexpr std::size_t kShownBytes = 80;

// The columns of words, in order.
constexpr std::array kWordFields = {RowField::kKbliEdition,
                                    RowField::kScale,
                                    RowField::kLocations,
                                    RowField::kForeign,
                                    RowField::kZone,
                                    RowField::kExtent,
                                    RowField::kRdtr,
                                    RowField::kLandCondition,
                                    RowField::kMovingVessel,
                                    RowField::kConservationCoreZone,
                                    RowField::kForestFunction,
                                    RowField::kForestUse,
                                    RowField::kConstruction,
                                    RowField::kEnvironment,
                                    RowField::kAdjoinsProtectedArea,
                                    RowField::kActorType};

std::optional<std::uint8_t> ParseBool(absl::string_view text) {
  for (absl::string_view yes : {"true", "1", "ya", "yes", "y"}) {
    if (absl::EqualsIgnoreCase(text, yes)) return 1;
  }
  for (absl::string_view no : {"false", "0", "tidak", "no", "n", "t"}) {
    if (absl::EqualsIgnoreCase(text, no)) return 0;
  }
  return std::nullopt;
}

void SetText(absl::string_view text, std::string& out) { out.assign(text.data(), text.size()); }

void SetList(absl::string_view list, google::protobuf::RepeatedPtrField<std::string>& out) {
  out.Clear();
  if (list.empty()) return;
  for (absl::string_view item : absl::StrSplit(list, kListMark))
    SetText(absl::StripAsciiWhitespace(item), *out.Add());
}

void SetPlace(const TypedRow& row, v1::BusinessActivity& activity) {
  activity.clear_locations();
  for (int type = v1::LocationType_MIN + 1; type <= v1::LocationType_MAX; ++type) {
    if ((row.word(RowField::kLocations) >> type & 1) != 0)
      activity.add_locations(static_cast<v1::LocationType>(type));
  }
  activity.set_zone(static_cast<v1::Zone>(row.word(RowField::kZone)));
  activity.set_extent(static_cast<v1::AdministrativeExtent>(row.word(RowField::kExtent)));
  activity.set_rdtr(static_cast<v1::RdtrStatus>(row.word(RowField::kRdtr)));
  activity.set_land_condition(static_cast<v1::LandCondition>(row.word(RowField::kLandCondition)));
  v1::SeaUse& sea = *activity.mutable_sea();
  sea.set_settled_days(row.settled_days);
  sea.set_moving_vessel(row.word(RowField::kMovingVessel) != 0);
  sea.set_conservation_core_zone(row.word(RowField::kConservationCoreZone) != 0);
  sea.set_distance_nm(row.distance_nm);
  v1::ForestArea& forest = *activity.mutable_forest();
  forest.set_function(static_cast<v1::ForestFunction>(row.word(RowField::kForestFunction)));
  forest.set_use(static_cast<v1::ForestUse>(row.word(RowField::kForestUse)));
}

}  // namespace

bool ReadDigits(absl::string_view text, std::int64_t& number) {
  if (text.empty() || text.size() > 18) return false;
  std::int64_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  number = value;
  return true;
}

// Both numbers are held exactly, so that their quotient is the number nearest to the text.
bool ReadDecimal(absl::string_view text, double& number) {
  constexpr double kPowers[] = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000};
  const std::size_t point = text.find('.');
  if (point == absl::string_view::npos || point == 0 || text.size() > 15) return false;
  const std::size_t decimals = text.size() - point - 1;
  const bool is_doubtful = decimals == 3 && text.substr(0, point) != "0";
  if (decimals == 0 || decimals >= std::size(kPowers) || is_doubtful) return false;
  std::int64_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == point) continue;
    if (text[i] < '0' || text[i] > '9') return false;
    digits = digits * 10 + (text[i] - '0');
  }
  number = static_cast<double>(digits) / kPowers[decimals];
  return true;
}

const EnumDescriptor* WordsOf(RowField field) {
  switch (field) {
    case RowField::kKbliEdition:
      return GetEnumDescriptor<v1::KbliEdition>();
    case RowField::kScale:
      return GetEnumDescriptor<v1::BusinessScale>();
    case RowField::kLocations:
      return GetEnumDescriptor<v1::LocationType>();
    case RowField::kZone:
      return GetEnumDescriptor<v1::Zone>();
    case RowField::kExtent:
      return GetEnumDescriptor<v1::AdministrativeExtent>();
    case RowField::kRdtr:
      return GetEnumDescriptor<v1::RdtrStatus>();
    case RowField::kLandCondition:
      return GetEnumDescriptor<v1::LandCondition>();
    case RowField::kForestFunction:
      return GetEnumDescriptor<v1::ForestFunction>();
    case RowField::kForestUse:
      return GetEnumDescriptor<v1::ForestUse>();
    case RowField::kConstruction:
      return GetEnumDescriptor<v1::Construction>();
    case RowField::kEnvironment:
      return GetEnumDescriptor<v1::EnvironmentalScreening>();
    case RowField::kActorType:
      return GetEnumDescriptor<v1::ActorType>();
    default:
      return nullptr;
  }
}

void FillActivity(const TypedRow& row, v1::BusinessActivity& activity) {
  SetText(row.texts[RowField::kKbliCode], *activity.mutable_kbli_code());
  activity.set_kbli_edition(static_cast<v1::KbliEdition>(row.word(RowField::kKbliEdition)));
  SetText(row.texts[RowField::kScopeId], *activity.mutable_scope_id());
  activity.set_scale(static_cast<v1::BusinessScale>(row.word(RowField::kScale)));
  v1::Investment& investment = *activity.mutable_investment();
  investment.set_capital_idr(row.capital_idr);
  investment.set_annual_sales_idr(row.annual_sales_idr);
  investment.set_foreign(row.word(RowField::kForeign) != 0);
  SetPlace(row, activity);
  activity.set_construction(static_cast<v1::Construction>(row.word(RowField::kConstruction)));
  activity.set_environment(
      static_cast<v1::EnvironmentalScreening>(row.word(RowField::kEnvironment)));
  activity.set_adjoins_protected_area(row.word(RowField::kAdjoinsProtectedArea) != 0);
  SetList(row.texts[RowField::kHeldPermits], *activity.mutable_held_permits());
  SetList(row.texts[RowField::kRegionCodes], *activity.mutable_region_codes());
  activity.set_actor_type(static_cast<v1::ActorType>(row.word(RowField::kActorType)));
  SetText(row.texts[RowField::kLegalForm], *activity.mutable_legal_form());
  activity.set_land_area_ha(row.land_area_ha);
  SetText(row.texts[RowField::kFiledOn], *activity.mutable_filed_on());
  SetList(row.texts[RowField::kAuthorityParameters], *activity.mutable_authority_parameters());
}

ColumnWords::ColumnWords(RowField field) : field_(field), values_(WordsOf(field)) {}

std::optional<std::uint8_t> ColumnWords::Find(absl::string_view text) {
  if (text.size() == last_size_ && std::memcmp(text.data(), last_.data(), last_size_) == 0)
    return last_value_;
  const auto found = known_.find(text);
  const std::optional<std::uint8_t> value = found != known_.end() ? found->second : Parse(text);
  if (found == known_.end() && known_.size() < kMostWords && text.size() <= last_.size())
    known_.emplace(std::string(text), value);
  if (value.has_value() && text.size() <= last_.size()) {
    std::memcpy(last_.data(), text.data(), text.size());
    last_size_ = text.size();
    last_value_ = *value;
  }
  return value;
}

std::optional<std::uint8_t> ColumnWords::Parse(absl::string_view text) const {
  if (values_ == nullptr) return ParseBool(text);
  if (field_ == RowField::kLocations) return ParseLocations(text);
  const std::optional<int> number = ParseWord(text);
  if (!number.has_value()) return std::nullopt;
  return static_cast<std::uint8_t>(*number);
}

std::optional<int> ColumnWords::ParseWord(absl::string_view text) const {
  const auto* value = values_->FindValueByName(absl::AsciiStrToUpper(text));
  return value != nullptr ? value->number() : ParseEnumWord(*values_, text);
}

// One given twice is no value: of two meanings one would be lost.
std::optional<std::uint8_t> ColumnWords::ParseLocations(absl::string_view text) const {
  std::uint8_t bits = 0;
  for (absl::string_view item : absl::StrSplit(text, kListMark)) {
    const std::optional<int> number = ParseWord(absl::StripAsciiWhitespace(item));
    if (!number.has_value() || (bits >> *number & 1) != 0) return std::nullopt;
    bits = static_cast<std::uint8_t>(bits | 1U << *number);
  }
  return bits;
}

std::string ColumnWords::Wanted() const {
  if (values_ == nullptr) return "want true or false";
  const std::string words = EnumWords(*values_, /*is_english=*/true);
  if (field_ != RowField::kLocations) return absl::StrCat("want ", words);
  return absl::StrCat("want some of ", words, ", each once, with | between them");
}

struct RowTyper::Faults {
  RowFault& fault;
  bool has_any = false;

  void Add(RowField field, absl::string_view text, absl::string_view want) {
    if (has_any) {
      absl::StrAppend(&fault.reason, "; also ", ColumnName(field), " \"",
                      Excerpt(text, kShownBytes), "\": ", want);
      return;
    }
    has_any = true;
    fault = {.field = std::string(ColumnName(field)),
             .value = Excerpt(text, kShownBytes),
             .reason = std::string(want)};
  }
};

RowTyper::RowTyper() {
  for (RowField field : kWordFields) words_.emplace_back(field);
}

bool RowTyper::Read(const RowTexts& texts, TypedRow& row, RowFault& fault) {
  Faults faults{.fault = fault};
  for (std::size_t i = 0; i < kRowFieldCount; ++i) {
    const absl::string_view text = texts.fields[i];
    const bool is_bare = text.empty() || (text.front() > ' ' && text.back() > ' ');
    row.texts.fields[i] = is_bare ? text : absl::StripAsciiWhitespace(text);
  }
  for (std::size_t i = 0; i < kWordFields.size(); ++i) {
    const absl::string_view text = row.texts[kWordFields[i]];
    std::uint8_t& word = row.words[At(kWordFields[i])];
    word = 0;
    if (text.empty()) continue;
    const std::optional<std::uint8_t> value = words_[i].Find(text);
    if (value.has_value()) {
      word = *value;
    } else {
      faults.Add(kWordFields[i], text, words_[i].Wanted());
    }
  }
  ReadNumbers(row, faults);
  return !faults.has_any;
}

void RowTyper::ReadNumbers(TypedRow& row, Faults& faults) const {
  const auto whole = [&](RowField field, std::int64_t& number, absl::string_view want) {
    const absl::string_view text = row.texts[field];
    number = 0;
    if (text.empty() || ReadDigits(text, number)) return;
    const std::optional<std::int64_t> rupiah = ParseRupiah(text);
    if (!rupiah.has_value()) return faults.Add(field, text, want);
    number = *rupiah;
  };
  const auto real = [&](RowField field, double& number, absl::string_view want) {
    const absl::string_view text = row.texts[field];
    number = 0;
    if (text.empty() || ReadDecimal(text, number)) return;
    const std::optional<double> value = ParseReal(text);
    if (!value.has_value()) return faults.Add(field, text, want);
    number = *value;
  };
  constexpr absl::string_view kRupiah =
      "want rupiah, like 500000000, 500.000.000, 500 juta or 1,5 miliar";
  whole(RowField::kCapitalIdr, row.capital_idr, kRupiah);
  whole(RowField::kAnnualSalesIdr, row.annual_sales_idr, kRupiah);
  const absl::string_view days = row.texts[RowField::kSettledDays];
  row.settled_days = 0;
  if (!days.empty() && !absl::SimpleAtoi(days, &row.settled_days))
    faults.Add(RowField::kSettledDays, days, "want a whole number of days, like 30");
  real(RowField::kDistanceNm, row.distance_nm, "want a number, like 12 or 2.5");
  real(RowField::kLandAreaHa, row.land_area_ha, "want a number, like 1500 or 2.5");
}

}  // namespace izin
