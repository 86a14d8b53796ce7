#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

#include "tests/fuzz/rules/mutant.h"

namespace izin::fuzz {
namespace {

constexpr std::size_t kMaxBytes = 8 << 20;  // of a file that grew

// One rule file under change.
class RulesEditor {
 public:
  RulesEditor(std::string& text, const Vocabulary& words, Dice& dice, Change& change)
      : text_(text), words_(words), dice_(dice), change_(change), fields_(FieldsOf(text)) {}

  bool Edit() {
    if (fields_.empty()) return false;
    using Way = bool (RulesEditor::*)();
    // What is likelier to be accepted stands more often.
    static constexpr Way kWays[] = {
        &RulesEditor::Delete,        &RulesEditor::DeleteEntry,   &RulesEditor::Duplicate,
        &RulesEditor::MultiplyEntry, &RulesEditor::MultiplyEntry, &RulesEditor::SwapEntries,
        &RulesEditor::SwapValues,    &RulesEditor::SwapValues,    &RulesEditor::Retarget,
        &RulesEditor::Retarget,      &RulesEditor::Retarget,      &RulesEditor::Retarget,
        &RulesEditor::RenameKey,     &RulesEditor::SetNumber,     &RulesEditor::SetNumber,
        &RulesEditor::Toggle,        &RulesEditor::SetText,       &RulesEditor::AddInput,
        &RulesEditor::AddInput,      &RulesEditor::ChangeInput,   &RulesEditor::AddCondition,
        &RulesEditor::AddCondition,  &RulesEditor::AddToOutcome,  &RulesEditor::MoveToOtherOwner};
    return (this->*dice_.Pick(std::vector<Way>(std::begin(kWays), std::end(kWays))))();
  }

 private:
  std::string ValueOf(const TextField& field) const {
    return text_.substr(field.value_begin, field.value_end - field.value_begin);
  }
  std::string TextOf(const TextField& field) const {
    return text_.substr(field.begin, field.end - field.begin);
  }
  static std::string PathOf(const TextField& field) {
    return absl::StrCat(field.owner, field.owner.empty() ? "" : ".", field.name);
  }
  static std::string Short(const std::string& text) {
    const std::string line = text.substr(0, text.find('\n'));
    return line.size() <= 60 ? line : line.substr(0, 57) + "...";
  }

  // One of the fields that `fits`; null if none does.
  const TextField* Find(const std::function<bool(const TextField&)>& fits) {
    std::vector<const TextField*> found;
    for (const TextField& field : fields_) {
      if (fits(field)) found.push_back(&field);
    }
    return found.empty() ? nullptr : dice_.Pick(found);
  }

  // Where a change begins; the first of several stands.
  bool Done(std::string kind, const TextField& field, std::string what) {
    change_.kind = std::move(kind);
    change_.line = LineAt(text_, field.begin);
    change_.what = std::move(what);
    return true;
  }

  void Replace(std::size_t begin, std::size_t end, const std::string& with) {
    text_.replace(begin, end - begin, with);
  }

  bool SetValue(const std::string& kind, const TextField& field, const std::string& value) {
    const std::string before = ValueOf(field);
    if (before == value) return false;
    Done(kind, field, absl::StrCat(PathOf(field), " ", Short(before), " -> ", Short(value)));
    Replace(field.value_begin, field.value_end, value);
    return true;
  }

  bool Delete() {
    const TextField& field = dice_.Pick(fields_);
    Done("delete", field, absl::StrCat(PathOf(field), " ", Short(ValueOf(field))));
    Replace(field.begin, field.end, "");
    return true;
  }

  bool DeleteEntry() {
    const TextField* entry = Find([](const TextField& f) { return f.is_entry(); });
    if (entry == nullptr) return false;
    Done("delete entry", *entry, Short(KeyOf(*entry)));
    Replace(entry->begin, entry->end, "");
    return true;
  }

  bool Duplicate() {
    const TextField& field = dice_.Pick(fields_);
    Done("duplicate", field, absl::StrCat(PathOf(field), " ", Short(ValueOf(field))));
    text_.insert(field.begin, TextOf(field) + (field.is_element ? ", " : "\n"));
    return true;
  }

  // The `id` or `code` of an entry, as it is written; empty if it has none.
  std::string KeyOf(const TextField& entry) const {
    const TextField* key = KeyFieldOf(entry);
    return key == nullptr ? "" : ValueOf(*key);
  }
  const TextField* KeyFieldOf(const TextField& entry) const {
    for (const TextField& field : fields_) {
      const bool is_own = field.begin > entry.begin && field.end < entry.end &&
                          field.owner == entry.name && !field.is_message;
      if (is_own && (field.name == "id" || field.name == "code")) return &field;
    }
    return nullptr;
  }

