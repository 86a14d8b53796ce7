// What the sheet of a permit tells of documents of an earlier ruleset; the rest of the sheets:
// tests/service/review/sheets_test.cc.

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/review/sheets/sheet.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The lines of the product that tell of earlier documents, with their provisions.
std::vector<std::string> OldDocumentsOf(const Ruleset& ruleset, const Permit& permit,
                                        Language language) {
  std::vector<std::string> lines;
  const Sheet sheet = PermitSheet(ruleset, permit, language, nullptr);
  for (const SheetLine& line : sheet.sections.front().lines) {
    if (absl::StrContains(line.text, "dokumen lama") ||
        absl::StrContains(line.text, "earlier document"))
      lines.push_back(absl::StrCat(line.text, " | ", line.basis));
  }
  return lines;
}

std::vector<std::string> OldDocumentsOf(const std::string& code,
                                        Language language = Language::kIndonesian) {
  const Ruleset& ruleset = Library()->latest();
  const Permit* permit = ruleset.FindPermit(code);
  EXPECT_NE(permit, nullptr) << code;
  return permit == nullptr ? std::vector<std::string>()
                           : OldDocumentsOf(ruleset, *permit, language);
}

TEST(OldDocumentsOfASheet, AreToldWithTheirProvisionAndHowFarItWasChecked) {
  EXPECT_THAT(OldDocumentsOf("PKKPR"),
              ElementsAre("Bila sudah memegang dokumen lama: Izin Lokasi yang masih berlaku dibaca "
                          "sebagai KKPR (kode dokumen lama: IZIN_LOKASI, himpunan aturan "
                          "pp24-2018) | PP 28/2025 Pasal 549 huruf b [teks peraturan]"));
  EXPECT_THAT(
      OldDocumentsOf("PPKH"),
      ElementsAre("Bila sudah memegang dokumen lama: IPPKH dibaca sebagai PPKH (kode dokumen "
                  "lama: IPPKH, himpunan aturan pp24-2018) | PP 23/2021 Pasal 296 huruf a "
                  "[belum diverifikasi]"));
  EXPECT_THAT(
      OldDocumentsOf("PKKPR", Language::kEnglish),
      ElementsAre("Whoever holds an earlier document: an Izin Lokasi still in force is read "
                  "as KKPR (code of the earlier document: IZIN_LOKASI, ruleset pp24-2018) "
                  "| PP 28/2025 art. 549b [regulation text]"));
}

TEST(OldDocumentsOfASheet, StandOnThePermitsThatTheyStandForAlone) {
  EXPECT_THAT(OldDocumentsOf("PKKPRL"), ElementsAre(HasSubstr("IZIN_LOKASI_PERAIRAN")));
  EXPECT_THAT(OldDocumentsOf("PBG"), ElementsAre(HasSubstr("IMB")));
  for (const char* code : {"AMDAL", "UKL_UPL", "SPPL"})
    EXPECT_THAT(OldDocumentsOf(code), ElementsAre(HasSubstr("IZIN_LINGKUNGAN"))) << code;
  for (const char* code : {"NIB", "SS", "IZIN", "SLF", "PELEPASAN_KAWASAN_HUTAN"})
    EXPECT_THAT(OldDocumentsOf(code), IsEmpty()) << code;
}

TEST(OldDocumentsOfASheet, AreNoneWhereThereIsNoEarlierRuleset) {
  const Ruleset& earliest = *Library()->rulesets().front();
  ASSERT_EQ(earliest.data().id, "pp24-2018");
  for (const Permit& permit : earliest.data().permits)
    EXPECT_THAT(OldDocumentsOf(earliest, permit, Language::kIndonesian), IsEmpty()) << permit.code;
}

}  // namespace
}  // namespace izin::testing
