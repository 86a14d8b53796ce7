#include "service/review/sheets/term_range.h"

#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

std::string TextOf(const TermRange& range, Language language = Language::kIndonesian) {
  return range.Text(SheetWords(Library()->latest(), language));
}

TEST(TermRangeTest, NothingIsNotKnown) {
  EXPECT_EQ(TextOf(TermRange()), "tidak diketahui dari sumber kami");
}

TEST(TermRangeTest, OneTermStandsAlone) {
  TermRange range;
  range.Add(25);
  range.Add(25);
  EXPECT_EQ(TextOf(range), "25 hari kerja");
}

TEST(TermRangeTest, GoesFromTheShortestToTheLongest) {
  TermRange range;
  range.Add(25);
  range.Add(7);
  range.AddAutomatic();
  range.Add(0);
  EXPECT_EQ(TextOf(range), "terbit otomatis atau 7 sampai 25 hari kerja atau tidak dipublikasikan");
  EXPECT_EQ(TextOf(range, Language::kEnglish),
            "issued automatically or 7 to 25 working days or not published");
}

}  // namespace
}  // namespace izin::testing
