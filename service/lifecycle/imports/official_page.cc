#include "service/lifecycle/imports/official_page.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <simdjson.h>

#include "service/base/excerpt.h"
#include "service/lifecycle/imports/page_json.h"
#include "service/lifecycle/imports/plain_text.h"

namespace izin {
namespace {

using simdjson::dom::element;

constexpr std::size_t kShown = 60;

// Reads one page.
class PageReader {
 public:
  PageReader(const std::string& path, std::string prefix, Findings& findings)
      : prefix_(std::move(prefix)), findings_(findings) {
    page_.path = path;
  }

  // Nothing if the page cannot be taken.
  std::optional<OfficialPage> Read(const element& page) {
    page_.code = TextAt(page, "code").value_or("");
    const bool is_code =
        page_.code.size() == 5 && std::all_of(page_.code.begin(), page_.code.end(), [](char c) {
          return absl::ascii_isdigit(static_cast<unsigned char>(c));
        });
    if (!is_code)
      Lose("code", {absl::StrCat("\"", Excerpt(page_.code, kShown), "\": seharusnya lima angka"),
                    absl::StrCat("\"", Excerpt(page_.code, kShown), "\": want five digits")});
    if (const auto found = At(page, "found"); found.has_value()) {
      bool is_found = true;
      if (found->get(is_found) == simdjson::SUCCESS) page_.is_found = is_found;
    }
    page_.read_on = TextAt(page, "fetchedAt").value_or("").substr(0, 10);
    ReadConversion(page);
    if (page_.is_found) ReadScopes(page);
    ReadSupporting(page);
    if (is_lost_) return std::nullopt;
    return std::move(page_);
  }

 private:
  void Tell(const std::string& where, Bilingual text, bool is_lost = false) {
    findings_.Add({.path = page_.path,
                   .where = absl::StrCat(prefix_, where),
                   .text = std::move(text),
                   .is_lost = is_lost});
  }
  // The page is not taken.
  void Lose(const std::string& where, const Bilingual& what) {
    is_lost_ = true;
    Tell(where, {what.id + "; halaman ini tidak diambil", what.en + "; the page is not taken"},
         /*is_lost=*/true);
  }
  void TellMissing(const std::string& where, const char* id, const char* en) {
    Tell(where, {absl::StrCat("tidak terbaca; ", id), absl::StrCat("not readable; ", en)});
  }

  void ReadConversion(const element& page) {
    const std::optional<element> conversion = At(page, "conversion");
    if (!conversion.has_value()) return;
    page_.conversion = TextAt(*conversion, "label").value_or("");
    for (const element& code : ListAt(*conversion, "from2020").value_or(std::vector<element>())) {
      if (PageText text = TextOf(code); text.has_value())
        page_.from_2020.push_back(*std::move(text));
    }
  }

  void ReadScopes(const element& page) {
    const std::optional<std::vector<element>> scopes = ListAt(page, "scopes");
    if (!scopes.has_value())
      return Lose("scopes", {"tidak ada daftar ruang lingkup", "no list of scopes"});
    absl::flat_hash_set<std::string> ids;
    for (std::size_t i = 0; i < scopes->size(); ++i) {
      const std::string where = absl::StrCat("scopes[", i, "]");
      PageScope scope = ReadScope((*scopes)[i], where);
      if (scope.id.empty() || !ids.insert(scope.id).second) {
        Lose(where + ".id", {absl::StrCat("\"", Excerpt(scope.id, kShown),
                                          "\": seharusnya kunci satu lingkup saja"),
                             absl::StrCat("\"", Excerpt(scope.id, kShown),
                                          "\": want the key of one scope alone")});
      }
      page_.scopes.push_back(std::move(scope));
    }
  }

  PageScope ReadScope(const element& of, const std::string& where) {
    PageScope scope{.id = TextAt(of, "id").value_or(""), .where = prefix_ + where};
    const PageText label = Localized(of, "uraian");
    if (!label.has_value())
      TellMissing(where + ".localization", "ditulis sebagai \"(tanpa nama)\"",
                  "written as \"(tanpa nama)\"");
    scope.label = label.value_or("(tanpa nama)");
    ReadEdition(of, where);
    ReadConditions(of, where);
    const std::optional<std::vector<element>> cells = ListAt(of, "KbliResikos");
    if (!cells.has_value()) {
      Lose(where + ".KbliResikos", {"tidak ada daftar tingkat risiko", "no list of risk levels"});
      return scope;
    }
    for (std::size_t i = 0; i < cells->size(); ++i)
      AddCell(ReadCell((*cells)[i], absl::StrCat(where, ".KbliResikos[", i, "]")), scope);
    return scope;
  }

