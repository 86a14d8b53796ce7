#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckSortedLinesTest, LinesAscendByTheirKey) {
  SmallRules rules;
  rules.With("kbli/conversion.tsv",
             "kbli2020\tkbli2025\tkind\n01111\t01111\tSPLIT\n01111\t01112\tSPLIT\n");
  EXPECT_THAT(rules.FaultsOf(CheckSortedLines), IsEmpty());
}

TEST(CheckSortedLinesTest, RefusesDuplicatesAndAnotherOrder) {
  SmallRules rules;
  rules.With("kbli/conversion.tsv",
             "kbli2020\tkbli2025\tkind\n01111\t01111\tSPLIT\n01111\t01111\tSPLIT\n"
             "01110\t01119\tUNCHANGED\n");
  EXPECT_THAT(rules.FaultsOf(CheckSortedLines),
              ElementsAre("kbli/conversion.tsv:3:1: error: duplicate line for 01111 01111",
                          "kbli/conversion.tsv:4:1: error: line for 01110 01119 is out of order: "
                          "want lines sorted by their key"));
}

TEST(CheckSortedLinesTest, NumbersSortAsNumbers) {
  SmallRules rules;
  const std::string header = "code\tscope\tlabel\tmicro\tsmall\tmedium\tlarge\tsuspect\tonly\n";
  rules.With("risk_matrix.tsv",
             header + "55101\t2\tb\tR\tR\tR\tR\t\t\n55101\t10\tb\tR\tR\tR\tR\t\t\n");
  EXPECT_THAT(rules.FaultsOf(CheckSortedLines), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
