// The comparison of two rulesets, held against pairs of answers that the tests take themselves.

#include <array>
#include <cstdlib>
#include <deque>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/numbers.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "service/rules/diff.h"
#include "service/rules/diff_print.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::Each;

using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Property;
using ::testing::SizeIs;

using Set = std::set<std::string>;

const Ruleset& Pp24() { return **Library()->Find("pp24-2018"); }
const Ruleset& Pp28() { return **Library()->Find("pp28-2025"); }

// Compared once: the tests only read it.
const RulesetDiff& Forward() {
  static const auto* const diff = new RulesetDiff(DiffRulesets(Pp24(), Pp28()));
  return *diff;
}

std::vector<v1::RulesetChange> ChangesOf(const RulesetDiff& diff, const std::string& code) {
  std::vector<v1::RulesetChange> changes;
  for (const v1::RulesetChange& change : diff.changes) {
    if (change.kbli_code() == code) changes.push_back(change);
  }
  return changes;
}

// ------------------------------------------------------------------ what two answers say, by sets

Set Required(const Decision& decision) {
  Set codes;
  for (const PermitDecision& decided : decision.permits) {
    if (decided.row != nullptr) codes.insert(decided.permit->code);
  }
  return codes;
}

Set Commitments(const Decision& decision) {
  Set codes;
  for (const CommitmentDecision& decided : decision.commitments)
    codes.insert(decided.commitment->code);
  return codes;
}

Set Minus(const Set& a, const Set& b) {
  Set only = a;
  for (const std::string& code : b) only.erase(code);
  return only;
}

template <typename Items>
Set AsSet(const Items& items) {
  return {items.begin(), items.end()};
}

// "PKKPR GOVERNOR"
Set Offices(const Decision& decision, const Decision& other) {
  Set offices;
  const Set shared = Required(other);
  for (const PermitDecision& decided : decision.permits) {
    if (decided.row != nullptr && shared.contains(decided.permit->code))
      offices.insert(decided.permit->code + " " + decided.office.office->id);
  }
  return offices;
}

int LicenceAuthority(const Decision& decision) {
  return decision.authority.office == nullptr ? 0
                                              : static_cast<int>(decision.authority.office->kind);
}

bool AreDifferent(const Decision& from, const Decision& to) {
  return from.risk_level != to.risk_level || from.outcome != to.outcome ||
         Required(from) != Required(to) || Commitments(from) != Commitments(to) ||
         LicenceAuthority(from) != LicenceAuthority(to) || Offices(from, to) != Offices(to, from);
}

void ExpectLists(const v1::RulesetChange& change, const Decision& from, const Decision& to) {
  EXPECT_EQ(static_cast<int>(change.from_risk()), static_cast<int>(from.risk_level));
  EXPECT_EQ(static_cast<int>(change.to_risk()), static_cast<int>(to.risk_level));
  EXPECT_EQ(AsSet(change.permits_added()), Minus(Required(to), Required(from)));
  EXPECT_EQ(AsSet(change.permits_removed()), Minus(Required(from), Required(to)));
  EXPECT_EQ(AsSet(change.commitments_added()), Minus(Commitments(to), Commitments(from)));
  EXPECT_EQ(AsSet(change.commitments_removed()), Minus(Commitments(from), Commitments(to)));
}

// ------------------------------------------------------------------------------- all of the cells

// The 2020 code whose answer stands for a 2025 code, read from the side of the 2020 codes.
std::map<KbliCode, KbliCode> EarlierCodes() {
  std::map<KbliCode, KbliCode> earlier;
  const Ruleset& to = Pp28();
  const KbliCatalogue& kbli = to.kbli(KbliEdition::k2020);
  for (int i = 0; i < kbli.subclass_count(); ++i) {
    const KbliCode code = kbli.CodeAt(i);
    const absl::Span<const KbliCode> became = to.data().conversion.SuccessorsOf(code);
    if (became.size() != 1) continue;
    const auto [it, is_first] = earlier.emplace(became.front(), code);
    if (!is_first && code == became.front()) it->second = code;
  }
  return earlier;
}

using Cell = std::tuple<std::string, std::string, int, int>;  // code, scope, scale, location

