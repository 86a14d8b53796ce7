// The lines of a CSV text that hold no quote, each with the places of its fields: found by looking
// at 64 bytes at a time, many times as fast as CsvRecord.

#ifndef IZIN_SERVICE_BASE_CSV_LINES_H_
#define IZIN_SERVICE_BASE_CSV_LINES_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace izin {

// A line, and where its fields end.
struct CsvLine {
  static constexpr std::size_t kMostFields = 64;

  const char* begin = nullptr;
  std::size_t size = 0;    // without its line break, LF or CRLF
  std::size_t bytes = 0;   // with it
  std::size_t fields = 0;  // kMostFields + 1 stands for more; then no field may be asked for
  std::array<std::uint32_t, kMostFields + 64> ends{};  // of a longer line 64 more may be written

  absl::string_view text() const { return {begin, size}; }
  std::size_t begin_of(std::size_t field) const { return field == 0 ? 0 : ends[field - 1] + 1; }
  absl::string_view field(std::size_t at) const {
    const std::size_t from = begin_of(at);
    return {begin + from, ends[at] - from};
  }
};

// Single-threaded.
class CsvLines {
 public:
  // REQUIRES: kCsvPadding readable bytes behind `text`, which outlives this object.
  CsvLines(absl::string_view text, char delimiter);

  // Reads the next line and moves behind it. False, and moves nowhere, at the end, before a line
  // that holds a quote, and before a last line without a line break: CsvRecord reads those.
  bool Next(CsvLine& line);
  // Bytes before the next line.
  std::size_t at() const { return at_; }
  void SkipTo(std::size_t at);

 private:
  static constexpr std::size_t kWindows = 64;
  // Bits of 64 bytes.
  struct Marks {
    std::uint64_t delimiters = 0;
    std::uint64_t stops = 0;  // line breaks and quotes
  };
  // Writes the marks of so many windows from `text`.
  using MarksOf = void (*)(const char* text, std::size_t windows, char delimiter, Marks* marks);
  static void PlainMarks(const char* text, std::size_t windows, char delimiter, Marks* marks);
  static void WideMarks(const char* text, std::size_t windows, char delimiter, Marks* marks);
  static MarksOf BestMarks();

  // Reads the marks of the windows from `window_`.
  void Look();
  void AddFields(std::uint64_t delimiters, CsvLine& line) const;
  // Writes `first` and the place of each bit, and returns the end.
  using PlacesOf = std::uint32_t* (*)(std::uint64_t bits, std::uint32_t first, std::uint32_t* to);
  static std::uint32_t* PlainPlaces(std::uint64_t bits, std::uint32_t first, std::uint32_t* to);
  static std::uint32_t* WidePlaces(std::uint64_t bits, std::uint32_t first, std::uint32_t* to);
  static PlacesOf BestPlaces();

  const absl::string_view text_;
  const char delimiter_;
  const MarksOf marks_of_;
  const PlacesOf places_of_;
  std::size_t at_ = 0;
  std::size_t window_ = 0;        // the 64 bytes that are read
  std::uint64_t delimiters_ = 0;  // of them those not read yet
  std::uint64_t stops_ = 0;
  std::size_t first_ = 0;  // the first window whose marks are known
  std::size_t known_ = 0;  // how many are
  std::array<Marks, kWindows> marks_{};
};

}  // namespace izin

#endif  // IZIN_SERVICE_BASE_CSV_LINES_H_
