// Fields of a line read several bytes at a time, where so many bytes behind them may be read too.

#ifndef IZIN_SERVICE_RECLASSIFY_QUICK_FIELDS_H_
#define IZIN_SERVICE_RECLASSIFY_QUICK_FIELDS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "absl/strings/string_view.h"

namespace izin {

inline constexpr std::size_t kFieldStep = 16;

// Copies by steps: up to kFieldStep bytes more are read and written.
inline void CopySteps(const char* from, std::size_t size, char* to) {
  std::memcpy(to, from, kFieldStep);
  for (std::size_t at = kFieldStep; at < size; at += kFieldStep)
    std::memcpy(to + at, from + at, kFieldStep);
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
inline bool IsPlain(absl::string_view text) {
  const __m128i space = _mm_set1_epi8(' ');
  const __m128i erased = _mm_set1_epi8(0x7F);
  for (std::size_t at = 0; at < text.size(); at += kFieldStep) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + at));
    // Bytes above 0x7F are below 0 here.
    const __m128i odd = _mm_or_si128(_mm_cmplt_epi8(bytes, space), _mm_cmpeq_epi8(bytes, erased));
    const std::size_t left = text.size() - at;
    const std::uint32_t own = left < kFieldStep ? (std::uint32_t{1} << left) - 1 : 0xFFFF;
    if ((static_cast<std::uint32_t>(_mm_movemask_epi8(odd)) & own) != 0) return false;
  }
  return true;
}
#else
inline bool IsPlain(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c < 0x7F; });
}
#endif

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_QUICK_FIELDS_H_
