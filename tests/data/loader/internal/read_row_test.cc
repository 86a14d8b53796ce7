#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

std::string Row(const std::string& then) {
  return "row { id: \"x\" then { " + then + " }" + kCited + "}";
}

TEST(ReadRowTest, NamesWhatTheCataloguesHold) {
  ExpectRefused("licences.textproto", Row(R"(permit { code: "NIP" })"), "unknown permit \"NIP\"");
  ExpectRefused("authority.textproto", Row(R"(office: "CAMAT")"), "unknown office \"CAMAT\"");
  ExpectRefused("notes.textproto", Row(R"(warning: "HM")"), "unknown warning \"HM\"");
  ExpectRefused("land.textproto", Row(R"(permit { code: "IZIN_LOKASI" } commitment: "HM")"),
                "unknown commitment \"HM\"");
}

TEST(ReadRowTest, SaysSomething) {
  ExpectRefused("land.textproto", Row(""), "`then` says nothing");
}

TEST(ReadRowTest, NeverBothNothingAndAPermit) {
  ExpectRefused("land.textproto", Row(R"(none: true permit { code: "IZIN_LOKASI" })"),
                "both `none` and permits");
  ExpectRefused("forest.textproto", Row("none: true then_land: true"),
                "then_land without the release permit");
}

TEST(ReadRowTest, AdjustsAnEnumeratedInputToAValueOfIt) {
  const std::string file = "rulesets/pp28-2025/adjust.textproto";
  const int line = EndOf(RealTree(), file);
  EXPECT_THAT(FaultsOf(Append(file, Row(R"(adjust { input: "location" value: "LAND" })") + "\n")),
              Tells(file, line, "input \"location\": want an enumerated input"));
  EXPECT_THAT(FaultsOf(Append(file, Row(R"(adjust { input: "zone" value: "KKE" })") + "\n")),
              Tells(file, line, "zone \"KKE\": want one of ?, NONE"));
}

TEST(ReadRowTest, CitesItsProvision) {
  ExpectRefused("land.textproto", "row { id: \"x\" then { none: true } }", "missing legal_basis");
}

}  // namespace
}  // namespace izin
