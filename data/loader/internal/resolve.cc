#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "classifier/inputs.h"
#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

constexpr int kSetBits = 64;

// The bit of a prefix group, added if it is new.
std::optional<int> KbliGroup(Assembly& assembly, std::vector<std::string> prefixes,
                             const Position& position) {
  std::sort(prefixes.begin(), prefixes.end());
  std::vector<std::vector<std::string>>& groups = assembly.out.kbli_groups;
  const auto it = std::find(groups.begin(), groups.end(), prefixes);
  if (it != groups.end()) return static_cast<int>(it - groups.begin());
  if (groups.size() == kSetBits) {
    position.AddError(assembly.issues,
                      "more than 64 different lists of KBLI prefixes in one ruleset");
    return std::nullopt;
  }
  groups.push_back(std::move(prefixes));
  return static_cast<int>(groups.size()) - 1;
}

bool IsKnownPrefix(const Assembly& assembly, const std::string& prefix) {
  return assembly.kbli().Find(prefix) != nullptr;
}

// Resolves the fields of one `Conditions` message to bits.
class ConditionReader {
 public:
  ConditionReader(Assembly& assembly, bool use_authority_keys)
      : assembly_(assembly), use_authority_keys_(use_authority_keys) {}

  // Bits of field `input` of `message`; nothing if the field is empty.
  std::optional<std::uint64_t> Read(const internal::Conditions& message, Input input,
                                    const Position& position) {
    const google::protobuf::FieldDescriptor* field =
        message.GetDescriptor()->FindFieldByName(std::string(Name(input)));
    if (field == nullptr) return std::nullopt;
    const google::protobuf::Reflection& reflection = *message.GetReflection();
    const int size = reflection.FieldSize(message, field);
    if (size == 0) return std::nullopt;
    std::vector<std::string> values;
    values.reserve(static_cast<std::size_t>(size));
    for (int i = 0; i < size; ++i)
      values.push_back(reflection.GetRepeatedString(message, field, i));
    return input == Input::kKbli ? GroupBits(std::move(values), position)
                                 : ValueBits(input, values, position);
  }

 private:
  // The one bit of a list of prefixes.
  std::uint64_t GroupBits(std::vector<std::string> prefixes, const Position& position) {
    for (std::size_t i = 0; i < prefixes.size(); ++i)
      CheckPrefix(prefixes[i], position.Field("kbli", static_cast<int>(i)));
    const std::optional<int> group =
        KbliGroup(assembly_, std::move(prefixes), position.Field("kbli", 0));
    return group.has_value() ? std::uint64_t{1} << *group : 0;
  }

  std::uint64_t ValueBits(Input input, const std::vector<std::string>& values,
                          const Position& position) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Position at = position.Field(Name(input), static_cast<int>(i));
      const std::optional<int> value = Resolve(input, values[i], at);
      // More values than bits are a fault of the catalogue, told there.
      if (!value.has_value() || *value >= kSetBits) continue;
      if ((bits >> *value & 1) != 0) {
        at.AddError(assembly_.issues,
                    absl::StrCat(Name(input), " \"", values[i], "\" is named twice"));
      }
      bits |= std::uint64_t{1} << *value;
    }
    return bits;
  }

  void CheckPrefix(const std::string& prefix, const Position& position) {
    if (IsKnownPrefix(assembly_, prefix)) return;
    position.AddFollowing(
        assembly_.issues, {assembly_.KbliPath()},
        absl::StrCat("kbli \"", prefix, "\": want a category letter or a code of the edition"));
  }

  std::optional<int> Resolve(Input input, const std::string& value, const Position& position) {
    if (input == Input::kPermit) {
      const auto& names =
          use_authority_keys_ ? assembly_.authority_key_by_name : assembly_.permit_by_code;
      const auto it = names.find(value);
      if (it != names.end()) return it->second;
      position.AddFollowing(
          assembly_.issues, {assembly_.PathOf("permits.textproto")},
          absl::StrCat("permit \"", value, "\": want a permit of permits.textproto"));
      return std::nullopt;
    }
    if (input == Input::kLegalForm) {
      const std::vector<std::string>& forms = assembly_.out.legal_forms;
      const auto it = std::find(forms.begin(), forms.end(), value);
      if (it != forms.end()) return static_cast<int>(it - forms.begin());
      position.AddFollowing(assembly_.issues, {"reference/legal_forms.tsv"},
                            absl::StrCat("legal_form \"", value,
                                         "\": want ? or a code of reference/legal_forms.tsv"));
      return std::nullopt;
    }
    return ResolveName(Name(input), value, ValueNames(input), position, assembly_.issues);
  }

  Assembly& assembly_;
  bool use_authority_keys_;
};

}  // namespace

