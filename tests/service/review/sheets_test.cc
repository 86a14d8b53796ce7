// The sheets that an office prints, from the embedded rulesets.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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
using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr Language kLanguages[] = {Language::kIndonesian, Language::kEnglish};

// Of the permit `code` of the latest ruleset.
Sheet PermitSheetOf(const std::string& code, Language language = Language::kIndonesian,
                    const std::string& region = "") {
  const Ruleset& ruleset = Library()->latest();
  const Permit* permit = ruleset.FindPermit(code);
  EXPECT_NE(permit, nullptr) << code;
  if (permit == nullptr) return Sheet();
  return PermitSheet(ruleset, *permit, language, FindRegion(ruleset, region));
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

// The sections that hold an answer each.
std::vector<SheetSection> GroupsOf(const Sheet& sheet) {
  std::vector<SheetSection> groups;
  for (const SheetSection& section : sheet.sections) {
    if (absl::StartsWith(section.title, "Kelompok ") || absl::StartsWith(section.title, "Group "))
      groups.push_back(section);
  }
  return groups;
}

// What a sheet says of a group: its own lines and those that all groups share.
std::vector<SheetLine> LinesOf(const Sheet& sheet, const SheetSection& group) {
  std::vector<SheetLine> lines = group.lines;
  for (const SheetSection& section : sheet.sections) {
    if (section.title == "Sama pada setiap kelompok")
      lines.insert(lines.end(), section.lines.begin(), section.lines.end());
  }
  return lines;
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
          "skala usaha: selain Usaha Mikro; rencana detail tata ruang: tidak diketahui atau "
          "RDTR belum "
          "ada; keadaan lahan: tidak diketahui atau Lahan biasa",
          "25", "40", "tidak",
          "PP 28/2025 Pasal 18-24 [teks peraturan]; PP 28/2025 Pasal 26 [teks peraturan]")));
}

// Ids are for those who keep the rules, not for who reads the wall.
TEST(SheetTest, NamesNoRow) {
  for (const auto& ruleset : Library()->rulesets()) {
    std::vector<std::string> ids;
    for (const DecisionTable& table : ruleset->data().tables) {
      for (const TableRow& row : table.rows) ids.push_back(row.id);
    }
    ASSERT_GT(ids.size(), 40U);
    for (const Permit& permit : ruleset->data().permits) {
      const std::string text = SheetHtml(PermitSheet(*ruleset, permit, Language::kIndonesian));
      for (const std::string& id : ids)
        EXPECT_THAT(text, Not(ContainsRegex("[^a-z0-9-]" + id + "[^a-z0-9-]"))) << permit.code;
    }
  }
}

TEST(PermitSheetTest, EveryRowThatGivesThePermitHasALine) {
  EXPECT_THAT(SectionOf(PermitSheetOf("PKKPR"), "Jangka waktu penyelesaian").rows, SizeIs(4));
}

TEST(SheetTest, PartsOfALawAreNamedInTheLanguageOfTheSheet) {
  EXPECT_THAT(
      SheetHtml(PermitSheetOf("NIB")),
      AllOf(HasSubstr("PP 28/2025 Penjelasan Pasal 8 ayat (1) huruf c"), Not(HasSubstr(" art "))));
  EXPECT_THAT(SheetHtml(PermitSheetOf("NIB", Language::kEnglish)),
              HasSubstr("elucidation of art. 8(1)c"));
}

TEST(KbliSheetTest, WhatEveryGroupHasStandsOnce) {
  const Sheet sheet = KbliSheetOf("56101");
  const SheetSection shared = SectionOf(sheet, "Sama pada setiap kelompok");
  EXPECT_THAT(shared.lines, Not(IsEmpty()));
  for (const SheetSection& group : GroupsOf(sheet)) {
    for (const SheetLine& line : shared.lines) {
      EXPECT_THAT(group.lines, Not(Contains(AllOf(Field(&SheetLine::text, line.text),
                                                  Field(&SheetLine::basis, line.basis)))));
    }
  }
}

// A note that stands on some rows only says where it holds, and not what all of them ask.
TEST(PermitSheetTest, ANoteSaysWhereItHolds) {
  EXPECT_THAT(SectionOf(PermitSheetOf("PKKPR"), "Sistem, mekanisme, dan prosedur").lines,
              Contains(Field(&SheetLine::text,
                             AllOf(StartsWith("PT asing: berlaku di pulau mana pun"),
                                   EndsWith(" (berlaku bila keadaan lahan: Pulau kecil)")))));
}

