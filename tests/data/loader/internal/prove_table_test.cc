#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

constexpr char kReports[] = "rulesets/pp28-2025/reporting.textproto";

TEST(ProveTableTest, AGapNamesTheCombination) {
  EXPECT_THAT(FaultsOf(Replace(kReports, "foreign: \"yes\"", "foreign: \"no\"")),
              Tells(std::string(kReports), LineOf(RealTree(), kReports, "table {"),
                    "table reporting: no row for scale = MICRO, foreign = yes"));
}

TEST(ProveTableTest, AnOverlapNamesBothRows) {
  const std::string file = "rulesets/pp28-2025/licences.textproto";
  const std::string row =
      std::string("row { id: \"x\" when { risk: \"LOW\" } then { permit { code: \"NIB\" } }") +
      kCited + "}\n";
  EXPECT_THAT(FaultsOf(Append(file, row)),
              Tells(file, EndOf(RealTree(), file), "rows lic-1 and x both match risk = LOW"));
}

TEST(ProveTableTest, ARowThatIsNeverReachedIsTold) {
  EXPECT_THAT(FaultsOf(Replace(kReports, "when { foreign: \"yes\" }",
                               "when { foreign: \"yes\" } except { foreign: \"yes\" }")),
              Tells(std::string(kReports), LineOf(RealTree(), kReports, "id: \"rep-4\"") - 1,
                    "row rep-4 can never match"));
}

TEST(ProveTableTest, ConditionsAreOnInputs) {
  ExpectRefused(
      "licences.textproto",
      std::string("row { id: \"x\" when { rdtr: \"NONE\" } then { refused: true }") + kCited + "}",
      "row x conditions on rdtr, which is no input of table licences");
}

TEST(ProveTableTest, InputsAreEnumerated) {
  const std::string file = "rulesets/pp24-2018/sea.textproto";
  for (const std::string input : {"legal_form", "colour"}) {
    EXPECT_THAT(FaultsOf(Replace(file, "input: [", "input: [\"" + input + "\", "), "pp24-2018"),
                Tells(file, LineOf(RealTree("pp24-2018"), file, "input: ["),
                      "input \"" + input + "\": want an enumerated input"));
  }
}

TEST(ProveTableTest, ATableTooLargeToProveIsRefused) {
  EXPECT_THAT(
      FaultsOf(Replace(kReports, "input: [\"scale\", \"foreign\"]",
                       "input: [\"scale\", \"foreign\", \"zone\", \"rdtr\", \"land_condition\", "
                       "\"forest_function\", \"forest_use\", \"construction\", \"environment\"]")),
      Tells(std::string(kReports), LineOf(RealTree(), kReports, "table {"),
            "its inputs have more than 100000 combinations"));
}

}  // namespace
}  // namespace izin