std::map<Cell, const v1::RulesetChange*> ByCell(const RulesetDiff& diff) {
  std::map<Cell, const v1::RulesetChange*> cells;
  for (const v1::RulesetChange& change : diff.changes) {
    if (change.scale() == v1::BUSINESS_SCALE_UNSPECIFIED) continue;
    const Cell cell(change.kbli_code(), change.scope_id(), change.scale(), change.location());
    EXPECT_TRUE(cells.emplace(cell, &change).second) << change.ShortDebugString();
  }
  return cells;
}

// Takes both answers of every cell and holds the diff against them.
class CellCheck {
 public:
  explicit CellCheck(const RulesetDiff& diff) : changes_(ByCell(diff)) {}

  void Run() {
    for (const auto& [code, earlier] : EarlierCodes()) {
      const int index = *Pp28().kbli().IndexOf(code);
      for (const Scope& scope : Pp28().scopes_of(index)) CheckScope(code, earlier, &scope);
      if (Pp28().scopes_of(index).empty()) CheckScope(code, earlier, nullptr);
      if (::testing::Test::HasFailure()) return;
    }
  }
  int cells() const { return cells_; }
  std::size_t changed() const { return changed_; }
  std::size_t listed() const { return changes_.size(); }

 private:
  void CheckScope(KbliCode code, KbliCode earlier, const Scope* scope) {
    for (int scale = 1; scale <= 4; ++scale) {
      for (int location = 1; location <= 3; ++location) {
        BusinessActivity activity{.code = earlier, .edition = KbliEdition::k2020};
        activity.scale = static_cast<BusinessScale>(scale);
        activity.locations = {static_cast<LocationType>(location)};
        Classify(Pp24(), activity, from_);
        activity.code = code;
        activity.edition = KbliEdition::k2025;
        if (scope != nullptr) activity.scope = ScopeChoice{.code = code, .number = scope->number};
        Classify(Pp28(), activity, to_);
        Check({code.ToString(), scope == nullptr ? "" : scope->id, scale, location});
      }
    }
  }

  void Check(const Cell& cell) {
    SCOPED_TRACE(std::get<0>(cell) + " " + std::get<1>(cell));
    ++cells_;
    const auto it = changes_.find(cell);
    ASSERT_EQ(it != changes_.end(), AreDifferent(from_, to_));
    if (it == changes_.end()) return;
    ++changed_;
    ExpectLists(*it->second, from_, to_);
  }

  const std::map<Cell, const v1::RulesetChange*> changes_;
  Decision from_;
  Decision to_;
  int cells_ = 0;
  std::size_t changed_ = 0;
};

TEST(RulesetDiffTest, EveryCellIsWhatTwoAnswersSay) {
  CellCheck check(Forward());
  check.Run();
  EXPECT_EQ(check.cells(), 23316);
  EXPECT_EQ(Forward().cells, 23316);
  EXPECT_EQ(check.changed(), check.listed());
}

TEST(RulesetDiffTest, CodesWithoutASingleSuccessorOrPredecessorAreToBeReviewed) {
  // 329 of KBLI 2020, of which 328 were split, and 341 of KBLI 2025.
  EXPECT_EQ(Forward().codes_to_review, 670);
  int reviews = 0;
  for (const v1::RulesetChange& change : Forward().changes)
    reviews += change.scale() == v1::BUSINESS_SCALE_UNSPECIFIED ? 1 : 0;
  EXPECT_EQ(reviews, 670);
}

TEST(RulesetDiffTest, ASplitCodeIsOneChange) {
  // 61925 has no row in the table; 01270 was split and its number is no more.
  for (const std::string code : {"01270", "61925"}) {
    const std::vector<v1::RulesetChange> changes = ChangesOf(Forward(), code);
    ASSERT_THAT(changes, SizeIs(1)) << code;
    v1::RulesetChange expected;
    expected.set_kbli_code(code);
    EXPECT_EQ(changes.front().ShortDebugString(), expected.ShortDebugString());
  }
}

TEST(RulesetDiffTest, ANumberThatWasSplitAndHasNoSinglePredecessorStandsTwice) {
  EXPECT_THAT(ChangesOf(Forward(), "01289"), SizeIs(2));
}

