// The sheets that an office prints, from the embedded rulesets.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/review/sheets/sheet.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr Language kLanguages[] = {Language::kIndonesian, Language::kEnglish};

// Of the permit `code` of the latest ruleset.
Sheet PermitSheetOf(const std::string& code, Language language = Language::kIndonesian) {
  const Ruleset& ruleset = Library()->latest();
  const Permit* permit = ruleset.FindPermit(code);
  EXPECT_NE(permit, nullptr) << code;
  return permit == nullptr ? Sheet() : PermitSheet(ruleset, *permit, language);
}

Sheet KbliSheetOf(const Ruleset& ruleset, const std::string& code,
                  Language language = Language::kIndonesian) {
  const auto index = ruleset.kbli().IndexOf(*KbliCode::Parse(code));
  EXPECT_TRUE(index.has_value()) << code;
  return KbliSheet(ruleset, index.value_or(0), language);
}

Sheet KbliSheetOf(const std::string& code, Language language = Language::kIndonesian) {
  return KbliSheetOf(Library()->latest(), code, language);
}

const Ruleset& WithoutRiskLevels() { return *Library()->rulesets().front(); }

SheetSection SectionOf(const Sheet& sheet, const std::string& title) {
  for (const SheetSection& section : sheet.sections) {
    if (section.title == title) return section;
  }
  ADD_FAILURE() << "no section " << title;
  return {};
}

std::vector<std::string> TitlesOf(const Sheet& sheet) {
  std::vector<std::string> titles;
  for (const SheetSection& section : sheet.sections) titles.push_back(section.title);
  return titles;
}

// The sections after the preface.
std::vector<SheetSection> ScenariosOf(const Sheet& sheet) {
  return {sheet.sections.begin() + 1, sheet.sections.end()};
}

// Every permit, supporting ones too, and some codes, of every ruleset.
std::vector<Sheet> ManySheets(Language language) {
  std::vector<Sheet> sheets;
  for (const auto& ruleset : Library()->rulesets()) {
    for (const Permit& permit : ruleset->data().permits)
      sheets.push_back(PermitSheet(*ruleset, permit, language));
    for (const Permit& permit : ruleset->data().supporting_permits)
      sheets.push_back(PermitSheet(*ruleset, permit, language));
    for (int index = 0; index < ruleset->kbli().subclass_count(); index += 97)
      sheets.push_back(KbliSheet(*ruleset, index, language));
  }
  return sheets;
}

TEST(PermitSheetTest, HasTheComponentsOfTheStandardInTheirOrder) {
  EXPECT_THAT(
      TitlesOf(PermitSheetOf("PKKPR")),
      ElementsAre("Produk pelayanan", "Dasar hukum", "Persyaratan", "Kewajiban dan pelaporan",
                  "Sistem, mekanisme, dan prosedur", "Jangka waktu penyelesaian", "Biaya/tarif",
                  "Kantor penerbit", "Penanganan pengaduan, saran, dan masukan"));
  EXPECT_THAT(TitlesOf(PermitSheetOf("PKKPR", Language::kEnglish)),
              ElementsAre("Service product", "Legal basis", "Requirements",
                          "Obligations and reports", "System, mechanism and procedure", "Term",
                          "Cost", "Issuing office", "Complaints, suggestions and feedback"));
}

TEST(PermitSheetTest, GivesTheTermOfEveryRowWithItsConditionsAndMark) {
  const SheetSection term = SectionOf(PermitSheetOf("PKKPR"), "Jangka waktu penyelesaian");
  EXPECT_THAT(
      term.rows,
      Contains(ElementsAre(
          "land-13a",
          "skala usaha: selain Usaha Mikro; rencana detail tata ruang: tidak diketahui atau "
          "RDTR belum "
          "ada; keadaan lahan: tidak diketahui atau Lahan biasa",
          "25", "40", "tidak",
          "PP 28/2025 arts 18-24 [teks peraturan]; PP 28/2025 art 26 [teks peraturan]")));
}

