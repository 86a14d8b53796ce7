// A row of a registry, each of its texts read as the value that it stands for.

#ifndef IZIN_SERVICE_RECLASSIFY_TYPED_ROW_H_
#define IZIN_SERVICE_RECLASSIFY_TYPED_ROW_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

#include "izin/v1/activity.pb.h"
#include "service/reclassify/row_fields.h"

namespace izin {

// What lists are parted by.
inline constexpr char kListMark = '|';

// Points into the texts that it was read from.
struct TypedRow {
  RowTexts texts;
  // Numbers of enums; 0 and 1 of what is or is not so; of locations a bit by type.
  std::array<std::uint8_t, kRowFieldCount> words{};
  std::int64_t capital_idr = 0;
  std::int64_t annual_sales_idr = 0;
  std::int32_t settled_days = 0;
  double distance_nm = 0;
  double land_area_ha = 0;

  std::uint8_t word(RowField field) const { return words[At(field)]; }
};

// The values of a column of words; null for one of true and false, and for others.
const google::protobuf::EnumDescriptor* WordsOf(RowField field);

// The quick ways of RowTyper: digits alone, no more than 18 of them; and digits with a point among
// them that ParseReal takes too. False for other texts, which may be numbers all the same.
bool ReadDigits(absl::string_view text, std::int64_t& number);
bool ReadDecimal(absl::string_view text, double& number);

// The activity as the API has it. Every field of `activity` is set anew; its buffers serve again.
void FillActivity(const TypedRow& row, v1::BusinessActivity& activity);

// The words of one column, each looked up once: what was read before is found by its text.
// Single-threaded.
class ColumnWords {
 public:
  explicit ColumnWords(RowField field);

  // Nothing for what is no value of the column.
  std::optional<std::uint8_t> Find(absl::string_view text);
  // What Find takes, for people.
  std::string Wanted() const;

 private:
  std::optional<std::uint8_t> Parse(absl::string_view text) const;
  std::optional<int> ParseWord(absl::string_view text) const;
  std::optional<std::uint8_t> ParseLocations(absl::string_view text) const;

  const RowField field_;
  const google::protobuf::EnumDescriptor* const values_;  // null: true or false
  absl::flat_hash_map<std::string, std::optional<std::uint8_t>> known_;
  std::array<char, 32> last_{};
  std::size_t last_size_ = 0;  // 0 = none
  std::uint8_t last_value_ = 0;
};

// Reads rows. Single-threaded.
class RowTyper {
 public:
  RowTyper();

  // Fills `row`. False if a text is no value of its column: `fault` tells of the first, and of the
  // others after it. Blanks around a text do not count.
  //
  // Words are what ParseEnumWord takes and the names of the API, with and without prefix; amounts
  // what ParseRupiah takes; lists have `|` between their items.
  bool Read(const RowTexts& texts, TypedRow& row, RowFault& fault);

 private:
  struct Faults;

  void ReadNumbers(TypedRow& row, Faults& faults) const;

  std::vector<ColumnWords> words_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_RECLASSIFY_TYPED_ROW_H_