// By code, then what is to be reviewed, scope number, scale and location.
TEST(RulesetDiffTest, ChangesStandInOrder) {
  std::tuple<std::string, int, int, int> last;
  for (const v1::RulesetChange& change : Forward().changes) {
    int scope = 0;
    if (!change.scope_id().empty()) {
      ASSERT_TRUE(absl::SimpleAtoi(change.scope_id().substr(6), &scope));
    }
    const std::tuple next(change.kbli_code(), scope, static_cast<int>(change.scale()),
                          static_cast<int>(change.location()));
    EXPECT_LE(last, next) << change.ShortDebugString();
    last = next;
  }
}

TEST(RulesetDiffTest, CountsAreThoseOfTheChanges) {
  std::map<v1::ReformKind, int> by_kind;
  for (const v1::RulesetChange& change : Forward().changes) {
    for (int kind : change.reforms()) ++by_kind[static_cast<v1::ReformKind>(kind)];
  }
  EXPECT_EQ(Forward().by_kind, by_kind);
  // PP 24/2018 knows no levels.
  EXPECT_EQ(Forward().risk_raised, 0);
  EXPECT_EQ(Forward().risk_lowered, 0);
}

TEST(RulesetDiffTest, ToTheEarlierEditionCodesAreThoseOf2020) {
  const RulesetDiff diff = DiffRulesets(Pp28(), Pp24());
  // 1,020 codes at 12 places each; 770 codes of 2020 and 458 of 2025 have no single other.
  EXPECT_EQ(diff.cells, 12240);
  EXPECT_EQ(diff.codes_to_review, 1228);
  EXPECT_THAT(diff.changes, Each(Property(&v1::RulesetChange::scope_id, IsEmpty())));
}

// ------------------------------------------------------------------------------------ one edition

TEST(RulesetDiffTest, ARulesetDoesNotDifferFromItself) {
  for (const Ruleset* ruleset : {&Pp24(), &Pp28()}) {
    const RulesetDiff diff = DiffRulesets(*ruleset, *ruleset);
    EXPECT_THAT(diff.changes, IsEmpty()) << ruleset->name();
    EXPECT_THAT(diff.by_kind, IsEmpty());
    EXPECT_GT(diff.cells, 12 * 1500);
  }
}

std::size_t IndexOfScope(const RulesetData& data, const std::string& id) {
  for (std::size_t i = 0; i < data.scopes.size(); ++i) {
    if (data.scopes[i].id == id) return i;
  }
  ADD_FAILURE() << "no scope " << id;
  return 0;
}

TEST(RulesetDiffTest, ALevelThatRoseIsAChangeAtEveryLocation) {
  RulesetData data = Pp28().data();
  RiskLevel& level = data.scopes[IndexOfScope(data, "56101-1")].level_at[4];
  ASSERT_LT(level, RiskLevel::kHigh);
  level = RiskLevel::kHigh;
  const Ruleset later(std::move(data));

  const RulesetDiff diff = DiffRulesets(Pp28(), later);
  ASSERT_THAT(diff.changes, SizeIs(3));
  EXPECT_EQ(diff.risk_raised, 3);
  EXPECT_EQ(diff.risk_lowered, 0);
  EXPECT_THAT(diff.changes, Each(Property(&v1::RulesetChange::scope_id, "56101-1")));
  EXPECT_THAT(diff.changes, Each(Property(&v1::RulesetChange::to_risk, v1::RISK_LEVEL_HIGH)));
  EXPECT_EQ(diff.by_kind.at(v1::REFORM_KIND_TIGHTENED), 3);
  EXPECT_EQ(DiffRulesets(later, Pp28()).risk_lowered, 3);
}

TEST(RulesetDiffTest, AScopeThatFellAwayStandsBesideTheOthers) {
  RulesetData data = Pp28().data();
  const std::size_t index = IndexOfScope(data, "56101-2");
  data.scopes.erase(data.scopes.begin() + static_cast<std::ptrdiff_t>(index));
  const Ruleset later(std::move(data));
  for (const RulesetDiff& diff : {DiffRulesets(Pp28(), later), DiffRulesets(later, Pp28())}) {
    EXPECT_THAT(diff.changes, Not(IsEmpty()));
    EXPECT_THAT(diff.changes, Each(Property(&v1::RulesetChange::scope_id, "56101-2")));
  }
}

