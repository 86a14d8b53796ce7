#include "service/lifecycle/imports/plain_table.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "data/loader/source_tree.h"
#include "izin/v1/activity.pb.h"
#include "service/base/csv_records.h"
#include "service/base/excerpt.h"
#include "service/lifecycle/imports/plain_text.h"
#include "service/request/typed_values.h"

namespace izin {
namespace {

constexpr std::array<absl::string_view, 6> kColumns = {"kbli",  "edition", "scope",
                                                       "scale", "risk",    "office"};
constexpr std::size_t kShown = 60;
constexpr int kMaxScope = 999;
constexpr absl::string_view kWhole = "Seluruh";

std::optional<RiskLevel> LevelOf(absl::string_view text) {
  constexpr absl::string_view kLetters[] = {"r", "mr", "mt", "t"};
  constexpr absl::string_view kNames[] = {"low", "medium low", "medium high", "high"};
  const std::string key = Normalised(text);
  for (std::size_t i = 0; i < std::size(kLetters); ++i) {
    if (key == kLetters[i] || key == kNames[i]) return static_cast<RiskLevel>(i + 1);
  }
  const RiskLevel level = PageLevelOf(text);
  return level == RiskLevel::kUnspecified ? std::nullopt : std::optional<RiskLevel>(level);
}

class TableReader {
 public:
  TableReader(const std::string& path, Findings& findings) : path_(path), findings_(findings) {}

  std::vector<PlainRow> Read(absl::string_view content) {
    std::string text = CleanText(content);
    const std::size_t size = text.size();
    text.append(kCsvPadding, '\0');  // the reader of records looks ahead
    absl::string_view rest(text.data(), size);
    const char delimiter = DelimiterOf(rest.substr(0, rest.find('\n')));
    CsvRecord record(delimiter);
    while (!rest.empty()) {
      const std::size_t bytes = RecordBytes(rest, delimiter, /*is_end=*/true);
      record.Read(rest.substr(0, bytes));
      ++line_;
      if (!TakeRecord(record)) break;
      line_ += static_cast<int>(std::count(rest.begin(), rest.begin() + bytes, '\n')) - 1;
      rest.remove_prefix(bytes);
    }
    return std::move(rows_);
  }

 private:
  void Tell(absl::string_view column, Bilingual text) {
    findings_.Add({.path = path_,
                   .where = absl::StrCat(line_, column.empty() ? "" : ":", column),
                   .text = std::move(text),
                   .is_lost = true});
  }

  // False if nothing behind it can be read.
  bool TakeRecord(const CsvRecord& record) {
    if (record.is_blank()) return true;
    if (record.is_broken()) {
      Tell("", {"tanda kutipnya tidak lengkap; baris ini tidak diambil",
                "its quotes make no sense; the row is not taken"});
      return true;
    }
    if (!has_header_) return ReadHeader(record);
    ReadRow(record);
    return true;
  }

  bool ReadHeader(const CsvRecord& record) {
    has_header_ = true;
    std::vector<absl::string_view> missing;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
      const auto it =
          std::find_if(record.fields().begin(), record.fields().end(),
                       [i](absl::string_view field) { return Normalised(field) == kColumns[i]; });
      at_[i] = static_cast<std::size_t>(it - record.fields().begin());
      if (it == record.fields().end()) missing.push_back(kColumns[i]);
    }
    if (missing.empty()) return true;
    const std::string names = absl::StrJoin(missing, ", ");
    Tell("", {absl::StrCat("tanpa kolom ", names, "; seharusnya ", absl::StrJoin(kColumns, ", ")),
              absl::StrCat("no column ", names, ": want ", absl::StrJoin(kColumns, ", "))});
    return false;
  }

