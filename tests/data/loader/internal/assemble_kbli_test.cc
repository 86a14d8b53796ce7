#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

void ExpectFault(const std::string& file, const std::string& from, const std::string& to,
                 const std::string& told) {
  EXPECT_THAT(FaultsOf(Replace(file, from, to)), Tells(file, LineOf(RealTree(), file, from), told));
}

constexpr char kMatrix[] = "rulesets/pp28-2025/risk_matrix.tsv";

TEST(AssembleKbliTest, CodesOfTheMatrixAreOfTheEdition) {
  ExpectFault(kMatrix, "56101\t1\t", "56109\t1\t", "unknown code \"56109\"");
  ExpectFault(kMatrix, "56101\t1\t", "5610x\t1\t", "want 5 digits");
}

TEST(AssembleKbliTest, LevelsAreAsPublished) {
  ExpectFault(kMatrix, "56101\t1\trestoran\tMR", "56101\t1\trestoran\tM",
              "level \"M\": want R, MR, MT, T or nothing");
}

TEST(AssembleKbliTest, AFaultBehindALineThatIsLeftOutStandsOnItsOwnLine) {
  SourceTree tree = RealTree();
  Replace(kMatrix, "56101\t1\t", "56101\tone\t")(tree);
  Replace(kMatrix, "56102\t1\t", "56108\t1\t")(tree);
  EXPECT_THAT(FaultsOf(tree),
              Tells(std::string(kMatrix), LineOf(RealTree(), kMatrix, "56102\t1\t"), "\"56108\""));
}

TEST(AssembleKbliTest, TheConversionIsBetweenCodesThatExist) {
  const std::string file = "kbli/conversion.tsv";
  ExpectFault(file, "01111\t01111\tUNCHANGED", "01111\t01111\tSAME",
              "kind \"SAME\": want one of UNCHANGED");
  ExpectFault(file, "01111\t01111\tUNCHANGED", "01111\t00000\tUNCHANGED", "unknown code \"00000\"");
}

TEST(AssembleKbliTest, TheConversionDoesNotDenyItsOwnLines) {
  ExpectFault("kbli/conversion.tsv", "01111\t01111\tUNCHANGED", "01111\t01111\tMERGED",
              "kind \"MERGED\" of 01111: the lines of the table make it UNCHANGED");
}

TEST(AssembleKbliTest, LinesAreSortedAndHaveTitles) {
  ExpectFault("kbli/2025.tsv", "01112\t", "01110\t", "out of order");
  ExpectFault("kbli/2025.tsv", "\tINDUSTRI\n", "\t\n", "missing title");
  ExpectFault(kMatrix, "56101\t2\t", "56101\t1\t", "duplicate line for 56101 0001");
}

TEST(AssembleKbliTest, AScopeIsForForeignCapitalOnlyOrForAll) {
  ExpectFault(kMatrix, "86105\t1\tklinik pratama pendukung (PMA)\tMT\tMT\tMT\tMT\t\tPMA",
              "86105\t1\tklinik pratama pendukung (PMA)\tMT\tMT\tMT\tMT\t\tPMDN",
              "only \"PMDN\": want one of PMA");
}

TEST(AssembleKbliTest, WithoutLevelsThereIsNoMatrix) {
  const std::string file = "rulesets/pp24-2018/risk_matrix.tsv";
  const auto add = [&](SourceTree& tree) {
    tree[file] =
        "code\tscope\tlabel\tmicro\tsmall\tmedium\tlarge\tsuspect\tonly\n"
        "01111\t1\ta\tR\tR\tR\tR\t\t\n";
  };
  EXPECT_THAT(FaultsOf(add, "pp24-2018"),
              Tells(file, 2, "a line of a ruleset that has no risk levels"));
}

}  // namespace
}  // namespace izin
