#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;

TEST(CheckOfficialLicencesTest, APageNamesTheIdentityOrALicence) {
  SmallRules rules;
  rules.out.permits = {{.code = "AMDAL", .category = PermitCategory::kBaseRequirement},
                       {.code = "NIB", .category = PermitCategory::kIdentity},
                       {.code = "SS", .category = PermitCategory::kStandardCertificate}};
  rules.With(
      "official_rows.tsv",
      "code\tscope\tscale\tlicence\tdocument\tterm_days\tauthority\trequirements\t"
      "obligations\tsuspect\n55101\t1\tMICRO\tNIB\t\t\t\t\t\t\n55101\t1\tSMALL\tSS\t\t\t\t\t\t\n"
      "55101\t1\tLARGE\tAMDAL\t\t\t\t\t\t\n");
  EXPECT_THAT(
      rules.FaultsOf(CheckOfficialLicences),
      ElementsAre("rulesets/r/official_rows.tsv:4:15: error: licence \"AMDAL\": want a permit "
                  "of category IDENTITY, LICENCE or STANDARD_CERTIFICATE"));
}

}  // namespace
}  // namespace izin::internal
