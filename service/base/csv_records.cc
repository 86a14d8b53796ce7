#include "service/base/csv_records.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace izin {
namespace {

constexpr char kQuote = '"';
constexpr std::size_t kStep = 16;

// Bits of the bytes of `text[0..16)` that are a delimiter, a quote or a line break.
std::uint32_t MarksIn(const char* text, char delimiter) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text));
  const __m128i marks = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(delimiter)),
                                                  _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'))),
                                     _mm_cmpeq_epi8(bytes, _mm_set1_epi8(kQuote)));
  return static_cast<std::uint32_t>(_mm_movemask_epi8(marks));
#else
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kStep; ++i) {
    const bool is_mark = text[i] == delimiter || text[i] == '\n' || text[i] == kQuote;
    bits |= static_cast<std::uint32_t>(is_mark) << i;
  }
  return bits;
#endif
}

std::size_t LineBytes(absl::string_view text, bool is_end) {
  const std::size_t newline = text.find('\n');
  if (newline != absl::string_view::npos) return newline + 1;
  return is_end ? text.size() : 0;
}

absl::string_view WithoutLineBreak(absl::string_view record) {
  if (!record.empty() && record.back() == '\n') record.remove_suffix(1);
  if (!record.empty() && record.back() == '\r') record.remove_suffix(1);
  return record;
}

// As a field between commas.
bool MustBeQuoted(absl::string_view text) {
  std::size_t at = 0;
  for (; at + kStep <= text.size(); at += kStep) {
    if (MarksIn(text.data() + at, ',') != 0) return true;
  }
  const absl::string_view rest = text.substr(at);
  return std::any_of(rest.begin(), rest.end(),
                     [](char c) { return c == ',' || c == kQuote || c == '\n'; }) ||
         text.find('\r') != absl::string_view::npos;
}

}  // namespace

std::size_t RecordBytes(absl::string_view text, char delimiter, bool is_end) {
  const std::size_t line = LineBytes(text, is_end);
  if (line == 0 || std::memchr(text.data(), kQuote, line) == nullptr) return line;
  bool is_quoted = false;
  bool may_open = true;  // at the start of a field, and after a quote that closed one
  const std::size_t limit = std::min(text.size(), kMaxRecordBytes);
  for (std::size_t i = 0; i < limit; ++i) {
    const char c = text[i];
    if (is_quoted) {
      is_quoted = c != kQuote;
      may_open = !is_quoted;  // a doubled quote closes and opens
      continue;
    }
    if (c == '\n') return i + 1;
    is_quoted = c == kQuote && may_open;
    may_open = c == delimiter;
  }
  const bool is_over = text.size() >= kMaxRecordBytes || is_end;
  if (!is_over) return 0;
  return is_quoted || text.size() > limit ? line : text.size();
}

std::size_t WholeRecordBytes(absl::string_view text, char delimiter, bool is_end) {
  if (text.empty()) return 0;
  if (std::memchr(text.data(), kQuote, text.size()) == nullptr) {
    if (is_end) return text.size();
    const std::size_t newline = text.rfind('\n');
    return newline == absl::string_view::npos ? 0 : newline + 1;
  }
  std::size_t whole = 0;
  while (whole < text.size()) {
    const std::size_t record = RecordBytes(text.substr(whole), delimiter, is_end);
    if (record == 0) break;
    whole += record;
  }
  return whole;
}

std::size_t CsvRecord::Read(absl::string_view text) {
  fields_.clear();
  is_broken_ = false;
  has_quotes_ = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size(); at += kStep) {
    std::uint32_t marks = MarksIn(text.data() + at, delimiter_);
    for (; marks != 0; marks &= marks - 1) {
      const std::size_t i = at + static_cast<std::size_t>(__builtin_ctz(marks));
      if (i >= text.size()) break;
      if (text[i] == delimiter_) {
        fields_.emplace_back(text.data() + begin, i - begin);
        begin = i + 1;
        continue;
      }
      if (text[i] == kQuote) return ReadQuoted(text);
      fields_.push_back(WithoutLineBreak(text.substr(begin, i - begin + 1)));
      return i + 1;
    }
  }
  fields_.push_back(WithoutLineBreak(text.substr(begin)));
  return text.size();
}

std::size_t CsvRecord::ReadQuoted(absl::string_view text) {
  fields_.clear();
  has_quotes_ = true;
  const std::size_t bytes = RecordBytes(text, delimiter_, /*is_end=*/true);
  const absl::string_view record = WithoutLineBreak(text.substr(0, bytes));
  unquoted_.clear();
  unquoted_.reserve(record.size());  // so that what points into it stays
  std::size_t at = 0;
  do {
    if (!ReadField(record, at)) {
      is_broken_ = true;
      return bytes;
    }
  } while (at <= record.size());
  return bytes;
}

bool CsvRecord::ReadField(absl::string_view record, std::size_t& at) {
  if (at == record.size() || record[at] != kQuote) {
    const std::size_t end = std::min(record.find(delimiter_, at), record.size());
    fields_.push_back(record.substr(at, end - at));
    at = end + 1;
    return true;
  }
  const std::size_t begin = unquoted_.size();
  for (++at; at < record.size(); ++at) {
    if (record[at] == kQuote) {
      ++at;  // to what follows the quote
      if (at == record.size() || record[at] == delimiter_) {
        fields_.emplace_back(unquoted_.data() + begin, unquoted_.size() - begin);
        ++at;
        return true;
      }
      if (record[at] != kQuote) return false;
    }
    unquoted_ += record[at];
  }
  return false;
}

void AppendCsvField(absl::string_view text, std::string& out) {
  if (!MustBeQuoted(text)) {
    out.append(text.data(), text.size());
    return;
  }
  out += kQuote;
  for (char c : text) {
    if (c == kQuote) out += kQuote;
    out += c;
  }
  out += kQuote;
}

char DelimiterOf(absl::string_view header) {
  char most = ',';
  for (char delimiter : {';', '\t'}) {
    if (std::count(header.begin(), header.end(), delimiter) >
        std::count(header.begin(), header.end(), most))
      most = delimiter;
  }
  return most;
}

}  // namespace izin
