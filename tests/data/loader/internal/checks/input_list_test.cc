#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckInputListTest, AUniqueTableHasEachInputOnceAndAtLeastOne) {
  SmallRules rules;
  rules.With("land.textproto", R"(table { id: "t" role: "LAND" hit_policy: "UNIQUE" })");
  rules.With("sea.textproto", R"(
table {
  id: "s" role: "SEA" hit_policy: "UNIQUE"
  input: "scale"
  input: "scale"
})");
  EXPECT_THAT(
      rules.FaultsOf(CheckInputList),
      ElementsAre("rulesets/r/land.textproto:1:1: error: table t has no input: want at least "
                  "one",
                  "rulesets/r/sea.textproto:4:3: error: input \"scale\" is named twice"));
}

TEST(CheckInputListTest, ACollectTableHasNone) {
  SmallRules rules;
  rules.With("notes.textproto", R"(table { id: "n" hit_policy: "COLLECT" })");
  EXPECT_THAT(rules.FaultsOf(CheckInputList), IsEmpty());
  rules.With("notes.textproto", R"(table { id: "n" hit_policy: "COLLECT" input: "scale" })");
  EXPECT_THAT(
      rules.FaultsOf(CheckInputList),
      ElementsAre("rulesets/r/notes.textproto:1:39: error: table n: want inputs of a UNIQUE "
                  "table only"));
}

}  // namespace
}  // namespace izin::internal
