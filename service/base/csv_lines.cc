#include "service/base/csv_lines.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace izin {
namespace {

constexpr std::size_t kStep = 64;

}  // namespace

void CsvLines::PlainMarks(const char* text, std::size_t windows, char delimiter, Marks* marks) {
  for (std::size_t window = 0; window < windows; ++window, text += kStep) {
    Marks found;
    for (std::size_t i = 0; i < kStep; ++i) {
      const bool is_stop = text[i] == '\n' || text[i] == '"';
      found.delimiters |= static_cast<std::uint64_t>(text[i] == delimiter) << i;
      found.stops |= static_cast<std::uint64_t>(is_stop) << i;
    }
    marks[window] = found;
  }
}

#if defined(__x86_64__)
namespace {

__attribute__((target("avx2"))) inline std::uint64_t Joined(__m256i low, __m256i high) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(low))) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

}  // namespace

__attribute__((target("avx2"))) void CsvLines::WideMarks(const char* text, std::size_t windows,
                                                         char delimiter, Marks* marks) {
  const __m256i comma = _mm256_set1_epi8(delimiter);
  const __m256i newline = _mm256_set1_epi8('\n');
  const __m256i quote = _mm256_set1_epi8('"');
  for (std::size_t window = 0; window < windows; ++window, text += kStep) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32));
    marks[window] = {
        .delimiters = Joined(_mm256_cmpeq_epi8(low, comma), _mm256_cmpeq_epi8(high, comma)),
        .stops = Joined(
            _mm256_or_si256(_mm256_cmpeq_epi8(low, newline), _mm256_cmpeq_epi8(low, quote)),
            _mm256_or_si256(_mm256_cmpeq_epi8(high, newline), _mm256_cmpeq_epi8(high, quote)))};
  }
}

CsvLines::MarksOf CsvLines::BestMarks() {
  return __builtin_cpu_supports("avx2") ? WideMarks : PlainMarks;
}

// By instructions that are made for it.
__attribute__((target("bmi"))) std::uint32_t* CsvLines::WidePlaces(std::uint64_t bits,
                                                                   std::uint32_t first,
                                                                   std::uint32_t* to) {
  for (; bits != 0; bits &= bits - 1)
    *to++ = first + static_cast<std::uint32_t>(__builtin_ctzll(bits));
  return to;
}

CsvLines::PlacesOf CsvLines::BestPlaces() {
  return __builtin_cpu_supports("bmi") ? WidePlaces : PlainPlaces;
}
#else
CsvLines::MarksOf CsvLines::BestMarks() { return PlainMarks; }
CsvLines::PlacesOf CsvLines::BestPlaces() { return PlainPlaces; }
#endif

std::uint32_t* CsvLines::PlainPlaces(std::uint64_t bits, std::uint32_t first, std::uint32_t* to) {
  for (; bits != 0; bits &= bits - 1)
    *to++ = first + static_cast<std::uint32_t>(__builtin_ctzll(bits));
  return to;
}

CsvLines::CsvLines(absl::string_view text, char delimiter)
    : text_(text), delimiter_(delimiter), marks_of_(BestMarks()), places_of_(BestPlaces()) {
  SkipTo(0);
}

void CsvLines::Look() {
  const std::size_t windows = (text_.size() - window_ + kStep - 1) / kStep;
  first_ = window_;
  known_ = std::min(windows, kWindows);
  marks_of_(text_.data() + first_, known_, delimiter_, marks_.data());
  const std::size_t behind = first_ + known_ * kStep;
  if (behind <= text_.size()) return;
  const std::uint64_t own = ~std::uint64_t{0} >> (behind - text_.size());
  marks_[known_ - 1].delimiters &= own;
  marks_[known_ - 1].stops &= own;
}

void CsvLines::SkipTo(std::size_t at) {
  at_ = at;
  delimiters_ = 0;
  stops_ = 0;
  window_ = at;
  if (at >= text_.size()) return;
  const bool is_known = at >= first_ && at < first_ + known_ * kStep;
  if (!is_known) Look();
  const std::size_t passed = (at - first_) % kStep;
  window_ = at - passed;
  const Marks& marks = marks_[(window_ - first_) / kStep];
  delimiters_ = marks.delimiters >> passed << passed;
  stops_ = marks.stops >> passed << passed;
}

// The fields that end at `delimiters` of the window.
inline void CsvLines::AddFields(std::uint64_t delimiters, CsvLine& line) const {
  const auto first = static_cast<std::uint32_t>(window_ - at_);  // below 0 it wraps, and back
  std::uint32_t* const to = places_of_(delimiters, first, line.ends.data() + line.fields);
  line.fields = std::min(static_cast<std::size_t>(to - line.ends.data()), CsvLine::kMostFields);
}

bool CsvLines::Next(CsvLine& line) {
  line.fields = 0;
  while (stops_ == 0) {
    AddFields(delimiters_, line);
    window_ += kStep;
    if (window_ >= text_.size()) {
      SkipTo(at_);
      return false;
    }
    if (window_ >= first_ + known_ * kStep) Look();
    const Marks& marks = marks_[(window_ - first_) / kStep];
    delimiters_ = marks.delimiters;
    stops_ = marks.stops;
  }
  const std::uint64_t before = (stops_ & -stops_) - 1;
  const std::size_t place = window_ + static_cast<std::size_t>(__builtin_ctzll(stops_));
  if (text_[place] == '"') {
    SkipTo(at_);
    return false;
  }
  AddFields(delimiters_ & before, line);
  delimiters_ &= ~before;
  stops_ &= stops_ - 1;
  const std::size_t end = place - at_;
  line.begin = text_.data() + at_;
  line.bytes = end + 1;
  line.size = end - (end > 0 && line.begin[end - 1] == '\r' ? 1 : 0);
  line.ends[line.fields++] = static_cast<std::uint32_t>(line.size);
  at_ = place + 1;
  return true;
}

}  // namespace izin
