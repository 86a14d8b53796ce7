#include "service/lifecycle/imports/import_pages.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "classifier/enum_names.h"
#include "service/lifecycle/imports/page_catalogue.h"
#include "service/lifecycle/imports/plain_text.h"
#include "service/lifecycle/imports/scope_numbers.h"
#include "service/lifecycle/imports/snapshot_date.h"

namespace izin {
namespace {

constexpr BusinessScale kScales[] = {BusinessScale::kMicro, BusinessScale::kSmall,
                                     BusinessScale::kMedium, BusinessScale::kLarge};

std::string NameOf(BusinessScale scale) {
  return std::string(kEnumNames<BusinessScale>[static_cast<std::size_t>(scale)]);
}

// The licence that goes with a level (PP 28/2025 arts 130-133).
std::string LicenceOf(RiskLevel level) {
  switch (level) {
    case RiskLevel::kMediumLow:
      return "SS";
    case RiskLevel::kMediumHigh:
      return "SS_TERVERIFIKASI";
    case RiskLevel::kHigh:
      return "IZIN";
    case RiskLevel::kLow:
    case RiskLevel::kUnspecified:
      return "NIB";
  }
  return "NIB";
}

// Takes pages one after the other. What of an older crawl may apply to a code goes once its page is
// read.
class PageTaker {
 public:
  PageTaker(const PageImport& how, const Ruleset& base, RuleTables& tables, Findings& findings)
      : how_(how),
        base_(base),
        tables_(tables),
        findings_(findings),
        catalogue_(tables, base),
        matrix_(tables.at(kMatrixFile)),
        rows_(tables.at(kRowsFile)) {}

  PagesTaken Run(absl::Span<const OfficialPage> pages) {
    for (const OfficialPage& page : pages) {
      if (IsUsable(page)) Take(page);
    }
    CountOrDropOthers();
    taken_.quoted = catalogue_.quoted();
    return taken_;
  }

 private:
  void Tell(const OfficialPage& page, const std::string& where, Bilingual text, bool is_lost) {
    findings_.Add({.path = page.path, .where = where, .text = std::move(text), .is_lost = is_lost});
  }

  bool IsUsable(const OfficialPage& page) {
    const absl::StatusOr<KbliCode> code = KbliCode::Parse(page.code);
    const std::string edition(
        kEnumNames<KbliEdition>[static_cast<std::size_t>(base_.data().edition)]);
    if (!code.ok() || !base_.kbli().IndexOf(*code).has_value()) {
      Tell(page, "code",
           {absl::StrCat(page.code, " tidak ada dalam KBLI ", edition,
                         "; halaman ini tidak diambil"),
            absl::StrCat(page.code, " is no code of KBLI ", edition, "; the page is not taken")},
           true);
      return false;
    }
    if (read_.contains(page.code)) {
      Tell(page, "code",
           {absl::StrCat("halaman kedua dari ", page.code, "; halaman ini tidak diambil"),
            absl::StrCat("a second page of ", page.code, "; the page is not taken")},
           true);
      return false;
    }
    if (!page.is_found) {
      Tell(page, "found",
           {absl::StrCat("situs tidak punya halaman ", page.code, "; yang lama dipertahankan"),
            absl::StrCat("the site has no page of ", page.code, "; what was held stays")},
           true);
      return false;
    }
    if (!page.edition.empty() && page.edition != edition) {
      Tell(page, "Kbli.KbliVersion.version",
           {absl::StrCat("halaman KBLI ", page.edition, ", seharusnya ", edition,
                         "; halaman ini tidak diambil"),
            absl::StrCat("a page of KBLI ", page.edition, ": want ", edition,
                         "; the page is not taken")},
           true);
      return false;
    }
    if (IsDate(page.read_on) || IsDate(how_.read_on)) return true;
    Tell(page, "fetchedAt",
         {"tanpa tanggal baca; halaman ini tidak diambil (atau sebut --read-on)",
          "no date of reading; the page is not taken (or name it: --read-on)"},
         true);
    return false;
  }

  void Take(const OfficialPage& page) {
    const std::vector<int> numbers = NumberScopes(page, tables_, findings_);
    DropGone(page, numbers);
    for (std::size_t i = 0; i < numbers.size(); ++i)
      TakeScope(page, page.scopes[i], absl::StrCat(numbers[i]));
    MarkSuspects(page.code);
    TakeCode(page);
    TakePage(page);
    read_.insert(page.code);
    ++taken_.pages;
  }

  // The scopes that the page does not have any more.
  void DropGone(const OfficialPage& page, const std::vector<int>& numbers) {
    std::set<std::string> stay;
    for (int number : numbers) stay.insert(absl::StrCat(number));
    std::vector<std::string> gone;
    for (const TableLine* line : matrix_.Of(page.code)) {
      if (!stay.contains(matrix_.Field(*line, "scope")))
        gone.push_back(matrix_.Field(*line, "scope"));
    }
    for (const std::string& scope : gone) {
      matrix_.Erase({page.code, scope});
      tables_.at(kScopesFile).Erase({page.code, scope});
      for (BusinessScale scale : kScales) DropRow(page.code, scope, scale);
    }
  }

