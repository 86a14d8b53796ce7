#include "service/reclassify/row_blocks.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "absl/types/span.h"

#include "service/base/csv_records.h"

namespace izin {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

#if defined(__SSE2__)
// The sum of the bytes of `counts`.
std::uint64_t SumOf(__m128i counts) {
  const __m128i sums = _mm_sad_epu8(counts, _mm_setzero_si128());
  return static_cast<std::uint64_t>(_mm_cvtsi128_si64(sums)) +
         static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_unpackhi_epi64(sums, sums)));
}
#endif

std::uint64_t LinesIn(absl::string_view text) {
  std::uint64_t lines = 0;
  std::size_t at = 0;
#if defined(__SSE2__)
  constexpr std::size_t kStep = 16;
  constexpr int kSteps = 255;  // until a byte of the counts is full
  const __m128i newline = _mm_set1_epi8('\n');
  while (at + kStep <= text.size()) {
    __m128i counts = _mm_setzero_si128();
    for (int i = 0; i < kSteps && at + kStep <= text.size(); ++i, at += kStep) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
      counts = _mm_sub_epi8(counts, _mm_cmpeq_epi8(bytes, newline));
    }
    lines += SumOf(counts);
  }
#endif
  return lines + static_cast<std::uint64_t>(
                     std::count(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), '\n'));
}

}  // namespace

void BlockReader::Fill() {
  if (is_end_ || !failure_.ok() || left().size() >= carry_.size()) return;
  std::memmove(carry_.data(), carry_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const absl::StatusOr<std::size_t> got = source_.Read(absl::MakeSpan(carry_).subspan(end_));
  end_ += got.ok() ? *got : 0;
  failure_ = got.status();
  if (got.ok() && *got == 0) is_end_ = true;
}

void BlockReader::Drop(std::size_t size) {
  const absl::string_view text = left().substr(0, size);
  digest_.Add(text);
  ends_in_record_ = !text.empty() && text.back() != '\n';
  begin_ += size;
  offset_ += size;
}

RegistryFormat BlockReader::Sniff() {
  Fill();
  const bool has_mark = left().substr(0, kByteOrderMark.size()) == kByteOrderMark;
  if (has_mark) Drop(kByteOrderMark.size());
  const std::size_t first = left().find_first_not_of(" \t\r\n");
  const bool is_json = first != absl::string_view::npos && left()[first] == '{';
  return is_json ? RegistryFormat::kNdjson : RegistryFormat::kCsv;
}

absl::Status BlockReader::SkipTo(std::uint64_t offset, std::uint64_t line) {
  while (offset_ < offset) {
    Fill();
    if (left().empty()) break;
    Drop(std::min<std::uint64_t>(left().size(), offset - offset_));
  }
  line_ = line;
  return offset_ < offset ? failure_ : absl::OkStatus();
}

absl::StatusOr<std::string> BlockReader::TakeHeader(char delimiter) {
  Fill();
  const absl::string_view text = left();
  if (text.empty() && !failure_.ok()) return failure_;
  const absl::string_view line = text.substr(0, text.find('\n'));
  delimiter_ = delimiter == 0 ? DelimiterOf(line) : delimiter;
  const std::size_t size = RecordBytes(text, delimiter_, is_end_);
  std::string header(text.substr(0, size));
  line_ += LinesIn(header);
  Drop(size);
  return header;
}

void BlockReader::Take(std::size_t size, RowBlock& block) {
  const absl::string_view text = left().substr(0, size);
  block.offset = offset_;
  block.first_line = line_;
  block.lines = LinesIn(text);
  block.bytes = size;
  block.is_oversized = false;
  block.is_cut = false;
  block.buffer.resize(std::max(block.buffer.size(), size + kCsvPadding));
  std::memcpy(block.buffer.data(), text.data(), size);
  block.size = size;
  line_ += block.lines;
  Drop(size);
}

absl::StatusOr<bool> BlockReader::TakeOversized(RowBlock& block) {
  Take(std::min(left().size(), kKeptOfOversized), block);
  block.is_oversized = true;
  for (;;) {
    Fill();
    const absl::string_view text = left();
    if (text.empty() && !failure_.ok()) return failure_;
    const std::size_t newline = text.find('\n');
    const bool is_found = newline != absl::string_view::npos;
    const std::size_t size = is_found ? newline + 1 : text.size();
    block.bytes += size;
    block.lines += is_found ? 1 : 0;
    line_ += is_found ? 1 : 0;
    Drop(size);
    if (is_found || (is_end_ && left().empty())) return true;
  }
}

absl::StatusOr<bool> BlockReader::Next(RowBlock& block) {
  Fill();
  const absl::string_view text = left();
  if (text.empty()) return failure_.ok() ? absl::StatusOr<bool>(false) : failure_;
  const std::size_t newline = text.find('\n');
  const std::size_t line = newline == absl::string_view::npos ? text.size() : newline + 1;
  if (line > kMaxRecordBytes) return TakeOversized(block);
  std::size_t size =
      delimiter_ == 0 ? text.rfind('\n') + 1 : WholeRecordBytes(text, delimiter_, is_end_);
  if (delimiter_ == 0 && is_end_) size = text.size();
  if (size == 0) return failure_;  // in the middle of a record
  Take(size, block);
  return true;
}

}  // namespace izin
