#include "service/reclassify/plain_rows.h"

#include <algorithm>
#include <optional>
#include <utility>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "service/reclassify/plain_lookup.h"
#include "service/reclassify/quick_fields.h"

namespace izin {
namespace {

constexpr std::size_t kCodes = 100'000;
constexpr std::size_t kScales = 5;
constexpr std::size_t kPlaces = 16;
constexpr std::size_t kStep = 64;
constexpr std::size_t kMostLongTails = 4096;
constexpr std::size_t kMoreRoom = std::size_t{512} << 10;
constexpr int kMarks = 8;  // of a line that are kept: more is a line of other columns

// Bits of the 64 bytes from `text` that are a delimiter or a line break; `quotes` gets those of
// quotes.
using MarksOf = std::uint64_t (*)(const char* text, char delimiter, std::uint64_t& quotes);

#if defined(__x86_64__)
template <typename Equal>
std::uint64_t FourTimes(const Equal& equal) {
  std::uint64_t bits = 0;
  for (int i = 0; i < 4; ++i)
    bits |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(equal(16 * i))) << (16 * i);
  return bits;
}

std::uint64_t NarrowMarks(const char* text, char delimiter, std::uint64_t& quotes) {
  const auto bits_of = [text](char wanted) {
    return FourTimes([&](int at) {
      return _mm_movemask_epi8(_mm_cmpeq_epi8(
          _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + at)), _mm_set1_epi8(wanted)));
    });
  };
  quotes = bits_of('"');
  return bits_of(delimiter) | bits_of('\n');
}

constexpr std::uint64_t Joined(int low, int high) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(low)) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(high)) << 32;
}

__attribute__((target("avx2"))) std::uint64_t WideMarks(const char* text, char delimiter,
                                                        std::uint64_t& quotes) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32));
  const __m256i comma = _mm256_set1_epi8(delimiter);
  const __m256i newline = _mm256_set1_epi8('\n');
  const __m256i quote = _mm256_set1_epi8('"');
  const __m256i low_marks =
      _mm256_or_si256(_mm256_cmpeq_epi8(low, comma), _mm256_cmpeq_epi8(low, newline));
  const __m256i high_marks =
      _mm256_or_si256(_mm256_cmpeq_epi8(high, comma), _mm256_cmpeq_epi8(high, newline));
  quotes = Joined(_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, quote)),
                  _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, quote)));
  return Joined(_mm256_movemask_epi8(low_marks), _mm256_movemask_epi8(high_marks));
}

MarksOf BestMarks() { return __builtin_cpu_supports("avx2") ? WideMarks : NarrowMarks; }
#else
std::uint64_t PlainMarks(const char* text, char delimiter, std::uint64_t& quotes) {
  std::uint64_t marks = 0;
  quotes = 0;
  for (std::size_t i = 0; i < kStep; ++i) {
    quotes |= static_cast<std::uint64_t>(text[i] == '"') << i;
    marks |= static_cast<std::uint64_t>(text[i] == delimiter || text[i] == '\n') << i;
  }
  return marks;
}

MarksOf BestMarks() { return PlainMarks; }
#endif

// A number of five digits; a larger one than any for what is none. REQUIRES: 8 readable bytes.
std::uint32_t CodeOf(const char* text, std::size_t size) {
  std::uint64_t number = 0;
  return size == 5 && ReadEight(text, 5, number) ? static_cast<std::uint32_t>(number) : kCodes;
}

}  // namespace

int ShortWords::FindLong(absl::string_view text) {
  const std::optional<std::uint8_t> number = text.empty() ? std::nullopt : words_.Find(text);
  return number.has_value() ? *number : -1;
}

int ShortWords::FindNew(std::uint64_t bytes, absl::string_view text) {
  const int number = FindLong(text);
  if (number < 0) return number;
  const auto first =
      entries_.begin() + static_cast<std::ptrdiff_t>(bytes * kMultiplier >> (64 - kBits));
  const auto last = first + kLooks;
  const auto free = std::find_if(first, last, [](const Entry& entry) { return entry.size == 0; });
  *(free == last ? first : free) = {
      .bytes = bytes, .size = static_cast<std::uint32_t>(text.size()), .number = number};
  return number;
}

PlainRows::PlainRows(PlainAnswers& answers, char delimiter, const PlainPlaces& places)
    : answers_(answers),
      delimiter_(delimiter),
      places_(places),
      scales_(RowField::kScale),
      locations_(RowField::kLocations),
      record_(delimiter),
      rows_by_code_(kCodes + 1),
      cells_(kScales * kPlaces) {
  AddTail(PlainTail(answers, PlainAnswer::Refused()), /*is_refused=*/true);
}

