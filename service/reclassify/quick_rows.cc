#include "service/reclassify/quick_rows.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include <xxhash.h>

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
constexpr std::size_t kStep = 16;
constexpr int kMeasureBits = 7;
constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;

// Copies by steps: up to kStep bytes more are read and written.
inline void CopySteps(const char* from, std::size_t size, char* to) {
  std::memcpy(to, from, kStep);
  for (std::size_t at = kStep; at < size; at += kStep) std::memcpy(to + at, from + at, kStep);
}

// The first eight bytes of a shorter text, the others 0. REQUIRES: 8 readable bytes.
inline std::uint64_t ShortText(absl::string_view text) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text.data(), 8);
  return text.size() >= 8 ? bytes : bytes & ((std::uint64_t{1} << (8 * text.size())) - 1);
}

// At most eight digits at once. REQUIRES: 8 readable bytes, and a digit at least.
inline bool ReadEight(const char* text, std::size_t digits, std::uint64_t& number) {
  constexpr std::uint64_t kZeros = 0x3030303030303030;
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, 8);
  if (digits < 8) bytes = bytes << (64 - 8 * digits) | kZeros >> (8 * digits);
  const std::uint64_t over = bytes + 0x0606060606060606;
  if (((bytes & 0xF0F0F0F0F0F0F0F0) | (over & 0xF0F0F0F0F0F0F0F0) >> 4) != 0x3333333333333333)
    return false;
  bytes -= kZeros;
  bytes = bytes * 10 + (bytes >> 8);  // pairs, then fours, then all eight
  number = ((bytes & 0x000000FF000000FF) * 0x000F424000000064 +
            (bytes >> 16 & 0x000000FF000000FF) * 0x0000271000000001) >>
           32;
  return true;
}

// What ReadDigits reads. REQUIRES: 8 readable bytes from each byte.
inline bool ReadNumber(absl::string_view text, std::uint64_t& number) {
  if (text.empty() || text.size() > 16) return false;
  if (text.size() <= 8) return ReadEight(text.data(), text.size(), number);
  std::uint64_t upper = 0;
  const std::size_t digits = text.size() - 8;
  if (!ReadEight(text.data(), digits, upper) || !ReadEight(text.data() + digits, 8, number))
    return false;
  number += upper * 100'000'000;
  return true;
}

#if defined(__SSE2__)
// Characters of ASCII, none of control.
// REQUIRES: 16 readable bytes from each byte of `text`.
bool IsPlain(absl::string_view text) {
  const __m128i space = _mm_set1_epi8(' ');
  const __m128i erased = _mm_set1_epi8(0x7F);
  for (std::size_t at = 0; at < text.size(); at += kStep) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    // Bytes above 0x7F are below 0 here.
    const __m128i odd = _mm_or_si128(_mm_cmplt_epi8(bytes, space), _mm_cmpeq_epi8(bytes, erased));
    const std::size_t left = text.size() - at;
    const std::uint32_t own = left < kStep ? (std::uint32_t{1} << left) - 1 : 0xFFFF;
    if ((static_cast<std::uint32_t>(_mm_movemask_epi8(odd)) & own) != 0) return false;
  }
  return true;
}
#else
bool IsPlain(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}
#endif

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

