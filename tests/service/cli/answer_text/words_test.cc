#include "service/cli/answer_text/words.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;

TEST(WordsTest, NamesOutcomesLevelsAndScales) {
  EXPECT_EQ(OutcomeWords(v1::OUTCOME_DECIDED).In(false), "Sudah pasti");
  EXPECT_EQ(OutcomeWords(v1::OUTCOME_REFUSED).In(true), "Refused");
  EXPECT_EQ(RiskWords(v1::RISK_LEVEL_MEDIUM_LOW).In(false), "Menengah Rendah");
  EXPECT_EQ(RiskWords(v1::RISK_LEVEL_HIGH).In(true), "high");
  EXPECT_EQ(ScaleWords(v1::BUSINESS_SCALE_MICRO).In(false), "mikro");
  EXPECT_EQ(ScaleWords(v1::BUSINESS_SCALE_LARGE).In(true), "large");
}

TEST(WordsTest, SurviveValuesOfALaterVersion) {
  EXPECT_EQ(OutcomeWords(static_cast<v1::Outcome>(99)).In(false), "-");
  EXPECT_EQ(RiskWords(static_cast<v1::RiskLevel>(-1)).In(false), "-");
  EXPECT_EQ(OfficeOf(FromText<v1::Authority>("kind: 99"), false), "");
}

struct NameCase {
  std::string name;
  std::string code;
  std::string title;
  std::string wanted;
};
class ShortName : public ::testing::TestWithParam<NameCase> {};

TEST_P(ShortName, IsWhatPeopleSay) {
  v1::Permit permit;
  permit.set_code(GetParam().code);
  permit.mutable_text()->set_title(GetParam().title);
  EXPECT_EQ(ShortNameOf(permit), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Permits, ShortName,
    ::testing::Values(NameCase{"Nib", "NIB", "Nomor Induk Berusaha (NIB)", "NIB"},
                      NameCase{"Dash", "UKL_UPL", "Persetujuan Lingkungan", "UKL-UPL"},
                      NameCase{"Amdal", "AMDAL", "Persetujuan Lingkungan", "Amdal"},
                      NameCase{"NoCommonName", "SS", "Sertifikat Standar (pernyataan)",
                               "Sertifikat Standar"},
                      NameCase{"Licence", "IZIN", "Izin", "Izin"},
                      NameCase{"Long", "KKPR_KONFIRMASI", "Konfirmasi KKPR", "Konfirmasi KKPR"},
                      NameCase{"WithoutTitle", "KKPR_KONFIRMASI", "", "KKPR_KONFIRMASI"}),
    [](const auto& test) { return test.param.name; });

struct TermCase {
  std::string name;
  std::string term;
  std::string id;
  std::string en;
};
class Term : public ::testing::TestWithParam<TermCase> {};

TEST_P(Term, ReadsAsASentence) {
  const auto term = FromText<v1::Processing>(GetParam().term);
  EXPECT_EQ(TermText(term, false), GetParam().id);
  EXPECT_EQ(TermText(term, true), GetParam().en);
}

INSTANTIATE_TEST_SUITE_P(
    Processing, Term,
    ::testing::Values(TermCase{"Automatic", "automatic: true", "terbit otomatis",
                               "issued automatically"},
                      TermCase{"NotPublished", "", "jangka waktunya tidak dipublikasikan",
                               "its term is not published"},
                      TermCase{"Plain", "working_days: 5 working_days_with_repairs: 5",
                               "5 hari kerja", "5 working days"},
                      TermCase{"Repairs", "working_days: 25 working_days_with_repairs: 40",
                               "25 hari kerja (40 bila berkas diperbaiki)",
                               "25 working days (40 if papers are repaired)"},
                      TermCase{"Deemed", "working_days: 5 deemed_approved: true",
                               "5 hari kerja, dianggap disetujui bila lewat waktu",
                               "5 working days, counts as approved when late"},
                      TermCase{"Due", "working_days: 5 due_date: '2026-12-01'",
                               "5 hari kerja, paling lambat terbit 1 Desember 2026",
                               "5 working days, issued by 1 December 2026"}),
    [](const auto& test) { return test.param.name; });

TEST(DateTextTest, SpellsTheMonth) {
  EXPECT_EQ(DateText("2026-05-09", false), "9 Mei 2026");
  EXPECT_EQ(DateText("2026-05-09", true), "9 May 2026");
  EXPECT_EQ(DateText("sometime", false), "sometime");
}

TEST(ListedTest, EndsWithAnd) {
  EXPECT_EQ(Listed({}, false), "");
  EXPECT_EQ(Listed({"a"}, false), "a");
  EXPECT_EQ(Listed({"a", "b"}, false), "a dan b");
  EXPECT_EQ(Listed({"a", "b", "c"}, false), "a, b, dan c");
  EXPECT_EQ(Listed({"a", "b", "c"}, true), "a, b and c");
}

TEST(OfficeOfTest, IsTheNameElseTheKind) {
  EXPECT_EQ(OfficeOf(FromText<v1::Authority>("kind: AUTHORITY_KIND_GOVERNOR"), false), "Gubernur");
  EXPECT_EQ(OfficeOf(FromText<v1::Authority>("kind: AUTHORITY_KIND_GOVERNOR name: 'X'"), false),
            "X");
  EXPECT_EQ(OfficeOf({}, true), "");
}

}  // namespace
}  // namespace izin::cli