// ----------------------------------------------------------------------------- random full answers

// Random full activities from a seed, of either edition.
class RandomActivities {
 public:
  explicit RandomActivities(std::uint32_t seed) : random_(seed) {}

  BusinessActivity Next() {
    BusinessActivity activity;
    ChooseCode(activity);
    activity.scale = Any<BusinessScale>(1, 4);
    const auto places = 1 + random_() % 7;
    for (int i = 0; i < 3; ++i) {
      if ((places >> i & 1) != 0) activity.locations.push_back(static_cast<LocationType>(i + 1));
    }
    ChoosePlace(activity);
    activity.construction = Any<Construction>(0, 4);
    activity.environment = Any<EnvironmentalScreening>(0, 3);
    activity.actor_type = Any<ActorType>(0, 4);
    activity.foreign = Chance();
    activity.capital_idr = static_cast<std::int64_t>(random_() % 20) * 1'000'000'000;
    activity.scale_mismatch = Chance();
    const std::vector<std::string>& forms = Pp28().data().legal_forms;
    if (Chance()) activity.legal_form = forms[1 + random_() % (forms.size() - 1)];
    if (Chance()) activity.held_permits = {Pick(Pp28().data().permits).code};
    if (Chance()) activity.authority_parameters = {Pick(Pp28().data().authority_parameters).id};
    return activity;
  }

 private:
  bool Chance() { return random_() % 4 == 0; }
  template <typename Enum>
  Enum Any(std::uint32_t first, std::uint32_t last) {
    return static_cast<Enum>(first + random_() % (last - first + 1));
  }
  template <typename Item>
  const Item& Pick(const std::vector<Item>& items) {
    return items[random_() % items.size()];
  }

  void ChooseCode(BusinessActivity& activity) {
    if (Chance()) {
      const KbliCatalogue& kbli = Pp28().kbli(KbliEdition::k2020);
      activity.edition = KbliEdition::k2020;
      activity.code =
          kbli.CodeAt(static_cast<int>(random_() % static_cast<unsigned>(kbli.subclass_count())));
      return;
    }
    const Scope& scope = Pick(Pp28().data().scopes);
    activity.code = Pp28().kbli().CodeAt(scope.code_index);
    if (!Chance()) activity.scope = ScopeChoice{.code = activity.code, .number = scope.number};
  }

  void ChoosePlace(BusinessActivity& activity) {
    activity.zone = Any<Zone>(0, 4);
    activity.extent = Any<AdministrativeExtent>(0, 3);
    activity.rdtr = Any<RdtrStatus>(0, 3);
    activity.land_condition = Any<LandCondition>(0, 7);
    activity.forest_function = Any<ForestFunction>(0, 4);
    activity.forest_use = Any<ForestUse>(0, 6);
    activity.moving_vessel = Chance();
    activity.settled_days = activity.moving_vessel ? 0 : static_cast<int>(random_() % 60);
    activity.conservation_core_zone = Chance();
    activity.adjoins_protected_area = Chance();
    activity.distance_nm = static_cast<double>(random_() % 30);
    activity.land_area_ha = static_cast<double>(random_() % 400) / 8;
    const Region& region = Pick(Pp28().data().regions);
    if (Chance() && region.code.size() == 4) activity.region_codes = {region.code};
  }

  std::mt19937 random_;
};

int PropertyCases() {
  int cases = 2000;
  const char* given = std::getenv("IZIN_PROPERTY_CASES");
  if (given != nullptr && !absl::SimpleAtoi(given, &cases)) ADD_FAILURE() << given;
  return cases;
}

bool Holds(const CellChange& change, v1::ReformKind kind) {
  return std::count(change.reforms.begin(), change.reforms.end(), kind) == 1;
}

