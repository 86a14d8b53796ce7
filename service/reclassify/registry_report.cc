#include "service/reclassify/registry_report.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include <simdjson.h>
#include <xlsxwriter.h>

#include "service/base/csv_records.h"
#include "service/base/excerpt.h"
#include "service/reclassify/byte_source.h"
#include "service/reclassify/row_blocks.h"

namespace izin {
namespace {

using Tallies = google::protobuf::RepeatedPtrField<internal::Tally>;

constexpr std::size_t kMaxCellBytes = 32'000;
constexpr int kChartRows = 16;      // that a chart takes on its sheet
constexpr int kChartedValues = 30;  // of one axis, at most
constexpr absl::string_view kUnchanged = "UNCHANGED";

// What a cell can hold: UTF-8 without control characters.
std::string CellText(absl::string_view text) {
  std::string cell(CutAtCharacter(text, kMaxCellBytes));
  const bool is_utf8 = simdjson::validate_utf8(cell.data(), cell.size());
  for (char& c : cell) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || (!is_utf8 && byte >= 0x80)) c = '?';
  }
  return cell;
}

// Where the figures of one axis stand on the sheet, for its chart.
struct Range {
  std::string title;
  int first = 0;
  int last = 0;
};

class Report {
 public:
  Report(const std::string& path, Language language) : language_(language) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    workbook_ = workbook_new_opt(path.c_str(), &options);
    bold_ = workbook_add_format(workbook_);
    format_set_bold(bold_);
  }

  const char* Of(const char* id, const char* en) const {
    return language_ == Language::kEnglish ? en : id;
  }

  void WriteFigures(const internal::RegistrySummary& summary) {
    figures_ = workbook_add_worksheet(workbook_, Of("Ringkasan", "Summary"));
    charts_ = workbook_add_worksheet(workbook_, Of("Grafik", "Charts"));
    worksheet_set_column(figures_, 0, 0, 46, nullptr);
    worksheet_set_column(figures_, 1, 2, 14, nullptr);
    Line(Of("Aturan lama", "Rules before"), summary.from());
    Line(Of("Aturan baru", "Rules after"), summary.to());
    Number(Of("Baris dibaca", "Rows read"), summary.rows());
    Number(Of("Berubah", "Changed"), summary.changed());
    Number(Of("Perlu dipilih petugas", "For an officer to choose"), summary.for_an_officer());
    Number(Of("Ditolak", "Rejected"), summary.rejected());
    Axis(Of("Alasan", "Reason"), summary.reasons());
    Axis(Of("Arah risiko", "Direction of risk"), summary.directions());
    Axis(Of("Tingkat risiko, dulu>kini", "Risk level, then>now"), summary.risk());
    Axis(Of("Kewenangan, dulu>kini", "Authority, then>now"), summary.authorities());
    Axis(Of("Kategori KBLI", "KBLI section"), summary.sections());
    Axis(Of("Jenis pembaruan", "Kind of reform"), summary.reforms());
    Axis(Of("Kabupaten/kota", "Regency"), summary.regencies());
    for (std::size_t i = 0; i < ranges_.size(); ++i) AddChart(ranges_[i], static_cast<int>(i));
  }

  // Copies the rows of a CSV file, or those alone that changed.
  absl::Status CopyRows(const char* name, const std::string& path, bool only_changed) {
    lxw_worksheet* sheet = workbook_add_worksheet(workbook_, name);
    worksheet_freeze_panes(sheet, 1, 0);
    worksheet_set_column(sheet, 0, 30, 16, nullptr);
    if (path.empty()) return absl::OkStatus();
    absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::Open(path);
    if (!source.ok()) return source.status();
    BlockReader reader(**source);
    const absl::StatusOr<std::string> header = reader.TakeHeader(',');
    if (!header.ok()) return header.status();
    CsvRecord record(',');
    const std::string padded = *header + std::string(kCsvPadding, '\0');
    record.Read(absl::string_view(padded).substr(0, header->size()));
    lxw_row_t row = 0;
    WriteRow(sheet, row++, record.fields(), bold_);
    RowBlock block;
    for (;;) {
      const absl::StatusOr<bool> more = reader.Next(block);
      if (!more.ok() || !*more) return more.status();
      for (absl::string_view rest = block.text(); !rest.empty();) {
        const absl::string_view line = rest;
        rest.remove_prefix(record.Read(rest));
        const bool is_wanted =
            !only_changed ||
            !absl::StrContains(line.substr(0, line.size() - rest.size()), kUnchanged);
        if (is_wanted && row <= kMaxSheetRows) WriteRow(sheet, row++, record.fields(), nullptr);
        if (is_wanted && row == kMaxSheetRows + 1)
          worksheet_write_string(sheet, row, 0,
                                 Of("selebihnya tidak muat", "the rest does not fit"), bold_);
      }
    }
  }

  absl::Status Close(const std::string& path) {
    const lxw_error error = workbook_close(workbook_);
    if (error == LXW_NO_ERROR) return absl::OkStatus();
    std::remove(path.c_str());
    return absl::UnavailableError(
        absl::StrCat(path, ": the report cannot be written: ", lxw_strerror(error)));
  }

 private:
  static void WriteRow(lxw_worksheet* sheet, lxw_row_t row,
                       const std::vector<absl::string_view>& fields, lxw_format* format) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (fields[i].empty()) continue;
      worksheet_write_string(sheet, row, static_cast<lxw_col_t>(i), CellText(fields[i]).c_str(),
                             format);
    }
  }

  lxw_row_t NextRow() { return static_cast<lxw_row_t>(row_++); }

  void Line(const char* name, const std::string& text) {
    const lxw_row_t row = NextRow();
    worksheet_write_string(figures_, row, 0, name, bold_);
    worksheet_write_string(figures_, row, 1, CellText(text).c_str(), nullptr);
  }

  void Number(const char* name, std::int64_t number) {
    const lxw_row_t row = NextRow();
    worksheet_write_string(figures_, row, 0, name, bold_);
    worksheet_write_number(figures_, row, 1, static_cast<double>(number), nullptr);
  }

  void Axis(const char* title, const Tallies& tallies) {
    NextRow();
    const lxw_row_t head = NextRow();
    worksheet_write_string(figures_, head, 0, title, bold_);
    worksheet_write_string(figures_, head, 1, Of("baris", "rows"), bold_);
    worksheet_write_string(figures_, head, 2, Of("berubah", "changed"), bold_);
    Range range{.title = title, .first = row_, .last = row_ - 1};
    for (const internal::Tally& tally : tallies) {
      const lxw_row_t row = NextRow();
      worksheet_write_string(figures_, row, 0, CellText(tally.name()).c_str(), nullptr);
      worksheet_write_number(figures_, row, 1, static_cast<double>(tally.rows()), nullptr);
      worksheet_write_number(figures_, row, 2, static_cast<double>(tally.changed()), nullptr);
      range.last = static_cast<int>(row);
    }
    if (range.last >= range.first) ranges_.push_back(range);
  }

  void AddChart(const Range& range, int place) {
    const int last = std::min(range.last, range.first + kChartedValues - 1);
    lxw_chart* chart = workbook_add_chart(workbook_, LXW_CHART_COLUMN);
    const std::string sheet = Of("Ringkasan", "Summary");
    const auto cells = [&](char column) {
      return absl::StrFormat("=%s!$%c$%d:$%c$%d", sheet, column, range.first + 1, column, last + 1);
    };
    const std::pair<char, const char*> series[] = {{'B', Of("baris", "rows")},
                                                   {'C', Of("berubah", "changed")}};
    for (const auto& [column, name] : series) {
      lxw_chart_series* added = chart_add_series(chart, cells('A').c_str(), cells(column).c_str());
      chart_series_set_name(added, name);
    }
    chart_title_set_name(chart, range.title.c_str());
    worksheet_insert_chart(charts_, static_cast<lxw_row_t>(place / 2 * kChartRows),
                           static_cast<lxw_col_t>(place % 2 * 9), chart);
  }

  const Language language_;
  lxw_workbook* workbook_ = nullptr;
  lxw_worksheet* figures_ = nullptr;
  lxw_worksheet* charts_ = nullptr;
  lxw_format* bold_ = nullptr;
  int row_ = 0;
  std::vector<Range> ranges_;
};

}  // namespace

absl::Status WriteRegistryReport(const std::string& path, const internal::RegistrySummary& summary,
                                 const ReportSources& sources, Language language) {
  Report report(path, language);
  report.WriteFigures(summary);
  absl::Status changes =
      report.CopyRows(report.Of("Perubahan", "Changes"), sources.changes, /*only_changed=*/true);
  absl::Status rejects =
      report.CopyRows(report.Of("Ditolak", "Rejects"), sources.rejects, /*only_changed=*/false);
  absl::Status closed = report.Close(path);
  if (!changes.ok()) return changes;
  return rejects.ok() ? closed : rejects;
}

}  // namespace izin