  // Copies of an entry under keys that sort behind its own: catalogues at and beyond what fits.
  bool MultiplyEntry() {
    const TextField* entry = Find([](const TextField& f) { return f.is_entry(); });
    if (entry == nullptr) return false;
    const std::size_t copies = dice_.Pick(std::vector<std::size_t>{1, 2, 40, 64, 65, 130, 300});
    const TextField* key = KeyFieldOf(*entry);
    const std::string copy = TextOf(*entry);
    if (copy.size() * copies > kMaxBytes) return false;
    Done("multiply entry", *entry, absl::StrCat(Short(KeyOf(*entry)), " x ", copies + 1));
    std::string added;
    for (std::size_t i = 0; i < copies; ++i) {
      std::string next = copy;
      if (key != nullptr && key->value_end > key->value_begin + 1)
        next.insert(key->value_end - 1 - entry->begin, absl::StrFormat("_%03d", i));
      absl::StrAppend(&added, "\n", next);
    }
    text_.insert(entry->end, added);
    return true;
  }

  bool SwapEntries() {
    const TextField* first = Find([](const TextField& f) { return f.is_entry(); });
    if (first == nullptr) return false;
    const TextField* second =
        Find([&](const TextField& f) { return f.is_entry() && f.begin > first->begin; });
    if (second == nullptr) return false;
    Done("swap entries", *first,
         absl::StrCat(Short(KeyOf(*first)), " and ", Short(KeyOf(*second))));
    Swap(first->begin, first->end, second->begin, second->end);
    return true;
  }

  // REQUIRES: the first stands before the second.
  void Swap(std::size_t begin, std::size_t end, std::size_t other_begin, std::size_t other_end) {
    const std::string first = text_.substr(begin, end - begin);
    const std::string second = text_.substr(other_begin, other_end - other_begin);
    Replace(other_begin, other_end, first);
    Replace(begin, end, second);
  }

  bool SwapValues() {
    const TextField* first = Find([](const TextField& f) { return !f.owner.empty(); });
    if (first == nullptr) return false;
    const TextField* second = Find([&](const TextField& f) {
      return f.name == first->name && f.is_message == first->is_message && f.begin > first->end &&
             ValueOf(f) != ValueOf(*first);
    });
    if (second == nullptr) return false;
    Done("swap values", *first,
         absl::StrCat(PathOf(*first), " ", Short(ValueOf(*first)), " and ", PathOf(*second), " ",
                      Short(ValueOf(*second)), " of line ", LineAt(text_, second->begin)));
    Swap(first->value_begin, first->value_end, second->value_begin, second->value_end);
    return true;
  }

  // Words of people, which mean nothing to a rule.
  static bool IsText(const TextField& field) {
    return field.owner != "row" && field.owner != "table" && field.owner != "office" &&
           field.owner != "ruleset" && (field.name == "id" || field.name == "en");
  }

  bool Retarget() {
    const TextField* field = Find([](const TextField& f) { return !f.is_message && !IsText(f); });
    if (field == nullptr) return false;
    return SetValue("retarget", *field, words_.ValueFor(field->owner, field->name, dice_));
  }

  // The key of an entry, so that whatever refers to it refers to nothing.
  bool RenameKey() {
    const TextField* key = Find([](const TextField& f) {
      return !f.is_message && !IsText(f) && (f.name == "id" || f.name == "code");
    });
    if (key == nullptr) return false;
    return SetValue("rename key", *key, dice_.OneIn(4) ? "\"\"" : "\"ZZZ\"");
  }

  static bool IsNumber(absl::string_view value) {
    double ignored = 0;
    return absl::SimpleAtod(value, &ignored);
  }

  bool SetNumber() {
    const TextField* field =
        Find([&](const TextField& f) { return !f.is_message && IsNumber(ValueOf(f)); });
    if (field == nullptr) return false;
    return SetValue("number", *field, Vocabulary::Number(dice_));
  }

  bool Toggle() {
    const TextField* field = Find([&](const TextField& f) {
      const std::string value = f.is_message ? "" : ValueOf(f);
      return value == "true" || value == "false" || value == "\"UNIQUE\"" ||
             value == "\"COLLECT\"" || value == "\"yes\"" || value == "\"no\"" ||
             value == "\"2020\"" || value == "\"2025\"";
    });
    if (field == nullptr) return false;
    static constexpr std::pair<const char*, const char*> kPairs[] = {{"true", "false"},
                                                                     {"\"UNIQUE\"", "\"COLLECT\""},
                                                                     {"\"yes\"", "\"no\""},
                                                                     {"\"2020\"", "\"2025\""}};
    const std::string value = ValueOf(*field);
    for (const auto& [one, other] : kPairs) {
      if (value == one) return SetValue("toggle", *field, other);
      if (value == other) return SetValue("toggle", *field, one);
    }
    return false;
  }

