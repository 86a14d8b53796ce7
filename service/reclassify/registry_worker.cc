#include "service/reclassify/registry_worker.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include <simdjson.h>

#include "service/base/excerpt.h"
#include "service/reclassify/change_rows.h"
#include "service/reclassify/notifications.h"
namespace izin {
namespace {

constexpr std::size_t kShownBytes = 80;
constexpr std::size_t kMostDocuments = 20'000;

// What may stand in every output: characters of UTF-8, none of control.
bool IsFitForOutput(absl::string_view text) {
  bool is_ascii = true;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) return false;
    is_ascii = is_ascii && byte < 0x80;
  }
  return is_ascii || simdjson::validate_utf8(text.data(), text.size());
}

void AppendJsonText(absl::string_view text, std::string& out) {
  out += '"';
  for (char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

std::string TooLong(std::uint64_t bytes) {
  return absl::StrCat("a row of ", bytes, " bytes: want at most ", kMaxRecordBytes,
                      "; only its beginning is kept here");
}

}  // namespace

absl::string_view RegistryWorker::WithoutLineBreak(absl::string_view record) {
  if (!record.empty() && record.back() == '\n') record.remove_suffix(1);
  if (!record.empty() && record.back() == '\r') record.remove_suffix(1);
  return record;
}

void BlockResult::Clear() {
  changes.Clear();
  rejects.clear();
  notifications.clear();
  ids.clear();
  figures.Clear();
}

std::string RejectHeader() { return "line,field,value,reason,original\n"; }

RegistryWorker::RegistryWorker(const WorkPlan& plan)
    : plan_(plan),
      csv_(plan.delimiter),
      keys_(*plan.space),
      maker_(*plan.pipeline, plan.space->rulesets, plan.form) {
  if (plan.pieces == nullptr) return;
  piece_maker_.emplace(*plan.pieces, plan.space->rulesets, maker_);
  if (plan.input == RegistryFormat::kCsv)
    quick_.emplace(*plan.columns, plan.delimiter, *plan.space, plan.pieces->no_choice,
                   plan.threads);
}

void RegistryWorker::Process(const RowBlock& block, BlockResult& result) {
  ProcessFirst(block, std::numeric_limits<std::int64_t>::max(), result);
}

void RegistryWorker::ProcessFirst(const RowBlock& block, std::int64_t rows, BlockResult& result) {
  if (block.is_oversized) {
    ProcessOversized(block, result);
  } else if (quick_.has_value()) {
    ProcessLines(block, rows, result);
  } else if (plan_.input == RegistryFormat::kCsv) {
    ProcessCsv(block, rows, result);
  } else {
    ProcessNdjson(block, rows, result);
  }
  CountBodies(result);
}

void RegistryWorker::ProcessOversized(const RowBlock& block, BlockResult& result) {
  if (block.offset < block.begin_at || block.offset >= block.end_at) return;
  fault_ = {.field = "", .value = "", .reason = TooLong(block.bytes)};
  Reject({.line = block.first_line, .record = block.text()}, result);
}

void RegistryWorker::ProcessCsv(const RowBlock& block, std::int64_t rows, BlockResult& result) {
  absl::string_view rest = block.text();
  std::uint64_t line = block.first_line;
  std::uint64_t offset = block.offset;
  while (!rest.empty() && result.figures.rows() < rows && offset < block.end_at) {
    const std::size_t bytes = csv_.Read(rest);
    const bool is_ours = offset >= block.begin_at;
    offset += bytes;
    const absl::string_view record = rest.substr(0, bytes);
    const Place place{.line = line, .record = WithoutLineBreak(record)};
    line += csv_.has_quotes()
                ? static_cast<std::uint64_t>(std::count(record.begin(), record.end(), '\n'))
                : 1;
    rest.remove_prefix(bytes);
    if (csv_.is_blank() || !is_ours) continue;
    ProcessRecord(place, record.size(), block.is_cut && rest.empty(), result);
  }
}

void RegistryWorker::ProcessRecord(const Place& place, std::size_t bytes, bool is_cut,
                                   BlockResult& result) {
  if (ReadFields(bytes, is_cut)) {
    ProcessRow(place, result);
  } else {
    Reject(place, result);
  }
}

bool RegistryWorker::IsSpoilt(std::size_t bytes, bool is_cut) {
  if (bytes <= kMaxRecordBytes && !is_cut) return false;
  fault_ = {.field = "",
            .value = "",
            .reason = is_cut ? "the end of the file, which was being written: may lack its end"
                             : TooLong(bytes)};
  return true;
}

bool RegistryWorker::ReadFields(std::size_t bytes, bool is_cut) {
  const std::vector<absl::string_view>& fields = csv_.fields();
  const auto& columns = plan_.columns->fields();
  if (IsSpoilt(bytes, is_cut)) return false;
  if (csv_.is_broken()) {
    fault_ = {.field = "", .value = "", .reason = "a quote that is not closed, or text behind one"};
    return false;
  }
  if (fields.size() != columns.size()) {
    fault_ = {.field = "",
              .value = "",
              .reason = absl::StrCat(fields.size(), " fields: want ", columns.size(),
                                     ", as the first line has")};
    return false;
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].has_value()) texts_[*columns[i]] = fields[i];
  }
  return true;
}

