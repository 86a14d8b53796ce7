#include "service/lifecycle/imports/plain_table.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr char kHeader[] = "kbli,edition,scope,scale,risk,office\n";

TEST(PlainTableTest, TakesWordsNamesAndLetters) {
  Findings findings;
  const std::vector<PlainRow> rows = ReadPlainTable(
      "t.csv",
      absl::StrCat("\xEF\xBB\xBF", "KBLI;Edition;Scope;Scale;Risk;Office\r\n",
                   "56101;2020;;mikro;MR;Bupati/Walikota\r\n",
                   "56101;2020;;Usaha Besar;Menengah Tinggi;Seluruh=Gubernur|PMA=Menteri\r\n",
                   "56101;2020;;02;low;\r\n"),
      findings);
  EXPECT_THAT(findings.all(), SizeIs(0));
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].label, "Seluruh");
  EXPECT_EQ(rows[0].level, RiskLevel::kMediumLow);
  EXPECT_EQ(rows[0].offices[0].parameter, "Seluruh");
  EXPECT_EQ(rows[1].scale, BusinessScale::kLarge);
  EXPECT_EQ(rows[1].level, RiskLevel::kMediumHigh);
  ASSERT_THAT(rows[1].offices, SizeIs(2));
  EXPECT_EQ(rows[1].offices[1].office, "Menteri");
  EXPECT_EQ(rows[1].offices[1].parameter, "PMA");
  EXPECT_EQ(rows[2].scale, BusinessScale::kSmall);
  EXPECT_EQ(rows[2].level, RiskLevel::kLow);
  EXPECT_EQ(rows[2].line, 4);
}

TEST(PlainTableTest, ScopesAreNumbersOrLabels) {
  Findings findings;
  const std::vector<PlainRow> rows =
      ReadPlainTable("t.csv",
                     absl::StrCat(kHeader, "56101,2020,restoran,mikro,R,\n",
                                  "56101,2020,\"warung, kedai\",mikro,R,\n",
                                  "56101,2020,Restoran,kecil,R,\n", "56102,2020,7,kecil,R,\n"),
                     findings);
  ASSERT_THAT(rows, SizeIs(4));
  EXPECT_EQ(rows[0].scope, 1);
  EXPECT_EQ(rows[1].scope, 2);
  EXPECT_EQ(rows[1].label, "warung, kedai");
  EXPECT_EQ(rows[2].scope, 1);
  EXPECT_EQ(rows[3].scope, 7);
}

struct FaultCase {
  const char* name;
  const char* row;
  const char* told;
};

class PlainTableFaultTest : public ::testing::TestWithParam<FaultCase> {};

TEST_P(PlainTableFaultTest, IsToldWithItsLineAndColumn) {
  Findings findings;
  const auto rows = ReadPlainTable(
      "t.csv", absl::StrCat(kHeader, "56101,2020,,mikro,R,\n", GetParam().row, "\n"), findings);
  EXPECT_THAT(rows, SizeIs(1));
  ASSERT_FALSE(findings.all().empty());
  EXPECT_TRUE(findings.all()[0].is_lost);
  EXPECT_THAT(findings.all()[0].ToString(true), HasSubstr(GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    All, PlainTableFaultTest,
    ::testing::Values(
        FaultCase{"Code", "5610,2020,,kecil,R,", "t.csv: 3:kbli: \"5610\": want five digits"},
        FaultCase{"Edition", "56101,2015,,kecil,R,", "3:edition: \"2015\": want 2020 or 2025"},
        FaultCase{"Scale", "56101,2020,,raksasa,R,", "3:scale: \"raksasa\""},
        FaultCase{"Risk", "56101,2020,,kecil,sedang,", "3:risk: \"sedang\": want R, MR, MT or T"},
        FaultCase{"NoRisk", "56101,2020,,kecil,,", "3:risk: \"\""},
        FaultCase{"Scope", "56101,2020,1000,kecil,R,", "3:scope: \"1000\": want 1 to 999"},
        FaultCase{"Short", "56101,2020", "3:scale: \"\""},
        FaultCase{"Twice", "56101,2020,,mikro,T,",
                  "3: a second row for the scope and scale of line 2"},
        FaultCase{"Quotes", "56101,\"2020,,kecil,R,", "3: its quotes make no sense"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(PlainTableTest, EveryFaultOfARowIsTold) {
  Findings findings;
  ReadPlainTable("t.csv", absl::StrCat(kHeader, "x,y,,z,w,\n"), findings);
  EXPECT_THAT(findings.all(), SizeIs(4));
}

TEST(PlainTableTest, AHeaderWithoutAColumnIsToldOnce) {
  Findings findings;
  EXPECT_THAT(ReadPlainTable("t.csv", "kbli,scale,risk\n56101,mikro,R\n", findings), SizeIs(0));
  ASSERT_THAT(findings.all(), SizeIs(1));
  EXPECT_THAT(findings.all()[0].ToString(true), HasSubstr("1: no column edition, scope, office"));
}

}  // namespace
}  // namespace izin