std::uint32_t PlainRows::AddTail(std::string text, bool is_refused) {
  const auto number = static_cast<std::uint32_t>(tails_.size());
  const auto [place, is_new] = numbers_.try_emplace(text, number);
  if (!is_new) return place->second;
  Tail& tail = tails_.emplace_back();
  tail.is_refused = is_refused;
  long_tails_.emplace_back();
  if (text.size() <= kShortTail) {
    std::copy(text.begin(), text.end(), tail.text.begin());
    tail.size = static_cast<std::uint32_t>(text.size());
  } else {
    long_tails_.back() = std::move(text);
  }
  return number;
}

std::uint32_t PlainRows::NewTail(std::uint32_t code, std::uint8_t scale, std::uint8_t locations) {
  const PlainAnswer answer =
      answers_.Find({.code = code, .scope = 0, .scale = scale, .locations = locations});
  if (answer.is_refused()) return 0;
  const std::uint32_t number = AddTail(PlainTail(answers_, answer), /*is_refused=*/false);
  std::uint16_t& row = rows_by_code_[code];
  if (row == 0) {
    row = static_cast<std::uint16_t>(cells_.size() / (kScales * kPlaces));
    cells_.resize(cells_.size() + kScales * kPlaces);
  }
  cells_[(row * kScales + scale) * kPlaces + locations] = number;
  return number;
}

std::uint32_t PlainRows::TailOf(absl::string_view code_text, absl::string_view scale_text,
                                absl::string_view locations_text) {
  const std::uint32_t code = CodeOf(code_text.data(), code_text.size());
  const int scale = scales_.Find(scale_text.data(), scale_text.size());
  const int places = locations_.Find(locations_text.data(), locations_text.size());
  const bool is_sound = code < kCodes && static_cast<unsigned>(scale) < kScales &&
                        static_cast<unsigned>(places) < kPlaces;
  if (!is_sound) return 0;
  const std::size_t row = rows_by_code_[code];
  const std::uint32_t tail = cells_[(row * kScales + static_cast<std::size_t>(scale)) * kPlaces +
                                    static_cast<std::size_t>(places)];
  if (tail != 0) return tail;
  return NewTail(code, static_cast<std::uint8_t>(scale), static_cast<std::uint8_t>(places));
}

std::size_t PlainRows::Process(absl::string_view text, bool is_end, OutputBytes& out) {
  return places_.are_plain() ? ProcessLines(text, is_end, out) : ProcessRecords(text, is_end, out);
}

// Writes at most the line and kShortTail bytes more.
void PlainRows::WriteLine(const char* line, std::size_t size, const std::uint32_t* marks, int count,
                          char*& at) {
  std::size_t end = size;
  if (end > 0 && line[end - 1] == '\r') --end;
  if (end == 0) return;
  std::uint32_t number = 0;
  if (count == 3) {
    const auto field = [&](std::uint32_t begin, std::size_t stop) {
      return absl::string_view(line + begin, stop - begin);
    };
    number = TailOf(field(marks[0] + 1, marks[1]), field(marks[1] + 1, marks[2]),
                    field(marks[2] + 1, std::max<std::size_t>(end, marks[2] + 1)));
  }
  const std::size_t id = count == 0 ? end : marks[0];
  if (id <= 16) {
    std::memcpy(at, line, 16);
  } else {
    std::memcpy(at, line, id);
  }
  at += id;
  const Tail& tail = tails_[number];
  ++rows_;
  refused_ += tail.is_refused ? 1 : 0;
  if (tail.size > 0) {
    std::memcpy(at, tail.text.data(), kShortTail);
    at += tail.size;
  } else {
    const std::string& rest = long_tails_[number];
    std::memcpy(at, rest.data(), std::min(rest.size(), kMostLongTails));
    at += std::min(rest.size(), kMostLongTails);
  }
}