std::optional<int> ResolveName(absl::string_view what, absl::string_view name,
                               absl::Span<const absl::string_view> names, const Position& position,
                               RuleIssues& issues) {
  const auto it = std::find(names.begin(), names.end(), name);
  if (it != names.end() && !name.empty()) return static_cast<int>(it - names.begin());
  std::vector<absl::string_view> legal;
  std::copy_if(names.begin(), names.end(), std::back_inserter(legal),
               [](absl::string_view n) { return !n.empty(); });
  position.AddError(
      issues, absl::StrCat(what, " \"", name, "\": want one of ", absl::StrJoin(legal, ", ")));
  return std::nullopt;
}

Stage ResolveStage(const std::string& name, const Position& position, RuleIssues& issues) {
  if (name.empty()) return Stage::kUnspecified;
  return ResolveEnum<Stage>("stage", name, position, issues);
}

int ResolveIndex(absl::string_view what, absl::string_view name, const IndexByName& indices,
                 absl::Span<const std::string> needed, const Position& position,
                 RuleIssues& issues) {
  const auto it = indices.find(name);
  if (it != indices.end()) return it->second;
  position.AddFollowing(issues, needed, absl::StrCat("unknown ", what, " \"", name, "\""));
  return -1;
}

Bilingual RequiredText(absl::string_view what, const BilingualText& text, const Position& position,
                       RuleIssues& issues) {
  if (text.id().empty())
    position.AddError(issues, absl::StrCat("missing ", what, " in Indonesian (id)"));
  if (text.en().empty())
    position.AddError(issues, absl::StrCat("missing ", what, " in English (en)"));
  return {.id = text.id(), .en = text.en()};
}

Bilingual OptionalText(absl::string_view what, const BilingualText& text, const Position& position,
                       RuleIssues& issues) {
  if (text.id().empty() && text.en().empty()) return {};
  return RequiredText(what, text, position, issues);
}

std::vector<izin::Citation> ResolveCitations(
    const google::protobuf::RepeatedPtrField<internal::Citation>& citations,
    absl::string_view field, const Position& owner, RuleIssues& issues) {
  if (citations.empty())
    owner.AddError(issues, absl::StrCat("missing ", field, ": every rule cites its provision"));
  std::vector<izin::Citation> resolved;
  for (int i = 0; i < citations.size(); ++i) {
    const internal::Citation& citation = citations[i];
    const Position position = owner.Nested(field, i);
    if (citation.regulation().empty()) position.AddError(issues, "missing regulation");
    if (citation.provision().empty()) position.AddError(issues, "missing provision");
    izin::Citation out{
        .regulation = citation.regulation(),
        .provision = citation.provision(),
        .url = citation.url(),
        .verification = ResolveEnum<Verification>("verification", citation.verification(),
                                                  position.Field("verification"), issues),
        .as_of = citation.as_of()};
    if (!out.as_of.empty()) ResolveDate("as_of", out.as_of, position.Field("as_of"), issues);
    resolved.push_back(std::move(out));
  }
  return resolved;
}

std::optional<absl::CivilDay> ResolveDate(absl::string_view what, const std::string& text,
                                          const Position& position, RuleIssues& issues) {
  absl::CivilDay day;
  // ParseCivilTime normalises nothing: 2026-02-30 is refused.
  if (text.size() == 10 && absl::ParseCivilTime(text, &day)) return day;
  position.AddError(issues,
                    absl::StrCat(what, " \"", text, "\": want a date that exists, as YYYY-MM-DD"));
  return std::nullopt;
}

izin::Conditions ResolveConditions(Assembly& assembly, const internal::Conditions& when,
                                   const internal::Conditions& except, const Position& position,
                                   bool use_authority_keys) {
  ConditionReader reader(assembly, use_authority_keys);
  const Position when_position = position.Nested("when");
  const Position except_position = position.Nested("except");
  izin::Conditions conditions;
  for (int i = 0; i < kInputCount; ++i) {
    const auto input = static_cast<Input>(i);
    const std::optional<std::uint64_t> any_of = reader.Read(when, input, when_position);
    const std::optional<std::uint64_t> none_of = reader.Read(except, input, except_position);
    if (!any_of.has_value() && !none_of.has_value()) continue;
    izin::Conditions::Test test{.input = input};
    if (any_of.has_value()) test.any_of = *any_of;
    test.none_of = none_of.value_or(0);
    conditions.Add(test);
  }
  return conditions;
}

}  // namespace izin::internal
