#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

std::string Table(const std::string& fields) {
  return "table { title { id: \"t\" en: \"t\" } " + fields + " }";
}

TEST(AssembleTablesTest, RowsHaveIdsOfTheirOwn) {
  const std::string then = std::string(" then { none: true }") + kCited + "}";
  ExpectRefused("land.textproto", "row {" + then, "missing id");
  ExpectRefused("land.textproto", "row { id: \"p24a-1\"" + then, "duplicate row \"p24a-1\"");
}

TEST(AssembleTablesTest, RolesAreKnownAndTakenOnce) {
  ExpectRefused("permits.textproto", Table(R"(id: "t" role: "HM" hit_policy: "UNIQUE")"),
                "role \"HM\": want one of ADJUST, LICENCES");
  ExpectRefused("permits.textproto", Table(R"(id: "t" role: "LAND" hit_policy: "UNIQUE")"),
                "a second table in role LAND");
}

TEST(AssembleTablesTest, TablesHaveIdsOfTheirOwn) {
  ExpectRefused("permits.textproto", Table(R"(id: "land" role: "REPORTING" hit_policy: "UNIQUE")"),
                "table \"land\": want an id of its own");
}

TEST(AssembleTablesTest, TheRoleSaysWhichRowsCount) {
  const std::string file = "rulesets/pp24-2018/notes.textproto";
  EXPECT_THAT(FaultsOf(Replace(file, "\"COLLECT\"", "\"UNIQUE\""), "pp24-2018"),
              Tells(file, LineOf(RealTree("pp24-2018"), file, "table {"),
                    "want hit_policy COLLECT for role NOTES"));
}

TEST(AssembleTablesTest, ATableHasRows) {
  ExpectRefused("permits.textproto",
                Table(R"(id: "t" role: "REPORTING" hit_policy: "UNIQUE" input: "scale")"),
                "table t has no rows");
}

// A proof reads each row for each combination, and rows are compared with each other.
TEST(AssembleTablesTest, ATableHasNotTooManyRows) {
  const std::string file = "rulesets/pp24-2018/land.textproto";
  const auto faults = FaultsOf(
      [&](SourceTree& tree) {
        for (int i = 0; i < 1001; ++i)
          tree[file] +=
              "row { id: \"r" + std::to_string(i) + "\" then { none: true }" + kCited + "}\n";
      },
      "pp24-2018");
  EXPECT_THAT(faults, Tells(file, LineOf(RealTree("pp24-2018"), file, "table {"),
                            "table land has 1008 rows: want at most 1000"));
}

}  // namespace
}  // namespace izin
