#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kHeader[] = "code\tname\tparent\tkind\tshort_name\town_authority\n";

TEST(CheckRegionCodesTest, DigitsUnderTheirProvince) {
  SmallRules rules;
  rules.With("reference/regions.tsv", std::string(kHeader) +
                                          "11\tAceh\t\tprovince\tAceh\tyes\n"
                                          "1101\tKabupaten Aceh Selatan\t11\tkabupaten\tX\tyes\n");
  EXPECT_THAT(rules.FaultsOf(CheckRegionCodes), IsEmpty());
}

TEST(CheckRegionCodesTest, RefusesLettersAnotherProvinceAndNoName) {
  SmallRules rules;
  rules.With("reference/regions.tsv", std::string(kHeader) +
                                          "1x\tAceh\t\tprovince\tAceh\tyes\n"
                                          "1101\tSelatan\t12\tkabupaten\tX\tyes\n"
                                          "12\t\t\tprovince\tSumut\tyes\n");
  EXPECT_THAT(rules.FaultsOf(CheckRegionCodes),
              ElementsAre("reference/regions.tsv:2:1: error: code \"1x\": want 2 digits of a "
                          "province, 4 of a regency or city",
                          "reference/regions.tsv:3:14: error: parent \"12\" of \"1101\": want the "
                          "province that its first two digits name",
                          "reference/regions.tsv:4:4: error: 12: missing name"));
}

}  // namespace
}  // namespace izin::internal
