// The inputs that are derived from amounts, days, distances and regions, at their very limits.

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "tests/classifier/changed_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Code;
using testing::OldRuleset;
using testing::RealRuleset;

// The name of the value that the tables read.
std::string ValueOf(const Ruleset& ruleset, const BusinessActivity& activity, Input input) {
  const Decision decision = Classify(ruleset, activity);
  EXPECT_EQ(decision.outcome, Outcome::kDecided);
  return std::string(ValueNames(input)[static_cast<std::size_t>(decision.given.value(input))]);
}

BusinessActivity Anywhere() { return Activity("62199", BusinessScale::kLarge); }

TEST(FactsTest, ThirtyDaysAtOnePlaceSettle) {
  // PP 28/2025 art 66(3): at least thirty days.
  BusinessActivity activity = Anywhere();
  activity.locations = {LocationType::kSea};
  const auto settled = [&](int days) {
    activity.settled_days = days;
    return ValueOf(RealRuleset(), activity, Input::kSettled);
  };
  EXPECT_EQ(settled(0), "?");
  EXPECT_EQ(settled(1), "LT_30");
  EXPECT_EQ(settled(29), "LT_30");
  EXPECT_EQ(settled(30), "GE_30");
  EXPECT_EQ(settled(31), "GE_30");
}

TEST(FactsTest, TwelveMilesAreTheGovernors) {
  // PP 22/2021 art 57(1): up to twelve nautical miles; an unknown distance counts as within.
  BusinessActivity activity = Anywhere();
  const auto distance = [&](double miles) {
    activity.distance_nm = miles;
    return ValueOf(RealRuleset(), activity, Input::kSeaDistance);
  };
  EXPECT_EQ(distance(50), "NOT_SEA");
  activity.locations = {LocationType::kLand, LocationType::kSea};
  EXPECT_EQ(distance(0), "TO_12_NM");
  EXPECT_EQ(distance(12), "TO_12_NM");
  EXPECT_EQ(distance(12.1), "BEYOND_12_NM");
}

TEST(FactsTest, LandIsSmallUpToAHectareForMostAnd25ForFarming) {
  // PP 24/2018 art 33(1)f.
  const auto area = [](const char* code, double hectares) {
    BusinessActivity activity = Activity(code, BusinessScale::kLarge);
    activity.edition = KbliEdition::k2020;
    activity.land_area_ha = hectares;
    return ValueOf(OldRuleset(), activity, Input::kLandArea);
  };
  EXPECT_EQ(area("56101", 0), "?");
  EXPECT_EQ(area("56101", 1), "SMALL");
  EXPECT_EQ(area("56101", 1.01), "OTHER");
  EXPECT_EQ(area("01111", 0), "?");
  EXPECT_EQ(area("01111", 0.1), "SMALL");
  EXPECT_EQ(area("01111", 25), "SMALL");
  EXPECT_EQ(area("01111", 25.01), "OTHER");
}

TEST(FactsTest, NoLimitNoSmallLand) {
  const auto ruleset =
      testing::Changed(OldRuleset(), [](RulesetData& data) { data.limits.small_land.clear(); });
  BusinessActivity activity = Activity("56101", BusinessScale::kLarge);
  activity.edition = KbliEdition::k2020;
  activity.land_area_ha = 0.5;
  EXPECT_EQ(ValueOf(*ruleset, activity, Input::kLandArea), "OTHER");
}

TEST(FactsTest, ForeignCapitalOfAtMostTenBillionIsSmall) {
  // PP 28/2025 art 212(2): larger than ten billion rupiah.
  const auto capital = [](bool foreign, std::int64_t amount) {
    BusinessActivity activity = Activity("62199", BusinessScale::kLarge);
    activity.foreign = foreign;
    activity.capital_idr = amount;
    const Decision decision = Classify(RealRuleset(), activity);
    const std::string value = ValueOf(RealRuleset(), activity, Input::kSmallCapital);
    EXPECT_EQ(testing::FindWarning(decision, "SCALE_BELOW_PMA") != nullptr, value == "yes");
    return value;
  };
  EXPECT_EQ(capital(true, 0), "no");  // not known
  EXPECT_EQ(capital(true, 1), "yes");
  EXPECT_EQ(capital(true, 10'000'000'000), "yes");
  EXPECT_EQ(capital(true, 10'000'000'001), "no");
  EXPECT_EQ(capital(false, 1), "no");
}

TEST(FactsTest, JakartaHasNoRegenciesWhereAllRegionsLieInIt) {
  const auto jakarta = [](const std::vector<std::string>& regions) {
    BusinessActivity activity = Activity("62199", BusinessScale::kLarge);
    activity.region_codes = regions;
    return ValueOf(RealRuleset(), activity, Input::kRegionWithoutRegencies);
  };
  EXPECT_EQ(jakarta({}), "no");
  EXPECT_EQ(jakarta({"3171"}), "yes");
  EXPECT_EQ(jakarta({"3171", "3172"}), "yes");
  EXPECT_EQ(jakarta({"1271", "3171"}), "no");
  EXPECT_EQ(jakarta({"3171", "3201"}), "no");
  EXPECT_EQ(jakarta({"1231"}), "no");
}

TEST(FactsTest, WithoutSuchAProvinceEveryRegionHasRegencies) {
  const auto ruleset =
      testing::Changed([](RulesetData& data) { data.province_without_regencies.clear(); });
  BusinessActivity activity = Activity("62199", BusinessScale::kLarge);
  activity.region_codes = {"3171"};
  EXPECT_EQ(ValueOf(*ruleset, activity, Input::kRegionWithoutRegencies), "no");
}

TEST(FactsTest, PlacesAndLegalFormsAreRead) {
  BusinessActivity activity = Activity("68122", BusinessScale::kLarge);
  activity.locations = {LocationType::kLand, LocationType::kForest};
  activity.legal_form = "KOPERASI";
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(decision.given.bits(Input::kLocation), 0b1010U);
  const auto& forms = RealRuleset().data().legal_forms;
  EXPECT_EQ(forms[static_cast<std::size_t>(decision.given.value(Input::kLegalForm))], "KOPERASI");
  activity.legal_form = forms.back();
  EXPECT_EQ(Classify(RealRuleset(), activity).given.value(Input::kLegalForm),
            static_cast<int>(forms.size()) - 1);
  activity.legal_form = "";
  EXPECT_EQ(Classify(RealRuleset(), activity).given.value(Input::kLegalForm), 0);
}

}  // namespace
}  // namespace izin
