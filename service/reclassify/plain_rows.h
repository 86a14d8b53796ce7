// The hot loop of PlainLookup: lines of four columns become lines of answers.

#ifndef IZIN_SERVICE_RECLASSIFY_PLAIN_ROWS_H_
#define IZIN_SERVICE_RECLASSIFY_PLAIN_ROWS_H_

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

#include "service/answer/plain_answers.h"
#include "service/base/csv_records.h"
#include "service/reclassify/json_layout.h"
#include "service/reclassify/json_rows.h"
#include "service/reclassify/output_bytes.h"
#include "service/reclassify/typed_row.h"

namespace izin {

// Words of up to eight bytes, found by them: a look, no comparison of texts. Single-threaded.
class ShortWords {
 public:
  explicit ShortWords(RowField field) : words_(field) {}

  // The number of the word; negative for what is none. REQUIRES: 8 readable bytes from its begin.
  int Find(const char* text, std::size_t size) {
    if (size == 0 || size > 8) return FindLong({text, size});
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text, 8);
    bytes &= ~std::uint64_t{0} >> (64 - 8 * size);
    const std::size_t first = bytes * kMultiplier >> (64 - kBits);
    for (std::size_t at = first; at < first + kLooks; ++at) {
      const Entry& entry = entries_[at];
      if (entry.bytes == bytes && entry.size == size) return entry.number;
    }
    return FindNew(bytes, {text, size});
  }

 private:
  static constexpr int kBits = 7;
  static constexpr std::size_t kLooks = 4;
  static constexpr std::uint64_t kMultiplier = 0x9E3779B97F4A7C15;
  struct Entry {
    std::uint64_t bytes = 0;
    std::uint32_t size = 0;  // 0: free
    int number = -1;
  };

  int FindLong(absl::string_view text);
  int FindNew(std::uint64_t bytes, absl::string_view text);

  ColumnWords words_;
  std::array<Entry, (std::size_t{1} << kBits) + kLooks> entries_{};
};

// Where the four columns stand.
struct PlainPlaces {
  std::size_t id = 0;
  std::size_t code = 1;
  std::size_t scale = 2;
  std::size_t locations = 3;
  std::size_t columns = 4;

  bool are_plain() const {
    return id == 0 && code == 1 && scale == 2 && locations == 3 && columns == 4;
  }
};

// Single-threaded.
class PlainRows {
 public:
  // `answers` must outlive it.
  PlainRows(PlainAnswers& answers, char delimiter, const PlainPlaces& places);

  // Reads the whole records at the beginning of `text` and returns their bytes; writes behind what
  // `out` has. REQUIRES: kCsvPadding readable bytes behind `text`.
  std::size_t Process(absl::string_view text, bool is_end, OutputBytes& out);

  // The same of lines of NDJSON, each a Business. REQUIRES: kJsonPadding readable bytes behind
  // `text`.
  std::size_t ProcessJson(absl::string_view text, bool is_end, OutputBytes& out);

  // A row that was passed over.
  void AddRefused() {
    ++rows_;
    ++refused_;
  }
  std::int64_t rows() const { return rows_; }
  std::int64_t refused() const { return refused_; }

 private:
  static constexpr std::size_t kShortTail = 96;
  // What is written behind the id; a long one lies elsewhere.
  struct Tail {
    std::array<char, kShortTail> text{};
    std::uint32_t size = 0;
    bool is_refused = false;
  };

  std::size_t ProcessLines(absl::string_view text, bool is_end, OutputBytes& out);
  std::size_t ProcessRecords(absl::string_view text, bool is_end, OutputBytes& out);
  void WriteLine(const char* line, std::size_t size, const std::uint32_t* marks, int count,
                 char*& at);
  void ProcessJsonLine(absl::string_view line, OutputBytes& out);
  void WriteRow(absl::string_view id, std::uint32_t tail, OutputBytes& out);
  std::uint32_t TailOf(absl::string_view code, absl::string_view scale,
                       absl::string_view locations);
  std::uint32_t NewTail(std::uint32_t code, std::uint8_t scale, std::uint8_t locations);
  std::uint32_t AddTail(std::string text, bool is_refused);

  PlainAnswers& answers_;
  const char delimiter_;
  const PlainPlaces places_;
  ShortWords scales_;
  ShortWords locations_;
  CsvRecord record_;
  JsonLayout layout_;
  JsonRows json_;
  std::vector<std::uint16_t> rows_by_code_;  // 0: none yet
  std::vector<std::uint32_t> cells_;         // numbers of tails by row, scale and locations; 0: new
  std::vector<Tail> tails_;                  // the first is that of what is refused
  std::vector<std::string> long_tails_;      // by number; empty: short
  std::string field_;                        // an id with its quotes
  absl::flat_hash_map<std::string, std::uint32_t> numbers_;  // by text
  std::int64_t rows_ = 0;
  std::int64_t refused_ = 0;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_PLAIN_ROWS_H_
