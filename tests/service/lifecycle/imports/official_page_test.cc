#include "service/lifecycle/imports/official_page.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

// 56101 as the site has it, short; each test replaces a part.
constexpr char kPage[] = R"({
  "code":"56101","found":true,"fetchedAt":"2026-09-30T01:00:00Z",
  "conversion":{"label":"Tetap","ratio":"1:1","from2020":["56101"]},
  "scopes":[{
    "id":"aaaa","localization":{"id":{"uraian":"restoran"}},
    "Kbli":{"KbliVersion":{"version":"2025"},"KkSyarats":[]},
    "KbliResikos":[{
      "kode":"56101-02-02","luas_lahan":null,"jangka_waktu":"14","masa_berlaku":null,
      "SatuanJangkaWaktu":{"kode":"01"},
      "SkalaUsaha":{"kode":"02"},"Resiko":{"localization":{"id":{"uraian":"Menengah Tinggi"}}},
      "KbliIzins":[{"JenisPerizinan":{"localization":{"id":{"uraian":"Sertifikat Standar"}}},
                    "Izin":{"localization":{"id":{"nama_dokumen":"Sertifikat Standar"}}}}],
      "KbliPersyaratans":[{"localization":{"id":{"uraian":"Penilaian mandiri"}},"jangka_waktu":14,
                           "SatuanJangkaWaktu":{"kode":"01"}}],
      "KbliKewajibans":[{"localization":{"id":{"uraian":"SLHS"}},"jangka_waktu":null}],
      "KbliResikoKewenangans":[{"Kewenangan":{"localization":{"id":{"uraian":"Gubernur"}}},
                                "ParameterKewenangan":{"local":{"id":{"uraian":"Seluruh"}}}}]}]}],
  "pbUmku":[]})";

std::string With(const std::string& from, const std::string& to) {
  EXPECT_NE(std::string(kPage).find(from), std::string::npos) << from;
  return absl::StrReplaceAll(kPage, {{from, to}});
}

std::vector<OfficialPage> Read(const std::string& json, Findings& findings) {
  return ReadOfficialPages("p.json", json, findings);
}

TEST(OfficialPageTest, ReadsWhatThePageSays) {
  Findings findings;
  const std::vector<OfficialPage> pages = Read(kPage, findings);
  ASSERT_THAT(pages, SizeIs(1));
  EXPECT_THAT(findings.all(), SizeIs(0));
  EXPECT_EQ(pages[0].read_on, "2026-09-30");
  EXPECT_EQ(pages[0].edition, "2025");
  ASSERT_THAT(pages[0].scopes, SizeIs(1));
  ASSERT_THAT(pages[0].scopes[0].cells, SizeIs(1));
  const PageCell& cell = pages[0].scopes[0].cells[0];
  EXPECT_EQ(cell.scale, BusinessScale::kSmall);
  EXPECT_EQ(cell.level, RiskLevel::kMediumHigh);
  EXPECT_EQ(cell.licence, "Sertifikat Standar");
  EXPECT_EQ(cell.document, "");
  EXPECT_EQ(cell.term_days, 14);
  EXPECT_EQ(cell.requirements[0].days, 14);
  EXPECT_EQ(cell.obligations[0].text, "SLHS");
  EXPECT_EQ(cell.offices[0].office, "Gubernur");
  EXPECT_EQ(cell.offices[0].parameter, "Seluruh");
}

struct LostCase {
  const char* name;
  const char* from;
  const char* to;
  const char* told;
};

class LostPageTest : public ::testing::TestWithParam<LostCase> {};

