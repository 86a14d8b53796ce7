#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SmallRules WithOffice(AuthorityKind kind) {
  SmallRules rules;
  rules.out.offices = {{.id = "O", .kind = kind}};
  rules.With("authority.textproto", TableWith("AUTHORITY", "office: \"O\""));
  return rules;
}

TEST(CheckLicenceOfficesTest, ARowNamesAnOfficeThatIssuesLicences) {
  EXPECT_THAT(WithOffice(AuthorityKind::kRegentOrMayor).FaultsOf(CheckLicenceOffices), IsEmpty());
  EXPECT_THAT(
      WithOffice(AuthorityKind::kEstateManager).FaultsOf(CheckLicenceOffices),
      ElementsAre("rulesets/r/authority.textproto:2:23: error: office O issues no licences by "
                  "its kind: want one of OSS_INSTITUTION, MINISTER, GOVERNOR, "
                  "REGENT_OR_MAYOR, KEK_ADMINISTRATOR, KPBPB_AGENCY"));
}

TEST(CheckLicenceOfficesTest, SoDoParametersAndPatternsOfPages) {
  SmallRules rules;
  rules.out.offices = {{.id = "O", .kind = AuthorityKind::kEstateManager}};
  rules.out.authority_parameters = {
      {.id = "ap", .text = "x", .pair = {.condition = {}, .office = 0}}};
  rules.out.authority_patterns = {{.kbli = "10", .pairs = {{.condition = {}, .office = 0}}}};
  rules.With("authority_parameters.tsv", "id\tauthority\tcondition\tparameter\nap\tO\tany\tx\n");
  rules.With("authority_patterns.tsv",
             "kbli\tscale\tcodes_keyed\tcodes_alike\tpattern\n10\tLARGE\t9\t9\tany -> O\n");
  EXPECT_THAT(
      rules.FaultsOf(CheckLicenceOffices),
      ElementsAre(HasSubstr("rulesets/r/authority_parameters.tsv:2:4: error: office O issues"),
                  HasSubstr("rulesets/r/authority_patterns.tsv:2:14: error: office O issues")));
}

}  // namespace
}  // namespace izin::internal