  bool SetText() {
    const TextField* field = Find([&](const TextField& f) {
      return !f.is_message && f.value_end > f.value_begin && text_[f.value_begin] == '"';
    });
    if (field == nullptr) return false;
    static const auto* const texts =
        new std::vector<std::string>{"\"\"",
                                     "\" \"",
                                     "\"?\"",
                                     "\"{value}{other}{region}{province}{\"",
                                     "\"<&>\\n\"",
                                     "\"\\xff\"",
                                     "\"\\000\"",
                                     "\"9999-12-31\"",
                                     "\"0000-01-01\"",
                                     "\"2024-02-29\"",
                                     "\"" + std::string(100000, 'x') + "\""};
    return SetValue("text", *field, dice_.Pick(*texts));
  }

  bool AddInput() {
    const TextField* table =
        Find([](const TextField& f) { return f.is_entry() && f.name == "table"; });
    if (table == nullptr) return false;
    const std::string input = words_.Input(dice_);
    Done("add input", *table, absl::StrCat(Short(KeyOf(*table)), " ", input));
    text_.insert(table->value_end, absl::StrCat("  input: \"", input, "\"\n"));
    return true;
  }

  bool ChangeInput() {
    const TextField* input =
        Find([](const TextField& f) { return f.name == "input" && f.owner == "table"; });
    if (input == nullptr) return false;
    if (dice_.OneIn(2))
      return SetValue("input", *input, absl::StrCat("\"", words_.Input(dice_), "\""));
    Done("remove input", *input, ValueOf(*input));
    Replace(input->begin, input->end, "");
    return true;
  }

  bool AddCondition() {
    const TextField* entry = Find([](const TextField& f) {
      return f.is_entry() && (f.name == "row" || f.name == "commitment");
    });
    if (entry == nullptr) return false;
    const std::string input = words_.Input(dice_);
    const std::string value = words_.ValueFor("when", input, dice_);
    const std::string side = dice_.OneIn(2) ? "when" : "except";
    Done("add condition", *entry,
         absl::StrCat(Short(KeyOf(*entry)), " ", side, " ", input, " ", value));
    for (const TextField& field : fields_) {
      if (field.name != side || field.begin < entry->begin || field.end > entry->end) continue;
      text_.insert(field.value_begin, absl::StrCat(" ", input, ": ", value, " "));
      return true;
    }
    text_.insert(entry->value_end, absl::StrCat("  ", side, " { ", input, ": ", value, " }\n"));
    return true;
  }

  // One thing more that a row gives.
  bool AddToOutcome() {
    const TextField* then =
        Find([](const TextField& f) { return f.is_message && f.name == "then"; });
    if (then == nullptr) return false;
    static const auto* const names = new std::vector<std::string>{
        "office",       "warning",   "commitment",     "permit", "refused",
        "not_licensed", "then_land", "yields_to_page", "none",   "adjust"};
    const std::string& name = dice_.Pick(*names);
    std::string field = absl::StrCat(name, ": true");
    if (name == "office" || name == "warning" || name == "commitment")
      field = absl::StrCat(name, ": ", words_.ValueFor("then", name, dice_));
    if (name == "permit")
      field = absl::StrCat("permit { code: ", words_.ValueFor("permit", "code", dice_), " }");
    if (name == "adjust") {
      const std::string input = words_.Input(dice_);
      field = absl::StrCat("adjust { input: \"", input,
                           "\" value: ", words_.ValueFor("when", input, dice_), " }");
    }
    Done("add to outcome", *then, field);
    text_.insert(then->value_begin, absl::StrCat(" ", field, " "));
    return true;
  }

  // A field of one message set down in another of the same kind of entry.
  bool MoveToOtherOwner() {
    const TextField* field = Find([](const TextField& f) { return !f.owner.empty(); });
    if (field == nullptr || field->is_element) return false;
    const TextField* owner = Find([&](const TextField& f) {
      return f.is_message && f.name == field->owner && f.begin > field->end;
    });
    if (owner == nullptr) return false;
    const std::string moved = TextOf(*field);
    Done("move", *field,
         absl::StrCat(PathOf(*field), " ", Short(ValueOf(*field)), " to line ",
                      LineAt(text_, owner->begin)));
    text_.insert(owner->value_begin, absl::StrCat(" ", moved, " "));
    if (dice_.OneIn(2)) Replace(field->begin, field->end, "");
    return true;
  }

  std::string& text_;
  const Vocabulary& words_;
  Dice& dice_;
  Change& change_;
  const std::vector<TextField> fields_;
};

}  // namespace

bool ChangeRules(std::string& text, const Vocabulary& words, Dice& dice, Change& change) {
  return RulesEditor(text, words, dice, change).Edit();
}

}  // namespace izin::fuzz