// What its rows are known by must be there, or nothing of the page is taken.
TEST_P(LostPageTest, IsNotTakenAndTold) {
  Findings findings;
  EXPECT_THAT(Read(With(GetParam().from, GetParam().to), findings), SizeIs(0));
  std::string told;
  bool is_lost = false;
  for (const Finding& finding : findings.all()) {
    absl::StrAppend(&told, finding.ToString(true), "\n");
    is_lost = is_lost || finding.is_lost;
  }
  EXPECT_TRUE(is_lost);
  EXPECT_THAT(told, HasSubstr(GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    All, LostPageTest,
    ::testing::Values(
        LostCase{"Code", R"("code":"56101")", R"("code":"5610")",
                 "code: \"5610\": want five digits"},
        LostCase{"Level", "Menengah Tinggi", "Sedang",
                 "scopes[0].KbliResikos[0].Resiko: risk level \"Sedang\" is not known"},
        LostCase{"Scale", R"("SkalaUsaha":{"kode":"02"})", R"("SkalaUsaha":{"kode":"9"})",
                 "the scale is not readable"},
        LostCase{"OtherCode", "56101-02-02", "56102-02-02", "a row of another code"},
        LostCase{"Key", R"("id":"aaaa")", R"("id":"$4c")", "scopes[0].id: \"\": want the key"},
        LostCase{"Edition", R"("version":"2025")", R"("version":null)",
                 "edition \"\" is not known"},
        LostCase{"Scopes", R"("scopes":[{)", R"("scops":[{)", "no list of scopes"},
        LostCase{"Json", R"("pbUmku":[]})", R"("pbUmku":[)", "p.json: no whole JSON"}),
    [](const auto& one) { return std::string(one.param.name); });

struct KeptCase {
  const char* name;
  const char* from;
  const char* to;
  const char* told;
};

class ImperfectPageTest : public ::testing::TestWithParam<KeptCase> {};

TEST_P(ImperfectPageTest, IsTakenAndTold) {
  Findings findings;
  EXPECT_THAT(Read(With(GetParam().from, GetParam().to), findings), SizeIs(1));
  ASSERT_THAT(findings.all(), SizeIs(1));
  EXPECT_FALSE(findings.all()[0].is_lost);
  EXPECT_THAT(findings.all()[0].ToString(true), HasSubstr(GetParam().told));
  EXPECT_FALSE(findings.all()[0].text.id.empty());
}

INSTANTIATE_TEST_SUITE_P(
    All, ImperfectPageTest,
    ::testing::Values(
        KeptCase{"Duty", "SLHS", "$4c",
                 "scopes[0].KbliResikos[0].KbliKewajibans[0]: not readable; written as UNREADABLE"},
        KeptCase{"Parameter", R"("uraian":"Seluruh")", R"("uraian":"$4d")", "to be asked"},
        KeptCase{"Office", R"("uraian":"Gubernur")", R"("uraian":"$4d")", "is not written"},
        KeptCase{"Term", R"("jangka_waktu":"14")", R"("jangka_waktu":"dua")", "want Hari"},
        KeptCase{"Supporting", R"("pbUmku":[])", R"("pbUmku":"$5d")", "marked as not complete"},
        KeptCase{"Conditions", R"("KkSyarats":[])", R"("KkSyarats":["$5d"])", "UNREADABLE"},
        KeptCase{"Details", R"("KbliIzins")", R"("Izins")", "its risk level alone is taken"}),
    [](const auto& one) { return std::string(one.param.name); });

// Of two rows for one scale the stricter stands.
TEST(OfficialPageTest, TwoRowsOfAScaleGiveTheHigherRisk) {
  const std::string row =
      R"({"kode":"56101-02-03","luas_lahan":25,"SkalaUsaha":{"kode":"02"},)"
      R"("Resiko":{"localization":{"id":{"uraian":"Tinggi"}}},"KbliIzins":[],)"
      R"("KbliPersyaratans":[],"KbliKewajibans":[],"KbliResikoKewenangans":[]},)";
  Findings findings;
  const auto pages =
      Read(With(R"("KbliResikos":[)", absl::StrCat(R"("KbliResikos":[)", row)), findings);
  ASSERT_THAT(pages, SizeIs(1));
  ASSERT_THAT(pages[0].scopes[0].cells, SizeIs(1));
  EXPECT_EQ(pages[0].scopes[0].cells[0].level, RiskLevel::kHigh);
  EXPECT_EQ(pages[0].scopes[0].cells[0].land_area, "25");
  ASSERT_THAT(findings.all(), SizeIs(1));
}

TEST(OfficialPageTest, AFileMayHoldSeveralPages) {
  Findings findings;
  EXPECT_THAT(Read(absl::StrCat("[", kPage, ",", kPage, ",7]"), findings), SizeIs(2));
  ASSERT_FALSE(findings.all().empty());
  EXPECT_THAT(findings.all()[0].ToString(true), HasSubstr("p.json: [2].code"));
}

TEST(OfficialPageTest, APageThatTheSiteDoesNotHaveSaysSo) {
  Findings findings;
  const auto pages = Read(R"({"code":"56101","found":false})", findings);
  ASSERT_THAT(pages, SizeIs(1));
  EXPECT_FALSE(pages[0].is_found);
}

// Whatever the bytes are, they are told and nothing breaks.
TEST(OfficialPageTest, EveryBeginningOfAPageIsTold) {
  const std::string page = kPage;
  for (std::size_t size = 0; size + 1 < page.size(); size += 7) {
    Findings findings;
    EXPECT_THAT(Read(page.substr(0, size), findings), SizeIs(0));
    EXPECT_THAT(findings.all(), SizeIs(1));
  }
}

}  // namespace
}  // namespace izin
