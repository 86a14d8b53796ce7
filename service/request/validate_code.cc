#include "service/request/validate_code.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/base/excerpt.h"
#include "service/request/checked_enum.h"

namespace izin {
namespace {

constexpr absl::string_view kCodePath = "activity.kbli_code";
constexpr absl::string_view kScopePath = "activity.scope_id";

std::string EditionName(KbliEdition edition) {
  return edition == KbliEdition::k2020 ? "KBLI 2020" : "KBLI 2025";
}

KbliEdition EditionOf(const v1::BusinessActivity& in, const ActivityContext& context) {
  const auto edition = static_cast<KbliEdition>(in.kbli_edition());
  const bool is_given =
      v1::KbliEdition_IsValid(in.kbli_edition()) && edition != KbliEdition::kUnspecified;
  return is_given ? edition : context.default_edition;
}

// `ruleset` may be null: then nothing is suggested.
FaultText MalformedCode(const std::string& code, const Ruleset* ruleset, KbliEdition edition) {
  const std::string quoted = absl::StrCat("\"", Excerpt(code, 40), "\": ");
  FaultText text{.en = quoted + "want 5 digits", .id = quoted + "tulis 5 angka"};
  const KbliEntry* near = ruleset == nullptr ? nullptr : ruleset->kbli(edition).Suggest(code);
  if (near == nullptr) return text;
  absl::StrAppend(&text.en, "; did you mean ", near->code, " ", near->title, "?");
  absl::StrAppend(&text.id, "; mungkin ", near->code, " ", near->title, "?");
  return text;
}

// Names the other edition, where the number may have been read.
FaultText UnknownCode(KbliCode code, const Ruleset& ruleset, KbliEdition edition) {
  const std::string quoted = absl::StrCat("\"", code.ToString(), "\": ");
  FaultText text{.en = absl::StrCat(quoted, "no such code in ", EditionName(edition)),
                 .id = absl::StrCat(quoted, "tidak ada dalam ", EditionName(edition))};
  const KbliEdition other = edition == KbliEdition::k2020 ? KbliEdition::k2025 : KbliEdition::k2020;
  if (!ruleset.kbli(other).IndexOf(code).has_value()) return text;
  const absl::Span<const KbliCode> codes =
      ruleset.data().conversion.CounterpartsOf(code, other, edition);
  absl::StrAppend(&text.en, "; it is a code of ", EditionName(other));
  absl::StrAppend(&text.id, "; kode itu ada dalam ", EditionName(other));
  if (codes.empty()) return text;
  const std::string list = absl::StrJoin(
      codes, ", ", [](std::string* out, KbliCode c) { absl::StrAppend(out, c.ToString()); });
  const bool is_older = other == KbliEdition::k2020;
  absl::StrAppend(&text.en, is_older ? ", which became " : ", which was ", list, " in ",
                  EditionName(edition));
  absl::StrAppend(&text.id, is_older ? ", yang menjadi " : ", yang dahulu ", list, " dalam ",
                  EditionName(edition));
  return text;
}

// "56101-1": the code, a dash, a number that does not begin with 0.
std::optional<ScopeChoice> ParseScope(const std::string& id) {
  const std::size_t dash = id.find('-');
  if (dash == std::string::npos) return std::nullopt;
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(id.substr(0, dash));
  const std::string digits = id.substr(dash + 1);
  int number = 0;
  if (!code.ok() || digits.empty() || digits.front() == '0' ||
      !std::all_of(digits.begin(), digits.end(), absl::ascii_isdigit) ||
      !absl::SimpleAtoi(digits, &number)) {
    return std::nullopt;
  }
  return ScopeChoice{.code = *code, .number = number};
}

// Whether a scope of that code can be one of the activity's.
bool BelongsTo(const BusinessActivity& activity, KbliCode scope_code, const RulesetData& data) {
  if (activity.edition == data.edition) return scope_code == activity.code;
  const absl::Span<const KbliCode> counterparts =
      data.conversion.CounterpartsOf(activity.code, activity.edition, data.edition);
  return std::find(counterparts.begin(), counterparts.end(), scope_code) != counterparts.end();
}

// "56101-1, 56101-2"; empty for a code that has none.
std::string ScopesOf(const Ruleset& ruleset, std::optional<int> code_index) {
  if (!code_index.has_value()) return "";
  return absl::StrJoin(
      ruleset.scopes_of(*code_index), ", ",
      [](std::string* out, const Scope& scope) { absl::StrAppend(out, scope.id); });
}

// The code, if the edition holds it.
std::optional<KbliCode> CheckedCode(const v1::BusinessActivity& in, const Ruleset* ruleset,
                                    KbliEdition edition, RequestFaults& faults) {
  const auto fault = [&](FaultKind kind, FaultText text) {
    faults.Add(kind, std::string(kCodePath), std::move(text));
    return std::nullopt;
  };
  if (in.kbli_code().empty()) {
    return fault(FaultKind::kInvalid, {.en = "missing: want a KBLI code of 5 digits",
                                       .id = "belum diisi: tulis kode KBLI, 5 angka"});
  }
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(in.kbli_code());
  if (!code.ok())
    return fault(FaultKind::kInvalid, MalformedCode(in.kbli_code(), ruleset, edition));
  if (ruleset == nullptr) return std::nullopt;
  if (!ruleset->kbli(edition).IndexOf(*code).has_value())
    return fault(FaultKind::kNotFound, UnknownCode(*code, *ruleset, edition));
  return *code;
}

FaultText UnknownScope(const Ruleset& ruleset, std::optional<int> code_index) {
  const std::string scopes = ScopesOf(ruleset, code_index);
  if (scopes.empty()) {
    return {.en = ": no such scope; the code has none",
            .id = ": tidak ada; kode ini tidak punya ruang lingkup"};
  }
  return {.en = absl::StrCat(": no such scope; the code has ", scopes),
          .id = absl::StrCat(": tidak ada; ruang lingkup kode ini ", scopes)};
}

// Whether the ruleset has that scope, open to this activity; if not, a fault says what it has.
void CheckScope(const std::string& id, const Ruleset& ruleset, const BusinessActivity& activity,
                RequestFaults& faults) {
  const auto fault = [&](FaultKind kind, const FaultText& text) {
    const std::string quoted = absl::StrCat("\"", id, "\"");
    faults.Add(kind, std::string(kScopePath),
               FaultText{.en = quoted + text.en, .id = quoted + text.id});
  };
  const ScopeChoice& choice = *activity.scope;
  if (!BelongsTo(activity, choice.code, ruleset.data())) {
    const std::string code = activity.code.ToString();
    return fault(FaultKind::kInvalid,
                 {.en = ": is no scope of " + code, .id = ": bukan ruang lingkup " + code});
  }
  const std::optional<int> index = ruleset.kbli().IndexOf(choice.code);
  const Scope* scope = index.has_value() ? ruleset.FindScope(*index, choice.number) : nullptr;
  if (scope == nullptr) {
    fault(FaultKind::kNotFound, UnknownScope(ruleset, index));
  } else if (scope->only_foreign && !activity.foreign) {
    fault(FaultKind::kInvalid,
          {.en = absl::StrCat(" (", scope->label,
                              ") contradicts an activity without foreign capital"),
           .id = absl::StrCat(" (", scope->label, ") hanya untuk penanaman modal asing")});
  }
}

}  // namespace

void ValidateCode(const v1::BusinessActivity& in, const ActivityContext& context,
                  RequestFaults& faults, BusinessActivity& out) {
  out.edition = EditionOf(in, context);
  const std::optional<KbliCode> code = CheckedCode(in, context.ruleset, out.edition, faults);
  CheckedEnum<KbliEdition>("activity.kbli_edition", in.kbli_edition(), v1::KbliEdition_IsValid,
                           faults);
  if (code.has_value()) out.code = *code;
  if (in.scope_id().empty()) return;
  const std::optional<ScopeChoice> scope = ParseScope(in.scope_id());
  if (!scope.has_value()) {
    const std::string quoted = absl::StrCat("\"", Excerpt(in.scope_id(), 40), "\": ");
    faults.Add(FaultKind::kInvalid, std::string(kScopePath),
               FaultText{.en = quoted + "want <code>-<number>, for example 56101-1",
                         .id = quoted + "tulis <kode>-<nomor>, misalnya 56101-1"});
    return;
  }
  if (!code.has_value()) return;
  out.scope = scope;
  if (context.ruleset->data().has_risk_levels)
    CheckScope(in.scope_id(), *context.ruleset, out, faults);
}

}  // namespace izin
