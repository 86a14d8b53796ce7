#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "data/loader/compile.h"
#include "data/loader/internal/overlays.h"
#include "data/loader/tsv.h"

namespace izin {
namespace {

using internal::CompiledRuleset;

// A table of strings: its file and its field in CompiledRuleset. Its columns are the fields of the
// message, in their order.
struct PlainTable {
  absl::string_view file;
  absl::string_view field;
};
constexpr PlainTable kPlainTables[] = {
    {"kbli/2020.tsv", "kbli_2020"},
    {"kbli/2025.tsv", "kbli_2025"},
    {"reference/legal_forms.tsv", "legal_form"},
    {"reference/regions.tsv", "region"},
    {"reference/zones.tsv", "zone"},
    {"reference/holidays.tsv", "holiday"},
    {"/authority_parameters.tsv", "authority_parameter"},
    {"/authority_patterns.tsv", "authority_pattern"},
    {"/official_rows.tsv", "official_row"},
    {"/official_commitments.tsv", "official_commitment"},
    {"/official_codes.tsv", "official_code"},
    {"/supporting_permits.tsv", "supporting_permit"},
    {"/conditions.tsv", "condition"},
    {"/possible_commitments.tsv", "possible_commitment"},
    {"/possible_rows.tsv", "possible_row"},
    {"/official_scopes.tsv", "official_scope"},
    {"/official_details.tsv", "official_detail"},
    {"/official_pages.tsv", "official_page"},
    {"/official_wordings.tsv", "official_wording"},
};

// "rulesets/pp28-2025" of "rulesets/pp28-2025/cases/hotel.textproto"; empty for any other path.
std::string RulesetFolderOf(absl::string_view path) {
  constexpr absl::string_view kPrefix = "rulesets/";
  if (!absl::StartsWith(path, kPrefix)) return "";
  return std::string(path.substr(0, path.find('/', kPrefix.size())));
}

// One data folder being parsed.
class SourceParser {
 public:
  SourceParser(const SourceTree& sources, PositionIndex& positions, RuleIssues& issues)
      : sources_(sources), positions_(positions), issues_(issues) {}

  CompiledRuleset Run() {
    for (const auto& [path, content] : sources_) {
      if (const std::string folder = RulesetFolderOf(path); !folder.empty())
        positions_.set_folder(folder);
      ReadFile(path, content);
    }
    internal::KeepOwnOverlays(compiled_);
    issues_.BeginStage();
    return std::move(compiled_);
  }

 private:
  // A file that is whole is read even where it is no clean text, so that it has no other fault.
  void ReadFile(const std::string& path, const std::string& content) {
    const TextState state = CheckText(path, content, issues_);
    const int told = issues_.CountOf(path);
    if (state != TextState::kNoText) ParseFile(path, told == 0 ? content : CleanText(content));
    if (state != TextState::kWhole || issues_.CountOf(path) > told) issues_.MarkUnread(path);
  }

  void ParseFile(const std::string& path, absl::string_view content) {
    if (absl::StartsWith(path, "overlays/")) {
      return internal::ParseOverlay(path, content, *compiled_.mutable_local(), positions_, issues_);
    }
    if (absl::StrContains(path, "/cases/")) return;  // run by whoever tests the ruleset
    if (absl::EndsWith(path, ".textproto")) return ParseRules(path, content);
    if (path == "kbli/conversion.tsv") return ParseConversion(path, content);
    if (absl::EndsWith(path, "/risk_matrix.tsv")) return ParseMatrix(path, content);
    for (const PlainTable& table : kPlainTables) {
      if (absl::EndsWith(path, table.file)) return ParsePlain(path, content, table);
    }
  }

  // A table whose columns are the fields of a message, all of them strings.
  void ParsePlain(const std::string& path, absl::string_view content, const PlainTable& table) {
    const google::protobuf::FieldDescriptor* lines =
        CompiledRuleset::descriptor()->FindFieldByName(std::string(table.field));
    const google::protobuf::Descriptor& columns = *lines->message_type();
    std::vector<absl::string_view> names;
    names.reserve(static_cast<std::size_t>(columns.field_count()));
    for (int i = 0; i < columns.field_count(); ++i) names.emplace_back(columns.field(i)->name());
    for (const TsvRow& row : ParseTsv(path, content, names, issues_)) {
      google::protobuf::Message& line = *compiled_.GetReflection()->AddMessage(&compiled_, lines);
      for (int i = 0; i < columns.field_count(); ++i) {
        line.GetReflection()->SetString(&line, columns.field(i),
                                        std::string(row[static_cast<std::size_t>(i)]));
      }
      positions_.AddLine(line, path, row.line());
    }
  }

  // A file with a table holds one table, and its rows are that table's.
  void ParseRules(const std::string& path, absl::string_view content) {
    internal::RuleFile& rules = *compiled_.mutable_rules();
    const int first_table = rules.table_size();
    const int first_row = rules.row_size();
    const int told = issues_.CountOf(path);
    positions_.Parse(path, content, rules, issues_);
    if (issues_.CountOf(path) > told) issues_.MarkUnread(path);
    for (int i = first_table + 1; i < rules.table_size(); ++i) {
      positions_.Of(rules.table(i), path)
          .AddError(issues_, "a second table in this file: want one table a file");
    }
    const bool has_table = rules.table_size() > first_table;
    for (int i = first_row; i < rules.row_size(); ++i) {
      internal::Row& row = *rules.mutable_row(i);
      if (has_table) {
        row.set_table(rules.table(first_table).id());
      } else {
        positions_.Of(row, path).AddFollowing(
            issues_, {path}, absl::StrCat("row \"", row.id(), "\": this file has no table"));
      }
    }
  }

  void ParseConversion(const std::string& path, absl::string_view content) {
    for (const TsvRow& row : ParseTsv(path, content, {"kbli2020", "kbli2025", "kind"}, issues_)) {
      internal::ConversionLine& line = *compiled_.add_conversion();
      line.set_kbli_2020(std::string(row[0]));
      line.set_kbli_2025(std::string(row[1]));
      line.set_kind(std::string(row[2]));
      positions_.AddLine(line, path, row.line());
    }
  }

  void ParseMatrix(const std::string& path, absl::string_view content) {
    static constexpr absl::string_view kColumns[] = {"code",   "scope", "label",   "micro", "small",
                                                     "medium", "large", "suspect", "only"};
    for (const TsvRow& row : ParseTsv(path, content, kColumns, issues_)) {
      int scope = 0;
      if (!absl::SimpleAtoi(row[1], &scope)) {
        issues_.AddError(path, row.line(), row.ColumnOf(1),
                         absl::StrCat("scope \"", row[1], "\": want a number"));
        continue;
      }
      internal::MatrixLine& line = *compiled_.add_matrix();
      line.set_code(std::string(row[0]));
      line.set_scope(scope);
      line.set_label(std::string(row[2]));
      line.set_micro(std::string(row[3]));
      line.set_small(std::string(row[4]));
      line.set_medium(std::string(row[5]));
      line.set_large(std::string(row[6]));
      line.set_suspect(std::string(row[7]));
      line.set_only(std::string(row[8]));
      positions_.AddLine(line, path, row.line());
    }
  }

  const SourceTree& sources_;
  PositionIndex& positions_;
  RuleIssues& issues_;
  CompiledRuleset compiled_;
};

}  // namespace

CompiledRuleset ParseSources(const SourceTree& sources, PositionIndex& positions,
                             RuleIssues& issues) {
  return SourceParser(sources, positions, issues).Run();
}

}  // namespace izin