TEST(PermitSheetTest, NamesEveryRowThatGivesThePermit) {
  std::vector<std::string> rows;
  for (const auto& row : SectionOf(PermitSheetOf("PKKPR"), "Jangka waktu penyelesaian").rows)
    rows.push_back(row.front());
  EXPECT_THAT(rows, ElementsAre("land-10a", "land-13a", "land-10b", "land-13b"));
}

TEST(PermitSheetTest, MarksWhatIsNotVerified) {
  const SheetSection issuer = SectionOf(PermitSheetOf("PKKPR"), "Kantor penerbit");
  EXPECT_THAT(issuer.rows,
              Contains(ElementsAre("Menteri Agraria dan Tata Ruang/Kepala BPN", HasSubstr("Lintas"),
                                   "bas-2c", HasSubstr("[belum diverifikasi]"))));
  EXPECT_THAT(issuer.rows, Not(Contains(Contains("bas-1"))));
}

TEST(PermitSheetTest, HoldsTheFeeButNoAmount) {
  const SheetSection cost = SectionOf(PermitSheetOf("PKKPR", Language::kEnglish), "Cost");
  EXPECT_THAT(
      cost.lines,
      Contains(AllOf(Field(&SheetLine::text, StartsWith("Payment of the fee (PNBP).")),
                     Field(&SheetLine::basis, "PP 28/2025 arts 19, 20(2) [regulation text]"))));
  EXPECT_EQ(cost.lines.back().text, "The amount is not known in our sources.");
}

TEST(PermitSheetTest, SaysWhereNoFeeIsKnown) {
  EXPECT_THAT(SectionOf(PermitSheetOf("SPPL"), "Biaya/tarif").lines,
              ElementsAre(Field(&SheetLine::text, "Tidak diketahui dari sumber kami.")));
}

TEST(PermitSheetTest, KeepsObligationsApartFromRequirements) {
  const Sheet sheet = PermitSheetOf("PPKH", Language::kEnglish);
  const auto boundary = Field(&SheetLine::text, StartsWith("Boundary marking."));
  EXPECT_THAT(SectionOf(sheet, "Obligations and reports").lines, Contains(boundary));
  EXPECT_THAT(SectionOf(sheet, "Requirements").lines, Not(Contains(boundary)));
}

TEST(PermitSheetTest, TheLicenceHasItsRowsPagesAndOffices) {
  const Sheet sheet = PermitSheetOf("IZIN");
  EXPECT_EQ(sheet.title, "Standar pelayanan: Izin");
  const SheetSection term = SectionOf(sheet, "Jangka waktu penyelesaian");
  EXPECT_THAT(term.rows,
              Contains(ElementsAre("lic-4", HasSubstr("tingkat risiko: Tinggi"),
                                   "menurut halaman resmi KBLI", "menurut halaman resmi KBLI", "ya",
                                   HasSubstr("PP 28/2025 art 133 [teks peraturan]"))));
  EXPECT_THAT(term.rows, Contains(ElementsAre("lic-5", HasSubstr(""), "terbit otomatis",
                                              "terbit otomatis", "tidak", HasSubstr("232(1)a"))));
  EXPECT_THAT(term.lines, ElementsAre(Field(&SheetLine::basis, HasSubstr("[data resmi"))));
  EXPECT_THAT(SectionOf(sheet, "Kantor penerbit").rows,
              Contains(ElementsAre("Bupati/Wali Kota, melalui DPMPTSP kabupaten/kota",
                                   HasSubstr("kecuali halaman resmi KBLI"), "aut-7",
                                   HasSubstr("Lampiran I [belum diverifikasi]"))));
}

TEST(PermitSheetTest, AFixedOfficeStandsAlone) {
  EXPECT_THAT(SectionOf(PermitSheetOf("NIB"), "Kantor penerbit").rows,
              ElementsAre(ElementsAre("Lembaga OSS", "selalu", "NIB", HasSubstr("arts 130, 206"))));
}

TEST(PermitSheetTest, NamesTheRowsOfACommitmentThatStandsOnlyThere) {
  EXPECT_THAT(SectionOf(PermitSheetOf("IZIN"), "Kewajiban dan pelaporan").lines,
              Contains(Field(&SheetLine::text, HasSubstr("hanya pada baris lic-5"))));
}

