#include "service/render/citations.h"

#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

struct Case {
  std::string name;
  std::string provision;
  std::string id;
  std::string en;
};

class Provision : public ::testing::TestWithParam<Case> {};

TEST_P(Provision, ReadsAsPeopleCiteIt) {
  EXPECT_EQ(ProvisionText(GetParam().provision, false), GetParam().id);
  EXPECT_EQ(ProvisionText(GetParam().provision, true), GetParam().en);
}

INSTANTIATE_TEST_SUITE_P(
    Words, Provision,
    ::testing::Values(
        Case{"Article", "art 131", "Pasal 131", "art. 131"},
        Case{"Paragraph", "art 220(2)", "Pasal 220 ayat (2)", "art. 220(2)"},
        Case{"Letter", "art 5(2)b", "Pasal 5 ayat (2) huruf b", "art. 5(2)b"},
        Case{"LetterWithoutParagraph", "art 12c", "Pasal 12 huruf c", "art. 12c"},
        Case{"Letters", "art 12b-e, g", "Pasal 12 huruf b-e, g", "art. 12b-e, g"},
        Case{"Number", "arts 7(1)a.2, 9(2)b.10",
             "Pasal 7 ayat (1) huruf a angka 2, 9 ayat (2) huruf b angka 10",
             "arts. 7(1)a.2, 9(2)b.10"},
        Case{"Definition", "arts 1 no 12, 24-28", "Pasal 1 angka 12, 24-28",
             "arts. 1 no 12, 24-28"},
        Case{"Several", "arts 98(2), 99(1)", "Pasal 98 ayat (2), 99 ayat (1)",
             "arts. 98(2), 99(1)"},
        Case{"Range", "arts 18-24", "Pasal 18-24", "arts. 18-24"},
        Case{"Elucidation", "elucidation art 8(1)c", "Penjelasan Pasal 8 ayat (1) huruf c",
             "elucidation of art. 8(1)c"},
        Case{"AndElucidation", "art 219(1)-(4) and elucidation",
             "Pasal 219 ayat (1)-(4) dan Penjelasan", "art. 219(1)-(4) and elucidation"},
        Case{"Body", "body, elucidation and Lampiran III",
             "batang tubuh, Penjelasan dan Lampiran III", "body, elucidation and Lampiran III"},
        Case{"Annexes", "volume 2 (2026), Lampiran 5 and Lampiran 10",
             "volume 2 (2026), Lampiran 5 dan Lampiran 10",
             "volume 2 (2026), Lampiran 5 and Lampiran 10"},
        Case{"Annex", "Lampiran III B.III.b.4", "Lampiran III B.III.b.4", "Lampiran III B.III.b.4"},
        Case{"Table", "conversion table", "tabel konversi", "conversion table"},
        Case{"BothLanguages", "kode dan judul / codes and titles",
             "kode dan judul / codes and titles", "kode dan judul / codes and titles"},
        Case{"WordThatBeginsAlike", "artikel 3", "artikel 3", "artikel 3"},
        Case{"Empty", "", "", ""}),
    [](const auto& test) { return test.param.name; });

TEST(CitedText, NamesTheRegulationFirst) {
  EXPECT_EQ(CitedText("PP 28/2025", "art 133", false), "PP 28/2025 Pasal 133");
  EXPECT_EQ(CitedText("PP 28/2025", "art 133", true), "PP 28/2025 art. 133");
  EXPECT_EQ(CitedText("BPS", "conversion table", false), "tabel konversi BPS");
  EXPECT_EQ(CitedText("BPS", "conversion table", true), "BPS conversion table");
}

}  // namespace
}  // namespace izin