void RegistryWorker::ProcessNdjson(const RowBlock& block, std::int64_t rows, BlockResult& result) {
  absl::string_view rest = block.text();
  std::uint64_t line = block.first_line;
  std::uint64_t offset = block.offset;
  for (; !rest.empty() && result.figures.rows() < rows && offset < block.end_at; ++line) {
    const std::size_t bytes = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const absl::string_view record = rest.substr(0, bytes);
    const Place place{.line = line, .record = WithoutLineBreak(record)};
    const bool is_ours = offset >= block.begin_at;
    offset += bytes;
    rest.remove_prefix(bytes);
    if (place.record.empty() || !is_ours) continue;
    if (!IsSpoilt(record.size(), block.is_cut && rest.empty()) &&
        json_.Read(place.record, texts_, fault_)) {
      ProcessRow(place, result);
    } else {
      Reject(place, result);
    }
  }
}

void RegistryWorker::ProcessRow(const Place& place, BlockResult& result) {
  RowKey key;
  if (!CheckIds() || !typer_.Read(texts_, row_, fault_)) return Reject(place, result);
  if (!keys_.Read(row_, key)) {
    fault_ = {.field = std::string(ColumnName(RowField::kRuleset)),
              .value = Excerpt(texts_[RowField::kRuleset], kShownBytes),
              .reason = "no such ruleset: want an id that izin rules stats lists, or nothing"};
    return Reject(place, result);
  }
  if (piece_maker_.has_value() && key.is_whole && WritePieces(place, key, result)) return;
  const ComparedPair* pair = PairOf(key);
  if (pair == nullptr) return Reject(place, result);
  result.figures.Add(pair->figures, key.region);
  result.ids.push_back(
      IdOf(texts_[RowField::kBusinessId], texts_[RowField::kProjectId], place.line));
  Write(*pair, result);
}

bool RegistryWorker::WritePieces(const Place& place, const RowKey& key, BlockResult& result) {
  HeadPieces head;
  BodyPieces body;
  const PieceMaker::Made made = piece_maker_->Make(row_, key.key, head, body);
  if (made == PieceMaker::Made::kRefused) {
    fault_ = piece_maker_->fault();
    Reject(place, result);
    return true;
  }
  RowPieces pieces;
  if (made != PieceMaker::Made::kMade ||
      !JoinPieces(head, body, key.key.locations, plan_.pieces->no_choice, pieces))
    return false;
  const std::string& documents = DocumentsOf(key, pieces.documents);
  if (quick_.has_value() && &documents != &last_documents_)
    quick_->Learn(key, head, body, documents);
  WriteLine(place.line,
            {.business_id = texts_[RowField::kBusinessId],
             .project_id = texts_[RowField::kProjectId],
             .region = key.region,
             .pieces = pieces,
             .documents = &documents},
            result);
  return true;
}