  // Of two rows for one scale the higher level stands: no answer may be too mild.
  void AddCell(PageCell cell, PageScope& scope) {
    const auto same = std::find_if(scope.cells.begin(), scope.cells.end(), [&](const PageCell& c) {
      return c.scale == cell.scale && c.scale != BusinessScale::kUnspecified;
    });
    if (same == scope.cells.end()) return scope.cells.push_back(std::move(cell));
    findings_.Add(
        {.path = page_.path,
         .where = cell.where,
         .text = {
             absl::StrCat("baris kedua untuk skala yang sama (luas lahan \"", same->land_area,
                          "\" dan \"", cell.land_area, "\"); yang risikonya lebih tinggi diambil"),
             absl::StrCat("a second row for the same scale (land area \"", same->land_area,
                          "\" and \"", cell.land_area, "\"); the one of higher risk is taken")}});
    if (cell.level > same->level) *same = std::move(cell);
  }

  void ReadEdition(const element& of, const std::string& where) {
    const std::string edition = TextAt(of, "Kbli", "KbliVersion", "version").value_or("");
    if (page_.edition.empty()) page_.edition = edition;
    if (!edition.empty() && edition == page_.edition) return;
    Lose(where + ".Kbli.KbliVersion.version",
         {absl::StrCat("edisi \"", Excerpt(edition, kShown), "\" tidak dikenal di sini"),
          absl::StrCat("edition \"", Excerpt(edition, kShown), "\" is not known here")});
  }

  void ReadConditions(const element& of, const std::string& where) {
    const std::optional<element> kbli = At(of, "Kbli");
    if (!kbli.has_value() || !At(*kbli, "KkSyarats").has_value()) return;
    if (!page_.conditions.has_value()) page_.conditions.emplace();
    const auto list = ListAt(*kbli, "KkSyarats");
    if (!list.has_value()) {
      TellMissing(where + ".Kbli.KkSyarats", "ditulis UNREADABLE", "written as UNREADABLE");
      return AddCondition(std::nullopt);
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      PageText text = AnyText((*list)[i]);
      if (!text.has_value()) {
        TellMissing(absl::StrCat(where, ".Kbli.KkSyarats[", i, "]"), "ditulis UNREADABLE",
                    "written as UNREADABLE");
      }
      AddCondition(std::move(text));
    }
  }

  void AddCondition(PageText text) {
    std::vector<PageText>& all = *page_.conditions;
    if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
  }

  void ReadSupporting(const element& page) {
    const std::optional<std::vector<element>> list = ListAt(page, "pbUmku");
    if (!list.has_value()) {
      if (page_.is_found)
        TellMissing("pbUmku", "daftar PB UMKU ditandai belum lengkap",
                    "the list of supporting permits is marked as not complete");
      return;
    }
    page_.supporting.emplace();
    for (std::size_t i = 0; i < list->size(); ++i) {
      page_.supporting->push_back(AnyText((*list)[i]));
      if (page_.supporting->back().has_value()) continue;
      TellMissing(absl::StrCat("pbUmku[", i, "]"), "daftar PB UMKU ditandai belum lengkap",
                  "the list of supporting permits is marked as not complete");
    }
  }

  PageCell ReadCell(const element& of, const std::string& where) {
    PageCell cell{.official_code = TextAt(of, "kode").value_or(""), .where = prefix_ + where};
    const std::optional<element> scale = At(of, "SkalaUsaha");
    if (scale.has_value()) cell.scale = PageScaleOf(*scale);
    if (cell.scale == BusinessScale::kUnspecified)
      Lose(where + ".SkalaUsaha", {"skala usaha tidak terbaca", "the scale is not readable"});
    const std::optional<element> risk = At(of, "Resiko");
    const std::string level = risk.has_value() ? Localized(*risk, "uraian").value_or("") : "";
    cell.level = PageLevelOf(level);
    if (cell.level == RiskLevel::kUnspecified) {
      Lose(where + ".Resiko",
           {absl::StrCat("tingkat risiko \"", Excerpt(level, kShown), "\" tidak dikenal"),
            absl::StrCat("risk level \"", Excerpt(level, kShown), "\" is not known")});
    }
    if (!cell.official_code.empty() &&
        !absl::StartsWith(cell.official_code, absl::StrCat(page_.code, "-"))) {
      Lose(where + ".kode",
           {absl::StrCat("\"", Excerpt(cell.official_code, kShown), "\": baris kode lain"),
            absl::StrCat("\"", Excerpt(cell.official_code, kShown), "\": a row of another code")});
    }
    cell.has_details = At(of, "KbliIzins").has_value();
    if (!cell.has_details) {
      TellMissing(where + ".KbliIzins", "hanya tingkat risikonya yang diambil",
                  "its risk level alone is taken");
      return cell;
    }
    ReadDetails(of, where, cell);
    return cell;
  }

