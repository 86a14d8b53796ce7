#include "service/cli/answer_text/citations.h"

#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;

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