TEST(PermitSheetTest, LeavesTheComplaintChannelToTheOffice) {
  const SheetSection section =
      SectionOf(PermitSheetOf("PKKPR"), "Penanganan pengaduan, saran, dan masukan");
  EXPECT_THAT(section.lines,
              ElementsAre(Field(&SheetLine::text, HasSubstr("tidak memuat saluran pengaduan"))));
  EXPECT_THAT(section.blanks, ElementsAre("Saluran pengaduan"));
}

TEST(PermitSheetTest, ASupportingPermitOwnsThatNoRowGivesIt) {
  const Ruleset& ruleset = Library()->latest();
  const Sheet sheet =
      PermitSheet(ruleset, ruleset.data().supporting_permits.front(), Language::kEnglish);
  EXPECT_THAT(SectionOf(sheet, "Term").lines,
              ElementsAre(Field(&SheetLine::text, HasSubstr("No row of a rule gives it"))));
  EXPECT_THAT(SectionOf(sheet, "Issuing office").lines,
              ElementsAre(Field(&SheetLine::text, "Not known in our sources.")));
}

// 56101 has scopes that offer different scales.
TEST(KbliSheetTest, HasAScenarioForEachOfferedScopeScaleAndLocation) {
  const Ruleset& ruleset = Library()->latest();
  std::size_t offered = 0;
  for (const Scope& scope : ruleset.scopes_of(*ruleset.kbli().IndexOf(*KbliCode::Parse("56101")))) {
    offered += static_cast<std::size_t>(
        std::count_if(scope.level_at.begin(), scope.level_at.end(),
                      [](RiskLevel level) { return level != RiskLevel::kUnspecified; }));
  }
  const Sheet sheet = KbliSheetOf("56101");
  ASSERT_GT(offered, 0U);
  EXPECT_THAT(ScenariosOf(sheet), SizeIs(offered * 3));
  EXPECT_EQ(sheet.sections.front().lines.front().text,
            absl::StrCat("Jumlah skenario: ", offered * 3));
}

TEST(KbliSheetTest, EachScenarioIsDistinctAndHasABoxToSign) {
  const Sheet sheet = KbliSheetOf("56101");
  std::vector<std::string> titles;
  for (const SheetSection& scenario : ScenariosOf(sheet)) {
    EXPECT_THAT(scenario.blanks, ElementsAre("Diperiksa oleh", "Tanggal")) << scenario.title;
    titles.push_back(scenario.title.substr(scenario.title.find(": ")));
  }
  std::sort(titles.begin(), titles.end());
  EXPECT_EQ(std::adjacent_find(titles.begin(), titles.end()), titles.end());
}

