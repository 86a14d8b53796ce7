#include "service/lookup/kbli_handler.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/lookup/kbli_entries.h"
#include "service/render/render_classification.h"
#include "service/request/checked_enum.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

// A category letter, or two to five digits.
bool IsCode(const std::string& code) {
  if (code.size() == 1) return absl::ascii_isupper(static_cast<unsigned char>(code[0]));
  return code.size() >= 2 && code.size() <= 5 &&
         std::all_of(code.begin(), code.end(), absl::ascii_isdigit);
}

FaultText NoSuchCode(const std::string& code, KbliEdition edition) {
  const absl::string_view year = edition == KbliEdition::k2020 ? "2020" : "2025";
  return {.en = absl::StrCat("\"", code, "\": no such code in KBLI ", year),
          .id = absl::StrCat("\"", code, "\": tidak ada dalam KBLI ", year)};
}

absl::Status CheckConversion(const v1::ConvertKbliCodeRequest& request) {
  RequestFaults faults;
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(request.code());
  if (request.code().empty()) {
    faults.Add(FaultKind::kInvalid, "code",
               FaultText{.en = "missing: want a KBLI code of 5 digits",
                         .id = "belum diisi: tulis kode KBLI, 5 angka"});
  } else if (!code.ok()) {
    faults.Add(FaultKind::kInvalid, "code",
               FaultText{.en = std::string(code.status().message()),
                         .id = absl::StrCat("\"", Excerpt(request.code(), 40),
                                            "\": tulis kode KBLI, 5 angka")});
  }
  if (!v1::KbliEdition_IsValid(request.from()) || !v1::KbliEdition_IsValid(request.to())) {
    faults.Add(FaultKind::kInvalid, v1::KbliEdition_IsValid(request.from()) ? "to" : "from",
               FaultText{.en = "want " + EnumChoices(*v1::KbliEdition_descriptor()),
                         .id = "pilih " + EnumChoices(*v1::KbliEdition_descriptor(), "atau")});
  } else if (request.from() != v1::KBLI_EDITION_UNSPECIFIED && request.from() == request.to()) {
    faults.Add(FaultKind::kInvalid, "to",
               FaultText{.en = "is the same edition as `from`: want the other one",
                         .id = "sama dengan edisi `from`: pilih edisi yang lain"});
  }
  return faults.ToStatus();
}

}  // namespace

absl::StatusOr<v1::KbliEntry> KbliHandler::GetEntry(const v1::GetKbliEntryRequest& request) const {
  const std::shared_ptr<const Ruleset> current = Current();
  const Ruleset& ruleset = *current;
  if (!v1::KbliEdition_IsValid(request.edition())) {
    RequestFaults faults;
    CheckedEnum<KbliEdition>("edition", request.edition(), v1::KbliEdition_IsValid, faults);
    return faults.ToStatus();
  }
  const KbliEdition edition = request.edition() == v1::KBLI_EDITION_UNSPECIFIED
                                  ? ruleset.data().edition
                                  : static_cast<KbliEdition>(request.edition());
  if (!IsCode(request.code())) {
    const std::string quoted = absl::StrCat("\"", Excerpt(request.code(), 40), "\": ");
    return FieldError(FaultKind::kInvalid, "code",
                      FaultText{.en = quoted + "want a category letter or 2 to 5 digits",
                                .id = quoted + "tulis huruf kategori atau 2 sampai 5 angka"});
  }
  const KbliEntry* entry = ruleset.kbli(edition).Find(request.code());
  if (entry == nullptr) {
    return FieldError(FaultKind::kNotFound, "code", NoSuchCode(request.code(), edition));
  }
  return RenderEntry(*entry, edition, ruleset);
}

std::shared_ptr<const Ruleset> KbliHandler::Current() const {
  return RulesetInForce(rulesets_, clock_);
}

absl::StatusOr<v1::ConvertKbliCodeResponse> KbliHandler::Convert(
    const v1::ConvertKbliCodeRequest& request) const {
  if (absl::Status sound = CheckConversion(request); !sound.ok()) return sound;
  const KbliCode code = *KbliCode::Parse(request.code());
  const bool is_forward =
      request.from() == v1::KBLI_EDITION_2020 ||
      (request.from() == v1::KBLI_EDITION_UNSPECIFIED && request.to() != v1::KBLI_EDITION_2020);
  const std::shared_ptr<const Ruleset> ruleset = Current();
  const KbliEdition from = is_forward ? KbliEdition::k2020 : KbliEdition::k2025;
  const KbliEdition to = is_forward ? KbliEdition::k2025 : KbliEdition::k2020;
  if (!ruleset->kbli(from).IndexOf(code).has_value()) {
    return FieldError(FaultKind::kNotFound, "code", NoSuchCode(request.code(), from));
  }
  const KbliConversion& table = ruleset->data().conversion;
  v1::ConvertKbliCodeResponse response;
  response.set_kind(static_cast<v1::ConversionKind>(table.KindOf(code, from, to)));
  for (KbliCode candidate : table.CounterpartsOf(code, from, to)) {
    const KbliEntry* entry = ruleset->kbli(to).Find(candidate.ToString());
    if (entry == nullptr) continue;
    v1::KbliEntry& out = *response.add_candidates();
    out.set_code(entry->code);
    out.set_edition(static_cast<v1::KbliEdition>(to));
    out.set_title(entry->title);
    out.set_parent(entry->parent);
  }
  for (const Citation& source : ruleset->data().sources) {
    if (source.regulation.find("BPS") == std::string::npos) continue;
    *response.mutable_legal_basis() = RenderCitation(source);
  }
  return response;
}

}  // namespace izin