  void DropRow(const std::string& code, const std::string& scope, BusinessScale scale) {
    rows_.Erase({code, scope, NameOf(scale)});
    tables_.at(kDetailsFile).Erase({code, scope, NameOf(scale)});
  }

  void TakeScope(const OfficialPage& page, const PageScope& scope, const std::string& number) {
    const TableLine* held = matrix_.Find({page.code, number});
    const TableLine before = held == nullptr ? TableLine(9) : *held;
    const std::string& label = before[matrix_.Column("label")];
    matrix_.Put({page.code, number, label.empty() ? scope.label : label,
                 LevelOn(scope, BusinessScale::kMicro), LevelOn(scope, BusinessScale::kSmall),
                 LevelOn(scope, BusinessScale::kMedium), LevelOn(scope, BusinessScale::kLarge),
                 before[matrix_.Column("suspect")], before[matrix_.Column("only")]});
    tables_.at(kScopesFile).Put({page.code, number, scope.id, scope.label});
    for (BusinessScale scale : kScales) {
      const auto cell = std::find_if(scope.cells.begin(), scope.cells.end(),
                                     [scale](const PageCell& c) { return c.scale == scale; });
      const bool is_shown = cell != scope.cells.end() && cell->has_details;
      // What is not shown stays, unless it went with a level that is no more.
      const bool is_gone =
          !is_shown && LevelOn(scope, scale) != before[matrix_.Column("micro") + IndexOf(scale)];
      if (is_shown) TakeRow(page, *cell, number);
      if (is_gone || cell == scope.cells.end()) DropRow(page.code, number, scale);
    }
  }

  static std::size_t IndexOf(BusinessScale scale) { return static_cast<std::size_t>(scale) - 1; }

  void TakeRow(const OfficialPage& page, const PageCell& cell, const std::string& number) {
    const std::string scale = NameOf(cell.scale);
    const TableLine* held = rows_.Find({page.code, number, scale});
    const bool is_same = held != nullptr && rows_.Field(*held, "document") == cell.document;
    const std::string suspect = is_same ? rows_.Field(*held, "suspect") : "";
    rows_.Put({page.code, number, scale, LicenceNamed(page, cell), cell.document,
               cell.term_days > 0 ? absl::StrCat(cell.term_days) : "", OfficesOf(page, cell),
               ListOf(cell.requirements), ListOf(cell.obligations), suspect});
    tables_.at(kDetailsFile)
        .Put({page.code, number, scale, cell.official_code, cell.validity, cell.land_area});
    ++taken_.rows;
  }

  // What the page names; its kind of standard certificate follows from the level.
  std::string LicenceNamed(const OfficialPage& page, const PageCell& cell) {
    const std::string key = Normalised(cell.licence);
    if (key.empty() || key == "nib" || key == "nomor induk berusaha") return "NIB";
    if (key == "izin") return "IZIN";
    if (key == "sertifikat standar") {
      const bool is_verified = cell.level >= RiskLevel::kMediumHigh;
      return is_verified ? "SS_TERVERIFIKASI" : "SS";
    }
    if (cell.licence != "?") {
      Tell(page, cell.where + ".KbliIzins",
           {absl::StrCat("jenis izin \"", cell.licence,
                         "\" tidak dikenal; ditulis menurut tingkat risiko"),
            absl::StrCat("kind of licence \"", cell.licence,
                         "\" is not known; written by the risk level")},
           false);
    }
    return LicenceOf(cell.level);
  }

  std::string OfficesOf(const OfficialPage& page, const PageCell& cell) {
    std::vector<std::string> ids;
    for (const PageOffice& office : cell.offices) {
      const std::optional<std::string> id = catalogue_.ParameterOf(office, page.path, findings_);
      if (id.has_value() && std::find(ids.begin(), ids.end(), *id) == ids.end()) ids.push_back(*id);
    }
    return absl::StrJoin(ids, "|");
  }

  std::string ListOf(const std::vector<PageDuty>& duties) {
    std::vector<std::string> items;
    for (const PageDuty& duty : duties) {
      std::string item = catalogue_.CommitmentOf(duty.text);
      if (duty.days > 0) absl::StrAppend(&item, ":", duty.days);
      if (duty.months > 0) absl::StrAppend(&item, ":", duty.months, "m");
      items.push_back(std::move(item));
    }
    return absl::StrJoin(items, "|");
  }

  // A label that stands twice within a code tells nothing apart, and people must be told so. What
  // was marked by hand keeps its mark.
  void MarkSuspects(const std::string& code) {
    const std::size_t suspect = matrix_.Column("suspect");
    const std::vector<TableLine*> lines = matrix_.Of(code);
    for (TableLine* line : lines) {
      const std::string label = Normalised(matrix_.Field(*line, "label"));
      const auto twins = std::count_if(lines.begin(), lines.end(), [&](const TableLine* other) {
        return Normalised(matrix_.Field(*other, "label")) == label;
      });
      if (twins > 1 && (*line)[suspect].empty()) (*line)[suspect] = SuspectOf(*line);
    }
  }