// Lines up to the first with a quote; that one is read as a record.
std::size_t PlainRows::ProcessLines(absl::string_view text, bool is_end, OutputBytes& out) {
  static const MarksOf marks_of = BestMarks();
  // A line of the text gives no more than the text and its tail.
  const std::size_t line_room = text.size() + kMostLongTails + kShortTail + kStep;
  char* at = nullptr;
  char* limit = nullptr;
  const auto keep = [&] { out.size = static_cast<std::size_t>(at - out.bytes.data()); };
  const auto make_room = [&] {
    at = out.Room(line_room + kMoreRoom);
    limit = at + kMoreRoom;
  };
  make_room();
  std::size_t begin = 0;
  std::uint32_t marks[kMarks];
  int count = 0;
  for (std::size_t i = 0; i < text.size(); i += kStep) {
    std::uint64_t quotes = 0;
    std::uint64_t bits = marks_of(text.data() + i, delimiter_, quotes);
    if (text.size() - i < kStep) {
      const std::uint64_t inside = (std::uint64_t{1} << (text.size() - i)) - 1;
      bits &= inside;
      quotes &= inside;
    }
    if (quotes != 0) bits &= (quotes & -quotes) - 1;  // those before
    for (; bits != 0; bits &= bits - 1) {
      const std::size_t place = i + static_cast<std::size_t>(__builtin_ctzll(bits));
      if (text[place] != '\n') {
        marks[count] = static_cast<std::uint32_t>(place - begin);
        count = std::min(count + 1, kMarks - 1);
        continue;
      }
      WriteLine(text.data() + begin, place - begin, marks, count, at);
      begin = place + 1;
      count = 0;
      if (at >= limit) {
        keep();
        make_room();
      }
    }
    if (quotes != 0) {
      keep();
      return begin + ProcessRecords(text.substr(begin), is_end, out);
    }
  }
  if (is_end && begin < text.size()) {
    WriteLine(text.data() + begin, text.size() - begin, marks, count, at);
    begin = text.size();
  }
  keep();
  return begin;
}

std::size_t PlainRows::ProcessRecords(absl::string_view text, bool is_end, OutputBytes& out) {
  const std::size_t whole = WholeRecordBytes(text, delimiter_, is_end);
  for (std::size_t at = 0; at < whole;) {
    at += record_.Read(text.substr(at, whole - at));
    if (record_.is_blank()) continue;
    const std::vector<absl::string_view>& fields = record_.fields();
    std::uint32_t number = 0;
    const bool is_sound = !record_.is_broken() && fields.size() == places_.columns;
    if (is_sound)
      number = TailOf(fields[places_.code], fields[places_.scale], fields[places_.locations]);
    const bool has_id = !record_.is_broken() && places_.id < fields.size();
    WriteRow(has_id ? fields[places_.id] : absl::string_view(), number, out);
  }
  return whole;
}

void PlainRows::WriteRow(absl::string_view id, std::uint32_t number, OutputBytes& out) {
  field_.clear();
  AppendCsvField(id, field_);
  out.Append(field_);
  const Tail& tail = tails_[number];
  out.Append(tail.size > 0 ? absl::string_view(tail.text.data(), tail.size)
                           : absl::string_view(long_tails_[number]));
  ++rows_;
  refused_ += tail.is_refused ? 1 : 0;
}

std::size_t PlainRows::ProcessJson(absl::string_view text, bool is_end, OutputBytes& out) {
  std::size_t at = 0;
  while (at < text.size()) {
    const void* const newline = std::memchr(text.data() + at, '\n', text.size() - at);
    if (newline == nullptr && !is_end) break;
    const std::size_t end =
        newline == nullptr
            ? text.size()
            : static_cast<std::size_t>(static_cast<const char*>(newline) - text.data());
    absl::string_view line = text.substr(at, end - at);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (!line.empty()) ProcessJsonLine(line, out);
    at = std::min(end + 1, text.size());
  }
  return at;
}

void PlainRows::ProcessJsonLine(absl::string_view line, OutputBytes& out) {
  JsonLayout::Texts texts;
  if (layout_.Read(line, texts)) {
    const auto& [id, code, scale, locations] = texts;
    const std::uint32_t number = TailOf(code, scale, locations);
    const Tail& tail = tails_[number];
    if (number != 0 && tail.size > 0 && id.find(',') == absl::string_view::npos) {
      char* const at = out.Room(id.size() + kShortTail);
      std::memcpy(at, id.data(), id.size());
      std::memcpy(at + id.size(), tail.text.data(), kShortTail);
      out.size += id.size() + tail.size;
      ++rows_;
      return;
    }
  }
  RowTexts row;
  RowFault fault;
  const bool is_read = json_.Read(line, row, fault);
  const std::uint32_t number =
      is_read ? TailOf(row[RowField::kKbliCode], row[RowField::kScale], row[RowField::kLocations])
              : 0;
  WriteRow(row[RowField::kBusinessId], number, out);
  if (number != 0) layout_.Learn(line, row);
}

}  // namespace izin