void ExpectReforms(const CellChange& change) {
  EXPECT_TRUE(std::is_sorted(change.reforms.begin(), change.reforms.end()));
  const std::set<v1::ReformKind> distinct(change.reforms.begin(), change.reforms.end());
  EXPECT_EQ(distinct.size(), change.reforms.size());
  EXPECT_TRUE(!change.is_risk_lowered() || Holds(change, v1::REFORM_KIND_SIMPLIFIED));
  EXPECT_TRUE(!change.is_risk_raised() || Holds(change, v1::REFORM_KIND_TIGHTENED));
  EXPECT_TRUE(change.moved.empty() || Holds(change, v1::REFORM_KIND_DELEGATED));
  const bool is_replaced =
      Holds(change, v1::REFORM_KIND_MERGED) || Holds(change, v1::REFORM_KIND_RENAMED);
  const bool takes = !change.permits_removed.empty() || !change.commitments_removed.empty();
  const bool gives = !change.permits_added.empty() || !change.commitments_added.empty();
  EXPECT_TRUE(takes || !Holds(change, v1::REFORM_KIND_REMOVED));
  EXPECT_TRUE(gives || !Holds(change, v1::REFORM_KIND_ADDED));
  EXPECT_TRUE(!takes || is_replaced || Holds(change, v1::REFORM_KIND_REMOVED));
  EXPECT_TRUE(!gives || is_replaced || Holds(change, v1::REFORM_KIND_ADDED));
}

TEST(CompareAnswersPropertyTest, AChangeIsWhatTwoAnswersSay) {
  RandomActivities activities(20250605);
  Decision from;
  Decision to;
  const int cases = PropertyCases();
  int changed = 0;
  for (int i = 0; i < cases && !HasFailure(); ++i) {
    const BusinessActivity activity = activities.Next();
    SCOPED_TRACE(activity.code.ToString());
    Classify(Pp24(), activity, from);
    Classify(Pp28(), activity, to);
    const CellChange change = CompareAnswers(from, to);
    EXPECT_EQ(change.is_change(), AreDifferent(from, to));
    EXPECT_EQ(change.from_outcome, from.outcome);
    EXPECT_EQ(change.to_outcome, to.outcome);
    EXPECT_EQ(static_cast<int>(change.from_authority), LicenceAuthority(from));
    EXPECT_EQ(static_cast<int>(change.to_authority), LicenceAuthority(to));
    EXPECT_EQ(change.moved.size(), Minus(Offices(from, to), Offices(to, from)).size());
    ExpectReforms(change);
    ExpectLists(RenderChange(change), from, to);
    EXPECT_EQ(CompareAnswers(to, from).permits_added, change.permits_removed);
    changed += change.is_change() ? 1 : 0;
  }
  EXPECT_GT(changed, cases / 2);
  Classify(Pp28(), activities.Next(), from);
  EXPECT_FALSE(CompareAnswers(from, from).is_change());
}

// --------------------------------------------------------------------- reforms, of answers made up

struct PermitSpec {
  std::string code;
  PermitCategory category = PermitCategory::kBaseRequirement;
  Stage stage = Stage::kStart;
  int days = 0;
  bool automatic = false;
  std::string office = "GOVERNOR";
  bool may_apply = false;
};

struct AnswerSpec {
  RiskLevel risk = RiskLevel::kLow;
  std::vector<PermitSpec> permits;
  std::vector<std::string> commitments;
  AuthorityKind authority = AuthorityKind::kGovernor;
  Outcome outcome = Outcome::kDecided;
};

// A decision with what it points to.
class MadeAnswer {
 public:
  explicit MadeAnswer(const AnswerSpec& spec) {
    decision_.outcome = spec.outcome;
    decision_.risk_level = spec.risk;
    decision_.authority.office = AddOffice("LICENCE", spec.authority);
    for (const PermitSpec& permit : spec.permits) AddPermit(permit);
    for (const std::string& code : spec.commitments) {
      commitments_.push_back({.code = code});
      decision_.commitments.push_back({.commitment = &commitments_.back()});
    }
  }
  MadeAnswer(const MadeAnswer&) = delete;
  MadeAnswer& operator=(const MadeAnswer&) = delete;

  const Decision& decision() const { return decision_; }

