#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kHeader[] = "code\tparent\ttitle\n";

TEST(CheckKbliTreeTest, ABranchHangsOnTheCodeThatItExtends) {
  SmallRules rules;
  rules.With("kbli/2020.tsv", std::string(kHeader) +
                                  "A\t\tTANI\n01\tA\tTANAMAN\n011\t01\tSEMUSIM\n"
                                  "0111\t011\tSEREALIA\n01111\t0111\tJAGUNG\n");
  EXPECT_THAT(rules.FaultsOf(CheckKbliTree), IsEmpty());
}

TEST(CheckKbliTreeTest, RefusesAnotherParentATooLongCodeAndNoTitle) {
  SmallRules rules;
  rules.With("kbli/2025.tsv",
             std::string(kHeader) + "A\t\tTANI\n01\tB\tTANAMAN\n011\t01\t\n011111\t0111\tX\n");
  EXPECT_THAT(
      rules.FaultsOf(CheckKbliTree),
      ElementsAre("kbli/2025.tsv:3:1: error: \"01\" under \"B\": want a category letter, or "
                  "2 to 5 digits under a code of this file",
                  "kbli/2025.tsv:4:8: error: 011: missing title",
                  "kbli/2025.tsv:5:1: error: \"011111\" under \"0111\": want a category "
                  "letter, or 2 to 5 digits under a code of this file"));
}

TEST(CheckKbliTreeTest, RefusesCodesTwiceAndOutOfOrder) {
  SmallRules rules;
  rules.With("kbli/2025.tsv",
             std::string(kHeader) + "A\t\tTANI\n02\tA\tHUTAN\n02\tA\tHUTAN\n01\tA\tTANAMAN\n");
  EXPECT_THAT(rules.FaultsOf(CheckKbliTree),
              ElementsAre("kbli/2025.tsv:4:1: error: duplicate line for 02",
                          "kbli/2025.tsv:5:1: error: line for 01 is out of order: want categories "
                          "first, then lines sorted by code"));
}

}  // namespace
}  // namespace izin::internal
