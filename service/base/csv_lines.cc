#include "service/base/csv_lines.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace izin {
namespace {

constexpr std::size_t kStep = 64;

// Bits of the 64 bytes from `text`: delimiters, and what ends a line or makes it one to be left
// alone.
struct Marks {
  std::uint64_t delimiters = 0;
  std::uint64_t stops = 0;  // line breaks and quotes
};
using MarksOf = Marks (*)(const char* text, char delimiter);

Marks PlainMarks(const char* text, char delimiter) {
  Marks marks;
  for (std::size_t i = 0; i < kStep; ++i) {
    const bool is_stop = text[i] == '\n' || text[i] == '"';
    marks.delimiters |= static_cast<std::uint64_t>(text[i] == delimiter) << i;
    marks.stops |= static_cast<std::uint64_t>(is_stop) << i;
  }
  return marks;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) std::uint64_t Joined(__m256i low, __m256i high) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(low))) |
         static_cast<std::uint64_t>(static_cast<std::uint32_t>(_mm256_movemask_epi8(high))) << 32;
}

__attribute__((target("avx2"))) Marks WideMarks(const char* text, char delimiter) {
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + 32));
  const __m256i comma = _mm256_set1_epi8(delimiter);
  const __m256i newline = _mm256_set1_epi8('\n');
  const __m256i quote = _mm256_set1_epi8('"');
  return {.delimiters = Joined(_mm256_cmpeq_epi8(low, comma), _mm256_cmpeq_epi8(high, comma)),
          .stops = Joined(
              _mm256_or_si256(_mm256_cmpeq_epi8(low, newline), _mm256_cmpeq_epi8(low, quote)),
              _mm256_or_si256(_mm256_cmpeq_epi8(high, newline), _mm256_cmpeq_epi8(high, quote)))};
}

MarksOf BestMarks() { return __builtin_cpu_supports("avx2") ? WideMarks : PlainMarks; }
#else
MarksOf BestMarks() { return PlainMarks; }
#endif

}  // namespace

CsvLines::CsvLines(absl::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {
  Look();
}

void CsvLines::Look() {
  static const MarksOf marks_of = BestMarks();
  delimiters_ = 0;
  stops_ = 0;
  if (window_ >= text_.size()) return;
  const Marks marks = marks_of(text_.data() + window_, delimiter_);
  const std::size_t left = text_.size() - window_;
  const std::uint64_t own = left < kStep ? (std::uint64_t{1} << left) - 1 : ~std::uint64_t{0};
  delimiters_ = marks.delimiters & own;
  stops_ = marks.stops & own;
}

void CsvLines::SkipTo(std::size_t at) {
  at_ = at;
  window_ = at;
  Look();
}

// The fields that end at `delimiters` of the window.
void CsvLines::AddFields(std::uint64_t delimiters, CsvLine& line) const {
  const auto first = static_cast<std::uint32_t>(window_ - at_);  // below 0 it wraps, and back
  for (; delimiters != 0; delimiters &= delimiters - 1) {
    line.ends[line.fields] = first + static_cast<std::uint32_t>(__builtin_ctzll(delimiters));
    line.fields = std::min(line.fields + 1, CsvLine::kMostFields);
  }
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
    Look();
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