TEST(PermitSheetTest, OpensWithRiskAndTerm) {
  EXPECT_EQ(PermitSheetOf("PKKPR").opening, "Tingkat risiko: semua. Jangka waktu: 25 hari kerja.");
  EXPECT_EQ(PermitSheetOf("NIB", Language::kEnglish).opening,
            "Risk level: every. Term: issued automatically.");
  EXPECT_THAT(PermitSheetOf("SS_TERVERIFIKASI").opening,
              StartsWith("Tingkat risiko: Menengah Tinggi. Jangka waktu: "));
  const Ruleset& old = WithoutRiskLevels();
  EXPECT_THAT(PermitSheet(old, *old.FindPermit("NIB"), Language::kIndonesian).opening,
              StartsWith("Jangka waktu: "));
}

TEST(PermitSheetTest, IsTheSheetOfARegionsOffice) {
  const Sheet sheet = PermitSheetOf("PKKPR", Language::kIndonesian, "1271");
  EXPECT_EQ(sheet.office,
            "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu (DPMPTSP) Kota Medan");
  EXPECT_THAT(SectionOf(sheet, "Kantor penerbit").rows,
              Contains(Contains("Bupati/Wali Kota, melalui DPMPTSP Kota Medan")));
  EXPECT_THAT(SectionOf(sheet, "Kantor penerbit").rows,
              Contains(Contains(HasSubstr("DPMPTSP Provinsi Sumatera Utara"))));
  EXPECT_EQ(PermitSheetOf("PKKPR").office, "");
}

TEST(PermitSheetTest, TheProvinceStandsWhereRegenciesHaveNoOffice) {
  EXPECT_THAT(PermitSheetOf("PKKPR", Language::kIndonesian, "3171").office,
              EndsWith("Provinsi Daerah Khusus Ibukota Jakarta"));
  EXPECT_THAT(PermitSheetOf("PKKPR", Language::kEnglish, "12").office,
              EndsWith("province of Sumatera Utara"));
}

TEST(FindRegionTest, KnowsCodesAndNames) {
  const Ruleset& ruleset = Library()->latest();
  EXPECT_EQ(FindRegion(ruleset, "1271")->name, "Kota Medan");
  EXPECT_EQ(FindRegion(ruleset, "kota medan")->code, "1271");
  EXPECT_EQ(FindRegion(ruleset, "Kota Medann"), nullptr);
  EXPECT_EQ(FindRegion(ruleset, ""), nullptr);
}

TEST(PermitSheetTest, MarksWhatIsNotVerified) {
  const SheetSection issuer = SectionOf(PermitSheetOf("PKKPR"), "Kantor penerbit");
  EXPECT_THAT(issuer.rows,
              Contains(ElementsAre("Menteri Agraria dan Tata Ruang/Kepala BPN", HasSubstr("Lintas"),
                                   HasSubstr("[belum diverifikasi]"))));
  EXPECT_THAT(issuer.rows, SizeIs(5)) << "of three extents, KEK and KPBPB; not of other permits";
  EXPECT_THAT(SectionOf(PermitSheetOf("PKKPR"), "Kantor penerbit").lines,
              Contains(Field(&SheetLine::text, Not(HasSubstr("perizinan: ")))));
}

TEST(PermitSheetTest, HoldsTheFeeButNoAmount) {
  const SheetSection cost = SectionOf(PermitSheetOf("PKKPR", Language::kEnglish), "Cost");
  EXPECT_THAT(
      cost.lines,
      Contains(AllOf(Field(&SheetLine::text, StartsWith("Payment of the fee (PNBP).")),
                     Field(&SheetLine::basis, "PP 28/2025 arts. 19, 20(2) [regulation text]"))));
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
              Contains(ElementsAre(HasSubstr("tingkat risiko: Tinggi"),
                                   "menurut halaman resmi KBLI", "menurut halaman resmi KBLI", "ya",
                                   HasSubstr("PP 28/2025 Pasal 133 [teks peraturan]"))));
  EXPECT_THAT(term.rows, Contains(ElementsAre(HasSubstr(""), "terbit otomatis", "terbit otomatis",
                                              "tidak", HasSubstr("232 ayat (1) huruf a"))));
  EXPECT_THAT(term.lines, ElementsAre(Field(&SheetLine::basis, HasSubstr("[data resmi"))));
  EXPECT_THAT(SectionOf(sheet, "Kantor penerbit").rows,
              Contains(ElementsAre("Bupati/Wali Kota, melalui DPMPTSP kabupaten/kota",
                                   HasSubstr("kecuali halaman resmi KBLI"),
                                   HasSubstr("Lampiran I [belum diverifikasi]"))));
}

