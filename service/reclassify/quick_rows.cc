#include "service/reclassify/quick_rows.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include <xxhash.h>

#include "service/reclassify/quick_fields.h"

namespace izin {
namespace {

constexpr std::size_t kMostProfiles = 12'000;
constexpr int kNumberBits = 20;
constexpr std::uint32_t kMostNumbers = (std::uint32_t{1} << kNumberBits) - 2;
constexpr int kMostHeadBits = 16;
constexpr int kMostBodyBits = 17;
constexpr std::size_t kPlaces = std::size_t{1} << 16;  // of profiles: at most a quarter is taken
constexpr std::size_t kMostIdBytes = 128;
constexpr std::size_t kMostLineBytes = 800;  // so that a profile has room
constexpr int kMeasureBits = 7;
constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;

std::size_t CaseOf(const DocumentCase& of) {
  return static_cast<std::size_t>(of.level) * 2 + (of.is_code_changed ? 1 : 0);
}

}  // namespace

QuickRows::QuickRows(const RegistryColumns& columns, char delimiter, const KeySpace& space,
                     std::uint32_t no_choice)
    : space_(space),
      no_choice_(no_choice),
      delimiter_(delimiter),
      columns_(columns.fields().size()),
      places_(kPlaces),
      heads_(kMostHeadBits),
      bodies_(kMostBodyBits) {
  if (columns_ > CsvLine::kMostFields) return;  // and no row is found
  for (std::size_t i = 0; i < columns_; ++i) {
    if (columns.fields()[i].has_value()) AddPart(*columns.fields()[i], i);
  }
}

void QuickRows::AddPart(RowField field, std::size_t column) {
  const KeyLimits& limits = space_.limits;
  Part part{.first = static_cast<std::uint8_t>(column), .last = static_cast<std::uint8_t>(column)};
  const auto number = [&part](Kind kind, const Sides& sides) {
    part.kind = kind;
    part.sides = &sides;
    if (kind == Kind::kMeasure) part.measures.resize(std::size_t{1} << kMeasureBits);
  };
  switch (field) {
    case RowField::kBusinessId:
      part.kind = Kind::kBusinessId;
      break;
    case RowField::kProjectId:
      part.kind = Kind::kProjectId;
      break;
    case RowField::kKbliCode:
      part.kind = Kind::kCode;
      break;
    case RowField::kScopeId:
      part.kind = Kind::kScope;
      break;
    case RowField::kRegionCodes:
      part.kind = Kind::kRegion;
      break;
    case RowField::kCapitalIdr:
      number(Kind::kAmount, limits.capital());
      break;
    case RowField::kAnnualSalesIdr:
      number(Kind::kAmount, limits.annual_sales());
      break;
    case RowField::kSettledDays:
      number(Kind::kDays, limits.settled_days());
      break;
    case RowField::kDistanceNm:
      number(Kind::kMeasure, limits.distance());
      break;
    case RowField::kLandAreaHa:
      number(Kind::kMeasure, limits.land_area());
      break;
    default:
      part.kind = Kind::kWords;
  }
  const bool is_joined = part.kind == Kind::kWords && !parts_.empty() &&
                         parts_.back().kind == Kind::kWords &&
                         std::size_t{parts_.back().last} + 1 == column;
  if (is_joined) {
    parts_.back().last = part.last;
  } else {
    parts_.push_back(std::move(part));
  }
}

bool QuickRows::ReadScope(absl::string_view text, Reading& reading) {
  std::uint64_t code = 0;
  std::uint64_t number = 0;
  if (text.size() < 7 || text.size() > 9 || text[5] != '-' || text[6] == '0') return false;
  if (!ReadEight(text.data(), 5, code) || !ReadEight(text.data() + 6, text.size() - 6, number))
    return false;
  reading.scope_code = static_cast<std::uint32_t>(code);
  reading.scope_number = static_cast<std::uint32_t>(number);
  return true;
}

char* QuickRows::ReadRegion(absl::string_view text, Row& row, char* at) const {
  std::uint64_t number = 0;
  if (text.size() != 4 || !ReadEight(text.data(), 4, number)) return nullptr;
  const KeyLimits::RegionKind kind = space_.limits.region(static_cast<int>(number));
  if (kind == KeyLimits::RegionKind::kUnknown) return nullptr;
  row.region = kFirstRegion + space_.limits.region_index(static_cast<int>(number));
  *at++ = static_cast<char>('0' + static_cast<int>(kind));
  return at;
}

char* QuickRows::ReadAmount(absl::string_view text, const Part& part, char* at) {
  std::uint64_t number = 0;
  if (!ReadNumber(text, number) || (part.kind == Kind::kDays && text.size() > 9)) return nullptr;
  *at++ = static_cast<char>('0' + part.sides->Of(static_cast<double>(number)));
  return at;
}

// Measures repeat: a short one is known by its bytes.
char* QuickRows::ReadMeasure(absl::string_view text, Part& part, char* at) {
  const bool is_short = text.size() <= 8;
  const std::uint64_t bytes = ShortText(text);
  Measure& known = part.measures[bytes * kMultiplier >> (64 - kMeasureBits)];
  if (!is_short || known.text != bytes) {
    double number = 0;
    if (!ReadDecimal(text, number)) return nullptr;
    const auto side = static_cast<char>('0' + part.sides->Of(number));
    if (!is_short) {
      *at++ = side;
      return at;
    }
    known = {.text = bytes, .side = side};
  }
  *at++ = known.side;
  return at;
}

// With a comma in it it would be quoted.
bool QuickRows::IsId(absl::string_view text) const {
  return text.size() <= kMostIdBytes && IsPlain(text) &&
         (delimiter_ == ',' || text.find(',') == absl::string_view::npos);
}

inline char* QuickRows::ReadPart(const CsvLine& line, Part& part, Reading& reading, Row& row,
                                 char* at) {
  const std::size_t begin = line.begin_of(part.first);
  const absl::string_view text(line.begin + begin, line.ends[part.last] - begin);
  if (part.kind == Kind::kWords) {
    CopySteps(text.data(), text.size(), at);
    at[text.size()] = delimiter_;
    return at + text.size() + 1;
  }
  if (text.empty() && part.kind >= Kind::kScope) {
    *at = '0';  // on no side
    return at + 1;
  }
  std::uint64_t code = 0;
  switch (part.kind) {
    case Kind::kWords:
      return nullptr;
    case Kind::kBusinessId:
      row.business_id = text;
      return !text.empty() && IsId(text) ? at : nullptr;
    case Kind::kProjectId:
      row.project_id = text;
      return IsId(text) ? at : nullptr;
    case Kind::kCode:
      if (text.size() != 5 || !ReadEight(text.data(), 5, code)) return nullptr;
      reading.code = static_cast<std::uint32_t>(code);
      return at;
    case Kind::kScope:
      *at = '0';  // which one is no part of the profile
      return ReadScope(text, reading) ? at + 1 : nullptr;
    case Kind::kRegion:
      return ReadRegion(text, row, at);
    case Kind::kAmount:
    case Kind::kDays:
      return ReadAmount(text, part, at);
    case Kind::kMeasure:
      return ReadMeasure(text, part, at);
  }
  return nullptr;
}

bool QuickRows::Read(const CsvLine& line, Reading& reading, Row& row) {
  if (line.fields != columns_ || line.size > kMostLineBytes || parts_.empty()) return false;
  row.project_id = {};
  row.has_plain_ids = true;
  row.region = kNoRegion;
  reading.scope_code = 0;
  reading.scope_number = 0;
  char* at = reading.text.data();
  for (Part& part : parts_) {
    at = ReadPart(line, part, reading, row, at);
    if (at == nullptr) return false;
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
  if (profiles_.size() >= kMostProfiles || numbers_.size() >= kMostNumbers) Clear();
  Place& place = PlaceOfProfile(reading);
  if (place.profile == 0) {
    const auto text_at = static_cast<std::uint32_t>(texts_.size());
    place = {
        .hash = reading.hash, .profile = AddProfile(key, reading), .text_at = text_at};
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

void QuickRows::Clear() {
  texts_.clear();
  profiles_.clear();
  narrow_.clear();
  numbers_.clear();
  std::fill(places_.begin(), places_.end(), Place());
  heads_.Clear();
  bodies_.Clear();
}

}  // namespace izin
