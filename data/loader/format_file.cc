#include "data/loader/format_file.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

#include "data/loader/format_rules.h"
#include "data/loader/internal/sorted_tables.h"
#include "data/loader/source_tree.h"
#include "izin/internal/bundle.pb.h"

namespace izin {
namespace {

using ::google::protobuf::FieldDescriptor;

// An entry of a rule file that was laid out, with the comments above it.
struct Entry {
  std::string text;
  bool has_blank_line_before = false;
  std::string kind;  // "office", ...; empty: of no kind that is sorted
  std::string key;
};

// What cannot be read stays where it is, and is told by `rules check`.
class NoErrors : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int /*line*/, int /*column*/, const std::string& /*message*/) override {}
};

bool Read(const std::string& text, internal::RuleFile& file) {
  NoErrors errors;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  return parser.ParseFromString(text, &file);
}

// Names an entry of a kind that is sorted.
void ReadKey(Entry& entry) {
  internal::RuleFile file;
  if (!Read(entry.text, file)) return;
  if (file.office_size() == 1) {
    entry.kind = "office";
    entry.key = file.office(0).id();
  } else if (file.permit_size() == 1) {
    entry.kind = "permit";
    entry.key = file.permit(0).code();
  } else if (file.notice_size() == 1) {
    entry.kind = "notice";
    entry.key = file.notice(0).code();
  }
}

// Splits a text that was laid out, in which an entry ends with a line that begins with no blank and
// ends with a brace, into what stands at the top and the entries.
class EntrySplitter {
 public:
  explicit EntrySplitter(absl::string_view text) : lines_(absl::StrSplit(text, '\n')) {}

  std::vector<Entry> Split() {
    for (absl::string_view line : lines_) {
      if (line.empty() && !is_within_) {
        EndComments();
      } else {
        absl::StrAppend(&entry_.text, line, "\n");
        is_within_ = is_within_ || !absl::StartsWith(line, "#");
        const bool is_in_column_1 = !absl::StartsWith(line, " ") && !absl::StartsWith(line, "#");
        if (is_in_column_1 && (absl::StartsWith(line, "}") || IsWhole())) End();
      }
    }
    if (!entry_.text.empty()) End();
    return std::move(entries_);
  }

 private:
  // Comments with a blank line below them are an entry of their own at the top of the file, and
  // belong to the next entry elsewhere.
  void EndComments() {
    if (entry_.text.empty()) {
      entry_.has_blank_line_before = !entries_.empty();
    } else if (entries_.empty()) {
      End();
      entry_.has_blank_line_before = true;
    } else {
      entry_.text += "\n";
    }
  }

  bool IsWhole() const {
    internal::RuleFile file;
    return Read(entry_.text, file);
  }

  void End() {
    ReadKey(entry_);
    entries_.push_back(std::move(entry_));
    entry_ = Entry();
    is_within_ = false;
  }

  std::vector<absl::string_view> lines_;
  std::vector<Entry> entries_;
  Entry entry_;
  bool is_within_ = false;
};

// Sorts the entries of one kind among the places that they have.
void SortKind(absl::string_view kind, std::vector<Entry>& entries) {
  std::vector<std::size_t> places;
  std::vector<Entry> sorted;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].kind != kind) continue;
    places.push_back(i);
    sorted.push_back(entries[i]);
  }
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Entry& a, const Entry& b) { return a.key < b.key; });
  for (std::size_t i = 0; i < places.size(); ++i)
    entries[places[i]].text = std::move(sorted[i].text);
}

std::string SortEntries(absl::string_view text) {
  std::vector<Entry> entries = EntrySplitter(absl::StripSuffix(text, "\n")).Split();
  for (absl::string_view kind : {"office", "permit", "notice"}) SortKind(kind, entries);
  std::string out;
  for (const Entry& entry : entries)
    absl::StrAppend(&out, entry.has_blank_line_before ? "\n" : "", entry.text);
  return out;
}

// The columns of the table that `path` is, and how many of them make its key; null: it has no
// order, or none by its first columns.
const google::protobuf::Descriptor* ColumnsOf(absl::string_view path, int& key_columns) {
  for (const internal::SortedTable& table : internal::kSortedTables) {
    if (!absl::EndsWith(path, absl::StrCat(table.is_own ? "/" : "", table.file))) continue;
    key_columns = table.columns;
    return internal::CompiledRuleset::descriptor()
        ->FindFieldByName(std::string(table.field))
        ->message_type();
  }
  return nullptr;
}

bool IsKbli(absl::string_view path) {
  return absl::EndsWith(path, "kbli/2020.tsv") || absl::EndsWith(path, "kbli/2025.tsv");
}

std::string KeyOf(const std::vector<absl::string_view>& fields,
                  const google::protobuf::Descriptor& columns, int key_columns) {
  std::string key;
  for (int i = 0; i < key_columns; ++i) {
    const bool is_text = columns.field(i)->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    internal::AppendKey(fields[static_cast<std::size_t>(i)], is_text, key);
  }
  return key;
}

std::string SortLines(absl::string_view path, std::string text) {
  int key_columns = 0;
  const google::protobuf::Descriptor* columns =
      IsKbli(path) ? internal::KbliLine::descriptor() : ColumnsOf(path, key_columns);
  if (columns == nullptr || !absl::EndsWith(text, "\n")) return text;
  std::vector<absl::string_view> lines = absl::StrSplit(absl::StripSuffix(text, "\n"), '\n');
  std::vector<std::pair<std::string, absl::string_view>> keyed;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<absl::string_view> fields = absl::StrSplit(lines[i], '\t');
    if (static_cast<int>(fields.size()) != columns->field_count()) return text;
    keyed.emplace_back(IsKbli(path) ? internal::KbliKey(fields[0], fields[1])
                                    : KeyOf(fields, *columns, key_columns),
                       lines[i]);
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out = absl::StrCat(lines[0], "\n");
  for (const auto& [key, line] : keyed) absl::StrAppend(&out, line, "\n");
  return out;
}

}  // namespace

absl::StatusOr<std::string> FormatFile(absl::string_view path, absl::string_view content) {
  if (absl::EndsWith(path, ".tsv")) return SortLines(path, CleanText(content));
  if (!absl::EndsWith(path, ".textproto")) return std::string(content);
  const absl::StatusOr<std::string> laid_out = FormatRules(content);
  if (!laid_out.ok()) return laid_out.status();
  return SortEntries(*laid_out);
}

}  // namespace izin
