#include "service/reclassify/quick_rows.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#define XXH_INLINE_ALL  // short texts are hashed without a call
#include <xxhash.h>

#include "service/reclassify/quick_fields.h"

namespace izin {
namespace {

constexpr std::size_t kMostProfiles = 12'000;
constexpr int kNumberBits = 20;
constexpr std::uint32_t kMostNumbers = (std::uint32_t{1} << kNumberBits) - 2;
constexpr int kMostHeadBits = 16;
constexpr int kMostBodyBits = 18;
constexpr int kLeastBits = 13;
constexpr std::size_t kPlaces = std::size_t{1} << 16;  // of profiles: at most a quarter is taken
constexpr std::size_t kMostIdBytes = 128;
constexpr std::size_t kMostLineBytes = 800;  // so that a profile has room
constexpr std::size_t kMostDigits = 16;
constexpr char kNoSide = '0';  // and those behind it for sides of limits
constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;

std::size_t CaseOf(const DocumentCase& of) {
  return static_cast<std::size_t>(of.level) * 2 + (of.is_code_changed ? 1 : 0);
}

// Of 2^bits places that all threads have together.
int ShareOf(int bits, int threads) {
  while (threads > 1 && bits > kLeastBits) {
    --bits;
    threads = (threads + 1) / 2;
  }
  return bits;
}

}  // namespace

QuickRows::QuickRows(const RegistryColumns& columns, char delimiter, const KeySpace& space,
                     std::uint32_t no_choice, int threads)
    : space_(space),
      no_choice_(no_choice),
      delimiter_(delimiter),
      columns_(columns.fields().size()),
      places_(kPlaces),
      heads_(ShareOf(kMostHeadBits, threads)),
      bodies_(ShareOf(kMostBodyBits, threads)) {
  if (columns_ > CsvLine::kMostFields) return;  // and no row is found
  for (std::size_t i = 0; i < columns_; ++i) {
    if (columns.fields()[i].has_value()) AddPart(*columns.fields()[i], i);
  }
}

void QuickRows::AddPart(RowField field, std::size_t column) {
  const KeyLimits& limits = space_.limits;
  const auto at = static_cast<std::uint8_t>(column);
  const auto number = [at](const Sides& sides, std::size_t most_digits) {
    return Number{.column = at, .most_digits = most_digits, .sides = &sides, .known = {}};
  };
  switch (field) {
    case RowField::kBusinessId:
      business_id_ = at;
      break;
    case RowField::kProjectId:
      project_id_ = at;
      break;
    case RowField::kKbliCode:
      code_ = at;
      break;
    case RowField::kScopeId:
      scope_ = at;
      break;
    case RowField::kRegionCodes:
      region_ = at;
      break;
    case RowField::kCapitalIdr:
      amounts_.push_back(number(limits.capital(), kMostDigits));
      break;
    case RowField::kAnnualSalesIdr:
      amounts_.push_back(number(limits.annual_sales(), kMostDigits));
      break;
    case RowField::kSettledDays:
      amounts_.push_back(number(limits.settled_days(), 9));
      break;
    case RowField::kDistanceNm:
      measures_.push_back(number(limits.distance(), 0));
      break;
    case RowField::kLandAreaHa:
      measures_.push_back(number(limits.land_area(), 0));
      break;
    default:
      if (!words_.empty() && words_.back().last + 1 == at) {
        words_.back().last = at;
      } else {
        words_.push_back({.first = at, .last = at});
      }
  }
}

// With a comma in it it would be quoted.
inline bool QuickRows::IsId(absl::string_view text) const {
  return text.size() <= kMostIdBytes && IsPlain(text) &&
         (delimiter_ == ',' || text.find(',') == absl::string_view::npos);
}

inline bool QuickRows::ReadIds(const CsvLine& line, Row& row) const {
  row.business_id = line.field(*business_id_);
  row.project_id = project_id_.has_value() ? line.field(*project_id_) : absl::string_view();
  row.has_plain_ids = true;
  return !row.business_id.empty() && IsId(row.business_id) && IsId(row.project_id);
}

inline bool QuickRows::ReadCode(const CsvLine& line, Reading& reading) const {
  const absl::string_view text = line.field(*code_);
  std::uint64_t code = 0;
  if (text.size() != 5 || !ReadEight(text.data(), 5, code)) return false;
  reading.code = static_cast<std::uint32_t>(code);
  reading.scope_code = 0;
  reading.scope_number = 0;
  const absl::string_view scope = scope_.has_value() ? line.field(*scope_) : absl::string_view();
  if (scope.empty()) return true;
  if (scope.size() < 7 || scope.size() > 9 || scope[5] != '-' || scope[6] == '0') return false;
  std::uint64_t number = 0;
  if (!ReadEight(scope.data(), 5, code) || !ReadEight(scope.data() + 6, scope.size() - 6, number))
    return false;
  reading.scope_code = static_cast<std::uint32_t>(code);
  reading.scope_number = static_cast<std::uint32_t>(number);
  return true;
}

inline bool QuickRows::ReadRegion(const CsvLine& line, Row& row, char*& at) const {
  row.region = kNoRegion;
  if (!region_.has_value()) return true;
  const absl::string_view text = line.field(*region_);
  if (text.empty()) {
    *at++ = kNoSide;
    return true;
  }
  std::uint64_t number = 0;
  if (text.size() != 4 || !ReadEight(text.data(), 4, number)) return false;
  const KeyLimits::RegionKind kind = space_.limits.region(static_cast<int>(number));
  if (kind == KeyLimits::RegionKind::kUnknown) return false;
  row.region = kFirstRegion + space_.limits.region_index(static_cast<int>(number));
  *at++ = static_cast<char>(kNoSide + static_cast<int>(kind));
  return true;
}

inline bool QuickRows::ReadAmounts(const CsvLine& line, char*& at) const {
  for (const Number& amount : amounts_) {
    const absl::string_view text = line.field(amount.column);
    std::uint64_t number = 0;
    if (!text.empty() && (text.size() > amount.most_digits || !ReadNumber(text, number)))
      return false;
    *at++ = static_cast<char>(kNoSide +
                              (text.empty() ? 0 : amount.sides->Of(static_cast<double>(number))));
  }
  return true;
}

// Measures repeat: a short one is known by its size and bytes.
inline bool QuickRows::ReadMeasures(const CsvLine& line, char*& at) {
  for (Number& measure : measures_) {
    const absl::string_view text = line.field(measure.column);
    const bool is_short = text.size() < 8;
    const std::uint64_t bytes = ShortText(text) | std::uint64_t{text.size()} << 56;
    KnownMeasure& known = measure.known[bytes * kMultiplier >> (64 - kMeasureBits)];
    if (is_short && known.text == bytes && known.side != 0) {
      *at++ = known.side;
      continue;
    }
    double number = 0;
    if (!text.empty() && !ReadDecimal(text, number)) return false;
    const auto side = static_cast<char>(kNoSide + (text.empty() ? 0 : measure.sides->Of(number)));
    if (is_short) known = {.text = bytes, .side = side};
    *at++ = side;
  }
  return true;
}

bool QuickRows::Read(const CsvLine& line, Reading& reading, Row& row) {
  const bool is_of_size = line.fields == columns_ && line.size <= kMostLineBytes;
  if (!is_of_size || !business_id_.has_value() || !code_.has_value()) return false;
  char* at = reading.text.data();
  if (!ReadIds(line, row) || !ReadCode(line, reading) || !ReadRegion(line, row, at) ||
      !ReadAmounts(line, at) || !ReadMeasures(line, at))
    return false;
  for (const Words& words : words_) {
    const std::size_t begin = line.begin_of(words.first);
    const std::size_t size = line.ends[words.last] - begin;
    CopySteps(line.begin + begin, size, at);
    at[size] = delimiter_;
    at += size + 1;
  }
  reading.size = static_cast<std::size_t>(at - reading.text.data());
  reading.hash = XXH3_64bits(reading.text.data(), reading.size);
  __builtin_prefetch(&places_[reading.hash & (kPlaces - 1)]);
  return true;
}

QuickRows::Place& QuickRows::PlaceOfProfile(const Reading& reading) {
  std::size_t at = reading.hash & (kPlaces - 1);
  for (;; at = (at + 1) & (kPlaces - 1)) {
    Place& place = places_[at];
    if (place.profile == 0) return place;
    if (place.hash != reading.hash) continue;
    const Profile& profile = profiles_[place.profile - 1];
    if (profile.text_size == reading.size &&
        std::memcmp(texts_.data() + place.text_at, reading.text.data(), reading.size) == 0)
      return place;
  }
}

std::uint32_t& QuickRows::NarrowOf(const Reading& reading) {
  const CodeInputs& inputs = space_.limits.inputs();
  return narrow_[(reading.profile - 1) * inputs.classes() +
                 inputs.ClassOf(profiles_[reading.profile - 1].edition, reading.code)];
}

// 17, 17, 10 and 20 bits.
std::uint64_t QuickRows::HeadKey(const Reading& reading) const {
  return std::uint64_t{reading.code} << 47 | std::uint64_t{reading.scope_code} << 30 |
         std::uint64_t{reading.scope_number} << kNumberBits |
         profiles_[reading.profile - 1].of_code;
}

std::uint64_t QuickRows::BodyKey(std::uint32_t kind, std::uint32_t narrow) {
  return std::uint64_t{kind} << kNumberBits | narrow;
}

bool QuickRows::FindProfile(Reading& reading) {
  reading.profile = PlaceOfProfile(reading).profile;
  if (reading.profile == 0) return false;
  heads_.Prefetch(HeadKey(reading));
  __builtin_prefetch(&NarrowOf(reading));
  return true;
}

bool QuickRows::FindHead(Reading& reading) {
  reading.head = heads_.Find(HeadKey(reading));
  const std::uint32_t narrow = NarrowOf(reading);
  if (reading.head == nullptr || narrow == 0) return false;
  reading.body_key = BodyKey(reading.head->kind, narrow);
  bodies_.Prefetch(reading.body_key);
  return true;
}

bool QuickRows::FindBody(const Reading& reading, Row& row) const {
  const BodyPieces* const body = bodies_.Find(reading.body_key);
  const Profile& profile = profiles_[reading.profile - 1];
  if (body == nullptr ||
      !JoinPieces(*reading.head, *body, profile.locations, no_choice_, row.pieces))
    return false;
  const std::uint32_t documents = profile.documents[CaseOf(row.pieces.documents)];
  if (documents == 0) return false;
  row.documents = documents_[documents - 1];
  return true;
}

void QuickRows::Find(absl::Span<const CsvLine> lines, absl::Span<Row> rows) {
  const std::size_t count = lines.size();
  for (std::size_t i = 0; i < count; ++i)
    readings_[i].is_readable = rows[i].is_found = Read(lines[i], readings_[i], rows[i]);
  // A place that has the hash has the profile but for a miracle: the look for its text goes ahead.
  for (std::size_t i = 0; i < count; ++i) {
    const Place& place = places_[readings_[i].hash & (kPlaces - 1)];
    if (!rows[i].is_found || place.profile == 0) continue;
    __builtin_prefetch(&profiles_[place.profile - 1]);
    __builtin_prefetch(texts_.data() + place.text_at);
  }
  for (std::size_t i = 0; i < count; ++i)
    rows[i].is_found = rows[i].is_found && FindProfile(readings_[i]);
  for (std::size_t i = 0; i < count; ++i)
    rows[i].is_found = rows[i].is_found && FindHead(readings_[i]);
  for (std::size_t i = 0; i < count; ++i)
    rows[i].is_found = rows[i].is_found && FindBody(readings_[i], rows[i]);
}

std::uint32_t QuickRows::NumberOf(const PackedKey& part) {
  return numbers_.try_emplace(part, numbers_.size() + 1).first->second;
}

std::uint32_t QuickRows::AddProfile(const RowKey& key, const Reading& reading) {
  Profile& profile = profiles_.emplace_back();
  profile.edition = key.key.edition == 0 ? space_.rulesets.earlier()[key.key.from].edition
                                         : static_cast<KbliEdition>(key.key.edition);
  profile.locations = key.key.locations;
  profile.text_size = static_cast<std::uint32_t>(reading.size);
  texts_.append(reading.text.data(), reading.size);
  narrow_.resize(profiles_.size() * space_.limits.inputs().classes());
  return static_cast<std::uint32_t>(profiles_.size());
}

void QuickRows::Learn(const RowKey& key, const HeadPieces& head, const BodyPieces& body,
                      const std::string& documents) {
  Reading& reading = readings_[0];
  if (!reading.is_readable) return;
  reading.is_readable = false;
  ActivityKey of_code = CodePartOf(key.key);
  of_code.code = 0;
  of_code.scope_code = 0;
  of_code.scope_number = 0;
  const std::optional<PackedKey> head_part = Pack(of_code);
  const std::optional<PackedKey> body_part = Pack(RestOf(key.key));
  RowPieces pieces;
  if (!head_part.has_value() || !body_part.has_value() ||
      !JoinPieces(head, body, key.key.locations, no_choice_, pieces))
    return;
  if (numbers_.size() >= kMostNumbers) Clear();
  if (profiles_.size() >= kMostProfiles) ClearProfiles();
  Place& place = PlaceOfProfile(reading);
  if (place.profile == 0) {
    const auto text_at = static_cast<std::uint32_t>(texts_.size());
    place = {.hash = reading.hash, .profile = AddProfile(key, reading), .text_at = text_at};
  }
  reading.profile = place.profile;
  Profile& profile = profiles_[place.profile - 1];
  profile.of_code = NumberOf(*head_part);
  const std::uint32_t narrow = NumberOf(*body_part);
  NarrowOf(reading) = narrow;
  const auto [number, is_new] = document_numbers_.try_emplace(&documents, documents_.size() + 1);
  if (is_new) documents_.push_back(&documents);
  profile.documents[CaseOf(pieces.documents)] = number->second;
  heads_.Add(HeadKey(reading), head);
  bodies_.Add(BodyKey(head.kind, narrow), body);
}

void QuickRows::ClearProfiles() {
  texts_.clear();
  profiles_.clear();
  narrow_.clear();
  std::fill(places_.begin(), places_.end(), Place());
}

void QuickRows::Clear() {
  ClearProfiles();
  numbers_.clear();
  heads_.Clear();
  bodies_.Clear();
}

}  // namespace izin