TEST(PermitSheetTest, AFixedOfficeStandsAlone) {
  EXPECT_THAT(SectionOf(PermitSheetOf("NIB"), "Kantor penerbit").rows,
              ElementsAre(ElementsAre("Lembaga OSS", "selalu", HasSubstr("Pasal 130, 206"))));
}

TEST(PermitSheetTest, SaysWhereACommitmentStandsThatOnlyARowNames) {
  EXPECT_THAT(SectionOf(PermitSheetOf("IZIN"), "Kewajiban dan pelaporan").lines,
              Contains(Field(&SheetLine::text, HasSubstr("hanya bila "))));
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
TEST(KbliSheetTest, CountsAScenarioForEachOfferedScopeScaleAndLocation) {
  const Ruleset& ruleset = Library()->latest();
  std::size_t offered = 0;
  for (const Scope& scope : ruleset.scopes_of(*ruleset.kbli().IndexOf(*KbliCode::Parse("56101")))) {
    offered += static_cast<std::size_t>(
        std::count_if(scope.level_at.begin(), scope.level_at.end(),
                      [](RiskLevel level) { return level != RiskLevel::kUnspecified; }));
  }
  const Sheet sheet = KbliSheetOf("56101");
  ASSERT_GT(offered, 0U);
  EXPECT_THAT(sheet.sections.front().lines.front().text,
              StartsWith(absl::StrCat("Jumlah skenario: ", offered * 3, "; ")));
  std::size_t told = 0;
  for (const SheetSection& group : GroupsOf(sheet)) {
    int count = 0;
    ASSERT_TRUE(
        absl::SimpleAtoi(std::vector<std::string>(absl::StrSplit(group.title, ' '))[2], &count))
        << group.title;
    told += static_cast<std::size_t>(count);
  }
  EXPECT_EQ(told, offered * 3);
}

// The code, the scale and the place of each scenario stand in one group alone.
TEST(KbliSheetTest, ScenariosThatAnswerAlikeStandTogether) {
  const std::vector<SheetSection> groups = GroupsOf(KbliSheetOf("56101"));
  EXPECT_LT(groups.size(), 18U);
  std::vector<std::string> answers;
  for (const SheetSection& group : groups) {
    std::string answer;
    for (const SheetLine& line : group.lines) {
      if (!absl::StartsWith(line.text, "Berlaku untuk: ")) absl::StrAppend(&answer, line.text);
    }
    for (const auto& row : group.rows) absl::StrAppend(&answer, absl::StrJoin(row, "|"));
    answers.push_back(std::move(answer));
    EXPECT_THAT(group.lines.front().text, StartsWith("Berlaku untuk: ")) << group.title;
  }
  std::sort(answers.begin(), answers.end());
  EXPECT_EQ(std::adjacent_find(answers.begin(), answers.end()), answers.end());
}

TEST(KbliSheetTest, OpensWithRiskAndTerm) {
  EXPECT_EQ(
      KbliSheetOf("56101").opening,
      "Tingkat risiko: Menengah Rendah atau Menengah Tinggi. Jangka waktu perizinan berusaha: "
      "terbit otomatis atau 14 hari kerja.");
  EXPECT_THAT(KbliSheetOf(WithoutRiskLevels(), "01111").opening,
              StartsWith("Jangka waktu perizinan berusaha: "));
}

TEST(KbliSheetTest, IsOfTheRegionItIsPrintedIn) {
  const Ruleset& ruleset = Library()->latest();
  const Sheet sheet = KbliSheet(ruleset, *ruleset.kbli().IndexOf(*KbliCode::Parse("56101")),
                                Language::kIndonesian, FindRegion(ruleset, "1271"));
  EXPECT_THAT(sheet.office, EndsWith("Kota Medan"));
  EXPECT_THAT(sheet.sections.front().lines[1].text, HasSubstr("Kota Medan"));
  EXPECT_THAT(SheetText(sheet), HasSubstr("DPMPTSP Kota Medan"));
  EXPECT_THAT(SheetText(sheet), Not(HasSubstr("DPMPTSP kabupaten/kota")));
}

TEST(KbliSheetTest, ARequirementIsALine) {
  const Sheet sheet = KbliSheetOf("56101");
  const SheetSection group = GroupsOf(sheet).front();
  std::vector<std::string> requirements;
  for (const SheetLine& line : LinesOf(sheet, group)) {
    if (absl::StartsWith(line.text, "Persyaratan ")) requirements.push_back(line.text);
  }
  EXPECT_THAT(requirements,
              Contains("Persyaratan Persetujuan KKPR darat (PKKPR): Data lokasi dan rencana "
                       "kegiatan"));
  std::sort(requirements.begin(), requirements.end());
  EXPECT_EQ(std::adjacent_find(requirements.begin(), requirements.end()), requirements.end());
}

TEST(KbliSheetTest, EachGroupHasABoxToSign) {
  for (const SheetSection& group : GroupsOf(KbliSheetOf("56101")))
    EXPECT_THAT(group.blanks, ElementsAre("Diperiksa oleh", "Tanggal")) << group.title;
}

TEST(KbliSheetTest, SaysWhatClassifySays) {
  const auto answer = Answer(SoundRequest(R"pb(activity { scope_id: "56101-1" })pb"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  const Sheet sheet = KbliSheetOf("56101");
  const std::vector<SheetSection> groups = GroupsOf(sheet);
  const auto group = std::find_if(groups.begin(), groups.end(), [](const SheetSection& section) {
    return absl::StartsWith(section.lines.front().text,
                            "Berlaku untuk: ruang lingkup 1 restoran; Usaha Mikro") &&
           absl::StrContains(section.lines.front().text, "Daratan");
  });
  ASSERT_NE(group, groups.end());
  std::size_t needed = 0;
  for (const v1::Permit& permit : answer->permits()) {
    if (permit.may_apply()) continue;
    ASSERT_LT(needed, group->rows.size());
    EXPECT_EQ(group->rows[needed++].front(), permit.text().title());
  }
  EXPECT_EQ(group->rows.size(), needed);
  EXPECT_THAT(LinesOf(sheet, *group), Contains(Field(&SheetLine::text, "Hasil: Sudah pasti")));
  EXPECT_THAT(
      LinesOf(sheet, *group),
      Contains(Field(&SheetLine::basis, HasSubstr("PP 28/2025 Pasal 127-128 [teks peraturan]"))));
}

TEST(KbliSheetTest, GivesFlagTermAuthorityAndBasisOfAPermit) {
  const std::vector<SheetSection> scenarios = GroupsOf(KbliSheetOf("56101"));
  EXPECT_THAT(scenarios.front().columns,
              ElementsAre("Perizinan", "Sifat", "Jangka waktu", "Kewenangan", "Dasar hukum"));
  EXPECT_THAT(scenarios.front().rows,
              Contains(ElementsAre("Persetujuan KKPR darat (PKKPR)", "Komitmen",
                                   "25 hari kerja, 40 dengan perbaikan",
                                   HasSubstr("Pasal 26, 12 ayat (3) [belum diverifikasi])"),
                                   HasSubstr("PP 28/2025 Pasal 18-24 [teks peraturan]"))));
}

TEST(KbliSheetTest, WithoutRiskLevelsScenariosAreScaleTimesLocation) {
  const Ruleset& ruleset = WithoutRiskLevels();
  ASSERT_FALSE(ruleset.data().has_risk_levels);
  const Sheet sheet = KbliSheet(ruleset, 0, Language::kIndonesian);
  EXPECT_THAT(sheet.sections.front().lines.front().text, StartsWith("Jumlah skenario: 12; "));
  EXPECT_THAT(GroupsOf(sheet).front().lines.front().text, StartsWith("Berlaku untuk: Usaha Mikro"));
  EXPECT_THAT(LinesOf(sheet, GroupsOf(sheet).front()),
              Contains(Field(&SheetLine::text, HasSubstr("tidak ada dalam himpunan aturan ini"))));
}

// 06201 is in no page of the snapshot.
TEST(KbliSheetTest, ACodeWithoutScopesIsAnsweredToo) {
  const Sheet sheet = KbliSheetOf("06201", Language::kEnglish);
  EXPECT_THAT(sheet.sections.front().lines.front().text, StartsWith("Scenarios: 12; "));
  const std::vector<SheetSection> groups = GroupsOf(sheet);
  EXPECT_THAT(groups.front().lines,
              Contains(Field(&SheetLine::text, "Outcome: Code to be reviewed")));
  EXPECT_THAT(groups.front().rows, IsEmpty());
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
           {"Kelompok", "Dasar hukum", "Persyaratan", "Kewenangan", "Sifat", "Berlaku", "Kantor",
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
  const Sheet sheet{.office = bad,
                    .title = bad,
                    .subtitle = bad,
                    .opening = bad,
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
  // Title twice, subtitle, section, line, basis, column, cell, blank, footer, language, office and
  // opening; in the style sheet office and title have no letter of HTML.
  const std::vector<std::string> pieces = absl::StrSplit(html, "&lt;i&gt;&amp;&quot;&#39;");
  EXPECT_THAT(pieces, SizeIs(13 + 1));
  EXPECT_THAT(html, HasSubstr("content: \"\\3c i\\3e \\26 \\22 \\27 \""));
}

}  // namespace
}  // namespace izin::testing
