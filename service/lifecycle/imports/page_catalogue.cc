#include "service/lifecycle/imports/page_catalogue.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/base/sha256.h"
#include "service/lifecycle/imports/plain_text.h"

namespace izin {
namespace {

constexpr absl::string_view kUnreadable = "UNREADABLE";
constexpr absl::string_view kNoParameter = "(parameter tidak terbaca pada halaman resmi)";
constexpr std::size_t kDigits = 10;
constexpr std::size_t kParameterDigits = 6;
constexpr std::size_t kShown = 80;

std::string QuotedIn(const std::string& text, bool is_english) {
  return absl::StrCat(
      "\u201c", text, "\u201d ",
      is_english ? "(official text in Indonesian, not restated)" : "(teks resmi, belum diringkas)");
}

// What the tables call an office of the pages; "" for one that is not known.
absl::string_view KindOf(const std::string& office) {
  const std::string key = Normalised(office);
  if (key == "bupati walikota" || key == "bupati wali kota") return "REGENT_OR_MAYOR";
  if (key == "gubernur") return "GOVERNOR";
  if (absl::StartsWith(key, "menteri")) return "MINISTER";
  if (absl::StartsWith(key, "administrator k")) return "KEK_ADMINISTRATOR";
  if (absl::StartsWith(key, "kepala badan pengusahaan")) return "KPBPB_AGENCY";
  return "";
}

}  // namespace

PageCatalogue::PageCatalogue(RuleTables& tables, const Ruleset& base)
    : tables_(tables), base_(base) {
  Learn(tables.at(kCommitmentsFile), "title_id", commitments_);
  Learn(tables.at(kSupportingFile), "title_id", supporting_);
  Learn(tables.at(kConditionsFile), "title_id", conditions_);
  const RuleTable& wordings = tables.at(kWordingsFile);
  for (const auto& [key, line] : wordings.lines()) {
    const std::string& id = wordings.Field(line, "id");
    const std::string text = Normalised(wordings.Field(line, "text"));
    if (tables.at(kCommitmentsFile).Find({id}) != nullptr) commitments_[text] = id;
    if (tables.at(kSupportingFile).Find({id}) != nullptr) supporting_[text] = id;
    if (tables.at(kConditionsFile).Find({id}) != nullptr) conditions_[text] = id;
  }
}

void PageCatalogue::Learn(const RuleTable& table, absl::string_view title, Ids& ids) {
  for (const auto& [key, line] : table.lines()) {
    ids.try_emplace(Normalised(line.front()), line.front());
    ids.try_emplace(Normalised(table.Field(line, title)), line.front());
  }
}

std::string PageCatalogue::IdOf(const std::string& text, absl::string_view prefix, const Ids& ids,
                                RuleTable& table, bool& is_new) {
  const std::string normalised = Normalised(text);
  if (const auto known = ids.find(normalised); known != ids.end()) return known->second;
  std::string id =
      absl::StrCat(prefix, absl::AsciiStrToUpper(Sha256Hex(normalised).substr(0, kDigits)));
  is_new = table.Find({id}) == nullptr;
  if (is_new) ++quoted_;
  return id;
}

std::string PageCatalogue::CommitmentOf(const PageText& text) {
  if (!text.has_value()) return std::string(kUnreadable);
  RuleTable& table = tables_.at(kCommitmentsFile);
  bool is_new = false;
  std::string id = IdOf(*text, "QUOTED_", commitments_, table, is_new);
  if (is_new) table.Put({id, "OTHER", "0", "", QuotedIn(*text, false), QuotedIn(*text, true)});
  return id;
}

std::string PageCatalogue::SupportingOf(const std::string& text) {
  RuleTable& table = tables_.at(kSupportingFile);
  bool is_new = false;
  std::string id = IdOf(text, "UMKU_QUOTED_", supporting_, table, is_new);
  if (is_new) table.Put({id, QuotedIn(text, false), QuotedIn(text, true), ""});
  return id;
}

std::string PageCatalogue::ConditionOf(const PageText& text) {
  if (!text.has_value()) return std::string(kUnreadable);
  RuleTable& table = tables_.at(kConditionsFile);
  bool is_new = false;
  std::string id = IdOf(*text, "COND_QUOTED_", conditions_, table, is_new);
  if (is_new) table.Put({id, "OTHER", "", "", QuotedIn(*text, false), QuotedIn(*text, true)});
  return id;
}

// What a parameter asks for. One that no input holds is asked of the applicant, and the office
// that it names counts only where nothing else does.
std::string PageCatalogue::ConditionOfParameter(const std::string& text) const {
  const std::string key = Normalised(text);
  if (key == "seluruh") return "any";
  if (key == "pma") return "foreign";
  if (key == "pmdn") return "not foreign";
  const RuleTable& table = tables_.at(kParametersFile);
  for (const auto& [id, line] : table.lines()) {
    if (Normalised(table.Field(line, "parameter")) == key) return table.Field(line, "condition");
  }
  return "ask";
}

std::optional<std::string> PageCatalogue::ParameterOf(const PageOffice& office,
                                                      const std::string& path, Findings& findings) {
  const absl::string_view kind = KindOf(office.office);
  const std::string id_of_office(kind == "MINISTER" ? "MINISTER_GENERIC" : kind);
  if (kind.empty() || base_.FindOffice(id_of_office) == nullptr) {
    const std::string shown = Excerpt(office.office, kShown);
    findings.Add(
        {.path = path,
         .where = office.where,
         .text = {
             absl::StrCat("kewenangan \"", shown, "\" tidak dikenal; pasangan ini tidak ditulis"),
             absl::StrCat("office \"", shown, "\" is not known; this pair is not written")}});
    return std::nullopt;
  }
  const std::string text = office.parameter.value_or(std::string(kNoParameter));
  RuleTable& table = tables_.at(kParametersFile);
  std::optional<std::string> alike;
  for (const auto& [key, line] : table.lines()) {
    if (table.Field(line, "authority") != kind) continue;
    if (table.Field(line, "parameter") == text) return line.front();
    if (!alike.has_value() && Normalised(table.Field(line, "parameter")) == Normalised(text))
      alike = line.front();
  }
  if (alike.has_value()) return alike;
  std::string id =
      absl::StrCat("ap-", Sha256Hex(absl::StrCat(text, "|", kind)).substr(0, kParameterDigits));
  while (table.Find({id}) != nullptr) id += "x";  // another text with the same digits
  table.Put({id, std::string(kind), ConditionOfParameter(text), text});
  return id;
}

}  // namespace izin
