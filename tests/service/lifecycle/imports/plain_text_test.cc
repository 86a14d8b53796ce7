#include "service/lifecycle/imports/plain_text.h"

#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

struct HtmlCase {
  const char* name;
  const char* html;
  const char* text;
};

class PlainTextTest : public ::testing::TestWithParam<HtmlCase> {};

TEST_P(PlainTextTest, IsWhatABrowserShows) {
  EXPECT_EQ(PlainText(GetParam().html), GetParam().text);
}

INSTANTIATE_TEST_SUITE_P(
    All, PlainTextTest,
    ::testing::Values(HtmlCase{"Plain", "Izin usaha", "Izin usaha"},
                      HtmlCase{"Blanks", "  Izin\t\n usaha ", "Izin usaha"},
                      HtmlCase{"Tags", "<p>Izin <b>usa</b>ha</p>", "Izin usaha"},
                      HtmlCase{"Lists", "<ul><li>satu</li><li>dua</li></ul>", "satu dua"},
                      HtmlCase{"LineBreak", "satu<br>dua<br/>tiga", "satu dua tiga"},
                      HtmlCase{"Entities", "satu&nbsp;&amp;&nbsp;dua &ndash; &quot;tiga&quot;",
                               "satu & dua \u2013 \"tiga\""},
                      HtmlCase{"LessThan", "luas < 6.000 m2", "luas < 6.000 m2"},
                      HtmlCase{"AtMost", "luas bangunan <=6.000 m2", "luas bangunan <=6.000 m2"},
                      HtmlCase{"Unclosed", "<p>satu <em>dua", "satu dua"},
                      HtmlCase{"Script", "satu<script>alert(1)</script> dua", "satu dua"},
                      HtmlCase{"Characters", "<p>Gedung \u201cA\u201d</p>", "Gedung \u201cA\u201d"},
                      HtmlCase{"Nothing", "<p>&nbsp;</p>", ""}, HtmlCase{"Empty", "", ""}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(PlainTextDepthTest, ManyElementsWithinEachOtherEnd) {
  std::string html;
  for (int i = 0; i < 20000; ++i) html += "<div>";
  EXPECT_EQ(PlainText("satu " + html).substr(0, 4), "satu");
}

TEST(IsDanglingTest, IsAReferenceAndNothingElse) {
  for (const char* text : {"$4c", "$L12", "$undefined", " $5d "})
    EXPECT_TRUE(IsDangling(text)) << text;
  for (const char* text : {"", "$", "4c", "$ 100 juta", "US$4c", "$100 juta per tahun"})
    EXPECT_FALSE(IsDangling(text)) << text;
}

TEST(NormalisedTest, KeepsLettersAndDigitsAlone) {
  EXPECT_EQ(Normalised(" Lintas Kab./ Kota (II). "), "lintas kab kota ii");
  EXPECT_EQ(Normalised("..."), "");
  EXPECT_EQ(Normalised("Gedung \u00e9"), "gedung \u00e9");
}

}  // namespace
}  // namespace izin