 private:
  const Office* AddOffice(const std::string& id, AuthorityKind kind) {
    offices_.push_back({.id = id, .kind = kind});
    return &offices_.back();
  }

  void AddPermit(const PermitSpec& spec) {
    permits_.push_back(
        {.code = spec.code, .category = spec.category, .required_before = spec.stage});
    lines_.push_back({.working_days = spec.days, .automatic = spec.automatic});
    const OfficeChoice office{.office = AddOffice(spec.office, AuthorityKind::kMinister)};
    decision_.permits.push_back({.permit = &permits_.back(),
                                 .line = spec.may_apply ? nullptr : &lines_.back(),
                                 .row = spec.may_apply ? nullptr : &row_,
                                 .office = office,
                                 .working_days = spec.days,
                                 .working_days_with_repairs = spec.days});
  }

  TableRow row_;
  std::deque<Permit> permits_;
  std::deque<RowPermit> lines_;
  std::deque<Office> offices_;
  std::deque<Commitment> commitments_;
  Decision decision_;
};

struct ReformCase {
  std::string name;
  AnswerSpec from;
  AnswerSpec to;
  std::vector<v1::ReformKind> reforms;
  bool is_change = true;
};

class ReformTest : public ::testing::TestWithParam<ReformCase> {};

TEST_P(ReformTest, FollowsFromTheAnswers) {
  const MadeAnswer from(GetParam().from);
  const MadeAnswer to(GetParam().to);
  const CellChange change = CompareAnswers(from.decision(), to.decision());
  EXPECT_EQ(change.reforms, GetParam().reforms);
  EXPECT_EQ(change.is_change(), GetParam().is_change);
}

constexpr auto kLicence = PermitCategory::kLicence;
constexpr auto kIdentity = PermitCategory::kIdentity;

