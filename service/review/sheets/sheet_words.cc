#include "service/review/sheets/sheet_words.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

#include "service/render/citations.h"
#include "service/render/render_classification.h"

namespace izin {
namespace {

struct InputWords {
  const char* kind;  // of the reference values that name its values; empty: see kOwnValues
  Phrase name;
};

// In the order of `Input`.
constexpr InputWords kInputs[kInputCount] = {
    {"scale", {"skala usaha", "business scale"}},
    {"risk", {"tingkat risiko", "risk level"}},
    {"location", {"lokasi", "location"}},
    {"zone-kind", {"jenis kawasan", "special area"}},
    {"rdtr", {"rencana detail tata ruang", "detailed spatial plan"}},
    {"land-condition", {"keadaan lahan", "condition of the land"}},
    {"forest-function", {"fungsi kawasan hutan", "forest function"}},
    {"forest-use", {"penggunaan kawasan hutan", "use of the forest area"}},
    {"", {"kapal yang bergerak", "moving vessel"}},
    {"", {"menetap di laut", "days at one place at sea"}},
    {"", {"zona inti konservasi", "conservation core zone"}},
    {"", {"berbatasan dengan kawasan lindung", "adjoins a protected area"}},
    {"construction", {"pembangunan gedung", "building work"}},
    {"environment", {"penapisan lingkungan", "environmental screening"}},
    {"extent", {"cakupan wilayah", "administrative extent"}},
    {"", {"penanaman modal asing", "foreign capital"}},
    {"actor-type", {"jenis pelaku usaha", "type of business actor"}},
    {"", {"luas lahan", "land area"}},
    {"", {"jarak laut", "distance at sea"}},
    {"authority-kind", {"penerbit perizinan berusaha", "issuer of the business licence"}},
    {"", {"modal di bawah batas modal asing", "capital below the minimum for foreign capital"}},
    {"", {"provinsi tanpa kewenangan kabupaten/kota", "province without regency authority"}},
    {"", {"berbatasan dengan kawasan lindung", "adjoins a protected area"}},
    {"legal-form", {"bentuk badan hukum", "legal form"}},
    {"permit", {"perizinan", "permit"}},
    {"", {"KBLI", "KBLI"}},
};

struct OwnValue {
  absl::string_view code;
  Phrase words;
};

constexpr OwnValue kOwnValues[] = {
    {"?", {"tidak diketahui", "not known"}},
    {"no", {"tidak", "no"}},
    {"yes", {"ya", "yes"}},
    {"LT_30", {"kurang dari 30 hari", "fewer than 30 days"}},
    {"GE_30", {"30 hari atau lebih", "30 days or more"}},
    {"SMALL", {"tidak melebihi batas lahan kecil", "within the limit of small land"}},
    {"OTHER", {"melebihi batas lahan kecil", "above the limit of small land"}},
    {"NOT_SEA", {"bukan di laut", "not at sea"}},
    {"TO_12_NM", {"sampai dengan 12 mil laut", "up to 12 nautical miles"}},
    {"BEYOND_12_NM", {"lebih dari 12 mil laut", "beyond 12 nautical miles"}},
};

Phrase MarkOf(v1::Verification verification) {
  const Phrase mark = MarkPhrase(static_cast<Verification>(verification));
  return *mark.id == '\0' ? Phrase{"tanpa tanda", "no mark"} : mark;
}

}  // namespace

const Region* FindRegion(const Ruleset& ruleset, absl::string_view text) {
  for (const Region& region : ruleset.data().regions) {
    if (region.code == text || absl::EqualsIgnoreCase(region.name, text)) return &region;
  }
  return nullptr;
}

std::string SheetWords::Title(absl::string_view kind, absl::string_view code) const {
  for (const ReferenceValue& value : ruleset_.data().references) {
    if (value.kind == kind && value.code == code) return In(value.title);
  }
  return std::string(code);
}

std::string SheetWords::Mark(const v1::LegalBasis& citation) const {
  const char* blank = citation.as_of().empty() ? "" : " ";
  return absl::StrCat("[", Say(MarkOf(citation.verification())), blank, citation.as_of(), "]");
}

std::string SheetWords::Mark(const Citation& citation) const {
  return Mark(RenderCitation(citation));
}

std::string SheetWords::Cited(absl::string_view regulation, absl::string_view provision) const {
  return CitedText(regulation, provision, is_english_);
}

std::string SheetWords::Basis(const v1::LegalBasis& citation) const {
  return absl::StrCat(Cited(citation.regulation(), citation.provision()), " ", Mark(citation));
}

std::string SheetWords::Basis(absl::Span<const Citation> citations) const {
  std::vector<v1::LegalBasis> rendered;
  for (const Citation& citation : citations) rendered.push_back(RenderCitation(citation));
  return BasisOf(rendered);
}

std::string SheetWords::Value(Input input, int value) const {
  const auto at = static_cast<std::size_t>(value);
  const RulesetData& data = ruleset_.data();
  if (input == Input::kKbli) return absl::StrJoin(data.kbli_groups[at], ", ");
  if (input == Input::kPermit) return data.permits[at].code;
  const absl::string_view code =
      input == Input::kLegalForm ? absl::string_view(data.legal_forms[at]) : ValueNames(input)[at];
  const absl::string_view kind = kInputs[Ordinal(input)].kind;
  if (!kind.empty() && code != "?") return Title(kind, code);
  for (const OwnValue& own : kOwnValues) {
    if (own.code == code) return Say(own.words);
  }
  return std::string(code);
}

std::string SheetWords::Values(Input input, std::uint64_t bits) const {
  std::vector<std::string> values;
  for (int value = 0; value < 64; ++value) {
    if ((bits >> value & 1) != 0) values.push_back(Value(input, value));
  }
  return absl::StrJoin(values, Say({" atau ", " or "}));
}

std::string SheetWords::When(const Conditions& conditions, std::optional<Input> left_out) const {
  std::vector<std::string> parts;
  for (const Conditions::Test& test : conditions.tests()) {
    if (test.input == left_out) continue;
    std::vector<std::string> sides;
    if (test.any_of != Conditions::kAnything) sides.push_back(Values(test.input, test.any_of));
    if (test.none_of != 0)
      sides.push_back(
          absl::StrCat(Say({"selain ", "other than "}), Values(test.input, test.none_of)));
    if (sides.empty()) continue;
    parts.push_back(
        absl::StrCat(Say(kInputs[Ordinal(test.input)].name), ": ", absl::StrJoin(sides, ", ")));
  }
  return parts.empty() ? Say({"selalu", "always"}) : absl::StrJoin(parts, "; ");
}

const Region* SheetWords::Province() const {
  return region_ == nullptr ? nullptr : FindRegion(ruleset_, region_->code.substr(0, 2));
}

std::string SheetWords::NameOf(const Office& office) const {
  const std::string& in_region = In(office.name_in_region);
  const Region* province = Province();
  const bool is_regency = region_ != nullptr && region_ != province;
  if (in_region.empty() || province == nullptr ||
      (absl::StrContains(in_region, "{region}") && !is_regency)) {
    return In(office.name);
  }
  return absl::StrReplaceAll(in_region,
                             {{"{region}", region_->name}, {"{province}", province->name}});
}

// In the province without regencies the province's office stands for all.
std::string SheetWords::OwnOffice() const {
  const Region* province = Province();
  if (province == nullptr) return "";
  const bool is_province =
      region_ == province || province->code == ruleset_.data().province_without_regencies;
  const std::string name = is_province
                               ? absl::StrCat(Say({"Provinsi ", "province of "}), province->name)
                               : region_->name;
  return absl::StrCat(Say({"Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu (DPMPTSP) ",
                           "One-stop licensing office (DPMPTSP), "}),
                      name);
}

Sheet SheetWords::Begin(std::string title, std::string subtitle) const {
  return {.office = OwnOffice(),
          .title = std::move(title),
          .subtitle = std::move(subtitle),
          .footer = absl::StrCat(Say({"Lembar ini dihasilkan dari himpunan aturan ",
                                      "This sheet is generated from the ruleset "}),
                                 ruleset_.versioned_name(), "."),
          .language = is_english_ ? "en" : "id"};
}

}  // namespace izin
