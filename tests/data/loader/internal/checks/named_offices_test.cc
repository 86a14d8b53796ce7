#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;

TEST(CheckNamedOfficesTest, WantsWhatTheEngineNames) {
  EXPECT_THAT(
      SmallRules().FaultsOf(CheckNamedOffices),
      ElementsAre("rulesets/r/offices.textproto:1:1: error: missing office GOVERNOR: the "
                  "engine names it",
                  "rulesets/r/offices.textproto:1:1: error: missing office LEMBAGA_OSS: the "
                  "engine names it"));
}

TEST(CheckNamedOfficesTest, AnOfficeNamedByItsKindIsOfThatKind) {
  SmallRules rules;
  rules.With("offices.textproto", R"(
office { id: "GOVERNOR" kind: "GOVERNOR" }
office { id: "LEMBAGA_OSS" kind: "OSS_INSTITUTION" }
office { id: "MENTERI_KP" kind: "MINISTER" }
office { id: "REGENT_OR_MAYOR" kind: "ESTATE_MANAGER" })");
  EXPECT_THAT(
      rules.FaultsOf(CheckNamedOffices),
      ElementsAre("rulesets/r/offices.textproto:4:32: error: office REGENT_OR_MAYOR of kind "
                  "\"ESTATE_MANAGER\": want REGENT_OR_MAYOR, as which the engine knows it"));
}

}  // namespace
}  // namespace izin::internal