INSTANTIATE_TEST_SUITE_P(
    Reforms, ReformTest,
    ::testing::Values(
        ReformCase{.name = "Nothing", .from = {}, .to = {}, .reforms = {}, .is_change = false},
        ReformCase{.name = "PermitRemoved",
                   .from = {.permits = {{.code = "A"}}},
                   .to = {},
                   .reforms = {v1::REFORM_KIND_REMOVED}},
        ReformCase{.name = "PermitAdded",
                   .from = {},
                   .to = {.permits = {{.code = "A"}}},
                   .reforms = {v1::REFORM_KIND_ADDED}},
        ReformCase{.name = "RenamedInItsPlace",
                   .from = {.permits = {{.code = "NIB", .category = kIdentity}, {.code = "A"}}},
                   .to = {.permits = {{.code = "NIB", .category = kIdentity}, {.code = "B"}}},
                   .reforms = {v1::REFORM_KIND_RENAMED}},
        ReformCase{.name = "InAnotherPlaceIsNoRename",
                   .from = {.permits = {{.code = "NIB", .category = kIdentity}, {.code = "A"}}},
                   .to = {.permits = {{.code = "B"}, {.code = "NIB", .category = kIdentity}}},
                   .reforms = {v1::REFORM_KIND_REMOVED, v1::REFORM_KIND_ADDED}},
        ReformCase{.name = "OfAnotherCategoryIsNoRename",
                   .from = {.permits = {{.code = "A"}}},
                   .to = {.permits = {{.code = "B", .category = kLicence}}},
                   .reforms = {v1::REFORM_KIND_REMOVED, v1::REFORM_KIND_ADDED}},
        ReformCase{.name = "OfAnotherStageIsNoRename",
                   .from = {.permits = {{.code = "A"}}},
                   .to = {.permits = {{.code = "B", .stage = Stage::kOperation}}},
                   .reforms = {v1::REFORM_KIND_REMOVED, v1::REFORM_KIND_ADDED}},
        ReformCase{.name = "SeveralBecameOne",
                   .from = {.permits = {{.code = "A", .category = kLicence},
                                        {.code = "B", .category = kLicence}}},
                   .to = {.permits = {{.code = "C", .category = kLicence}}},
                   .reforms = {v1::REFORM_KIND_MERGED}},
        ReformCase{.name = "MergedWhileAnotherFellAway",
                   .from = {.permits = {{.code = "A", .category = kLicence},
                                        {.code = "B", .category = kLicence},
                                        {.code = "D"}}},
                   .to = {.permits = {{.code = "C", .category = kLicence}}},
                   .reforms = {v1::REFORM_KIND_REMOVED, v1::REFORM_KIND_MERGED}},
        ReformCase{.name = "WhatMayApplyDoesNotCount",
                   .from = {},
                   .to = {.permits = {{.code = "U", .may_apply = true}}},
                   .reforms = {},
                   .is_change = false},
        ReformCase{.name = "ShorterTermAlone",
                   .from = {.permits = {{.code = "A", .days = 20}}},
                   .to = {.permits = {{.code = "A", .days = 10}}},
                   .reforms = {v1::REFORM_KIND_SIMPLIFIED},
                   .is_change = false},
        ReformCase{.name = "LongerTermAlone",
                   .from = {.permits = {{.code = "A", .days = 10}}},
                   .to = {.permits = {{.code = "A", .days = 20}}},
                   .reforms = {v1::REFORM_KIND_TIGHTENED},
                   .is_change = false},
        ReformCase{.name = "UnknownTermIsNotShorter",
                   .from = {.permits = {{.code = "A", .days = 20}}},
                   .to = {.permits = {{.code = "A"}}},
                   .reforms = {},
                   .is_change = false},
        ReformCase{.name = "BecameAutomatic",
                   .from = {.permits = {{.code = "A"}}},
                   .to = {.permits = {{.code = "A", .automatic = true}}},
                   .reforms = {v1::REFORM_KIND_SIMPLIFIED},
                   .is_change = false},
        ReformCase{.name = "LowerRisk",
                   .from = {.risk = RiskLevel::kHigh},
                   .to = {.risk = RiskLevel::kLow},
                   .reforms = {v1::REFORM_KIND_SIMPLIFIED}},
        ReformCase{.name = "HigherRisk",
                   .from = {.risk = RiskLevel::kLow},
                   .to = {.risk = RiskLevel::kHigh},
                   .reforms = {v1::REFORM_KIND_TIGHTENED}},
        ReformCase{.name = "ALevelWhereThereWasNoneIsNotHigher",
                   .from = {.risk = RiskLevel::kUnspecified},
                   .to = {.risk = RiskLevel::kHigh},
                   .reforms = {}},
        ReformCase{.name = "FewerCommitments",
                   .from = {.commitments = {"X", "Y", "X"}},
                   .to = {.commitments = {"Z"}},
                   .reforms = {v1::REFORM_KIND_REMOVED, v1::REFORM_KIND_SIMPLIFIED,
                               v1::REFORM_KIND_ADDED}},
        ReformCase{.name = "MoreCommitments",
                   .from = {.commitments = {"X"}},
                   .to = {.commitments = {"X", "Y"}},
                   .reforms = {v1::REFORM_KIND_ADDED, v1::REFORM_KIND_TIGHTENED}},
        ReformCase{.name = "ARefusalIsNotSimpler",
                   .from = {.permits = {{.code = "A"}}, .commitments = {"X"}},
                   .to = {.outcome = Outcome::kRefused},
                   .reforms = {v1::REFORM_KIND_REMOVED}},
        ReformCase{.name = "PermitMoved",
                   .from = {.permits = {{.code = "A", .office = "MINISTER"}}},
                   .to = {.permits = {{.code = "A", .office = "GOVERNOR"}}},
                   .reforms = {v1::REFORM_KIND_DELEGATED}},
        ReformCase{.name = "LicenceMoved",
                   .from = {.authority = AuthorityKind::kMinister},
                   .to = {.authority = AuthorityKind::kGovernor},
                   .reforms = {v1::REFORM_KIND_DELEGATED}},
        ReformCase{.name = "AnotherOutcomeAlone",
                   .from = {},
                   .to = {.outcome = Outcome::kScopeRequired},
                   .reforms = {}}),
    [](const auto& tested) { return tested.param.name; });

// ---------------------------------------------------------------------------------------- printing

