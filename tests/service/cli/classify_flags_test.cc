#include "service/cli/classify_flags.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;
using ::testing::IsEmpty;

struct Read {
  v1::ClassifyActivityRequest request;
  std::vector<FlagFault> faults;
};

Read ReadFrom(std::vector<std::string> arguments) {
  CLI::App app("test");
  const ClassifyFlags flags(app);
  std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
  app.parse(arguments);
  return {flags.request(), flags.faults()};
}

v1::ClassifyActivityRequest Parsed(const std::vector<std::string>& arguments) {
  const Read read = ReadFrom(arguments);
  EXPECT_THAT(read.faults, IsEmpty());
  return read.request;
}

// What is said of a command line, "FLAG TEXT"; "" if nothing is.
std::string Refusal(const std::vector<std::string>& arguments, bool is_english = true) {
  std::string said;
  for (const FlagFault& fault : ReadFrom(arguments).faults)
    absl::StrAppend(&said, said.empty() ? "" : "\n", fault.flag, " ", fault.In(is_english));
  return said;
}

TEST(ClassifyFlagsTest, EveryFlagFillsItsField) {
  const auto request = Parsed({"--kbli",
                               "56101",
                               "--edition",
                               "2020",
                               "--scope",
                               "56101-1",
                               "--scale",
                               "micro",
                               "--location",
                               "land,sea",
                               "--capital",
                               "1",
                               "--sales",
                               "2",
                               "--foreign",
                               "--zone",
                               "special-economic-zone",
                               "--extent",
                               "cross-regency",
                               "--rdtr",
                               "not-integrated",
                               "--land-condition",
                               "small-island",
                               "--settled-days",
                               "30",
                               "--moving-vessel",
                               "--core-zone",
                               "--distance-nm",
                               "1.5",
                               "--forest-function",
                               "protection",
                               "--forest-use",
                               "open-pit-mining",
                               "--construction",
                               "new-building",
                               "--environment",
                               "ukl-upl",
                               "--protected-area",
                               "--held",
                               "NIB,SS",
                               "--region",
                               "1271,1275",
                               "--actor",
                               "entity",
                               "--legal-form",
                               "PT",
                               "--land-area-ha",
                               "2.5",
                               "--filed-on",
                               "2026-11-24",
                               "--authority-parameter",
                               "ap-1",
                               "--ruleset",
                               "r",
                               "--as-of",
                               "2026-01-01",
                               "--view",
                               "basic",
                               "--lang",
                               "en",
                               "--explain"});
  const auto wanted = FromText<v1::ClassifyActivityRequest>(R"pb(
    activity {
      kbli_code: "56101"
      kbli_edition: KBLI_EDITION_2020
      scope_id: "56101-1"
      scale: BUSINESS_SCALE_MICRO
      locations: [ LOCATION_TYPE_LAND, LOCATION_TYPE_SEA ]
      investment { capital_idr: 1 annual_sales_idr: 2 foreign: true }
      zone: ZONE_SPECIAL_ECONOMIC_ZONE
      extent: ADMINISTRATIVE_EXTENT_CROSS_REGENCY
      rdtr: RDTR_STATUS_NOT_INTEGRATED
      land_condition: LAND_CONDITION_SMALL_ISLAND
      sea { settled_days: 30 moving_vessel: true conservation_core_zone: true distance_nm: 1.5 }
      forest { function: FOREST_FUNCTION_PROTECTION use: FOREST_USE_OPEN_PIT_MINING }
      construction: CONSTRUCTION_NEW_BUILDING
      environment: ENVIRONMENTAL_SCREENING_UKL_UPL
      adjoins_protected_area: true
      held_permits: [ "NIB", "SS" ]
      region_codes: [ "1271", "1275" ]
      actor_type: ACTOR_TYPE_ENTITY
      legal_form: "PT"
      land_area_ha: 2.5
      filed_on: "2026-11-24"
      authority_parameters: "ap-1"
    }
    ruleset: "r"
    as_of: "2026-01-01"
    view: CLASSIFICATION_VIEW_BASIC
    language_code: "en"
    explain: true
  )pb");
  EXPECT_EQ(request.DebugString(), wanted.DebugString());
}

TEST(ClassifyFlagsTest, FillsNothingThatIsNotGiven) {
  EXPECT_EQ(Parsed({}).ByteSizeLong(), 0U);
  EXPECT_FALSE(Parsed({"--kbli", "56101"}).activity().has_sea());
}

TEST(ClassifyFlagsTest, TakesTheCodesOfTheIntegrationGuide) {
  EXPECT_EQ(Parsed({"--scale", "02"}).activity().scale(), v1::BUSINESS_SCALE_SMALL);
  EXPECT_EQ(Parsed({"--location", "03"}).activity().locations(0), v1::LOCATION_TYPE_FOREST);
  EXPECT_EQ(Parsed({"--actor", "04"}).activity().actor_type(), v1::ACTOR_TYPE_FOREIGN_ENTITY);
  EXPECT_EQ(Parsed({"--zone", "01"}).activity().zone(), v1::ZONE_INDUSTRIAL_ESTATE);
  EXPECT_EQ(Parsed({"--zone", "02"}).activity().zone(), v1::ZONE_SPECIAL_ECONOMIC_ZONE);
  EXPECT_EQ(Parsed({"--zone", "03"}).activity().zone(), v1::ZONE_FREE_TRADE_ZONE);
}

