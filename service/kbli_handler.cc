#include "service/kbli_handler.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "service/request_faults.h"

namespace izin {
namespace {

// A category letter, or two to five digits.
bool IsCode(const std::string& code) {
  if (code.size() == 1) return absl::ascii_isupper(static_cast<unsigned char>(code[0]));
  return code.size() >= 2 && code.size() <= 5 && std::all_of(code.begin(), code.end(), absl::ascii_isdigit);
}

}  // namespace

KbliHandler::KbliHandler(std::shared_ptr<const RulesetLibrary> library, const Clock& clock)
    : library_(std::move(library)), clock_(clock) {}

absl::StatusOr<v1::KbliEntry> KbliHandler::GetEntry(const v1::GetKbliEntryRequest& request) const {
  const absl::StatusOr<std::shared_ptr<const Ruleset>> in_force = library_->InForceOn(TodayInJakarta(clock_));
  const Ruleset& ruleset = in_force.ok() ? **in_force : library_->latest();
  if (!v1::KbliEdition_IsValid(request.edition())) {
    return FieldError(FaultKind::kInvalid, "edition",
                      absl::StrCat(static_cast<int>(request.edition()), ": want KBLI 2020 (1) or 2025 (2)"));
  }
  const KbliEdition edition = request.edition() == v1::KBLI_EDITION_UNSPECIFIED
                                  ? ruleset.data().edition
                                  : static_cast<KbliEdition>(request.edition());
  if (!IsCode(request.code())) {
    return FieldError(FaultKind::kInvalid, "code",
                      absl::StrCat("\"", absl::Utf8SafeCEscape(request.code().substr(0, 40)),
                                   "\": want a category letter or 2 to 5 digits"));
  }
  const KbliEntry* entry = ruleset.kbli(edition).Find(request.code());
  if (entry == nullptr) {
    return FieldError(FaultKind::kNotFound, "code",
                      absl::StrCat("\"", request.code(), "\": no such code in KBLI ",
                                   edition == KbliEdition::k2020 ? "2020" : "2025"));
  }
  v1::KbliEntry out;
  out.set_code(entry->code);
  out.set_edition(static_cast<v1::KbliEdition>(edition));
  out.set_title(entry->title);
  out.set_parent(entry->parent);
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(entry->code);
  if (!code.ok() || edition != ruleset.data().edition) return out;
  const std::optional<int> index = ruleset.kbli().IndexOf(*code);
  if (!index.has_value()) return out;
  for (const Scope& scope : ruleset.scopes_of(*index)) {
    v1::Scope& rendered = *out.add_scopes();
    rendered.set_id(scope.id);
    rendered.set_label(scope.label);
  }
  return out;
}

}  // namespace izin
