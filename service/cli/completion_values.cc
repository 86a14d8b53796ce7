#include "service/cli/completion_values.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

#include "izin/v1/kbli.pb.h"
#include "izin/v1/reference.pb.h"
#include "service/cli/classify_flags.h"
#include "service/lookup/reference_handler.h"
#include "service/request/typed_values.h"
#include "service/rulesets/ruleset_library.h"

namespace izin::cli {
namespace {

using Candidates = std::vector<Candidate>;
using Library = std::shared_ptr<const RulesetLibrary>;

enum class Kind { kCode, kEdition, kLanguage, kMethod, kPermit, kReferenceKind, kRuleset, kScope };

struct Known {
  const char* command;  // "" = of every command
  const char* option;   // a flag, or the name of an argument
  Kind kind;
};

constexpr Known kKnown[] = {
    {"", "--edition", Kind::kEdition},      {"", "--kbli", Kind::kCode},
    {"", "--lang", Kind::kLanguage},        {"", "--permit", Kind::kPermit},
    {"", "--ruleset", Kind::kRuleset},      {"", "--scope", Kind::kScope},
    {"call", "method", Kind::kMethod},      {"classify", "--held", Kind::kPermit},
    {"convert", "--from", Kind::kEdition},  {"convert", "--to", Kind::kEdition},
    {"convert", "CODE", Kind::kCode},       {"diff", "FROM", Kind::kRuleset},
    {"diff", "TO", Kind::kRuleset},         {"reclassify", "--from", Kind::kRuleset},
    {"reclassify", "--to", Kind::kRuleset}, {"reference", "KIND", Kind::kReferenceKind},
    {"sheet", "SUBJECT", Kind::kPermit},
};

const std::string& Said(const Bilingual& text, bool is_english) {
  return is_english ? text.en : text.id;
}

std::string NameOf(const CLI::Option& option) {
  return option.get_positional() ? option.get_name(true) : option.get_name();
}

std::optional<Kind> KindOf(const ValuePlace& place) {
  const std::string name = NameOf(place.option);
  for (const Known& known : kKnown) {
    const bool is_here = *known.command == '\0' || place.command.get_name() == known.command;
    if (is_here && name == known.option) return known.kind;
  }
  return std::nullopt;
}

// The edition whose codes are meant: as --edition or --from says, else that of the command.
KbliEdition EditionAt(const ValuePlace& place, const Ruleset& ruleset) {
  for (std::size_t i = 0; i + 1 < place.words.size(); ++i) {
    if (place.words[i] != "--edition" && place.words[i] != "--from") continue;
    const std::optional<int> number =
        ParseEnumWord(*v1::KbliEdition_descriptor(), place.words[i + 1]);
    if (number.has_value()) return static_cast<KbliEdition>(*number);
  }
  return place.command.get_name() == "convert" ? KbliEdition::k2020 : ruleset.data().edition;
}

Candidates Codes(const ValuePlace& place, const Ruleset& ruleset) {
  const KbliCatalogue& kbli = ruleset.kbli(EditionAt(place, ruleset));
  Candidates codes;
  for (int i = 0; i < kbli.subclass_count(); ++i)
    codes.push_back({kbli.EntryAt(i).code, kbli.EntryAt(i).title});
  return codes;
}

Candidates Scopes(const Ruleset& ruleset) {
  Candidates scopes;
  for (const Scope& scope : ruleset.data().scopes) scopes.push_back({scope.id, scope.label});
  return scopes;
}

Candidates Permits(const RulesetLibrary& library, bool is_english) {
  Candidates permits;
  for (const std::shared_ptr<const Ruleset>& ruleset : library.rulesets()) {
    for (const Permit& permit : ruleset->data().permits)
      permits.push_back({permit.code, Said(permit.title, is_english)});
  }
  return permits;
}

Candidates Rulesets(const RulesetLibrary& library, bool is_english) {
  Candidates rulesets;
  for (const std::shared_ptr<const Ruleset>& ruleset : library.rulesets())
    rulesets.push_back({ruleset->data().id, Said(ruleset->data().title, is_english)});
  return rulesets;
}

Candidates ReferenceKinds(const Library& library, bool is_english) {
  Candidates kinds;
  const RulesetHolder holder(library);
  v1::ListReferenceValuesRequest request;
  request.set_language_code(is_english ? "en" : "id");
  const auto response = ReferenceHandler(holder).List(request);
  if (!response.ok()) return kinds;
  for (const v1::ReferenceValue& value : response->values())
    kinds.push_back({value.code(), value.text().title()});
  return kinds;
}

Candidates Methods() {
  Candidates methods;
  const google::protobuf::DescriptorPool& pool =
      *google::protobuf::DescriptorPool::generated_pool();
  for (const char* name : {"DecisionService", "KbliService", "PermitClassificationService",
                           "ReferenceService", "RulesetService"}) {
    const auto* service = pool.FindServiceByName(absl::StrCat("izin.v1.", name));
    for (int i = 0; service != nullptr && i < service->method_count(); ++i) {
      const google::protobuf::MethodDescriptor& method = *service->method(i);
      if (method.client_streaming() || method.server_streaming()) continue;
      methods.push_back({absl::StrCat(service->full_name(), "/", method.name()), ""});
    }
  }
  return methods;
}

Candidates OfLibrary(Kind kind, const ValuePlace& place, bool is_english) {
  const auto library = RulesetLibrary::Embedded();
  if (!library.ok()) return {};
  switch (kind) {
    case Kind::kCode:
      return Codes(place, (*library)->latest());
    case Kind::kPermit:
      return Permits(**library, is_english);
    case Kind::kReferenceKind:
      return ReferenceKinds(*library, is_english);
    case Kind::kRuleset:
      return Rulesets(**library, is_english);
    case Kind::kScope:
      return Scopes((*library)->latest());
    case Kind::kEdition:
    case Kind::kLanguage:
    case Kind::kMethod:
      break;
  }
  return {};
}

Candidates Plain(const std::vector<std::string>& words) {
  Candidates candidates;
  for (const std::string& word : words) candidates.push_back({word, ""});
  return candidates;
}

// The members of a set that the option checks its value by, which CLI11 tells as "TEXT:{id,en}".
Candidates Members(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const std::size_t begin = type.find('{');
  const std::size_t end = type.find('}', begin);
  if (begin == std::string::npos || end == std::string::npos) return {};
  return Plain(absl::StrSplit(type.substr(begin + 1, end - begin - 1), ','));
}

// Values of an enum in one language; those of the other where none of them begins so.
Candidates EnumValues(const google::protobuf::EnumDescriptor& type, const std::string& begun,
                      bool is_english) {
  const std::vector<std::string> own = ListOfWords(type, is_english);
  const bool any = std::any_of(own.begin(), own.end(), [&begun](const std::string& word) {
    return absl::StartsWith(word, begun);
  });
  return Plain(any ? own : ListOfWords(type, !is_english));
}

Candidates All(const ValuePlace& place, const std::string& begun, bool is_english) {
  if (place.command.get_name() == "classify") {
    const auto* type = EnumOfFlag(NameOf(place.option));
    if (type != nullptr) return EnumValues(*type, begun, is_english);
  }
  const std::optional<Kind> kind = KindOf(place);
  if (!kind.has_value()) return Members(place.option);
  switch (*kind) {
    case Kind::kEdition:
      return Plain(ListOfWords(*v1::KbliEdition_descriptor(), is_english));
    case Kind::kLanguage:
      return Plain({"id", "en"});
    case Kind::kMethod:
      return Methods();
    default:
      return OfLibrary(*kind, place, is_english);
  }
}

}  // namespace

std::vector<Candidate> ValuesAt(const ValuePlace& place, bool is_english) {
  const std::size_t comma = place.begun.rfind(',');
  const std::string before = comma == std::string::npos ? "" : place.begun.substr(0, comma + 1);
  const std::string begun = place.begun.substr(before.size());
  Candidates fitting;
  for (Candidate& candidate : All(place, begun, is_english)) {
    if (!absl::StartsWith(candidate.text, begun)) continue;
    fitting.push_back({absl::StrCat(before, candidate.text), std::move(candidate.about)});
  }
  const auto by_text = [](const Candidate& a, const Candidate& b) { return a.text < b.text; };
  std::stable_sort(fitting.begin(), fitting.end(), by_text);
  const auto same = [](const Candidate& a, const Candidate& b) { return a.text == b.text; };
  fitting.erase(std::unique(fitting.begin(), fitting.end(), same), fitting.end());
  return fitting;
}

}  // namespace izin::cli