  // One that was there before keeps what a person decided of it.
  std::string SuspectOf(const TableLine& line) const {
    const absl::StatusOr<KbliCode> code = KbliCode::Parse(line.front());
    const std::optional<int> index = code.ok() ? base_.kbli().IndexOf(*code) : std::optional<int>();
    for (const Scope& scope : base_.scopes_of(index.value_or(-1))) {
      if (absl::StrCat(scope.number) == matrix_.Field(line, "scope")) return "";
    }
    return "DUPLICATE_LABEL";
  }

  void TakeCode(const OfficialPage& page) {
    RuleTable& codes = tables_.at(kCodesFile);
    const TableLine* held = codes.Find({page.code});
    TableLine line = held == nullptr ? TableLine{page.code, "", "no", ""} : *held;
    if (page.supporting.has_value()) {
      std::vector<std::string> ids;
      bool is_complete = true;
      for (const PageText& text : *page.supporting) {
        is_complete = is_complete && text.has_value();
        if (text.has_value()) ids.push_back(catalogue_.SupportingOf(*text));
      }
      line[codes.Column("supporting")] = absl::StrJoin(ids, "|");
      line[codes.Column("supporting_complete")] = is_complete ? "yes" : "no";
    } else {
      line[codes.Column("supporting_complete")] = "no";
    }
    if (page.conditions.has_value()) {
      std::vector<std::string> ids;
      for (const PageText& text : *page.conditions) ids.push_back(catalogue_.ConditionOf(text));
      line[codes.Column("conditions")] = absl::StrJoin(ids, "|");
    } else if (!page.scopes.empty()) {
      Tell(page, "KkSyarats",
           {"ketentuan khusus tidak ditampilkan; yang lama dipertahankan",
            "special conditions are not shown; those held stay"},
           false);
    }
    codes.Put(std::move(line));
    if (!rows_.Of(page.code).empty()) tables_.at(kPossibleFile).EraseOf(page.code);
  }

  void TakePage(const OfficialPage& page) {
    const std::string from = absl::StrJoin(page.from_2020, "|");
    tables_.at(kPagesFile)
        .Put(
            {page.code, IsDate(page.read_on) ? page.read_on : how_.read_on, page.conversion, from});
    CompareConversion(page);
  }

  // The table of BPS decides; a page that says otherwise is told. Of a merger it names the first
  // old code alone.
  void CompareConversion(const OfficialPage& page) {
    if (base_.data().edition != KbliEdition::k2025) return;
    const absl::StatusOr<KbliCode> code = KbliCode::Parse(page.code);
    std::set<std::string> by_table;
    for (const KbliCode& old :
         base_.data().conversion.CounterpartsOf(*code, KbliEdition::k2025, KbliEdition::k2020))
      by_table.insert(old.ToString());
    for (const std::string& old : page.from_2020) {
      if (by_table.contains(old)) continue;
      Tell(page, "conversion.from2020",
           {absl::StrCat("menyebut ", old, ", sedangkan tabel BPS menyebut ",
                         by_table.empty() ? "tidak satu pun" : absl::StrJoin(by_table, ", "),
                         "; tabel BPS yang dipakai"),
            absl::StrCat("names ", old, ", where the table of BPS names ",
                         by_table.empty() ? "none" : absl::StrJoin(by_table, ", "),
                         "; the table of BPS stands")},
           false);
    }
  }

  // Codes that have rows and no page.
  void CountOrDropOthers() {
    std::set<std::string> others;
    for (const auto& [key, line] : matrix_.lines()) {
      if (!read_.contains(line.front())) others.insert(line.front());
    }
    if (!how_.is_complete) {
      taken_.kept = static_cast<int>(others.size());
      return;
    }
    for (const std::string& code : others) {
      for (absl::string_view file : {kMatrixFile, kRowsFile, kScopesFile, kDetailsFile, kCodesFile,
                                     kPagesFile, kPossibleFile})
        tables_.at(file).EraseOf(code);
    }
  }

  const PageImport& how_;
  const Ruleset& base_;
  RuleTables& tables_;
  Findings& findings_;
  PageCatalogue catalogue_;
  RuleTable& matrix_;
  RuleTable& rows_;
  std::set<std::string> read_;
  PagesTaken taken_;
};

}  // namespace

PagesTaken ImportPages(absl::Span<const OfficialPage> pages, const PageImport& how,
                       const Ruleset& base, RuleTables& tables, Findings& findings) {
  const PagesTaken taken = PageTaker(how, base, tables, findings).Run(pages);
  DropContradictedPatterns(tables);
  DateSnapshot(base, tables, findings);
  return taken;
}

}  // namespace izin
