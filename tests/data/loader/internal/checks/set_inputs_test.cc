#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckSetInputsTest, AUniqueTableReadsNoLocation) {
  SmallRules rules;
  rules.With("land.textproto",
             R"(table { id: "t" role: "LAND" hit_policy: "UNIQUE" input: ["kbli", "location"] })");
  EXPECT_THAT(
      rules.FaultsOf(CheckSetInputs),
      ElementsAre("rulesets/r/land.textproto:1:51: error: input \"location\": an activity may "
                  "have several values of it at once: want no set as input of a UNIQUE "
                  "table"));
}

TEST(CheckSetInputsTest, PrefixListsAndKeysOfPermitsAreReadOneByOne) {
  SmallRules rules;
  rules.With(
      "land.textproto",
      R"(table { id: "t" role: "AUTHORITY_BASE" hit_policy: "UNIQUE" input: ["kbli", "permit"] })");
  EXPECT_THAT(rules.FaultsOf(CheckSetInputs), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
