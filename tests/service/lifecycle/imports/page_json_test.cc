#include "service/lifecycle/imports/page_json.h"

#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

class PageJsonTest : public ::testing::Test {
 protected:
  PageElement Of(const std::string& json) {
    PageElement element;
    EXPECT_EQ(parser_.parse(json).get(element), simdjson::SUCCESS) << json;
    return element;
  }

 private:
  simdjson::dom::parser parser_;
};

TEST_F(PageJsonTest, TextsStandUnderTwoNames) {
  EXPECT_EQ(Localized(Of(R"({"localization":{"id":{"uraian":"<b>A</b>"}}})"), "uraian"), "A");
  EXPECT_EQ(Localized(Of(R"({"local":{"id":{"uraian":"B"}}})"), "uraian"), "B");
  EXPECT_EQ(Localized(Of(R"({"localization":{"en":{"uraian":"C"}}})"), "uraian"), std::nullopt);
  EXPECT_EQ(Localized(Of(R"({"localization":{"id":{"uraian":"$4c"}}})"), "uraian"), std::nullopt);
}

TEST_F(PageJsonTest, NumbersAreWrittenInTwoWays) {
  EXPECT_EQ(NumberAt(Of(R"({"n":14})"), "n").value, 14);
  EXPECT_EQ(NumberAt(Of(R"({"n":"14"})"), "n").value, 14);
  for (const char* none : {R"({})", R"({"n":null})", R"({"n":""})", R"({"n":0})", R"({"n":" "})"}) {
    EXPECT_EQ(NumberAt(Of(none), "n").value, 0) << none;
    EXPECT_TRUE(NumberAt(Of(none), "n").is_readable) << none;
  }
  for (const char* bad : {R"({"n":"dua"})", R"({"n":-1})", R"({"n":1.5})", R"({"n":[]})",
                          R"({"n":1e300})", R"({"n":"nan"})"})
    EXPECT_FALSE(NumberAt(Of(bad), "n").is_readable) << bad;
}

TEST_F(PageJsonTest, UnitsAreKnownByNameThenByCode) {
  std::string shown;
  EXPECT_EQ(UnitOf(Of(R"({"u":{"kode":"01"}})"), "u", shown), PageUnit::kDays);
  EXPECT_EQ(
      UnitOf(Of(R"({"u":{"kode":"01","localization":{"id":{"uraian":"Bulan"}}}})"), "u", shown),
      PageUnit::kMonths);
  EXPECT_EQ(UnitOf(Of(R"({"u":{"localization":{"id":{"uraian":"Minggu"}}}})"), "u", shown),
            PageUnit::kOther);
  EXPECT_EQ(shown, "Minggu");
  EXPECT_EQ(UnitOf(Of("{}"), "u", shown), PageUnit::kNone);
}

TEST_F(PageJsonTest, TermsAreInDaysOrMonths) {
  const auto unit = [](const std::string& name) {
    return R"("SatuanJangkaWaktu":{"localization":{"id":{"uraian":")" + name + R"("}}}})";
  };
  EXPECT_EQ(TermAt(Of(R"({"jangka_waktu":"14",)" + unit("Hari"))).days, 14);
  EXPECT_EQ(TermAt(Of(R"({"jangka_waktu":1,)" + unit("Tahun"))).months, 12);
  EXPECT_FALSE(TermAt(Of(R"({"jangka_waktu":2,)" + unit("Minggu"))).is_readable);
  EXPECT_FALSE(TermAt(Of(R"({"jangka_waktu":2})")).is_readable);
  EXPECT_TRUE(TermAt(Of(R"({"jangka_waktu":""})")).is_readable);
}

TEST_F(PageJsonTest, ScalesThatContradictThemselvesAreNone) {
  EXPECT_EQ(PageScaleOf(Of(R"({"kode":"02"})")), BusinessScale::kSmall);
  EXPECT_EQ(PageScaleOf(Of(R"({"localization":{"id":{"uraian":"Usaha Besar"}}})")),
            BusinessScale::kLarge);
  EXPECT_EQ(PageScaleOf(Of(R"({"kode":"02","localization":{"id":{"uraian":"Usaha Besar"}}})")),
            BusinessScale::kUnspecified);
  EXPECT_EQ(PageScaleOf(Of(R"({"kode":"05"})")), BusinessScale::kUnspecified);
}

TEST_F(PageJsonTest, LevelsAreWords) {
  EXPECT_EQ(PageLevelOf("Rendah"), RiskLevel::kLow);
  EXPECT_EQ(PageLevelOf("menengah  rendah"), RiskLevel::kMediumLow);
  EXPECT_EQ(PageLevelOf("Menengah Tinggi"), RiskLevel::kMediumHigh);
  EXPECT_EQ(PageLevelOf("Tinggi"), RiskLevel::kHigh);
  EXPECT_EQ(PageLevelOf("Sedang"), RiskLevel::kUnspecified);
}

TEST_F(PageJsonTest, AListThatIsNoListIsNotShown) {
  EXPECT_EQ(ListAt(Of(R"({"l":"$5d"})"), "l"), std::nullopt);
  EXPECT_EQ(ListAt(Of("{}"), "l"), std::nullopt);
  EXPECT_EQ(ListAt(Of(R"({"l":[]})"), "l")->size(), 0U);
}

TEST_F(PageJsonTest, ThingsAreCalledByManyNames) {
  EXPECT_EQ(AnyText(Of(R"("A")")), "A");
  EXPECT_EQ(AnyText(Of(R"({"nama":"B"})")), "B");
  EXPECT_EQ(AnyText(Of(R"({"Izin":{"localization":{"id":{"nama_dokumen":"C"}}}})")), "C");
  EXPECT_EQ(AnyText(Of(R"({"id":7})")), std::nullopt);
  EXPECT_EQ(AnyText(Of("7")), std::nullopt);
}

}  // namespace
}  // namespace izin
