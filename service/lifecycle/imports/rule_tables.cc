#include "service/lifecycle/imports/rule_tables.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "classifier/enum_names.h"

namespace izin {
namespace {

using Order = TableForm::Order;

const std::vector<TableForm>& Forms() {
  static const auto* const forms = new std::vector<TableForm>{
      {kMatrixFile,
       {"code", "scope", "label", "micro", "small", "medium", "large", "suspect", "only"},
       {Order::kText, Order::kNumber}},
      {kRowsFile,
       {"code", "scope", "scale", "licence", "document", "term_days", "authority", "requirements",
        "obligations", "suspect"},
       {Order::kText, Order::kNumber, Order::kScale}},
      {kCodesFile, {"code", "supporting", "supporting_complete", "conditions"}, {Order::kText}},
      {kScopesFile, {"code", "scope", "official_id", "label"}, {Order::kText, Order::kNumber}},
      {kDetailsFile,
       {"code", "scope", "scale", "official_code", "validity", "land_area"},
       {Order::kText, Order::kNumber, Order::kScale}},
      {kPagesFile, {"code", "read_on", "conversion", "from_2020"}, {Order::kText}},
      {kWordingsFile, {"id", "text"}, {Order::kText, Order::kText}},
      {kCommitmentsFile,
       {"id", "kind", "every_months", "document", "title_id", "title_en"},
       {Order::kText}},
      {kSupportingFile, {"code", "title_id", "title_en", "note"}, {Order::kText}},
      {kConditionsFile,
       {"id", "kind", "regulation", "max_foreign_percent", "title_id", "title_en"},
       {Order::kText}},
      {kParametersFile, {"id", "authority", "condition", "parameter"}, {Order::kText}},
      {kPatternsFile,
       {"kbli", "scale", "codes_keyed", "codes_alike", "pattern"},
       {Order::kText, Order::kText}},
      {kPossibleFile,
       {"code", "source_code", "requirements", "obligations"},
       {Order::kText, Order::kText}},
  };
  return *forms;
}

std::string Sorting(absl::string_view field, Order order) {
  int number = 0;
  if (order == Order::kNumber && absl::SimpleAtoi(field, &number))
    return absl::StrFormat("%06d", number);
  if (order == Order::kScale) {
    const auto& names = kEnumNames<BusinessScale>;
    const auto* const it = std::find(std::begin(names), std::end(names), field);
    if (it != std::end(names)) return absl::StrCat(it - std::begin(names));
  }
  return std::string(field);
}

}  // namespace

std::string RuleTable::KeyOf(absl::Span<const absl::string_view> fields) const {
  std::string key;
  for (std::size_t i = 0; i < form_->key.size() && i < fields.size(); ++i)
    absl::StrAppend(&key, Sorting(fields[i], form_->key[i]), "\t");
  return key;
}

absl::Status RuleTable::Read(absl::string_view content) {
  int number = 0;
  const auto fault = [&](absl::string_view what) {
    return absl::InvalidArgumentError(absl::StrCat(form_->file, ":", number, ": ", what));
  };
  const std::string text = CleanText(content);
  for (absl::string_view line : absl::StrSplit(absl::StripSuffix(text, "\n"), '\n')) {
    const std::vector<absl::string_view> fields = absl::StrSplit(line, '\t');
    if (++number == 1) {
      if (fields != form_->columns)
        return fault(absl::StrCat("want the columns ", absl::StrJoin(form_->columns, ", ")));
      continue;
    }
    if (fields.size() != form_->columns.size())
      return fault(absl::StrCat(fields.size(), " fields: want ", form_->columns.size()));
    TableLine copy(fields.begin(), fields.end());
    if (!lines_.try_emplace(KeyOf(fields), std::move(copy)).second)
      return fault("a second line of this key");
  }
  return absl::OkStatus();
}

std::string RuleTable::Print() const {
  std::string out = absl::StrCat(absl::StrJoin(form_->columns, "\t"), "\n");
  for (const auto& [key, line] : lines_) absl::StrAppend(&out, absl::StrJoin(line, "\t"), "\n");
  return out;
}

TableLine* RuleTable::Find(std::initializer_list<absl::string_view> key) {
  const auto it = lines_.find(KeyOf(std::vector<absl::string_view>(key)));
  return it == lines_.end() ? nullptr : &it->second;
}

std::vector<TableLine*> RuleTable::Of(absl::string_view code) {
  std::vector<TableLine*> found;
  const std::string prefix = absl::StrCat(code, "\t");
  for (auto it = lines_.lower_bound(prefix);
       it != lines_.end() && absl::StartsWith(it->first, prefix); ++it)
    found.push_back(&it->second);
  return found;
}

void RuleTable::Put(TableLine line) {
  const std::vector<absl::string_view> fields(line.begin(), line.end());
  lines_[KeyOf(fields)] = std::move(line);
}

void RuleTable::Erase(std::initializer_list<absl::string_view> key) {
  lines_.erase(KeyOf(std::vector<absl::string_view>(key)));
}

void RuleTable::EraseOf(absl::string_view code) {
  const std::string prefix = absl::StrCat(code, "\t");
  auto it = lines_.lower_bound(prefix);
  while (it != lines_.end() && absl::StartsWith(it->first, prefix)) it = lines_.erase(it);
}

std::size_t RuleTable::Column(absl::string_view name) const {
  const auto it = std::find(form_->columns.begin(), form_->columns.end(), name);
  return static_cast<std::size_t>(it - form_->columns.begin());
}

absl::StatusOr<RuleTables> RuleTables::Read(const SourceTree& files) {
  RuleTables tables;
  for (const TableForm& form : Forms())
    tables.tables_.emplace(std::string(form.file), RuleTable(form));
  for (const auto& [name, content] : files) {
    const auto table = tables.tables_.find(name);
    if (table == tables.tables_.end()) {
      tables.others_[name] = content;
      continue;
    }
    tables.was_there_[name] = true;
    if (absl::Status status = table->second.Read(content); !status.ok()) return status;
  }
  return tables;
}

SourceTree RuleTables::Print() const {
  SourceTree files = others_;
  for (const auto& [name, table] : tables_) {
    if (!table.lines().empty() || was_there_.contains(name)) files[name] = table.Print();
  }
  return files;
}

RuleTable& RuleTables::at(absl::string_view file) {
  return tables_.find(std::string(file))->second;
}

const RuleTable& RuleTables::at(absl::string_view file) const {
  return tables_.find(std::string(file))->second;
}

}  // namespace izin
