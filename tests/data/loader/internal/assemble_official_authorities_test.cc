#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

constexpr char kParameters[] = "rulesets/pp28-2025/authority_parameters.tsv";
constexpr char kPatterns[] = "rulesets/pp28-2025/authority_patterns.tsv";

void ExpectFault(const std::string& file, const std::string& from, const std::string& to,
                 const std::string& told) {
  EXPECT_THAT(FaultsOf(Replace(file, from, to)), Tells(file, LineOf(RealTree(), file, from), told));
}

TEST(AssembleOfficialAuthoritiesTest, ConditionsAreRead) {
  ExpectFault(
      kPatterns, "extent CROSS_PROVINCE -> MINISTER", "extent EVERYWHERE -> MINISTER",
      "condition \"EVERYWHERE\": want one of WITHIN_REGENCY, CROSS_REGENCY, CROSS_PROVINCE");
  ExpectFault(kPatterns, "extent CROSS_PROVINCE -> MINISTER", "region 32 -> MINISTER",
              "region \"32\": want the province without regencies, 31");
  ExpectFault(kPatterns, "extent CROSS_PROVINCE -> MINISTER", "extent CROSS_PROVINCE MINISTER",
              "want condition -> authority");
}

TEST(AssembleOfficialAuthoritiesTest, OfficesAreNamedByTheirKind) {
  ExpectFault(kPatterns, "-> MINISTER", "-> CAMAT", "unknown authority \"CAMAT\"");
  ExpectFault(kParameters, "\tMINISTER\t", "\tCAMAT\t", "unknown authority \"CAMAT\"");
  ExpectFault(kParameters, "\tMINISTER\t", "\tESTATE_MANAGER\t", "issues no licences by its kind");
}

TEST(AssembleOfficialAuthoritiesTest, APatternIsOfADivisionOrACategory) {
  ExpectFault(kPatterns, "10\tLARGE\t", "04\tLARGE\t",
              "kbli \"04\": want a division of two digits or the letter of a category");
  ExpectFault(kPatterns, "10\tLARGE\t", "104\tLARGE\t", "kbli \"104\": want a division");
  ExpectFault(kPatterns, "C\tLARGE\t", "Z\tLARGE\t", "kbli \"Z\": want a division");
}

TEST(AssembleOfficialAuthoritiesTest, APatternRestsOnThreeCodesAtLeast) {
  ExpectFault(kPatterns, "10\tLARGE\t9\t", "10\tLARGE\t2\t", "codes_keyed \"2\": want 3 or more");
  ExpectFault(kPatterns, "10\tLARGE\t9\t9\t", "10\tLARGE\t9\t8\t",
              "codes_alike \"8\" of 9: want 100 % of them");
}

TEST(AssembleOfficialAuthoritiesTest, ACategorysPatternRestsOnNearlyAllOfManyCodes) {
  ExpectFault(kPatterns, "C\tLARGE\t62\t60\t", "C\tLARGE\t19\t19\t",
              "codes_keyed \"19\": want 20 or more");
  ExpectFault(kPatterns, "C\tLARGE\t62\t60\t", "C\tLARGE\t62\t58\t",
              "codes_alike \"58\" of 62: want 95 % of them");
  ExpectFault(kPatterns, "C\tLARGE\t62\t60\t", "C\tLARGE\t62\t63\t", "codes_alike \"63\" of 62");
  ExpectFault(kPatterns, "C\tLARGE\t62\t60\t", "C\tLARGE\t62\tmany\t", "codes_alike \"many\"");
}

}  // namespace
}  // namespace izin
