#include "service/cli/search_page.h"

#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Printed(const std::string& response, bool is_english = false) {
  std::ostringstream out;
  Page page({}, out);
  PrintMatches(FromText<v1::SearchKbliEntriesResponse>(response), is_english, page);
  return out.str();
}

TEST(LevelsTextTest, PutsScalesOfOneLevelTogether) {
  const auto levels = FromText<v1::ScopeLevels>(R"pb(
    micro: RISK_LEVEL_LOW
    small: RISK_LEVEL_LOW
    medium: RISK_LEVEL_MEDIUM_LOW
  )pb");
  EXPECT_EQ(LevelsText(levels, false),
            "Rendah (mikro, kecil); Menengah Rendah (menengah); tidak dibuka (besar)");
  EXPECT_EQ(LevelsText(levels, true), "low (micro, small); medium low (medium); not open (large)");
}

TEST(LevelsTextTest, SaysOnceWhatHoldsForAll) {
  const auto levels = FromText<v1::ScopeLevels>(R"pb(
    micro: RISK_LEVEL_HIGH
    small: RISK_LEVEL_HIGH
    medium: RISK_LEVEL_HIGH
    large: RISK_LEVEL_HIGH
  )pb");
  EXPECT_EQ(LevelsText(levels, false), "Tinggi pada semua skala");
  EXPECT_EQ(LevelsText(levels, true), "high at every scale");
}

constexpr char kCafe[] = R"pb(
  matches {
    entry {
      code: "56303"
      edition: KBLI_EDITION_2025
      title: "AKTIVITAS RUMAH MINUM/KAFE"
      scopes { id: "56303-1" label: "Seluruh" }
    }
    scope_levels {
      scope_id: "56303-1"
      micro: RISK_LEVEL_LOW
      small: RISK_LEVEL_LOW
      medium: RISK_LEVEL_LOW
      large: RISK_LEVEL_LOW
    }
    siblings { code: "56304" title: "AKTIVITAS KEDAI MINUMAN" }
    found_by: MATCH_SOURCE_SYNONYM
    found_text: "kedai kopi"
  }
)pb";

TEST(PrintMatchesTest, TellsWhatAnApplicantNeeds) {
  EXPECT_EQ(Printed(kCafe),
            "56303  AKTIVITAS RUMAH MINUM/KAFE\n"
            "       Biasa disebut \"kedai kopi\"\n"
            "       Risiko: Rendah pada semua skala\n"
            "       Serumpun: 56304 AKTIVITAS KEDAI MINUMAN\n"
            "\n"
            "Berikutnya: izin classify --kbli 56303 --scale mikro --location darat\n"
            "dengan skala dan lokasi usaha Anda sendiri\n");
}

TEST(PrintMatchesTest, SpeaksEnglish) {
  const std::string out = Printed(kCafe, true);
  EXPECT_THAT(out, HasSubstr("Also called \"kedai kopi\""));
  EXPECT_THAT(out, HasSubstr("Risk: low at every scale"));
  EXPECT_THAT(out, HasSubstr("Next: izin classify --kbli 56303 --scale micro --location land"));
}

TEST(PrintMatchesTest, ListsScopesToChooseFrom) {
  const std::string out = Printed(R"pb(
    matches {
      entry {
        code: "56101"
        title: "T"
        scopes { id: "56101-1" label: "restoran" }
        scopes { id: "56101-2" label: "rumah makan" }
      }
      scope_levels { scope_id: "56101-1" micro: RISK_LEVEL_LOW }
      scope_levels { scope_id: "56101-2" small: RISK_LEVEL_HIGH }
    }
  )pb");
  EXPECT_THAT(out, HasSubstr("Risiko, menurut ruang lingkup:\n"
                             "         56101-1  restoran: Rendah (mikro); "));
  EXPECT_THAT(out, HasSubstr("56101-2  rumah makan: "));
  EXPECT_THAT(out, HasSubstr("dan --scope dengan salah satu ruang lingkupnya"));
}

TEST(PrintMatchesTest, SaysWhatItTookTheQueryFor) {
  EXPECT_THAT(Printed(std::string(kCafe) + "corrected_query: 'bengkel motor'"),
              HasSubstr("Mungkin maksud Anda: bengkel motor\n\n56303"));
}

TEST(PrintMatchesTest, SaysWhatToTryWhereNothingMatches) {
  EXPECT_EQ(Printed("suggestion: 'Coba kata lain'"), "Coba kata lain\n");
}

TEST(PrintMatchesTest, SaysThatThereAreMore) {
  EXPECT_THAT(Printed(std::string(kCafe) + "next_page_token: 'x'"),
              HasSubstr("Masih ada yang lain: --page-size 20"));
  EXPECT_THAT(Printed(kCafe), Not(HasSubstr("Masih ada")));
}

TEST(PrintMatchesTest, ACodeWithoutScopesIsNotLicensed) {
  EXPECT_THAT(Printed("matches { entry { code: '84111' edition: KBLI_EDITION_2025 title: 'T' } }"),
              HasSubstr("Tidak dilayani melalui OSS"));
}

TEST(PrintMatchesTest, AnOldCodeLeadsToItsConversion) {
  const std::string out =
      Printed("matches { entry { code: '45407' edition: KBLI_EDITION_2020 title: 'T' } }");
  EXPECT_THAT(out, HasSubstr("izin convert 45407 --from 2020"));
  EXPECT_THAT(out, Not(HasSubstr("OSS")));
}

TEST(PrintMatchesTest, ABranchLeadsOnToTheFirstCodeBelowIt) {
  const std::string branch =
      "matches { entry { code: '56' title: 'T' } found_by: MATCH_SOURCE_CODE }";
  EXPECT_EQ(Printed(branch), "56 T\n\n");
  EXPECT_THAT(Printed(branch + kCafe), HasSubstr("izin classify --kbli 56303"));
}

TEST(PrintMatchesTest, LeavesOutWhatIsFarLessLikeTheQuery) {
  const std::string out = Printed(
      "matches { entry { code: '11111' title: 'A' } score: 1 }"
      "matches { entry { code: '22222' title: 'B' } score: 0.36 }"
      "matches { entry { code: '33333' title: 'C' } score: 0.34 }");
  EXPECT_THAT(out, HasSubstr("22222"));
  EXPECT_THAT(out, Not(HasSubstr("33333")));
}

TEST(PrintMatchesTest, CountsWhatIsTooMuch) {
  std::string scopes;
  std::string siblings;
  for (int i = 0; i < 8; ++i) {
    scopes += "scope_levels {} ";
    siblings += "siblings { code: '1' title: 'S' } ";
  }
  const std::string out = Printed(
      "matches { entry { code: '10799' title: 'T' scopes {} scopes {} scopes {} scopes {} scopes "
      "{} "
      "scopes {} scopes {} scopes {} } " +
      scopes + siblings + " found_by: MATCH_SOURCE_TITLE }");
  EXPECT_THAT(out, HasSubstr("2 lagi: izin search 10799 --format json"));
  EXPECT_THAT(out, HasSubstr("dan 4 lagi"));
}

}  // namespace
}  // namespace izin::cli