TEST(KbliSheetTest, SaysWhatClassifySays) {
  const auto answer = Answer(SoundRequest(R"pb(activity { scope_id: "56101-1" })pb"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  const std::vector<SheetSection> scenarios = ScenariosOf(KbliSheetOf("56101"));
  const auto scenario =
      std::find_if(scenarios.begin(), scenarios.end(), [](const SheetSection& section) {
        return absl::StrContains(section.title, "56101-1 ") &&
               absl::EndsWith(section.title, "Usaha Mikro; Daratan");
      });
  ASSERT_NE(scenario, scenarios.end());
  ASSERT_EQ(scenario->rows.size(), static_cast<std::size_t>(answer->permits_size()));
  for (int i = 0; i < answer->permits_size(); ++i) {
    EXPECT_THAT(scenario->rows[static_cast<std::size_t>(i)].front(),
                StartsWith(absl::StrCat(answer->permits(i).code(), " ")));
  }
  EXPECT_EQ(scenario->lines.front().text, "Hasil: Sudah pasti");
  EXPECT_THAT(scenario->lines[1].basis, HasSubstr("PP 28/2025 arts 127-128 [teks peraturan]"));
}

TEST(KbliSheetTest, GivesFlagTermAuthorityAndBasisOfAPermit) {
  const std::vector<SheetSection> scenarios = ScenariosOf(KbliSheetOf("56101"));
  EXPECT_THAT(scenarios.front().columns,
              ElementsAre("Perizinan", "Flag", "Jangka waktu", "Kewenangan", "Dasar hukum"));
  EXPECT_THAT(
      scenarios.front().rows,
      Contains(ElementsAre(StartsWith("PKKPR "), "Komitmen", "25 hari kerja, 40 dengan perbaikan",
                           HasSubstr("arts 26, 12(3) [belum diverifikasi])"),
                           HasSubstr("PP 28/2025 arts 18-24 [teks peraturan]"))));
}

TEST(KbliSheetTest, WithoutRiskLevelsScenariosAreScaleTimesLocation) {
  const Ruleset& ruleset = WithoutRiskLevels();
  ASSERT_FALSE(ruleset.data().has_risk_levels);
  const Sheet sheet = KbliSheet(ruleset, 0, Language::kIndonesian);
  EXPECT_THAT(ScenariosOf(sheet), SizeIs(4 * 3));
  EXPECT_EQ(sheet.sections[1].title, "Skenario 1: Usaha Mikro; Daratan");
  EXPECT_THAT(sheet.sections[1].lines[1].text, HasSubstr("tidak ada dalam himpunan aturan ini"));
}

// 06201 is in no page of the snapshot.
TEST(KbliSheetTest, ACodeWithoutScopesIsAnsweredToo) {
  const std::vector<SheetSection> scenarios = ScenariosOf(KbliSheetOf("06201", Language::kEnglish));
  ASSERT_THAT(scenarios, SizeIs(4 * 3));
  EXPECT_EQ(scenarios.front().lines.front().text, "Outcome: Code to be reviewed");
  EXPECT_THAT(scenarios.front().rows, IsEmpty());
}

TEST(SheetTest, TheFooterNamesTheRuleset) {
  const std::string& name = Library()->latest().versioned_name();
  EXPECT_THAT(PermitSheetOf("PKKPR").footer, AllOf(HasSubstr("dihasilkan dari"), HasSubstr(name)));
  EXPECT_THAT(SheetHtml(KbliSheetOf("56101", Language::kEnglish)),
              AllOf(HasSubstr("is generated from"), HasSubstr(name)));
  EXPECT_THAT(SheetText(PermitSheetOf("PKKPR")), HasSubstr(name.substr(name.find('@') + 1, 20)));
}

TEST(SheetTest, NoCellOrTextIsEmpty) {
  for (Language language : kLanguages) {
    for (const Sheet& sheet : ManySheets(language)) {
      for (const SheetSection& section : sheet.sections) {
        EXPECT_THAT(section.title, Not(IsEmpty())) << sheet.title;
        EXPECT_FALSE(section.lines.empty() && section.rows.empty()) << section.title;
        for (const SheetLine& line : section.lines) EXPECT_THAT(line.text, Not(IsEmpty()));
        for (const auto& row : section.rows) {
          EXPECT_THAT(row, SizeIs(section.columns.size())) << sheet.title;
          EXPECT_THAT(row, Not(Contains(""))) << sheet.title;
        }
      }
    }
  }
}

// The sheets' own words; texts of law and titles of codes may be Indonesian in both.
TEST(SheetTest, EnglishHasNoIndonesianHeadings) {
  for (const Sheet& sheet : ManySheets(Language::kEnglish)) {
    std::vector<std::string> headings = TitlesOf(sheet);
    for (const SheetSection& section : sheet.sections) {
      headings.insert(headings.end(), section.columns.begin(), section.columns.end());
      headings.insert(headings.end(), section.blanks.begin(), section.blanks.end());
    }
    headings.push_back(sheet.footer);
    for (const std::string& heading : headings) {
      for (const char* word :
           {"Skenario", "Dasar hukum", "Persyaratan", "Kewenangan", "Baris", "Berlaku", "Kantor",
            "Jangka", "Diperiksa", "Tanggal", "Biaya", "Cakupan", "Produk", "himpunan"}) {
        const bool is_own = absl::StartsWith(heading, word);
        EXPECT_FALSE(is_own) << heading;
      }
    }
    EXPECT_EQ(sheet.language, "en");
  }
}

std::size_t ColumnsOf(absl::string_view line) {
  return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

TEST(SheetTextTest, NoLineIsWiderThanThePage) {
  for (Language language : kLanguages) {
    for (const Sheet& sheet : ManySheets(language)) {
      const std::string text = SheetText(sheet);
      for (absl::string_view line : absl::StrSplit(text, '\n')) {
        ASSERT_THAT(ColumnsOf(line), Le(100U)) << line;
        ASSERT_FALSE(absl::EndsWith(line, " ")) << line;
      }
    }
  }
}

TEST(SheetTextTest, WritesLinesTableAndBlanksInOrder) {
  const Sheet sheet{.title = "Judul",
                    .subtitle = "Subjudul",
                    .sections = {{.title = "Bagian",
                                  .lines = {{"Teks", "PP 1 [teks]"}},
                                  .columns = {"A", "Kolom"},
                                  .rows = {{"nilai", "dua kata"}},
                                  .blanks = {"Tanggal"}}},
                    .footer = "Kaki"};
  EXPECT_EQ(SheetText(sheet), absl::StrCat("Judul\n"
                                           "Subjudul\n"
                                           "\n"
                                           "Bagian\n"
                                           "------\n"
                                           "- Teks\n"
                                           "    PP 1 [teks]\n"
                                           "  A      Kolom\n"
                                           "  -----  --------\n"
                                           "  nilai  dua kata\n"
                                           "Tanggal: ",
                                           std::string(91, '_'),
                                           "\n"
                                           "\n"
                                           "Kaki\n"));
}

TEST(SheetTextTest, BreaksAWordThatIsWiderThanThePage) {
  const std::string text = SheetText({.title = std::string(150, 'x')});
  EXPECT_THAT(text, StartsWith(absl::StrCat(std::string(100, 'x'), "\n", std::string(50, 'x'))));
}

// Every tag that is opened is closed, in order; void elements aside.
std::string TagFault(absl::string_view html) {
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != absl::string_view::npos;
       at = html.find('<', at + 1)) {
    const std::size_t end = html.find('>', at);
    if (end == absl::string_view::npos) return "a tag without end";
    const absl::string_view tag = html.substr(at + 1, end - at - 1);
    const std::string name(tag.substr(0, tag.find(' ')));
    if (name == "!DOCTYPE" || name == "meta") continue;
    if (name[0] != '/') {
      open.push_back(name);
    } else if (open.empty() || open.back() != name.substr(1)) {
      return absl::StrCat("<", name, "> closes ", open.empty() ? "nothing" : open.back());
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : absl::StrCat("<", open.back(), "> stays open");
}

TEST(SheetHtmlTest, IsWellFormed) {
  EXPECT_EQ(TagFault("<p><b></p>"), "</p> closes b");
  EXPECT_EQ(TagFault("<p>"), "<p> stays open");
  for (Language language : kLanguages) {
    for (const Sheet& sheet : ManySheets(language)) {
      EXPECT_EQ(TagFault(SheetHtml(sheet)), "") << sheet.title;
    }
  }
}

TEST(SheetHtmlTest, IsOnePageThatNeedsNoOther) {
  const std::string html = SheetHtml(PermitSheetOf("PKKPR"));
  EXPECT_THAT(html, StartsWith("<!DOCTYPE html>\n<html lang=\"id\">"));
  EXPECT_THAT(html, HasSubstr("size: A4"));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<link")));
  EXPECT_THAT(html, Not(HasSubstr("src=")));
}

TEST(SheetHtmlTest, EscapesEveryText) {
  const std::string bad = "<i>&\"'";
  const Sheet sheet{.title = bad,
                    .subtitle = bad,
                    .sections = {{.title = bad,
                                  .lines = {{bad, bad}},
                                  .columns = {bad},
                                  .rows = {{bad}},
                                  .blanks = {bad}}},
                    .footer = bad,
                    .language = bad};
  const std::string html = SheetHtml(sheet);
  EXPECT_THAT(html, Not(HasSubstr("<i>")));
  EXPECT_THAT(html, Not(HasSubstr("&\"")));
  // Title twice, subtitle, section, line, basis, column, cell, blank, footer and language.
  const std::vector<std::string> pieces = absl::StrSplit(html, "&lt;i&gt;&amp;&quot;&#39;");
  EXPECT_THAT(pieces, SizeIs(11 + 1));
}

}  // namespace
}  // namespace izin::testing