  void ReadDetails(const element& of, const std::string& where, PageCell& cell) {
    ReadLicence(of, where, cell);
    ReadTerms(of, where, cell);
    ReadOffices(of, where, cell);
    cell.requirements = ReadDuties(of, "KbliPersyaratans", where);
    cell.obligations = ReadDuties(of, "KbliKewajibans", where);
  }

  void ReadLicence(const element& of, const std::string& where, PageCell& cell) {
    const auto licences = ListAt(of, "KbliIzins").value_or(std::vector<element>());
    std::vector<std::string> documents;
    for (std::size_t i = 0; i < licences.size(); ++i) {
      const std::string at = absl::StrCat(where, ".KbliIzins[", i, "]");
      const std::optional<element> kind = At(licences[i], "JenisPerizinan");
      const PageText name = kind.has_value() ? Localized(*kind, "uraian") : std::nullopt;
      if (!name.has_value())
        TellMissing(at + ".JenisPerizinan", "jenis izin mengikuti tingkat risiko",
                    "the kind of licence follows the level");
      if (cell.licence.empty()) cell.licence = name.value_or("?");
      if (name.has_value() && *name != cell.licence) {
        Tell(at, {absl::StrCat("jenis izin kedua \"", *name, "\"; ditulis \"", cell.licence, "\""),
                  absl::StrCat("a second kind of licence, \"", *name, "\"; written is \"",
                               cell.licence, "\"")});
      }
      AddDocument(licences[i], at, cell, documents);
    }
    for (const std::string& document : documents)
      absl::StrAppend(&cell.document, cell.document.empty() ? "" : "; ", document);
  }

  void AddDocument(const element& licence, const std::string& at, const PageCell& cell,
                   std::vector<std::string>& documents) {
    const std::optional<element> permit = At(licence, "Izin");
    if (!permit.has_value()) return;
    const PageText document = Localized(*permit, "nama_dokumen");
    if (document.has_value()) {
      if (Normalised(*document) != Normalised(cell.licence)) documents.push_back(*document);
      return;
    }
    const std::optional<element> raw = At(*permit, "localization", "id", "nama_dokumen");
    if (raw.has_value())
      TellMissing(at + ".Izin", "tanpa nama dokumen", "without the name of a document");
  }

  void ReadTerms(const element& of, const std::string& where, PageCell& cell) {
    const PageTerm term = TermAt(of);
    cell.term_days = term.days;
    if (!term.is_readable || term.months > 0) {
      Tell(where + ".jangka_waktu",
           {absl::StrCat("jangka waktu dalam \"", term.unit, "\": seharusnya Hari; tidak ditulis"),
            absl::StrCat("a term in \"", term.unit, "\": want Hari; not written")});
    }
    cell.validity = AmountAt(of, "masa_berlaku", "SatuanMasaBerlaku", where);
    cell.land_area = AmountAt(of, "luas_lahan", "SatuanLuasTanah", where);
  }

  // "5 Tahun"; a number without a unit, or a text of its own, as it stands.
  std::string AmountAt(const element& of, const char* name, const char* unit_name,
                       const std::string& where) {
    const std::optional<element> member = At(of, name);
    if (!member.has_value()) return "";
    std::string amount;
    double number = 0;
    if (const PageText text = RawTextOf(*member); text.has_value()) {
      amount = IsDangling(*text) ? "$" : PlainText(*text);
      if (amount.empty()) return "";
    } else {
      if (member->get(number) != simdjson::SUCCESS) number = -1;
      if (number == 0) return "";
      amount = number > 0 ? absl::StrCat(number) : "$";
    }
    if (amount == "$") {
      TellMissing(absl::StrCat(where, ".", name), "tidak ditulis", "not written");
      return "";
    }
    std::string unit;
    UnitOf(of, unit_name, unit);
    return absl::StrCat(amount, unit.empty() ? "" : " ", unit);
  }

