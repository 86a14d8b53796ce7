#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckReadableTextsTest, TextsOfEveryScriptAreShown) {
  SmallRules rules;
  rules.With("offices.textproto",
             "office { id: \"A\" name { id: \"B\u00e9ta \xe6\x9d\x91\" en: \"b\" } }");
  EXPECT_THAT(rules.FaultsOf(CheckReadableTexts), IsEmpty());
}

TEST(CheckReadableTextsTest, RefusesBytesThatAreNoText) {
  SmallRules rules;
  rules.With("offices.textproto",
             "office { id: \"A\" name { id: \"\\xff\" en: \"b\" } }\n"
             "office { id: \"B\" name { id: \"b\" en: \"two\\nlines\" } }");
  EXPECT_THAT(rules.FaultsOf(CheckReadableTexts),
              ElementsAre("rulesets/r/offices.textproto:1:25: error: id: byte 0xff: want UTF-8",
                          "rulesets/r/offices.textproto:2:33: error: en: control character 0xa: "
                          "want text on one line"));
}

}  // namespace
}  // namespace izin::internal
