// The short way of RegistryWorker: lines of CSV that are known become lines of changes.
#include <algorithm>
#include <array>
#include <cstring>

#include "service/reclassify/registry_worker.h"

namespace izin {
namespace {

char* Copy(absl::string_view text, char* to) {
  std::memcpy(to, text.data(), text.size());
  return to + text.size();
}

// The same of a short text, without a call: up to kPiecePadding bytes more are read and written.
char* CopySteps(absl::string_view text, char* to) {
  for (std::size_t i = 0; i < text.size(); i += kPiecePadding)
    std::memcpy(to + i, text.data() + i, kPiecePadding);
  return to + text.size();
}

}  // namespace

std::size_t RegistryWorker::TakeLines(const RowBlock& block, std::size_t most, CsvLines& lines,
                                      std::uint64_t& line) {
  std::size_t count = 0;
  while (count < most && block.offset + lines.at() < block.end_at) {
    const bool is_ours = block.offset + lines.at() >= block.begin_at;
    if (!lines.Next(lines_[count])) break;
    if (is_ours) ++count;
    if (!is_ours) ++line;
  }
  return count;
}

std::size_t RegistryWorker::ProcessAt(const RowBlock& block, std::size_t at, std::uint64_t& line,
                                      BlockResult& result) {
  const absl::string_view rest = block.text().substr(at);
  const absl::string_view record = rest.substr(0, csv_.Read(rest));
  const Place place{.line = line, .record = WithoutLineBreak(record)};
  line += csv_.has_quotes()
              ? static_cast<std::uint64_t>(std::count(record.begin(), record.end(), '\n'))
              : 1;
  const bool is_ours = block.offset + at >= block.begin_at;
  if (is_ours && !csv_.is_blank())
    ProcessRecord(place, record.size(), block.is_cut && record.size() == rest.size(), result);
  return record.size();
}

void RegistryWorker::ProcessTaken(const RowBlock& block, std::size_t count, std::uint64_t line,
                                  BlockResult& result) {
  quick_->Find(absl::MakeConstSpan(lines_).first(count), absl::MakeSpan(quick_lines_).first(count));
  FetchPieces(count);
  for (std::size_t i = 0; i < count; ++i) {
    QuickRows::Row& row = quick_lines_[i];
    // A row before it may have been the first of its kind.
    if (row.is_found || quick_->Find(lines_[i], row)) {
      WriteLine(line++, row, result);
    } else {
      const auto at = static_cast<std::size_t>(lines_[i].begin - block.text().data());
      ProcessAt(block, at, line, result);
    }
  }
}

void RegistryWorker::ProcessLines(const RowBlock& block, std::int64_t rows, BlockResult& result) {
  CsvLines lines(block.text(), plan_.delimiter);
  std::uint64_t line = block.first_line;
  while (lines.at() < block.size && result.figures.rows() < rows &&
         block.offset + lines.at() < block.end_at) {
    const std::size_t most = static_cast<std::size_t>(
        std::min<std::int64_t>(QuickRows::kTogether, rows - result.figures.rows()));
    const std::size_t count = TakeLines(block, most, lines, line);
    if (count > 0) {
      ProcessTaken(block, count, line, result);
      line += count;
    } else if (lines.at() < block.size && block.offset + lines.at() < block.end_at) {
      quick_->Forget();
      lines.SkipTo(lines.at() + ProcessAt(block, lines.at(), line, result));
    }
  }
}

// Where they are, then what they say: most of it comes by itself once its beginning is asked for.
void RegistryWorker::FetchPieces(std::size_t count) const {
  const PieceTexts& texts = plan_.pieces->texts;
  const auto pieces_of = [](const QuickRows::Row& row) {
    return std::array{row.pieces.head, row.pieces.body, row.pieces.duties};
  };
  for (std::size_t i = 0; i < count; ++i) {
    if (!quick_lines_[i].is_found) continue;
    for (std::uint32_t piece : pieces_of(quick_lines_[i])) __builtin_prefetch(&texts.At(piece));
  }
  if (!plan_.with_changes) return;
  for (std::size_t i = 0; i < count; ++i) {
    if (!quick_lines_[i].is_found) continue;
    for (std::uint32_t piece : pieces_of(quick_lines_[i])) {
      __builtin_prefetch(texts.At(piece).data);
      __builtin_prefetch(texts.At(piece).data + 64);
    }
  }
}

void RegistryWorker::CountBodies(BlockResult& result) {
  for (std::uint32_t body : counted_bodies_) {
    result.figures.AddBodies(plan_.pieces->texts.At(body).figures, rows_of_body_[body]);
    rows_of_body_[body] = 0;
  }
  counted_bodies_.clear();
}

void RegistryWorker::WriteLine(std::uint64_t line, const QuickRows::Row& row, BlockResult& result) {
  const PieceTexts& texts = plan_.pieces->texts;
  const PieceTexts::Piece& head = texts.At(row.pieces.head);
  const PieceTexts::Piece& body = texts.At(row.pieces.body);
  const bool is_changed = body.figures.is_changed();
  result.figures.AddPlace(head.figures.section, row.region, is_changed);
  if (row.pieces.body >= rows_of_body_.size()) rows_of_body_.resize(2 * row.pieces.body + 1);
  if (rows_of_body_[row.pieces.body]++ == 0) counted_bodies_.push_back(row.pieces.body);
  const TextDigest id = row.has_plain_ids ? DigestOfPadded(row.business_id, row.project_id)
                                          : DigestOf(row.business_id, row.project_id);
  result.ids.push_back({.digest = id, .line = line});
  if (!plan_.with_changes || (plan_.changes_only && !is_changed)) return;
  const absl::string_view duties = texts.At(row.pieces.duties).text();
  const absl::string_view place = plan_.pieces->places.At(row.pieces.place);
  const absl::string_view tail = texts.At(row.pieces.tail).text();
  OutputBytes& out = result.changes;
  if (!row.has_plain_ids) WriteIds(row.business_id, row.project_id, out);
  const std::size_t room = kMostIdBytes * 2 + head.size + place.size() + body.size + duties.size() +
                           row.documents->size() + tail.size() + kPiecePadding;
  char* const begin = out.Room(room);
  char* at = begin;
  if (row.has_plain_ids) {
    at = CopySteps(row.business_id, at);
    *at++ = ',';
    at = CopySteps(row.project_id, at);
  }
  at = CopySteps(head.text(), at);
  at = CopySteps(place, at);
  at = Copy(body.text(), at);
  at = Copy(duties, at);
  at = Copy(*row.documents, at);
  at = CopySteps(tail, at);
  out.size += static_cast<std::size_t>(at - begin);
}

}  // namespace izin