RulesetDiff SmallDiff() {
  RulesetDiff diff;
  diff.cells = 24;
  diff.codes_to_review = 1;
  diff.risk_raised = 1;
  diff.by_kind[v1::REFORM_KIND_RENAMED] = 1;
  diff.changes.push_back(FromText<v1::RulesetChange>(R"pb(kbli_code: "01289")pb"));
  diff.changes.push_back(FromText<v1::RulesetChange>(R"pb(
    kbli_code: "56101"
    scope_id: "56101-1"
    scale: BUSINESS_SCALE_MICRO
    location: LOCATION_TYPE_LAND
    from_risk: RISK_LEVEL_LOW
    to_risk: RISK_LEVEL_MEDIUM_LOW
    permits_added: "PKKPR"
    permits_removed: "IZIN_LOKASI"
    commitments_added: [ "X", "Y" ]
    reforms: [ REFORM_KIND_RENAMED, REFORM_KIND_ADDED ]
  )pb"));
  diff.changes.push_back(FromText<v1::RulesetChange>(R"pb(
    kbli_code: "56101"
    scale: BUSINESS_SCALE_LARGE
    location: LOCATION_TYPE_SEA
  )pb"));
  return diff;
}

TEST(DiffPrintTest, TextGivesTheCountsThenTheChangesByCode) {
  EXPECT_EQ(DiffText(SmallDiff(), 0), R"(cells compared: 24
changes: 3
codes to review: 1
risk raised: 1
risk lowered: 0
RENAMED: 1
01289
  the code must be reviewed
56101
  56101-1 MICRO LAND: risk LOW -> MEDIUM_LOW; permits +PKKPR -IZIN_LOKASI; commitments +X +Y; RENAMED, ADDED
  LARGE SEA: another outcome
)");
}

TEST(DiffPrintTest, TextStopsAtTheLimit) {
  EXPECT_THAT(DiffText(SmallDiff(), 1), ::testing::EndsWith("reviewed\nand 2 more\n"));
  EXPECT_THAT(DiffText(SmallDiff(), 3), ::testing::EndsWith("another outcome\n"));
}

TEST(DiffPrintTest, CsvHasALineAChange) {
  EXPECT_EQ(DiffCsv(SmallDiff()),
            "kbli_code,scope_id,scale,location,from_risk,to_risk,permits_added,permits_removed,"
            "commitments_added,commitments_removed,reforms\n"
            "01289,,,,,,,,,,\n"
            "56101,56101-1,MICRO,LAND,LOW,MEDIUM_LOW,PKKPR,IZIN_LOKASI,X|Y,,RENAMED|ADDED\n"
            "56101,,LARGE,SEA,,,,,,,\n");
}

TEST(DiffPrintTest, CsvQuotesCommasQuotesAndLineBreaks) {
  RulesetDiff diff;
  v1::RulesetChange& change = diff.changes.emplace_back();
  change.set_kbli_code("a,b");
  change.set_scope_id("say \"c\"");
  change.add_permits_added("d\ne");
  change.add_permits_added("f");
  change.add_permits_removed("plain");
  EXPECT_THAT(DiffCsv(diff),
              ::testing::EndsWith("\n\"a,b\",\"say \"\"c\"\"\",,,,,\"d\ne|f\",plain,,,\n"));
}

TEST(DiffPrintTest, PagesGiveEveryChangeOnce) {
  const RulesetDiff diff = SmallDiff();
  const v1::DiffRulesetsResponse first = ToResponse(diff, 2, 0);
  EXPECT_EQ(first.changes_size(), 2);
  EXPECT_EQ(first.total_changes(), 3);
  EXPECT_EQ(first.risk_raised(), 1);
  EXPECT_EQ(first.next_page_token(), "2");
  const v1::DiffRulesetsResponse last = ToResponse(diff, 2, 2);
  EXPECT_EQ(last.changes_size(), 1);
  EXPECT_EQ(last.changes(0).scale(), v1::BUSINESS_SCALE_LARGE);
  EXPECT_EQ(last.next_page_token(), "");
  EXPECT_EQ(ToResponse(diff, 0, 0).changes_size(), 3);
  EXPECT_EQ(ToResponse(diff, 2, 9).changes_size(), 0);
}

}  // namespace
}  // namespace izin::testing
