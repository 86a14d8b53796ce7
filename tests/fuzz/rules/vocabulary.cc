#include "tests/fuzz/rules/vocabulary.h"

#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "classifier/inputs.h"

namespace izin::fuzz {
namespace {

std::string Quoted(absl::string_view value) { return absl::StrCat("\"", value, "\""); }

// What a field refers to, by the name of the field.
constexpr std::pair<absl::string_view, absl::string_view> kReferences[] = {
    {"authority_as", "permit.code"}, {"commitment", "commitment.code"},
    {"office", "office.id"},         {"page_commitment_replaced", "commitment.code"},
    {"permit", "permit.code"},       {"scale_notice", "notice.code"},
    {"warning", "notice.code"},
};

std::string Key(const std::string& owner, const std::string& name) {
  // Conditions of rows, commitments and exceptions take the same values.
  return absl::StrCat(owner == "except" ? "when" : owner, ".", name);
}

}  // namespace

Vocabulary::Vocabulary(const SourceTree& tree) {
  std::map<std::string, std::set<std::string>> by_field;
  std::set<std::string> all;
  for (const auto& [path, text] : tree) {
    if (!absl::EndsWith(path, ".textproto") || absl::StrContains(path, "/cases/")) continue;
    for (const TextField& field : FieldsOf(text)) {
      if (field.is_message) continue;
      const std::string value = text.substr(field.value_begin, field.value_end - field.value_begin);
      by_field[Key(field.owner, field.name)].insert(value);
      if (field.name != "id" && field.name != "en" && value.size() < 60) all.insert(value);
    }
  }
  for (int i = 0; i < kInputCount; ++i) {
    const auto input = static_cast<izin::Input>(i);
    inputs_.emplace_back(Name(input));
    for (absl::string_view value : ValueNames(input))
      by_field[Key("when", inputs_.back())].insert(Quoted(value));
  }
  for (const auto& [key, values] : by_field) by_field_[key] = {values.begin(), values.end()};
  all_ = {all.begin(), all.end()};
}

std::string Vocabulary::ValueFor(const std::string& owner, const std::string& name,
                                 Dice& dice) const {
  if (dice.OneIn(12)) return dice.Pick(all_);
  if (name == "input") return Quoted(Input(dice));
  for (const auto& [field, referred] : kReferences) {
    if (field != name || dice.OneIn(4)) continue;
    const auto values = by_field_.find(std::string(referred));
    if (values != by_field_.end()) return dice.Pick(values->second);
  }
  const auto values = by_field_.find(Key(owner, name));
  return values == by_field_.end() ? dice.Pick(all_) : dice.Pick(values->second);
}

std::string Vocabulary::Number(Dice& dice) {
  static const auto* const numbers = new std::vector<std::string>{"-1",
                                                                  "0",
                                                                  "1",
                                                                  "2",
                                                                  "4",
                                                                  "5",
                                                                  "6",
                                                                  "12",
                                                                  "63",
                                                                  "64",
                                                                  "65",
                                                                  "127",
                                                                  "128",
                                                                  "255",
                                                                  "1000",
                                                                  "32767",
                                                                  "32768",
                                                                  "65536",
                                                                  "-2147483648",
                                                                  "2147483647",
                                                                  "2147483648",
                                                                  "9223372036854775807",
                                                                  "-9223372036854775808",
                                                                  "1e308",
                                                                  "-0.5",
                                                                  "nan",
                                                                  "inf"};
  return dice.Pick(*numbers);
}

}  // namespace izin::fuzz
