#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckRowOfficesTest, EachRowOfATableOfAuthorityNamesOne) {
  for (const std::string role : {"AUTHORITY", "AUTHORITY_BASE", "AUTHORITY_ENVIRONMENT"}) {
    SmallRules rules;
    rules.With("t.textproto", TableWith(role, "warning: \"W\""));
    EXPECT_THAT(
        rules.FaultsOf(CheckRowOffices),
        ElementsAre("rulesets/r/t.textproto:2:16: error: row x: missing office: want one in "
                    "each row of a table in role " +
                    role));
    rules.With("t.textproto", TableWith(role, "office: \"O\""));
    EXPECT_THAT(rules.FaultsOf(CheckRowOffices), IsEmpty());
  }
}

TEST(CheckRowOfficesTest, OtherTablesNeedNone) {
  SmallRules rules;
  rules.With("t.textproto", TableWith("LAND", "none: true"));
  EXPECT_THAT(rules.FaultsOf(CheckRowOffices), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
