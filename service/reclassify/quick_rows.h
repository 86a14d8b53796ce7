// The short way from the bytes of a row to the pieces of its line: for rows of which everything
// that matters was seen before.
//
// What a row says beside its ids, its code and its scope is its profile: the bytes of its words as
// they stand in the file, and of each number on which side of the limits it lies. A profile that
// was read once the long way (RowTyper, RowKeys) is known by these bytes, so that no word is looked
// up again. Code, scope and what of the profile settles the scale make one number of 64 bits, which
// loses nothing and finds the head of the line; its kind and what the rules read of the profile for
// that code make another, which finds the body. Where anything is new or odd (quotes, blanks around
// numbers, several regions, ids that must be quoted), the row goes the long way and says there what
// it was.

#ifndef IZIN_SERVICE_RECLASSIFY_QUICK_ROWS_H_
#define IZIN_SERVICE_RECLASSIFY_QUICK_ROWS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

#include "service/base/csv_lines.h"
#include "service/reclassify/quick_table.h"
#include "service/reclassify/registry_columns.h"
#include "service/reclassify/row_keys.h"
#include "service/reclassify/row_pieces.h"

namespace izin {

// Bounded: what is full is emptied. Single-threaded.
class QuickRows {
 public:
  // What becomes of the papers that rows of a profile hold, as a field, by DocumentCase.
  static constexpr std::size_t kCases = 10;

  // Lines that are looked for together: while memory brings what one of them needs, the others are
  // worked on.
  static constexpr std::size_t kTogether = 16;

  // A row that was found.
  struct Row {
    bool is_found = false;
    absl::string_view business_id;
    absl::string_view project_id;
    bool has_plain_ids = false;  // they stand in the output as they are
    int region = 0;
    RowPieces pieces;
    const std::string* documents = nullptr;
  };

  // For lines of these columns. `space` must outlive it; `no_choice` as JoinPieces has it. Of so
  // many threads each has its own: the more there are, the less each keeps.
  QuickRows(const RegistryColumns& columns, char delimiter, const KeySpace& space,
            std::uint32_t no_choice, int threads = 1);

  // Finds what `rows` say of the lines. REQUIRES: at most kTogether, and as many rows.
  void Find(absl::Span<const CsvLine> lines, absl::Span<Row> rows);
  // The same of one line. False for a row that must go the long way; Learn then says what it was.
  bool Find(const CsvLine& line, Row& row) {
    Find(absl::MakeConstSpan(&line, 1), absl::MakeSpan(&row, 1));
    return row.is_found;
  }
  // What comes next is no line: there is nothing to learn of it.
  void Forget() { readings_[0].is_readable = false; }
  // Of the line that Find had last, alone, and did not find. `documents` must outlive this object.
  void Learn(const RowKey& key, const HeadPieces& head, const BodyPieces& body,
             const std::string& documents);

 private:
  static constexpr int kMeasureBits = 7;
  // A measure of less than eight bytes, with their number, and the mark of its side; 0: none is
  // known.
  struct KnownMeasure {
    std::uint64_t text = 0;
    char side = 0;
  };
  // A column of numbers, of which the profile has on which side of the limits they lie.
  struct Number {
    std::uint8_t column = 0;
    std::size_t most_digits = 0;
    const Sides* sides = nullptr;
    std::array<KnownMeasure, std::size_t{1} << kMeasureBits> known{};  // by their bytes
  };
  // Columns side by side, whose bytes are in the profile as they stand.
  struct Words {
    std::uint8_t first = 0;
    std::uint8_t last = 0;
  };
  struct Profile {
    KbliEdition edition = KbliEdition::kUnspecified;  // in which its codes are read
    std::uint8_t locations = 0;
    std::uint32_t of_code = 0;  // the number of what goes with a code: the scale, ...
    std::uint32_t text_size = 0;
    std::array<std::uint32_t, kCases> documents{};  // 1 + their number; 0 = not known
  };
  struct Place {
    std::uint64_t hash = 0;
    std::uint32_t profile = 0;  // 1 + its number; 0 = free
    std::uint32_t text_at = 0;
  };
  // What a line says.
  struct Reading {
    bool is_readable = false;
    std::uint32_t code = 0;
    std::uint32_t scope_code = 0;
    std::uint32_t scope_number = 0;
    std::uint64_t hash = 0;
    std::size_t size = 0;
    std::uint32_t profile = 0;  // as Place has it
    const HeadPieces* head = nullptr;
    std::uint64_t body_key = 0;
    std::array<char, 1024> text{};  // its profile
  };

  void AddPart(RowField field, std::size_t column);
  // Reads the parts of the line. False if it must go the long way, whatever is known.
  bool Read(const CsvLine& line, Reading& reading, Row& row);
  bool ReadIds(const CsvLine& line, Row& row) const;
  bool ReadCode(const CsvLine& line, Reading& reading) const;
  // Each writes what the profile has of it at `at`, which moves behind it.
  bool ReadRegion(const CsvLine& line, Row& row, char*& at) const;
  bool ReadAmounts(const CsvLine& line, char*& at) const;
  bool ReadMeasures(const CsvLine& line, char*& at);
  // The steps from what was read to the row, each behind one look at memory. False where nothing is
  // known.
  bool FindProfile(Reading& reading);
  bool FindHead(Reading& reading);
  bool FindBody(const Reading& reading, Row& row) const;
  // The place of the profile that was read, or the free one that it would take.
  Place& PlaceOfProfile(const Reading& reading);
  std::uint32_t AddProfile(const RowKey& key, const Reading& reading);
  // Where the number of what the rules read of the profile stands, for the code that was read.
  std::uint32_t& NarrowOf(const Reading& reading);
  bool IsId(absl::string_view text) const;
  // Each stands for all of a key, from 1.
  std::uint32_t NumberOf(const PackedKey& part);
  std::uint64_t HeadKey(const Reading& reading) const;
  static std::uint64_t BodyKey(std::uint32_t kind, std::uint32_t narrow);
  void ClearProfiles();  // what is found by them stays
  void Clear();

  const KeySpace& space_;
  const std::uint32_t no_choice_;
  const char delimiter_;
  std::size_t columns_ = 0;
  // Where each stands, if the file has it.
  std::optional<std::uint8_t> business_id_;
  std::optional<std::uint8_t> project_id_;
  std::optional<std::uint8_t> code_;
  std::optional<std::uint8_t> scope_;
  std::optional<std::uint8_t> region_;
  std::vector<Number> amounts_;
  std::vector<Number> measures_;
  std::vector<Words> words_;
  std::array<Reading, kTogether> readings_;  // of the lines that were looked for last

  std::string texts_;
  std::vector<Profile> profiles_;
  std::vector<Place> places_;
  std::vector<std::uint32_t> narrow_;  // by profile and class of code; 0 = not known
  absl::flat_hash_map<PackedKey, std::uint32_t> numbers_;
  std::vector<const std::string*> documents_;
  absl::flat_hash_map<const std::string*, std::uint32_t> document_numbers_;
  QuickTable<HeadPieces> heads_;
  QuickTable<BodyPieces> bodies_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_QUICK_ROWS_H_
