#include "service/lifecycle/imports/rebased_rules.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

TEST(RebasedRulesTest, NothingStaysVerified) {
  EXPECT_EQ(WithoutVerification("a { verification: \"REGULATION_TEXT\" }\n"
                                "b { verification: \"SECONDARY\" verification: \"UNVERIFIED\" }"),
            "a { verification: \"UNVERIFIED\" }\n"
            "b { verification: \"UNVERIFIED\" verification: \"UNVERIFIED\" }");
}

TEST(RebasedRulesTest, ListsAreReplacedAndNothingElse) {
  const auto with_x = [](const std::vector<std::string>& codes) {
    std::vector<std::string> out;
    for (const std::string& code : codes) {
      if (code != "gone") out.push_back("x" + code);
    }
    return out;
  };
  EXPECT_EQ(WithKbliLists("when { kbli: \"10\" scale: \"MICRO\" }  # kbli: \"10\"\n"
                          "text: \"kbli: \\\"10\\\"\" not_kbli: \"1\"\n"
                          "kbli: [\"1\",\n  \"2\"] end",
                          with_x),
            "when { kbli: [\"x10\"] scale: \"MICRO\" }  # kbli: \"10\"\n"
            "text: \"kbli: \\\"10\\\"\" not_kbli: \"1\"\n"
            "kbli: [\"x1\", \"x2\"] end");
}

// Without a code a list would hold for all of them.
TEST(RebasedRulesTest, AListIsNeverEmptied) {
  const auto nothing = [](const std::vector<std::string>&) { return std::vector<std::string>(); };
  EXPECT_EQ(WithKbliLists("kbli: [\"1\"]", nothing), "kbli: [\"1\"]");
}

TEST(RebasedRulesTest, CodesGoToTheOtherEditionByTheTableOfBps) {
  const Ruleset& base = Library()->latest();
  // Uranium fuel elements were 32907 in KBLI 2020, whose number means buttons and zips in 2025.
  EXPECT_THAT(CodesInEdition(base, KbliEdition::k2020, {"24206"}), ElementsAre("24206", "32907"));
  const std::vector<std::string> food = CodesInEdition(base, KbliEdition::k2020, {"56"});
  EXPECT_THAT(food, Not(Contains("55")));
  EXPECT_FALSE(food.empty());
  EXPECT_TRUE(CodesInEdition(base, KbliEdition::k2020, {"00"}).empty());
}

}  // namespace
}  // namespace izin