bool QuickRows::ReadScope(absl::string_view text) {
  std::uint64_t code = 0;
  std::uint64_t number = 0;
  if (text.size() < 7 || text.size() > 9 || text[5] != '-' || text[6] == '0') return false;
  if (!ReadEight(text.data(), 5, code) || !ReadEight(text.data() + 6, text.size() - 6, number))
    return false;
  scope_code_ = static_cast<std::uint32_t>(code);
  scope_number_ = static_cast<std::uint32_t>(number);
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

char* QuickRows::ReadPart(const CsvLine& line, Part& part, Row& row, char* at) {
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
      code_ = static_cast<std::uint32_t>(code);
      return at;
    case Kind::kScope:
      *at = '0';  // which one is no part of the profile
      return ReadScope(text) ? at + 1 : nullptr;
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

bool QuickRows::Read(const CsvLine& line, Row& row) {
  if (line.fields != columns_ || line.size > kMostLineBytes || parts_.empty()) return false;
  row.project_id = {};
  row.has_plain_ids = true;
  row.region = kNoRegion;
  scope_code_ = 0;
  scope_number_ = 0;
  char* at = text_.data();
  for (Part& part : parts_) {
    at = ReadPart(line, part, row, at);
    if (at == nullptr) return false;
  }
  size_ = static_cast<std::size_t>(at - text_.data());
  hash_ = XXH3_64bits(text_.data(), size_);
  return true;
}

QuickRows::Place& QuickRows::PlaceOfProfile() {
  std::size_t at = hash_ & (kPlaces - 1);
  for (;; at = (at + 1) & (kPlaces - 1)) {
    Place& place = places_[at];
    if (place.profile == 0) return place;
    if (place.hash != hash_) continue;
    const Profile& profile = profiles_[place.profile - 1];
    if (profile.text_size == size_ &&
        std::memcmp(texts_.data() + profile.text_at, text_.data(), size_) == 0)
      return place;
  }
}

std::uint32_t& QuickRows::NarrowOf(std::uint32_t profile) {
  const CodeInputs& inputs = space_.limits.inputs();
  return narrow_[(profile - 1) * inputs.classes() +
                 inputs.ClassOf(profiles_[profile - 1].edition, code_)];
}

// 17, 17, 10 and 20 bits.
std::uint64_t QuickRows::HeadKey(std::uint32_t of_code) const {
  return std::uint64_t{code_} << 47 | std::uint64_t{scope_code_} << 30 |
         std::uint64_t{scope_number_} << kNumberBits | of_code;
}

std::uint64_t QuickRows::BodyKey(std::uint32_t kind, std::uint32_t narrow) {
  return std::uint64_t{kind} << kNumberBits | narrow;
}

bool QuickRows::Find(const CsvLine& line, Row& row) {
  is_readable_ = Read(line, row);
  if (!is_readable_) return false;
  const std::uint32_t number = PlaceOfProfile().profile;
  if (number == 0) return false;
  const Profile& profile = profiles_[number - 1];
  const HeadPieces* const head = heads_.Find(HeadKey(profile.of_code));
  const std::uint32_t narrow = NarrowOf(number);
  if (head == nullptr || narrow == 0) return false;
  const BodyPieces* const body = bodies_.Find(BodyKey(head->kind, narrow));
  if (body == nullptr || !JoinPieces(*head, *body, profile.locations, no_choice_, row.pieces))
    return false;
  const std::uint32_t documents = profile.documents[CaseOf(row.pieces.documents)];
  if (documents == 0) return false;
  row.documents = documents_[documents - 1];
  return true;
}

std::uint32_t QuickRows::NumberOf(const PackedKey& part) {
  return numbers_.try_emplace(part, numbers_.size() + 1).first->second;
}

std::uint32_t QuickRows::AddProfile(const RowKey& key) {
  Profile& profile = profiles_.emplace_back();
  profile.edition = key.key.edition == 0 ? space_.rulesets.earlier()[key.key.from].edition
                                         : static_cast<KbliEdition>(key.key.edition);
  profile.locations = key.key.locations;
  profile.text_at = static_cast<std::uint32_t>(texts_.size());
  profile.text_size = static_cast<std::uint32_t>(size_);
  texts_.append(text_.data(), size_);
  narrow_.resize(profiles_.size() * space_.limits.inputs().classes());
  return static_cast<std::uint32_t>(profiles_.size());
}

void QuickRows::Learn(const RowKey& key, const HeadPieces& head, const BodyPieces& body,
                      const std::string& documents) {
  if (!is_readable_) return;
  is_readable_ = false;
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
  Place& place = PlaceOfProfile();
  if (place.profile == 0) place = {.hash = hash_, .profile = AddProfile(key)};
  Profile& profile = profiles_[place.profile - 1];
  profile.of_code = NumberOf(*head_part);
  const std::uint32_t narrow = NumberOf(*body_part);
  NarrowOf(place.profile) = narrow;
  const auto [number, is_new] = document_numbers_.try_emplace(&documents, documents_.size() + 1);
  if (is_new) documents_.push_back(&documents);
  profile.documents[CaseOf(pieces.documents)] = number->second;
  heads_.Add(HeadKey(profile.of_code), head);
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