  void ReadOffices(const element& of, const std::string& where, PageCell& cell) {
    const auto list = ListAt(of, "KbliResikoKewenangans");
    if (!list.has_value())
      TellMissing(where + ".KbliResikoKewenangans", "tanpa kewenangan", "without an office");
    for (std::size_t i = 0; list.has_value() && i < list->size(); ++i) {
      const std::string at = absl::StrCat(where, ".KbliResikoKewenangans[", i, "]");
      const std::optional<element> office = At((*list)[i], "Kewenangan");
      const PageText name = office.has_value() ? Localized(*office, "uraian") : std::nullopt;
      if (!name.has_value()) {
        TellMissing(at + ".Kewenangan", "pasangan kewenangan ini tidak ditulis",
                    "this pair of authority is not written");
        continue;
      }
      const std::optional<element> parameter = At((*list)[i], "ParameterKewenangan");
      PageText text = parameter.has_value() ? Localized(*parameter, "uraian") : std::nullopt;
      if (!text.has_value()) {
        TellMissing(at + ".ParameterKewenangan", "ditulis sebagai parameter yang harus ditanyakan",
                    "written as a parameter to be asked");
      }
      cell.offices.push_back(
          {.office = *name, .parameter = std::move(text), .where = prefix_ + at});
    }
  }

  std::vector<PageDuty> ReadDuties(const element& of, const char* name, const std::string& where) {
    std::vector<PageDuty> duties;
    const auto list = ListAt(of, name);
    if (!list.has_value()) {
      TellMissing(absl::StrCat(where, ".", name), "ditulis UNREADABLE", "written as UNREADABLE");
      duties.push_back({.text = std::nullopt, .where = absl::StrCat(prefix_, where, ".", name)});
      return duties;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
      const std::string at = absl::StrCat(where, ".", name, "[", i, "]");
      PageDuty duty{.text = Localized((*list)[i], "uraian"), .where = prefix_ + at};
      if (!duty.text.has_value()) TellMissing(at, "ditulis UNREADABLE", "written as UNREADABLE");
      ReadTerm((*list)[i], at, duty);
      duties.push_back(std::move(duty));
    }
    return duties;
  }

  void ReadTerm(const element& of, const std::string& where, PageDuty& duty) {
    const PageTerm term = TermAt(of);
    duty.days = term.days;
    duty.months = term.months;
    if (term.is_readable) return;
    Tell(where + ".jangka_waktu",
         {absl::StrCat("jangka waktu dalam \"", term.unit,
                       "\": seharusnya Hari, Bulan atau Tahun; tidak ditulis"),
          absl::StrCat("a term in \"", term.unit, "\": want Hari, Bulan or Tahun; not written")});
  }

  const std::string prefix_;
  Findings& findings_;
  OfficialPage page_;
  bool is_lost_ = false;
};

}  // namespace

std::vector<OfficialPage> ReadOfficialPages(const std::string& path, absl::string_view bytes,
                                            Findings& findings) {
  simdjson::dom::parser parser;
  element root;
  const simdjson::error_code error =
      parser.parse(bytes.data(), bytes.size(), /*realloc_if_needed=*/true).get(root);
  if (error != simdjson::SUCCESS) {
    const char* why = simdjson::error_message(error);
    findings.Add(
        {.path = path,
         .text = {absl::StrCat("bukan JSON yang utuh (", why, "); berkas ini tidak diambil"),
                  absl::StrCat("no whole JSON (", why, "); the file is not taken")},
         .is_lost = true});
    return {};
  }
  std::vector<OfficialPage> pages;
  const auto read = [&](const element& page, std::string prefix) {
    std::optional<OfficialPage> one = PageReader(path, std::move(prefix), findings).Read(page);
    if (one.has_value()) pages.push_back(*std::move(one));
  };
  simdjson::dom::array array;
  if (root.get(array) != simdjson::SUCCESS) {
    read(root, "");
    return pages;
  }
  std::size_t i = 0;
  for (const element& page : array) read(page, absl::StrCat("[", i++, "]."));
  return pages;
}

}  // namespace izin