TEST(ClassifyFlagsTest, TakesNamesPeopleUseInAnyCase) {
  EXPECT_EQ(Parsed({"--zone", "KEK"}).activity().zone(), v1::ZONE_SPECIAL_ECONOMIC_ZONE);
  EXPECT_EQ(Parsed({"--zone", "kpbpb"}).activity().zone(), v1::ZONE_FREE_TRADE_ZONE);
  EXPECT_EQ(Parsed({"--scale", "Micro"}).activity().scale(), v1::BUSINESS_SCALE_MICRO);
}

TEST(ClassifyFlagsTest, TakesIndonesianWordsAndAmounts) {
  const auto request = Parsed(
      {"--scale", "kecil", "--location", "darat, laut", "--rdtr", "belum-terintegrasi", "--capital",
       "1,5 miliar", "--sales", "Rp 500 juta", "--region", "Kota Medan, Kota Binjai",
       "--forest-function", "hpk", "--land-area-ha", "2,5", "--view", "ringkas"});
  const auto wanted = FromText<v1::ClassifyActivityRequest>(R"pb(
    activity {
      scale: BUSINESS_SCALE_SMALL
      locations: [ LOCATION_TYPE_LAND, LOCATION_TYPE_SEA ]
      investment { capital_idr: 1500000000 annual_sales_idr: 500000000 }
      rdtr: RDTR_STATUS_NOT_INTEGRATED
      forest { function: FOREST_FUNCTION_CONVERTIBLE_PRODUCTION }
      region_codes: [ "Kota Medan", "Kota Binjai" ]
      land_area_ha: 2.5
    }
    view: CLASSIFICATION_VIEW_BASIC
  )pb");
  EXPECT_EQ(request.DebugString(), wanted.DebugString());
}

TEST(ClassifyFlagsTest, NamesTheLegalValues) {
  EXPECT_EQ(Refusal({"--scale", "tiny"}), "--scale \"tiny\": want micro, small, medium, large");
  EXPECT_EQ(Refusal({"--scale", "tiny"}, false),
            "--scale \"tiny\": pilih mikro, kecil, menengah, besar");
  EXPECT_EQ(Refusal({"--zone", "04"}, false),
            "--zone \"04\": pilih tidak-ada, kawasan-industri, kek, kpbpb");
  EXPECT_EQ(Refusal({"--location", "land,moon"}), "--location \"moon\": want land, sea, forest");
}

TEST(ClassifyFlagsTest, RefusesWhatIsNoNumber) {
  EXPECT_EQ(Refusal({"--capital", "banyak"}, false),
            "--capital \"banyak\": bukan jumlah rupiah; tulis misalnya 500000000, 500.000.000, 500 "
            "juta, atau 1,5 miliar");
  EXPECT_EQ(Refusal({"--settled-days", "2147483648"}),
            "--settled-days \"2147483648\": want a whole number, like 30");
  // Fifteen hundred to one reader, one and a half to another.
  EXPECT_EQ(Refusal({"--land-area-ha", "1.500"}),
            "--land-area-ha \"1.500\": want a number, like 1500 or 2.5");
  EXPECT_EQ(Parsed({"--land-area-ha", "0.125"}).activity().land_area_ha(), 0.125);
}

TEST(ClassifyFlagsTest, TellsOfAllFaultsAtOnce) {
  EXPECT_EQ(Refusal({"--rdtr", "x", "--scale", "tiny", "--location", "moon,land,mars"}),
            "--scale \"tiny\": want micro, small, medium, large\n"
            "--location \"moon\": want land, sea, forest\n"
            "--location \"mars\": want land, sea, forest\n"
            "--rdtr \"x\": want none, not-integrated, integrated");
}

TEST(ClassifyFlagsTest, DescribesEveryFlagInBothLanguages) {
  CLI::App app("test");
  const ClassifyFlags flags(app);
  const auto help_of = [&app](const char* flag) { return app.get_option(flag)->get_description(); };
  EXPECT_EQ(help_of("--scale"), "size of the business: micro, small, medium, large");
  ClassifyFlags::DescribeIn(app, /*is_english=*/false);
  EXPECT_EQ(help_of("--scale"), "skala usaha: mikro, kecil, menengah, besar");
  EXPECT_EQ(help_of("--foreign"), "penanaman modal asing (PMA)");
  ClassifyFlags::DescribeIn(app, /*is_english=*/true);
  EXPECT_EQ(help_of("--foreign"), "foreign capital (PMA)");
}

TEST(FlagOfTest, NamesTheFlagOfAField) {
  EXPECT_EQ(FlagOf("activity.kbli_code"), "--kbli");
  EXPECT_EQ(FlagOf("activity.locations[1]"), "--location");
  EXPECT_EQ(FlagOf("activity.investment.annual_sales_idr"), "--sales");
  EXPECT_EQ(FlagOf("activity.sea.settled_days"), "--settled-days");
  EXPECT_EQ(FlagOf("language_code"), "--lang");
  EXPECT_EQ(FlagOf("requests"), "requests");
  EXPECT_EQ(FlagOf(""), "");
}

}  // namespace
}  // namespace izin::cli
