#include "service/cli/answer_text/citations.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;

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
    ::testing::Values(Case{"Article", "art 131", "Pasal 131", "art. 131"},
                      Case{"Paragraph", "art 220(2)", "Pasal 220 ayat (2)", "art. 220(2)"},
                      Case{"Letter", "art 5(2)b", "Pasal 5 ayat (2) huruf b", "art. 5(2)b"},
                      Case{"LetterWithoutParagraph", "art 12c", "Pasal 12 huruf c", "art. 12c"},
                      Case{"Several", "arts 98(2), 99(1)", "Pasal 98 ayat (2), 99 ayat (1)",
                           "arts. 98(2), 99(1)"},
                      Case{"Range", "arts 18-24", "Pasal 18-24", "arts. 18-24"},
                      Case{"Elucidation", "elucidation art 8(1)c",
                           "Penjelasan Pasal 8 ayat (1) huruf c", "elucidation of art. 8(1)c"},
                      Case{"Annex", "Lampiran III B.III.b.4", "Lampiran III B.III.b.4",
                           "Lampiran III B.III.b.4"},
                      Case{"WordThatBeginsAlike", "artikel 3", "artikel 3", "artikel 3"},
                      Case{"Empty", "", "", ""}),
    [](const auto& test) { return test.param.name; });

TEST(CitationTextTest, SaysWhatWasNotReadInTheLaw) {
  auto basis = FromText<v1::LegalBasis>(R"pb(regulation: "PP 28/2025"
                                             provision: "art 17"
                                             verification: VERIFICATION_REGULATION_TEXT)pb");
  EXPECT_EQ(CitationText(basis, false), "PP 28/2025 Pasal 17");
  basis.set_verification(v1::VERIFICATION_UNVERIFIED);
  EXPECT_EQ(CitationText(basis, false), "PP 28/2025 Pasal 17 (belum diverifikasi)");
  EXPECT_EQ(CitationText(basis, true), "PP 28/2025 art. 17 (unverified)");
  basis.set_verification(v1::VERIFICATION_SECONDARY);
  EXPECT_EQ(CitationText(basis, false), "PP 28/2025 Pasal 17 (sumber sekunder)");
  basis.set_verification(v1::VERIFICATION_OFFICIAL_SNAPSHOT);
  EXPECT_EQ(CitationText(basis, true), "PP 28/2025 art. 17 (official data)");
  basis.set_as_of("2026-09-30");
  EXPECT_EQ(CitationText(basis, false), "PP 28/2025 Pasal 17 (data resmi 30 September 2026)");
}

TEST(CitationsTextTest, NamesARegulationOnce) {
  const auto answer = FromText<v1::Classification>(R"pb(
    legal_basis { regulation: "PP 28/2025" provision: "art 131" }
    legal_basis { regulation: "PP 28/2025" provision: "art 221" }
    legal_basis { regulation: "PP 22/2021" provision: "art 5(2)b" }
  )pb");
  EXPECT_EQ(CitationsText(answer.legal_basis(), false),
            "PP 28/2025 Pasal 131, Pasal 221; PP 22/2021 Pasal 5 ayat (2) huruf b");
  EXPECT_EQ(CitationsText({}, false), "");
}

}  // namespace
}  // namespace izin::cli