const std::string& RegistryWorker::DocumentsOf(const RowKey& key, const DocumentCase& of) {
  const RunRulesets& run = plan_.space->rulesets;
  const std::uint64_t number = std::uint64_t{key.held} << 16 |
                               static_cast<std::uint64_t>(key.key.from) << 8 |
                               static_cast<std::uint64_t>(of.level) << 2 |
                               (of.is_code_changed ? 2U : 0U) | (of.is_of_old_regime ? 1U : 0U);
  const auto found = documents_.find(number);
  if (found != documents_.end()) return *found->second;
  std::string text =
      CsvDocuments(DocumentActions(row_.texts[RowField::kHeldPermits], of,
                                   *run.earlier()[key.key.from].ruleset, *run.later().ruleset));
  if (documents_.size() < kMostDocuments) {
    auto kept = std::make_unique<const std::string>(std::move(text));
    return *documents_.emplace(number, std::move(kept)).first->second;
  }
  last_documents_ = std::move(text);
  return last_documents_;
}

const ComparedPair* RegistryWorker::PairOf(const RowKey& key) {
  const bool is_shared = key.is_whole && !piece_maker_.has_value();  // a narrow key is no pair's
  if (!is_shared) return maker_.Make(row_, key.key.from, alone_, fault_) ? &alone_ : nullptr;
  const std::size_t hash = absl::HashOf(key.key);
  const ComparedPair* recent = recent_.Find(key.key, hash);
  if (recent != nullptr) return recent;
  ComparedPair pair;
  if (!plan_.cache->Find(key.key, hash, pair)) {
    if (!maker_.Make(row_, key.key.from, pair, fault_)) return nullptr;
    plan_.cache->Insert(key.key, hash, pair);
  }
  return recent_.Keep(key.key, hash, std::move(pair));
}

bool RegistryWorker::CheckIds() {
  if (texts_[RowField::kBusinessId].empty()) {
    fault_ = {.field = std::string(ColumnName(RowField::kBusinessId)),
              .value = "",
              .reason = "missing: want the number of the business"};
    return false;
  }
  for (RowField field : {RowField::kBusinessId, RowField::kProjectId}) {
    const absl::string_view id = texts_[field];
    if (id.size() <= kMostIdBytes && IsFitForOutput(id)) continue;
    fault_ = {.field = std::string(ColumnName(field)),
              .value = Excerpt(id, kShownBytes),
              .reason = absl::StrCat("want UTF-8 without control characters, at most ",
                                     kMostIdBytes, " bytes")};
    return false;
  }
  return true;
}

void RegistryWorker::WriteIds(absl::string_view business, absl::string_view project,
                              OutputBytes& out) {
  ids_.clear();
  if (plan_.form.format == RegistryFormat::kCsv) {
    AppendCsvField(business, ids_);
    ids_ += ',';
    AppendCsvField(project, ids_);
  } else {
    ids_ += R"({"businessId":)";
    AppendJsonText(business, ids_);
    ids_ += R"(,"projectId":)";
    AppendJsonText(project, ids_);
  }
  out.Append(ids_);
}

void RegistryWorker::Write(const ComparedPair& pair, BlockResult& result) {
  if (pair.notification != nullptr)
    AppendNotification(texts_[RowField::kBusinessId], texts_[RowField::kProjectId],
                       *pair.notification, result.notifications);
  if (!plan_.with_changes || (plan_.changes_only && !pair.figures.is_changed())) return;
  WriteIds(texts_[RowField::kBusinessId], texts_[RowField::kProjectId], result.changes);
  result.changes.Append(*pair.change);
}

void RegistryWorker::Reject(const Place& place, BlockResult& result) const {
  result.figures.AddRejected();
  std::string& out = result.rejects;
  absl::StrAppend(&out, place.line, ",", fault_.field, ",");
  AppendCsvField(fault_.value, out);
  out += ',';
  AppendCsvField(fault_.reason, out);
  out += ',';
  const bool is_long = place.record.size() > kMaxRecordBytes;
  AppendCsvField(place.record.substr(0, is_long ? kKeptOfOversized : absl::string_view::npos), out);
  out += '\n';
}

}  // namespace izin
