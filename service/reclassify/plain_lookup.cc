#include "service/reclassify/plain_lookup.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"

#include "service/base/csv_records.h"
#include "service/reclassify/byte_source.h"
#include "service/reclassify/output_file.h"
#include "service/reclassify/plain_rows.h"
#include "service/render/api_words.h"

namespace izin {
namespace {

constexpr std::size_t kReadBytes = std::size_t{256} << 10;
constexpr std::size_t kWriteBytes = std::size_t{768} << 10;
static_assert(kReadBytes > 2 * kMaxRecordBytes && kCsvPadding >= kJsonPadding);
constexpr absl::string_view kHead = "business_id,outcome,risk_level,permits\n";

absl::StatusOr<PlainPlaces> PlacesOf(const PlainLookupOptions& options,
                                     const RegistryColumns& columns) {
  PlainPlaces places;
  places.columns = columns.fields().size();
  const std::pair<RowField, std::size_t*> wanted[] = {{RowField::kBusinessId, &places.id},
                                                      {RowField::kKbliCode, &places.code},
                                                      {RowField::kScale, &places.scale},
                                                      {RowField::kLocations, &places.locations}};
  for (const auto& [field, place] : wanted) {
    const auto found = std::find(columns.fields().begin(), columns.fields().end(), field);
    if (found == columns.fields().end())
      return absl::InvalidArgumentError(
          absl::StrCat(options.input, ", line 1: no column \"", ColumnName(field),
                       "\": want it, or --map NAME=", ColumnName(field)));
    *place = static_cast<std::size_t>(found - columns.fields().begin());
  }
  return places;
}

// A file read into one buffer again and again.
class Lookup {
 public:
  Lookup(const PlainLookupOptions& options, PlainAnswers& answers)
      : options_(options), answers_(answers), buffer_(kReadBytes + kCsvPadding) {}

  absl::StatusOr<PlainLookupResult> Run() {
    absl::StatusOr<std::unique_ptr<ByteSource>> source = ByteSource::Open(options_.input);
    if (!source.ok()) return source.status();
    source_ = *std::move(source);
    if (absl::Status status = ReadHead(); !status.ok()) return status;
    absl::StatusOr<std::unique_ptr<OutputFile>> output = OutputFile::Create(options_.output);
    if (!output.ok()) return output.status();
    output_ = *std::move(output);
    out_.Append(kHead);
    absl::Status status = ReadRows();
    if (absl::Status written = output_->Write(out_.text()); status.ok()) status = written;
    if (!status.ok()) return status;
    result_.rows = rows_->rows();
    result_.refused = rows_->refused();
    return std::move(result_);
  }

 private:
  // As much as there is room for; false at the end, and not where there is no room.
  absl::StatusOr<bool> Fill() {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    if (end_ == kReadBytes) return true;
    const absl::StatusOr<std::size_t> got =
        source_->Read(absl::MakeSpan(buffer_).subspan(end_, kReadBytes - end_));
    if (!got.ok()) return got.status();
    end_ += *got;
    return *got > 0;
  }
  absl::string_view text() const { return {buffer_.data() + begin_, end_ - begin_}; }

  absl::Status ReadHead() {
    if (const absl::StatusOr<bool> more = Fill(); !more.ok()) return more.status();
    constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text().substr(0, kByteOrderMark.size()) == kByteOrderMark) begin_ += kByteOrderMark.size();
    const std::size_t first = text().find_first_not_of(" \t\r\n");
    if (first != absl::string_view::npos && text()[first] == '{') {
      is_json_ = true;
      rows_.emplace(answers_, ',', PlainPlaces());
      return absl::OkStatus();
    }
    const absl::string_view line = text().substr(0, text().find('\n'));
    const char delimiter = options_.delimiter == 0 ? DelimiterOf(line) : options_.delimiter;
    CsvRecord head(delimiter);
    const std::size_t size = RecordBytes(text(), delimiter, /*is_end=*/true);
    if (size == 0)
      return absl::InvalidArgumentError(
          absl::StrCat(options_.input, ": is empty: want a line with the names of the columns"));
    head.Read(text().substr(0, size));
    absl::StatusOr<RegistryColumns> columns =
        RegistryColumns::Read(head.fields(), options_.renames);
    if (!columns.ok())
      return absl::InvalidArgumentError(
          absl::StrCat(options_.input, ", ", std::string(columns.status().message())));
    const absl::StatusOr<PlainPlaces> places = PlacesOf(options_, *columns);
    if (!places.ok()) return places.status();
    result_.ignored_columns = columns->ignored();
    rows_.emplace(answers_, delimiter, *places);
    begin_ += size;
    return absl::OkStatus();
  }

  absl::Status ReadRows() {
    for (;;) {
      const absl::StatusOr<bool> more = Fill();
      if (!more.ok()) return more.status();
      const std::size_t taken = is_json_ ? rows_->ProcessJson(text(), !*more, out_)
                                         : rows_->Process(text(), !*more, out_);
      begin_ += taken;
      if (taken == 0 && end_ == kReadBytes) SkipRecord();
      if (out_.size >= kWriteBytes) {
        if (absl::Status status = output_->Write(out_.text()); !status.ok()) return status;
        out_.size = 0;
      }
      if (!*more) return absl::OkStatus();
    }
  }

  // A record that fills the buffer is passed over to its line break, and is no row that can be
  // read.
  void SkipRecord() {
    for (;;) {
      const std::size_t newline = text().find('\n');
      begin_ = newline == absl::string_view::npos ? end_ : begin_ + newline + 1;
      if (newline != absl::string_view::npos) break;
      const absl::StatusOr<bool> more = Fill();
      if (!more.ok() || !*more) break;
    }
    out_.Append(PlainTail(answers_, PlainAnswer::Refused()));
    rows_->AddRefused();
  }

  const PlainLookupOptions& options_;
  PlainAnswers& answers_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  OutputBytes out_;
  bool is_json_ = false;  // the input is NDJSON
  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<OutputFile> output_;
  std::optional<PlainRows> rows_;
  PlainLookupResult result_;
};

}  // namespace

std::string PlainTail(const PlainAnswers& answers, PlainAnswer answer) {
  if (answer.is_refused()) return ",INVALID,,\n";
  const std::string level =
      answer.level() == 0 ? "" : ApiWord(static_cast<v1::RiskLevel>(answer.level()));
  return absl::StrCat(",", ApiWord(static_cast<v1::Outcome>(answer.outcome())), ",", level, ",",
                      absl::StrJoin(answers.permits(answer.permits()), "|"), "\n");
}

absl::StatusOr<PlainLookupResult> LookUpRegistry(const PlainLookupOptions& options,
                                                 PlainAnswers& answers) {
  return Lookup(options, answers).Run();
}

}  // namespace izin
