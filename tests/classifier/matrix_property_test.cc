// What must hold for every cell of the matrix that ships, and what deciding must not cost.

#include <atomic>
#include <cstdlib>
#include <new>
#include <random>

#include <gtest/gtest.h>

#include "izin/v1/classification.pb.h"
#include "izin/v1/kbli.pb.h"
#include "tests/classifier/real_ruleset.h"

namespace {

std::atomic<long> allocations{0};

}  // namespace

// Counts every allocation of this program. Sanitizers bring their own. Neither is inlined alone:
// the compiler would see memory of the other kind.
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size); memory != nullptr) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace izin {
namespace {

using testing::RealRuleset;

BusinessActivity ActivityOf(const Scope& scope, BusinessScale scale) {
  BusinessActivity activity;
  activity.code = RealRuleset().kbli().CodeAt(scope.code_index);
  activity.scope = ScopeChoice{.code = activity.code, .number = scope.number};
  activity.scale = scale;
  activity.locations = {LocationType::kLand};
  return activity;
}

constexpr BusinessScale kScales[] = {BusinessScale::kMicro, BusinessScale::kSmall,
                                     BusinessScale::kMedium, BusinessScale::kLarge};

TEST(MatrixPropertyTest, EveryCellComesBackAsPublished) {
  int offered = 0;
  int absent = 0;
  std::array<int, 5> by_level{};
  Decision decision;
  for (const Scope& scope : RealRuleset().data().scopes) {
    for (BusinessScale scale : kScales) {
      Classify(RealRuleset(), ActivityOf(scope, scale), decision);
      const RiskLevel published = scope.level_at[static_cast<std::size_t>(scale)];
      ASSERT_EQ(decision.risk_level, published) << scope.id;
      ++by_level[static_cast<std::size_t>(published)];
      if (published == RiskLevel::kUnspecified) {
        ++absent;
        ASSERT_EQ(decision.outcome, Outcome::kScaleNotOffered) << scope.id;
      } else {
        ++offered;
        ASSERT_TRUE(decision.outcome == Outcome::kDecided) << scope.id;
      }
    }
  }
  // The snapshot's own totals.
  EXPECT_EQ(offered, 8872);
  EXPECT_EQ(absent, 460);
  EXPECT_EQ(by_level[1], 2151);
  EXPECT_EQ(by_level[2], 1487);
  EXPECT_EQ(by_level[3], 2316);
  EXPECT_EQ(by_level[4], 2918);
}

TEST(MatrixPropertyTest, RiskNeverFallsWithScale) {
  for (const Scope& scope : RealRuleset().data().scopes) {
    RiskLevel last = RiskLevel::kUnspecified;
    for (BusinessScale scale : kScales) {
      const RiskLevel level = scope.level_at[static_cast<std::size_t>(scale)];
      if (level == RiskLevel::kUnspecified) continue;
      EXPECT_GE(level, last) << scope.id;
      last = level;
    }
  }
}

// Random full activities from a seed.
BusinessActivity RandomActivity(std::mt19937& random) {
  const auto& scopes = RealRuleset().data().scopes;
  BusinessActivity activity = ActivityOf(scopes[random() % scopes.size()], kScales[random() % 4]);
  if (random() % 2 == 0) activity.scope.reset();
  activity.locations.clear();
  const auto places = 1 + random() % 7;
  for (int i = 0; i < 3; ++i) {
    if ((places >> i & 1) != 0) activity.locations.push_back(static_cast<LocationType>(i + 1));
  }
  activity.zone = static_cast<Zone>(random() % 5);
  activity.extent = static_cast<AdministrativeExtent>(random() % 4);
  activity.rdtr = static_cast<RdtrStatus>(random() % 4);
  activity.land_condition = static_cast<LandCondition>(random() % 8);
  activity.forest_function = static_cast<ForestFunction>(random() % 5);
  activity.forest_use = static_cast<ForestUse>(random() % 7);
  activity.construction = static_cast<Construction>(random() % 5);
  activity.environment = static_cast<EnvironmentalScreening>(random() % 4);
  activity.settled_days = static_cast<int>(random() % 60);
  activity.conservation_core_zone = random() % 4 == 0;
  activity.adjoins_protected_area = random() % 4 == 0;
  activity.foreign = random() % 4 == 0;
  return activity;
}

TEST(MatrixPropertyTest, EveryPermitHasAnOfficeAndACitation) {
  std::mt19937 random(7);
  Decision decision;
  int decided = 0;
  for (int i = 0; i < 20000; ++i) {
    Classify(RealRuleset(), RandomActivity(random), decision);
    decided += decision.permits.empty() ? 0 : 1;
    for (const PermitDecision& permit : decision.permits) {
      const bool only_may_apply = permit.permit->category == PermitCategory::kSupporting;
      ASSERT_EQ(permit.office.office == nullptr, only_may_apply) << permit.permit->code;
      ASSERT_EQ(permit.row == nullptr, only_may_apply) << permit.permit->code;
      ASSERT_FALSE(only_may_apply ? permit.permit->legal_basis.empty()
                                  : permit.row->legal_basis.empty());
    }
    const bool has_permits =
        decision.outcome == Outcome::kDecided || decision.outcome == Outcome::kScopeRequired;
    ASSERT_EQ(!decision.permits.empty(), has_permits);
    ASSERT_EQ(decision.authority.office != nullptr, has_permits);
  }
  EXPECT_GT(decided, 1000);
}

TEST(AllocationTest, DecidingAgainAllocatesNothing) {
  std::mt19937 random(11);
  std::vector<BusinessActivity> activities;
  for (int i = 0; i < 500; ++i) activities.push_back(RandomActivity(random));
  Decision decision;
  for (const BusinessActivity& activity : activities) Classify(RealRuleset(), activity, decision);
  const long before = allocations;
  for (const BusinessActivity& activity : activities) Classify(RealRuleset(), activity, decision);
  EXPECT_EQ(allocations - before, 0);
}

TEST(EnumsTest, NumbersAreThoseOfTheApi) {
  EXPECT_EQ(static_cast<int>(Outcome::kRefused), v1::OUTCOME_REFUSED);
  EXPECT_EQ(static_cast<int>(Outcome::kScaleNotOffered), v1::OUTCOME_SCALE_NOT_OFFERED);
  EXPECT_EQ(static_cast<int>(RiskLevel::kHigh), v1::RISK_LEVEL_HIGH);
  EXPECT_EQ(static_cast<int>(BusinessScale::kLarge), v1::BUSINESS_SCALE_LARGE);
  EXPECT_EQ(static_cast<int>(LocationType::kForest), v1::LOCATION_TYPE_FOREST);
  EXPECT_EQ(static_cast<int>(Zone::kFreeTradeZone), v1::ZONE_FREE_TRADE_ZONE);
  EXPECT_EQ(static_cast<int>(LandCondition::kMineralExploration),
            v1::LAND_CONDITION_MINERAL_EXPLORATION);
  EXPECT_EQ(static_cast<int>(ForestFunction::kConservation), v1::FOREST_FUNCTION_CONSERVATION);
  EXPECT_EQ(static_cast<int>(ForestUse::kOtherListed), v1::FOREST_USE_OTHER_LISTED);
  EXPECT_EQ(static_cast<int>(Construction::kExistingWithPermit),
            v1::CONSTRUCTION_EXISTING_WITH_PERMIT);
  EXPECT_EQ(static_cast<int>(EnvironmentalScreening::kAmdal), v1::ENVIRONMENTAL_SCREENING_AMDAL);
  EXPECT_EQ(static_cast<int>(AdministrativeExtent::kCrossProvince),
            v1::ADMINISTRATIVE_EXTENT_CROSS_PROVINCE);
  EXPECT_EQ(static_cast<int>(RdtrStatus::kIntegrated), v1::RDTR_STATUS_INTEGRATED);
  EXPECT_EQ(static_cast<int>(ActorType::kForeignEntity), v1::ACTOR_TYPE_FOREIGN_ENTITY);
  EXPECT_EQ(static_cast<int>(Verification::kUnverified), v1::VERIFICATION_UNVERIFIED);
  EXPECT_EQ(static_cast<int>(PermitCategory::kIdentity), v1::PERMIT_CATEGORY_IDENTITY);
  EXPECT_EQ(static_cast<int>(CommitmentFlag::kCopyOnly), v1::COMMITMENT_FLAG_COPY_ONLY);
  EXPECT_EQ(static_cast<int>(Stage::kOperation), v1::STAGE_OPERATION);
  EXPECT_EQ(static_cast<int>(AuthorityKind::kEstateManager), v1::AUTHORITY_KIND_ESTATE_MANAGER);
  EXPECT_EQ(static_cast<int>(CommitmentKind::kReport), v1::COMMITMENT_KIND_REPORT);
  EXPECT_EQ(static_cast<int>(ConversionKind::kReview), v1::CONVERSION_KIND_REVIEW);
}

}  // namespace
}  // namespace izin
