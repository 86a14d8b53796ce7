#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> FaultsOf(const std::string& role, const std::string& then) {
  SmallRules rules;
  rules.out.permits = {{.code = "ID", .category = PermitCategory::kIdentity},
                       {.code = "LIC", .category = PermitCategory::kLicence},
                       {.code = "STD", .category = PermitCategory::kStandardCertificate},
                       {.code = "BASE", .category = PermitCategory::kBaseRequirement},
                       {.code = "SUP", .category = PermitCategory::kSupporting}};
  rules.With("t.textproto", TableWith(role, then));
  return rules.FaultsOf(CheckRowPermits);
}

TEST(CheckRowPermitsTest, LicencesAreOneIdentityAndLicences) {
  EXPECT_THAT(FaultsOf("LICENCES", R"(permit { code: "ID" } permit { code: "STD" })"), IsEmpty());
  EXPECT_THAT(FaultsOf("LICENCES", R"(permit { code: "LIC" })"),
              ElementsAre("rulesets/r/t.textproto:2:16: error: row x gives 0 permits of category "
                          "IDENTITY: want exactly one beside the licences"));
  EXPECT_THAT(
      FaultsOf("LICENCES", R"(permit { code: "ID" } permit { code: "BASE" })"),
      ElementsAre("rulesets/r/t.textproto:2:54: error: row x gives BASE, which is neither the "
                  "IDENTITY nor a LICENCE or STANDARD_CERTIFICATE"));
  EXPECT_THAT(FaultsOf("LICENCES", "refused: true"), IsEmpty());
}

TEST(CheckRowPermitsTest, NobodyIssuesASupportingPermit) {
  for (const char* role : {"LICENCES", "LAND", "BUILDING"}) {
    EXPECT_THAT(FaultsOf(role, R"(permit { code: "SUP" })"),
                Contains("rulesets/r/t.textproto:2:32: error: row x gives SUP, of category "
                         "SUPPORTING: such a permit only may apply, and nobody issues it here"));
  }
}

TEST(CheckRowPermitsTest, PlacesGiveNoIdentity) {
  EXPECT_THAT(FaultsOf("FOREST", R"(permit { code: "BASE" } permit { code: "LIC" })"), IsEmpty());
  EXPECT_THAT(
      FaultsOf("FOREST", R"(permit { code: "ID" })"),
      ElementsAre("rulesets/r/t.textproto:2:32: error: row x gives ID, of category IDENTITY, "
                  "which only a table in role LICENCES gives"));
}

TEST(CheckRowPermitsTest, EachOnceAndOnlyTheLicenceHasATermOfAPage) {
  EXPECT_THAT(FaultsOf("LAND", R"(permit { code: "BASE" } permit { code: "BASE" })"),
              ElementsAre("rulesets/r/t.textproto:2:56: error: row x gives BASE twice"));
  EXPECT_THAT(
      FaultsOf("LAND", R"(permit { code: "BASE" term_from_official_row: true })"),
      ElementsAre("rulesets/r/t.textproto:2:45: error: row x: only the licence of a table in "
                  "role LICENCES has a term_from_official_row"));
}

}  // namespace
}  // namespace izin::internal
