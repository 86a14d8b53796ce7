// The comparison of two rulesets, held against pairs of answers that the tests take themselves.

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "service/render/change.h"
#include "service/review/diff.h"
#include "tests/classifier/random_activity.h"
#include "tests/service/answering.h"
#include "tests/service/review/all_changes.h"

namespace izin::testing {
namespace {

using ::testing::Each;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Property;
using ::testing::SizeIs;

using Set = std::set<std::string>;

constexpr auto kRemoved = v1::REFORM_KIND_REMOVED;
constexpr auto kMerged = v1::REFORM_KIND_MERGED;
constexpr auto kSimplified = v1::REFORM_KIND_SIMPLIFIED;
constexpr auto kDelegated = v1::REFORM_KIND_DELEGATED;
constexpr auto kRenamed = v1::REFORM_KIND_RENAMED;
constexpr auto kAdded = v1::REFORM_KIND_ADDED;
constexpr auto kTightened = v1::REFORM_KIND_TIGHTENED;

const Ruleset& Pp24() { return **Library()->Find("pp24-2018"); }
const Ruleset& Pp28() { return **Library()->Find("pp28-2025"); }

// Compared once: the tests only read it.
const RulesetDiff& Forward() {
  static const auto* const diff = new RulesetDiff(DiffRulesets(Pp24(), Pp28()));
  return *diff;
}

std::vector<v1::RulesetChange> ChangesOf(const RulesetDiff& diff, const std::string& code) {
  std::vector<v1::RulesetChange> changes;
  for (const v1::RulesetChange& change : AllChanges(diff)) {
    if (change.kbli_code() == code) changes.push_back(change);
  }
  return changes;
}

// What two answers say, by sets.

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

Set AsSet(const google::protobuf::RepeatedPtrField<std::string>& codes) {
  return {codes.begin(), codes.end()};
}

Set Minus(const Set& a, const Set& b) {
  Set only = a;
  for (const std::string& code : b) only.erase(code);
  return only;
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
  const Office* office = decision.authority.office;
  return office == nullptr ? 0 : static_cast<int>(office->kind);
}

// Terms, flags and the like of what both require.
Set Terms(const Decision& decision, const Decision& other) {
  Set terms;
  const Set shared = Required(other);
  for (const PermitDecision& decided : decision.permits) {
    if (decided.row == nullptr || !shared.contains(decided.permit->code)) continue;
    terms.insert(absl::StrCat(decided.permit->code, " ", decided.working_days, " ",
                              decided.working_days_with_repairs, " ", decided.line->automatic, " ",
                              decided.line->deemed_approved, " ", static_cast<int>(decided.flag),
                              " ", static_cast<int>(decided.permit->required_before)));
  }
  return terms;
}

Set DutyTerms(const Decision& decision, const Decision& other) {
  Set terms;
  Set seen;
  const Set shared = Commitments(other);
  for (const CommitmentDecision& decided : decision.commitments) {
    const Commitment& duty = *decided.commitment;
    if (!shared.contains(duty.code) || !seen.insert(duty.code).second) continue;
    terms.insert(absl::StrCat(
        duty.code, " ", decided.permit->code, " ", static_cast<int>(duty.kind), " ",
        static_cast<int>(duty.due_before), " ", duty.due_working_days, " ", duty.due_calendar_days,
        " ", duty.due_months, " ", duty.every_months, " ", duty.may_apply, " ", duty.blocks_stage));
  }
  return terms;
}

Set Warnings(const Decision& decision) {
  Set codes;
  for (const WarningDecision& warning : decision.warnings) codes.insert(warning.notice->code);
  return codes;
}

std::string Stages(const Decision& decision) {
  return absl::StrCat(decision.stages.may_prepare, decision.stages.may_build,
                      decision.stages.may_operate);
}

std::string LicenceOffice(const Decision& decision) {
  const Office* office = decision.authority.office;
  return office == nullptr ? "" : office->id;
}

bool AreDetailsDifferent(const Decision& from, const Decision& to) {
  return Terms(from, to) != Terms(to, from) || DutyTerms(from, to) != DutyTerms(to, from) ||
         Warnings(from) != Warnings(to) || Stages(from) != Stages(to) ||
         LicenceOffice(from) != LicenceOffice(to);
}

bool AreDifferent(const Decision& from, const Decision& to) {
  return AreDetailsDifferent(from, to) || from.risk_level != to.risk_level ||
         from.outcome != to.outcome || Required(from) != Required(to) ||
         Commitments(from) != Commitments(to) || LicenceAuthority(from) != LicenceAuthority(to) ||
         Offices(from, to) != Offices(to, from);
}

void ExpectLists(const v1::RulesetChange& change, const Decision& from, const Decision& to) {
  EXPECT_EQ(static_cast<int>(change.from_risk()), static_cast<int>(from.risk_level));
  EXPECT_EQ(static_cast<int>(change.to_risk()), static_cast<int>(to.risk_level));
  EXPECT_EQ(AsSet(change.permits_added()), Minus(Required(to), Required(from)));
  EXPECT_EQ(AsSet(change.permits_removed()), Minus(Required(from), Required(to)));
  EXPECT_EQ(AsSet(change.commitments_added()), Minus(Commitments(to), Commitments(from)));
  EXPECT_EQ(AsSet(change.commitments_removed()), Minus(Commitments(from), Commitments(to)));
}

// All of the cells.

// The 2020 code whose answer stands for a 2025 code, read from the side of the 2020 codes.
std::map<KbliCode, KbliCode> EarlierCodes() {
  std::map<KbliCode, KbliCode> earlier;
  const Ruleset& to = Pp28();
  const KbliCatalogue& kbli = to.kbli(KbliEdition::k2020);
  for (int i = 0; i < kbli.subclass_count(); ++i) {
    const KbliCode code = kbli.CodeAt(i);
    const absl::Span<const KbliCode> became =
        to.data().conversion.CounterpartsOf(code, KbliEdition::k2020, KbliEdition::k2025);
    if (became.size() != 1) continue;
    const auto [it, is_first] = earlier.emplace(became.front(), code);
    if (!is_first && code == became.front()) it->second = code;
  }
  return earlier;
}

using Cell = std::tuple<std::string, std::string, int, int>;  // code, scope, scale, location

std::map<Cell, v1::RulesetChange> ByCell(const RulesetDiff& diff) {
  std::map<Cell, v1::RulesetChange> cells;
  for (const v1::RulesetChange& change : AllChanges(diff)) {
    if (change.scale() == v1::BUSINESS_SCALE_UNSPECIFIED) continue;
    const Cell cell(change.kbli_code(), change.scope_id(), change.scale(), change.location());
    EXPECT_TRUE(cells.emplace(cell, change).second) << change.ShortDebugString();
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
  bool has_seen_all() const { return changed_ == changes_.size(); }

 private:
  void CheckScope(KbliCode code, KbliCode earlier, const Scope* scope) {
    // Of foreign capital, which alone some scopes are open to, only large business is made.
    const bool is_foreign = scope != nullptr && scope->only_foreign;
    for (int scale = is_foreign ? 4 : 1; scale <= 4; ++scale) {
      for (int location = 1; location <= 3; ++location) {
        BusinessActivity activity{.code = earlier, .edition = KbliEdition::k2020};
        activity.foreign = is_foreign;
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
    ExpectLists(it->second, from_, to_);
  }

  const std::map<Cell, v1::RulesetChange> changes_;
  Decision from_;
  Decision to_;
  int cells_ = 0;
  std::size_t changed_ = 0;
};

TEST(RulesetDiffTest, EveryCellIsWhatTwoAnswersSay) {
  CellCheck check(Forward());
  check.Run();
  EXPECT_EQ(check.cells(), 23307);
  EXPECT_EQ(Forward().cells, 23307);
  EXPECT_TRUE(check.has_seen_all());
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
  // 01289 was split, and no code of 2020 became 01289 of 2025 alone.
  EXPECT_THAT(ChangesOf(Forward(), "01289"), SizeIs(2));
}

// By code, then what is to be reviewed, scope number, scale and location.
TEST(RulesetDiffTest, ChangesStandInOrder) {
  std::tuple<std::string, int, int, int> last;
  for (const v1::RulesetChange& change : AllChanges(Forward())) {
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
  int reviews = 0;
  for (const v1::RulesetChange& change : AllChanges(Forward())) {
    reviews += change.scale() == v1::BUSINESS_SCALE_UNSPECIFIED ? 1 : 0;
    for (int kind : change.reforms()) ++by_kind[static_cast<v1::ReformKind>(kind)];
  }
  EXPECT_EQ(Forward().by_kind, by_kind);
  EXPECT_EQ(Forward().codes_to_review, reviews);
  EXPECT_EQ(reviews, 670);  // 329 codes of KBLI 2020, of which 328 were split, and 341 of 2025
  // PP 24/2018 knows no levels.
  EXPECT_EQ(Forward().risk_raised, 0);
  EXPECT_EQ(Forward().risk_lowered, 0);
}

TEST(RulesetDiffTest, ToTheEarlierEditionCodesAreThoseOf2020) {
  const RulesetDiff diff = DiffRulesets(Pp28(), Pp24());
  // 1,020 codes at 12 places each; 770 codes of 2020 and 458 of 2025 have no single other.
  EXPECT_EQ(diff.cells, 12240);
  EXPECT_EQ(diff.codes_to_review, 1228);
  EXPECT_THAT(AllChanges(diff), Each(Property(&v1::RulesetChange::scope_id, IsEmpty())));
}

// One edition.

// The latest ruleset with the scopes of the codes under `digits` alone, to be quick.
RulesetData ScopesUnder(absl::string_view digits) {
  RulesetData data = Pp28().data();
  std::erase_if(data.scopes,
                [digits](const Scope& scope) { return !absl::StartsWith(scope.id, digits); });
  return data;
}

TEST(RulesetDiffTest, ARulesetDoesNotDifferFromItself) {
  const Ruleset industry(ScopesUnder("2"));
  for (const Ruleset* ruleset : {&Pp24(), &industry}) {
    const RulesetDiff diff = DiffRulesets(*ruleset, *ruleset);
    EXPECT_THAT(AllChanges(diff), IsEmpty()) << ruleset->name();
    EXPECT_THAT(diff.by_kind, IsEmpty());
    EXPECT_GT(diff.cells, 12 * 1559);
  }
}

TEST(RulesetDiffTest, ALevelThatRoseIsAChangeAtEveryLocation) {
  RulesetData data = ScopesUnder("56101");
  const Ruleset earlier(data);
  data.scopes.front().level_at[4] = RiskLevel::kHigh;
  const Ruleset later(std::move(data));
  const RulesetDiff diff = DiffRulesets(earlier, later);
  ASSERT_THAT(AllChanges(diff), SizeIs(3));
  EXPECT_EQ(diff.risk_raised, 3);
  EXPECT_EQ(diff.risk_lowered, 0);
  EXPECT_THAT(AllChanges(diff), Each(Property(&v1::RulesetChange::scope_id, "56101-1")));
  EXPECT_THAT(AllChanges(diff), Each(Property(&v1::RulesetChange::to_risk, v1::RISK_LEVEL_HIGH)));
  EXPECT_EQ(diff.by_kind.at(kTightened), 3);
  EXPECT_EQ(DiffRulesets(later, earlier).risk_lowered, 3);
}

TEST(RulesetDiffTest, AScopeThatFellAwayStandsBesideTheOthers) {
  RulesetData data = ScopesUnder("56101");
  const Ruleset earlier(data);
  data.scopes.pop_back();
  const Ruleset later(std::move(data));
  for (const RulesetDiff& diff : {DiffRulesets(earlier, later), DiffRulesets(later, earlier)}) {
    EXPECT_THAT(AllChanges(diff), Not(IsEmpty()));
    EXPECT_THAT(AllChanges(diff), Each(Property(&v1::RulesetChange::scope_id, "56101-2")));
  }
}

// Random full answers.

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
  EXPECT_TRUE(!change.is_risk_lowered() || Holds(change, kSimplified));
  EXPECT_TRUE(!change.is_risk_raised() || Holds(change, kTightened));
  EXPECT_TRUE(change.moved.empty() || Holds(change, kDelegated));
  const bool is_replaced = Holds(change, kMerged) || Holds(change, kRenamed);
  const bool takes = !change.permits_removed.empty() || !change.commitments_removed.empty();
  const bool gives = !change.permits_added.empty() || !change.commitments_added.empty();
  EXPECT_TRUE(takes || !Holds(change, kRemoved));
  EXPECT_TRUE(gives || !Holds(change, kAdded));
  EXPECT_TRUE(!takes || is_replaced || Holds(change, kRemoved));
  EXPECT_TRUE(!gives || is_replaced || Holds(change, kAdded));
}

TEST(CompareAnswersPropertyTest, AChangeIsWhatTwoAnswersSay) {
  RandomActivities of_2020(Pp24(), 20180621);
  RandomActivities of_2025(Pp28(), 20250605);
  Decision from;
  Decision to;
  const int cases = PropertyCases();
  int changed = 0;
  for (int i = 0; i < cases && !HasFailure(); ++i) {
    const BusinessActivity activity = i % 4 == 0 ? of_2020.Next() : of_2025.Next();
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
    EXPECT_EQ(CompareAnswers(to, to).reforms, std::vector<v1::ReformKind>());
    EXPECT_FALSE(CompareAnswers(to, to).is_change());
    changed += change.is_change() ? 1 : 0;
  }
  EXPECT_GT(changed, cases / 2);
}

// Reforms, of answers made up.

struct PermitSpec {
  std::string code;
  PermitCategory category = PermitCategory::kBaseRequirement;
  Stage stage = Stage::kStart;
  int days = 0;
  bool automatic = false;
  bool deemed = false;
  std::string office = "GOVERNOR";
  bool may_apply = false;
  TableRole role = TableRole::kLand;
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
    DecisionTable& table = tables_.emplace_back();
    table.role = spec.role;
    table.rows.resize(1);
    decision_.evaluations.push_back({.table = &table});
    lines_.push_back(
        {.working_days = spec.days, .automatic = spec.automatic, .deemed_approved = spec.deemed});
    const OfficeChoice office{.office = AddOffice(spec.office, AuthorityKind::kMinister)};
    decision_.permits.push_back({.permit = &permits_.back(),
                                 .line = spec.may_apply ? nullptr : &lines_.back(),
                                 .row = spec.may_apply ? nullptr : &table.rows.front(),
                                 .office = office,
                                 .working_days = spec.days,
                                 .working_days_with_repairs = spec.days});
  }

  std::deque<DecisionTable> tables_;
  std::deque<Permit> permits_;
  std::deque<RowPermit> lines_;
  std::deque<Office> offices_;
  std::deque<Commitment> commitments_;
  Decision decision_;
};

std::vector<PermitSpec> TakingDays(int days) { return {{.code = "A", .days = days}}; }
PermitSpec Licence(const std::string& code) {
  return {.code = code, .category = PermitCategory::kLicence};
}

struct ReformCase {
  std::string name;
  AnswerSpec from;
  AnswerSpec to;
  std::vector<v1::ReformKind> reforms;
  bool is_change = true;
};

class ReformTest : public ::testing::TestWithParam<ReformCase> {};

TEST_P(ReformTest, FollowsFromTheAnswers) {
  const CellChange change =
      CompareAnswers(MadeAnswer(GetParam().from).decision(), MadeAnswer(GetParam().to).decision());
  EXPECT_EQ(change.reforms, GetParam().reforms);
  EXPECT_EQ(change.is_change(), GetParam().is_change);
}

std::vector<ReformCase> ChangesOfPermits() {
  return {
      {"Nothing", {}, {}, {}, false},
      {"Removed", {.permits = {{"A"}}}, {}, {kRemoved}},
      {"Added", {}, {.permits = {{"A"}}}, {kAdded}},
      {"Renamed", {.permits = {{"NIB"}, {"A"}}}, {.permits = {{"NIB"}, {"B"}}}, {kRenamed}},
      {"OtherTable",
       {.permits = {{"A"}}},
       {.permits = {{.code = "B", .role = TableRole::kEnvironment}}},
       {kRemoved, kAdded}},
      {"OtherCategory", {.permits = {{"A"}}}, {.permits = {Licence("B")}}, {kRemoved, kAdded}},
      {"OtherStage",
       {.permits = {{"A"}}},
       {.permits = {{.code = "B", .stage = Stage::kOperation}}},
       {kRemoved, kAdded}},
      {"Merged", {.permits = {Licence("A"), Licence("B")}}, {.permits = {Licence("C")}}, {kMerged}},
      {"MergedAndRemoved",
       {.permits = {Licence("A"), Licence("B"), {"D"}}},
       {.permits = {Licence("C")}},
       {kRemoved, kMerged}},
      {"MayApply", {}, {.permits = {{.code = "U", .may_apply = true}}}, {}, false},
      {"Shorter", {.permits = TakingDays(20)}, {.permits = TakingDays(10)}, {kSimplified}},
      {"LongerTerm", {.permits = TakingDays(10)}, {.permits = TakingDays(20)}, {kTightened}},
      {"UnknownTerm", {.permits = TakingDays(20)}, {.permits = {{"A"}}}, {}},
      {"BecameAutomatic",
       {.permits = {{"A"}}},
       {.permits = {{.code = "A", .automatic = true}}},
       {kSimplified}},
      {"DeemedNoMore",
       {.permits = {{.code = "A", .deemed = true}}},
       {.permits = {{.code = "A"}}},
       {kTightened}},
      {"RenamedWithALongerTerm",
       {.permits = TakingDays(10)},
       {.permits = {{.code = "B", .days = 20}}},
       {kRenamed, kTightened}},
      {"Moved",
       {.permits = {{.code = "A", .office = "MINISTER"}}},
       {.permits = {{.code = "A", .office = "GOVERNOR"}}},
       {kDelegated}},
  };
}

std::vector<ReformCase> OtherChanges() {
  return {
      {"LowerRisk", {.risk = RiskLevel::kHigh}, {.risk = RiskLevel::kLow}, {kSimplified}},
      {"HigherRisk", {.risk = RiskLevel::kLow}, {.risk = RiskLevel::kHigh}, {kTightened}},
      {"FirstRisk", {.risk = RiskLevel::kUnspecified}, {.risk = RiskLevel::kHigh}, {}},
      {"FewerDuties",
       {.commitments = {"X", "Y", "X"}},
       {.commitments = {"Z"}},
       {kRemoved, kSimplified, kAdded}},
      {"MoreDuties", {.commitments = {"X"}}, {.commitments = {"X", "Y"}}, {kAdded, kTightened}},
      {"ARefusalIsNotSimpler",
       {.permits = {{"A"}}, .commitments = {"X"}},
       {.outcome = Outcome::kRefused},
       {kRemoved}},
      {"LicenceMoved",
       {.authority = AuthorityKind::kMinister},
       {.authority = AuthorityKind::kGovernor},
       {kDelegated}},
      {"AnotherOutcome", {}, {.outcome = Outcome::kScopeRequired}, {}},
  };
}

constexpr auto kCaseName = [](const auto& tested) { return tested.param.name; };
INSTANTIATE_TEST_SUITE_P(Permits, ReformTest, ::testing::ValuesIn(ChangesOfPermits()), kCaseName);
INSTANTIATE_TEST_SUITE_P(Others, ReformTest, ::testing::ValuesIn(OtherChanges()), kCaseName);

TEST(RulesetDiffTest, AScopeForForeignCapitalAloneIsAskedWithIt) {
  RulesetData data = ScopesUnder("86105");
  const Ruleset earlier(data);
  for (Scope& scope : data.scopes) {
    EXPECT_EQ(scope.only_foreign, scope.id == "86105-1");
    scope.level_at.fill(RiskLevel::kHigh);
  }
  const RulesetDiff diff = DiffRulesets(earlier, Ruleset(std::move(data)));
  int of_foreign = 0;
  for (const v1::RulesetChange& change : AllChanges(diff)) {
    if (change.scope_id() != "86105-1") continue;
    ++of_foreign;
    EXPECT_EQ(change.scale(), v1::BUSINESS_SCALE_LARGE);
    EXPECT_EQ(change.from_risk(), v1::RISK_LEVEL_MEDIUM_HIGH);
    EXPECT_EQ(change.to_risk(), v1::RISK_LEVEL_HIGH);
  }
  EXPECT_EQ(of_foreign, 3);
}

}  // namespace
}  // namespace izin::testing