  void ReadRow(const CsvRecord& record) {
    const auto field = [&](std::size_t i) {
      return at_[i] < record.fields().size()
                 ? std::string(absl::StripAsciiWhitespace(record.fields()[at_[i]]))
                 : std::string();
    };
    PlainRow row{.kbli = field(0), .edition = field(1), .line = line_};
    is_sound_ = true;
    const bool is_code =
        row.kbli.size() == 5 && std::all_of(row.kbli.begin(), row.kbli.end(), [](char c) {
          return absl::ascii_isdigit(static_cast<unsigned char>(c));
        });
    if (!is_code) Refuse("kbli", row.kbli, "lima angka", "five digits");
    if (row.edition != "2020" && row.edition != "2025")
      Refuse("edition", row.edition, "2020 atau 2025", "2020 or 2025");
    ReadScale(field(3), row);
    const std::optional<RiskLevel> level = LevelOf(field(4));
    if (!level.has_value()) Refuse("risk", field(4), "R, MR, MT atau T", "R, MR, MT or T");
    row.level = level.value_or(RiskLevel::kUnspecified);
    ReadOffices(field(5), row);
    if (is_sound_) ReadScope(field(2), row);
    if (is_sound_) Add(std::move(row));
  }

  void Refuse(absl::string_view column, const std::string& value, absl::string_view id,
              absl::string_view en) {
    is_sound_ = false;
    const std::string shown = Excerpt(value, kShown);
    Tell(column, {absl::StrCat("\"", shown, "\": seharusnya ", id, "; baris ini tidak diambil"),
                  absl::StrCat("\"", shown, "\": want ", en, "; the row is not taken")});
  }

  void ReadScale(const std::string& text, PlainRow& row) {
    const std::string key = Normalised(text);
    const absl::string_view word =
        absl::StripAsciiWhitespace(absl::StripPrefix(absl::string_view(key), "usaha "));
    const std::optional<int> scale = ParseEnumWord(*v1::BusinessScale_descriptor(), word);
    if (!scale.has_value() || *scale == 0)
      return Refuse("scale", text, "mikro, kecil, menengah atau besar",
                    "micro, small, medium or large");
    row.scale = static_cast<BusinessScale>(*scale);
  }

  void ReadOffices(const std::string& text, PlainRow& row) {
    for (absl::string_view one : absl::StrSplit(text, '|', absl::SkipEmpty())) {
      const std::size_t sign = one.rfind('=');
      const bool has_parameter = sign != absl::string_view::npos;
      const absl::string_view parameter = has_parameter ? one.substr(0, sign) : kWhole;
      const absl::string_view office = has_parameter ? one.substr(sign + 1) : one;
      row.offices.push_back({.office = PlainText(office),
                             .parameter = PlainText(parameter),
                             .where = absl::StrCat(line_, ":office")});
    }
  }

  // A number, or a label that gets the next number of its code.
  void ReadScope(const std::string& text, PlainRow& row) {
    row.label = text.empty() ? std::string(kWhole) : PlainText(text);
    std::map<std::string, int>& numbers = scopes_[row.kbli];
    if (absl::SimpleAtoi(text, &row.scope)) {
      if (row.scope < 1 || row.scope > kMaxScope)
        return Refuse("scope", text, absl::StrCat("1 sampai ", kMaxScope),
                      absl::StrCat("1 to ", kMaxScope));
      row.label = std::string(kWhole);
      return;
    }
    const int next = static_cast<int>(numbers.size()) + 1;
    row.scope = numbers.try_emplace(Normalised(row.label), next).first->second;
  }

  void Add(PlainRow row) {
    const auto key = std::make_tuple(row.kbli, row.scope, row.scale);
    const auto [known, is_new] = lines_.try_emplace(key, row.line);
    if (is_new) return rows_.push_back(std::move(row));
    Tell("", {absl::StrCat("baris kedua untuk lingkup dan skala baris ", known->second,
                           "; baris ini tidak diambil"),
              absl::StrCat("a second row for the scope and scale of line ", known->second,
                           "; the row is not taken")});
  }

  const std::string& path_;
  Findings& findings_;
  std::vector<PlainRow> rows_;
  std::array<std::size_t, kColumns.size()> at_{};
  std::map<std::string, std::map<std::string, int>> scopes_;
  std::map<std::tuple<std::string, int, BusinessScale>, int> lines_;
  int line_ = 0;
  bool has_header_ = false;
  bool is_sound_ = true;
};

}  // namespace

std::vector<PlainRow> ReadPlainTable(const std::string& path, absl::string_view content,
                                     Findings& findings) {
  return TableReader(path, findings).Read(content);
}

}  // namespace izin
