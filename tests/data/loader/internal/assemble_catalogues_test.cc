#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

TEST(AssembleCataloguesTest, CataloguesAreSorted) {
  ExpectRefused("notices.textproto",
                R"(notice { code: "AA" title { id: "t" en: "t" } detail { id: "t" en: "t" } })",
                "want entries sorted");
  ExpectRefused("offices.textproto",
                R"(office { id: "AA" kind: "MINISTER" name { id: "t" en: "t" } })",
                "want entries sorted");
}

TEST(AssembleCataloguesTest, TextsAreInBothLanguages) {
  ExpectRefused("notices.textproto",
                R"(notice { code: "ZZ" title { id: "t" } detail { id: "t" en: "t" } })",
                "missing title in English (en)");
}

TEST(AssembleCataloguesTest, APermitHasEitherAnOfficeOrAnAuthority) {
  const std::string permit =
      std::string(R"(permit { code: "ZZ" category: "LICENCE" required_before: "START" )"
                  R"(title { id: "t" en: "t" } detail { id: "t" en: "t" })") +
      kCited;
  ExpectRefused("permits.textproto", permit + R"(office: "LEMBAGA_OSS" authority: "LICENCE" })",
                "want either office or authority");
  ExpectRefused("permits.textproto", permit + "}", "want either office or authority");
  ExpectRefused("permits.textproto", permit + R"(office: "CAMAT" })", "unknown office \"CAMAT\"");
  ExpectRefused("permits.textproto", permit + R"(authority: "CAMAT" })",
                "authority \"CAMAT\": want one of LICENCE, BASE, ENVIRONMENT");
}

TEST(AssembleCataloguesTest, KindsAndCategoriesAreKnown) {
  ExpectRefused("offices.textproto",
                R"(office { id: "ZZ" kind: "CAMAT" name { id: "t" en: "t" } })",
                "kind \"CAMAT\": want one of OSS_INSTITUTION, MINISTER");
  ExpectRefused("permits.textproto", R"(permit { code: "ZZ" category: "HM" })",
                "category \"HM\": want one of BASE_REQUIREMENT, LICENCE");
}

TEST(AssembleCataloguesTest, TheNoticeOfTheScaleIsOne) {
  const std::string file = "rulesets/pp24-2018/ruleset.textproto";
  EXPECT_THAT(
      FaultsOf(Replace(file, "\"SCALE_BY_PP_7_2021\"", "\"SCALE\""), "pp24-2018"),
      Tells(file, LineOf(RealTree("pp24-2018"), file, "scale_notice"), "unknown notice \"SCALE\""));
}

}  // namespace
}  // namespace izin
