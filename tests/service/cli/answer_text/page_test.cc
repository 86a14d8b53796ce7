#include "service/cli/answer_text/page.h"

#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace izin::cli {
namespace {

struct Case {
  std::string name;
  std::size_t indent = 0;
  std::string lead;
  std::string text;
  std::size_t width = 20;
  std::string wanted;
};

class PageItem : public ::testing::TestWithParam<Case> {};

TEST_P(PageItem, BreaksAtBlanks) {
  std::ostringstream out;
  Page({.width = GetParam().width}, out).Item(GetParam().indent, GetParam().lead, GetParam().text);
  EXPECT_EQ(out.str(), GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, PageItem,
    ::testing::Values(
        Case{.name = "FitsExactly",
             .indent = 2,
             .lead = "- ",
             .text = "123456789 123456",
             .wanted = "  - 123456789 123456\n"},
        Case{.name = "HangsUnderTheText",
             .indent = 2,
             .lead = "- ",
             .text = "123456789 1234567",
             .wanted = "  - 123456789\n    1234567\n"},
        Case{.name = "HangsLittleUnderALongLead",
             .indent = 2,
             .lead = "1234567890123456789012345: ",
             .text = "one two",
             .width = 32,
             .wanted = "  1234567890123456789012345: one\n      two\n"},
        Case{.name = "HangsUnderTheLongestLeadThatIsNot",
             .indent = 2,
             .lead = "1234567890123456789012: ",
             .text = "one two",
             .width = 30,
             .wanted = "  1234567890123456789012: one\n                          two\n"},
        Case{.name = "NeverBreaksAWord",
             .text = "a 123456789012345678901234567890 b",
             .wanted = "a\n123456789012345678901234567890\nb\n"},
        Case{.name = "ManyBlanksAreOne", .text = " a   b ", .wanted = "a b\n"},
        Case{.name = "CountsCharactersNotBytes",
             .text = "ääääääääää ääääääääää",
             .width = 21,
             .wanted = "ääääääääää ääääääääää\n"},
        Case{.name = "NothingIsNoLine", .indent = 4, .wanted = ""}),
    [](const auto& test) { return test.param.name; });

TEST(PageTest, LabelsAreAColumn) {
  std::ostringstream out;
  Page page({.width = 30}, out);
  page.Labelled("Hasil", "satu dua tiga empat");
  page.Labelled("Sebuah nama panjang", "satu");
  EXPECT_EQ(out.str(),
            "  Hasil           satu dua\n"
            "                  tiga empat\n"
            "  Sebuah nama panjang satu\n");
}

TEST(PageTest, ColoursOnlyIfTold) {
  std::ostringstream out;
  EXPECT_EQ(Page({}, out).In(Page::Colour::kRed, "x"), "x");
  Page page({.use_colour = true}, out);
  EXPECT_EQ(page.In(Page::Colour::kRed, "x"), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(page.In(Page::Colour::kRed, ""), "");
  page.Heading("h");
  EXPECT_EQ(out.str(), "\x1b[1mh\x1b[0m\n");
}

TEST(PageColumnsTest, CountsWhatIsSeen) {
  EXPECT_EQ(Columns(""), 0u);
  EXPECT_EQ(Columns("abc"), 3u);
  EXPECT_EQ(Columns("é"), 1u);
  EXPECT_EQ(Columns("\x1b[31mab\x1b[0m"), 2u);
}

}  // namespace
}  // namespace izin::cli
