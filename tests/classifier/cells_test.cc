#include "classifier/cells.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/enum_names.h"
#include "tests/classifier/real_ruleset.h"

namespace izin {
namespace {

using ::izin::testing::RealRuleset;
using ::testing::ElementsAre;

std::string PlaceOf(const BusinessActivity& activity) {
  EXPECT_EQ(activity.locations.size(), 1U);
  return absl::StrCat(NameOf(activity.scale), " ", NameOf(activity.locations.front()));
}

int IndexOf(const Ruleset& ruleset, const std::string& code) {
  return *ruleset.kbli().IndexOf(*KbliCode::Parse(code));
}

TEST(CellsTest, PlacesStandByScaleThenLocation) {
  BusinessActivity activity;
  std::vector<std::string> places;
  ForEachPlace(activity, [&](std::size_t place) {
    EXPECT_EQ(place, places.size());
    places.push_back(PlaceOf(activity));
  });
  EXPECT_THAT(places, ElementsAre("MICRO LAND", "MICRO SEA", "MICRO FOREST", "SMALL LAND",
                                  "SMALL SEA", "SMALL FOREST", "MEDIUM LAND", "MEDIUM SEA",
                                  "MEDIUM FOREST", "LARGE LAND", "LARGE SEA", "LARGE FOREST"));
  EXPECT_EQ(kPlaceCount, 12U);
}

TEST(CellsTest, AScopeIsAskedWhereItIsOffered) {
  Scope scope;
  scope.number = 2;
  scope.level_at[static_cast<std::size_t>(BusinessScale::kSmall)] = RiskLevel::kLow;
  scope.level_at[static_cast<std::size_t>(BusinessScale::kLarge)] = RiskLevel::kHigh;
  BusinessActivity activity{.code = *KbliCode::Parse("56101")};
  std::vector<std::string> places;
  ForEachCellOf(&scope, activity, [&](std::size_t) {
    EXPECT_EQ(activity.scope, (ScopeChoice{.code = activity.code, .number = 2}));
    places.push_back(PlaceOf(activity));
  });
  EXPECT_THAT(places, ElementsAre("SMALL LAND", "SMALL SEA", "SMALL FOREST", "LARGE LAND",
                                  "LARGE SEA", "LARGE FOREST"));
}

// Foreign capital is always large.
TEST(CellsTest, AScopeForForeignCapitalAloneIsAskedWithIt) {
  Scope scope;
  scope.level_at.fill(RiskLevel::kMediumHigh);
  scope.only_foreign = true;
  BusinessActivity activity{.code = *KbliCode::Parse("86105")};
  std::vector<std::string> places;
  ForEachCellOf(&scope, activity, [&](std::size_t) {
    EXPECT_TRUE(activity.foreign);
    places.push_back(PlaceOf(activity));
  });
  EXPECT_THAT(places, ElementsAre("LARGE LAND", "LARGE SEA", "LARGE FOREST"));
  scope.only_foreign = false;
  ForEachCellOf(&scope, activity, [&](std::size_t) { EXPECT_FALSE(activity.foreign); });
}

TEST(CellsTest, WithoutAScopeNoneIsChosen) {
  BusinessActivity activity{.scope = ScopeChoice{.number = 3}};
  int cells = 0;
  ForEachCellOf(nullptr, activity, [&](std::size_t) {
    EXPECT_FALSE(activity.scope.has_value());
    ++cells;
  });
  EXPECT_EQ(cells, 12);
}

TEST(CellsTest, OfACodeAreThoseOfItsScopes) {
  std::vector<std::string> scopes;
  ForEachCell(RealRuleset(), IndexOf(RealRuleset(), "56101"),
              [&](const Scope* scope, const BusinessActivity& activity) {
                ASSERT_NE(scope, nullptr);
                EXPECT_EQ(activity.code.ToString(), "56101");
                EXPECT_EQ(activity.edition, KbliEdition::k2025);
                EXPECT_EQ(activity.scope->number, scope->number);
                EXPECT_EQ(activity.scope->code, activity.code);
                if (scopes.empty() || scopes.back() != scope->id) scopes.push_back(scope->id);
              });
  EXPECT_EQ(scopes.size(), RealRuleset().scopes_of(IndexOf(RealRuleset(), "56101")).size());
  EXPECT_EQ(scopes.front(), "56101-1");
}

// The snapshot has 8,872 cells of scope and scale that are offered, three of them below large of
// the one scope that is open to foreign capital alone, and codes without any scope.
TEST(CellsTest, OfARulesetAreEveryCellOffered) {
  int with_scope = 0;
  int without_scope = 0;
  int codes_without = 0;
  for (int code = 0; code < RealRuleset().kbli().subclass_count(); ++code) {
    codes_without += RealRuleset().scopes_of(code).empty() ? 1 : 0;
    ForEachCell(RealRuleset(), code, [&](const Scope* scope, const BusinessActivity&) {
      ++(scope == nullptr ? without_scope : with_scope);
    });
  }
  EXPECT_EQ(with_scope, (8872 - 3) * 3);
  EXPECT_GT(codes_without, 0);
  EXPECT_EQ(without_scope, codes_without * 12);
}

// Without levels the scopes say nothing, and each code is asked as such.
TEST(CellsTest, WithoutRiskLevelsACodeHasACellForEachPlace) {
  RulesetData data = RealRuleset().data();
  data.has_risk_levels = false;
  const Ruleset ruleset(std::move(data));
  int cells = 0;
  ForEachCell(ruleset, IndexOf(ruleset, "56101"),
              [&](const Scope* scope, const BusinessActivity& activity) {
                EXPECT_EQ(scope, nullptr);
                EXPECT_FALSE(activity.scope.has_value());
                ++cells;
              });
  EXPECT_EQ(cells, 12);
}

TEST(CellsTest, OfficialRowsAreVisitedOnceEach) {
  std::vector<std::string> seen;
  ForEachOfficialRow(RealRuleset(),
                     [&](const Scope& scope, BusinessScale scale, const OfficialRow& page) {
                       EXPECT_EQ(&page, RealRuleset().official_row(scope, scale));
                       seen.push_back(absl::StrCat(scope.id, " ", NameOf(scale)));
                     });
  std::size_t expected = 0;
  for (const Scope& scope : RealRuleset().data().scopes) {
    for (std::int16_t row : scope.official_row_at) expected += row >= 0 ? 1 : 0;
  }
  EXPECT_GT(expected, 500U);
  EXPECT_EQ(seen.size(), expected);
  std::sort(seen.begin(), seen.end());
  EXPECT_EQ(std::unique(seen.begin(), seen.end()), seen.end());
}

}  // namespace
}  // namespace izin
