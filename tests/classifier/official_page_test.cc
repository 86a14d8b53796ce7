// What a published page decides: who issues the licence among the offices that it names, its term,
// kind and document. The pages are made by hand on codes that ship, so that each case says all that
// its page says.

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/classify.h"
#include "tests/classifier/changed_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Changed;
using testing::Code;
using ::testing::Contains;
using testing::FindPermit;
using testing::FindWarning;
using testing::IndexOf;
using ::testing::IsEmpty;
using testing::Named;
using ::testing::Not;
using testing::OfficeId;
using testing::PageOf;
using testing::RealRuleset;
using testing::WarningCodes;

using Kind = AuthorityCondition::Kind;

constexpr std::uint8_t kWithin = 1 << 1;
constexpr std::uint8_t kRegencies = 1 << 2;
constexpr std::uint8_t kProvinces = 1 << 3;

constexpr AuthorityCondition kAny{.kind = Kind::kAny};
constexpr AuthorityCondition kForeign{.kind = Kind::kForeign};
constexpr AuthorityCondition kNotForeign{.kind = Kind::kNotForeign};
constexpr AuthorityCondition kAsk{.kind = Kind::kAsk};
// As the published "region 31" is held: no extent, only the province.
constexpr AuthorityCondition kJakarta{.kind = Kind::kExtent, .in_province_without_regencies = true};
constexpr AuthorityCondition At(std::uint8_t extents) {
  return {.kind = Kind::kExtent, .extents = extents};
}

constexpr char kMinister[] = "MINISTER_GENERIC";
constexpr char kGovernor[] = "GOVERNOR";
constexpr char kRegent[] = "REGENT_OR_MAYOR";

// "ap-07354e" is a port's rank, "ap-e2b2ea" sea water drawn: facts that only the applicant knows.
constexpr char kFirstId[] = "ap-07354e";
constexpr char kSecondId[] = "ap-e2b2ea";

struct Pair {
  const char* office;
  AuthorityCondition condition;
  const char* parameter = "";
};

void SetPairs(RulesetData& data, OfficialRow& page, const std::vector<Pair>& pairs) {
  page.pairs.clear();
  for (const Pair& pair : pairs) {
    const std::string parameter = pair.parameter;
    page.pairs.push_back(
        {.condition = pair.condition,
         .office = IndexOf(data.offices, pair.office),
         .parameter = parameter.empty() ? -1 : IndexOf(data.authority_parameters, parameter)});
  }
}

using Extent = AdministrativeExtent;

struct Case {
  const char* name;
  std::vector<Pair> pairs;
  Extent extent = Extent::kWithinRegency;
  const char* office;
  const char* overlap = "-";  // named by the warning AUTHORITY_OVERLAP
  bool is_confirmed = true;
  bool in_jakarta = false;
  std::vector<std::string> named = {};  // authority_parameters
};

class PageOffice : public ::testing::TestWithParam<Case> {};

// Palm cooking oil: one scope, HIGH at every scale, an IZIN.
TEST_P(PageOffice, FollowsTheOrderOfItsConditions) {
  const Case& tested = GetParam();
  const auto ruleset = Changed([&](RulesetData& data) {
    SetPairs(data, PageOf(data, "10437-1", BusinessScale::kMedium), tested.pairs);
  });
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  activity.zone = Zone::kNone;
  activity.extent = tested.extent;
  activity.region_codes = {tested.in_jakarta ? "3171" : "1271"};
  activity.authority_parameters = tested.named;
  const Decision decision = Classify(*ruleset, activity);
  EXPECT_EQ(OfficeId(decision.authority.office), tested.office);
  EXPECT_EQ(OfficeId(FindPermit(decision, "IZIN")->office.office), tested.office);
  const WarningDecision* overlap = FindWarning(decision, "AUTHORITY_OVERLAP");
  EXPECT_EQ(OfficeId(overlap == nullptr ? nullptr : overlap->office), tested.overlap);
  EXPECT_EQ(FindWarning(decision, "AUTHORITY_NOT_CONFIRMED") == nullptr, tested.is_confirmed);
  // What the page gives is cited by the snapshot, what the extent gives by the row.
  EXPECT_EQ(decision.authority.basis,
            tested.is_confirmed ? &ruleset->data().official_basis.front() : nullptr);
  EXPECT_EQ(decision.authority.row == nullptr, tested.is_confirmed);
}

INSTANTIATE_TEST_SUITE_P(OneOffice, PageOffice,
                         ::testing::Values(Case{"StandsAtAnyExtent",
                                                {{kGovernor, At(kRegencies)}},
                                                Extent::kCrossProvince,
                                                kGovernor},
                                           Case{"ForeignCapitalApart",
                                                {{kMinister, kForeign}, {kRegent, At(kWithin)}},
                                                Extent::kCrossProvince,
                                                kRegent},
                                           Case{"OfTwoPairs",
                                                {{kRegent, At(kWithin)}, {kRegent, kAsk}},
                                                Extent::kCrossRegency,
                                                kRegent},
                                           Case{.name = "OfARegencyIsTheGovernorInJakarta",
                                                .pairs = {{kRegent, kAny}},
                                                .office = kGovernor,
                                                .in_jakarta = true},
                                           Case{.name = "OfTheMinisterIsHisInJakarta",
                                                .pairs = {{kMinister, kAny}},
                                                .office = kMinister,
                                                .in_jakarta = true}),
                         [](const auto& tested) { return tested.param.name; });

// Bappebti stands first in the catalogue of offices: position 0 is an office as any other.
INSTANTIATE_TEST_SUITE_P(
    FirstOffice, PageOffice,
    ::testing::Values(
        Case{"AtAnyExtent", {{"BAPPEBTI", At(kRegencies)}}, Extent::kCrossProvince, "BAPPEBTI"},
        Case{"BesideAny",
             {{"BAPPEBTI", At(kWithin)}, {kMinister, kAny}},
             Extent::kWithinRegency,
             "BAPPEBTI",
             kMinister},
        Case{"BesideItsRank",
             {{"BAPPEBTI", At(kWithin)}, {kMinister, At(kWithin)}},
             Extent::kWithinRegency,
             "BAPPEBTI",
             kMinister},
        Case{"AsTheLowest",
             {{"BAPPEBTI", At(kProvinces)}, {kMinister, At(kWithin)}},
             Extent::kUnspecified,
             "BAPPEBTI"}),
    [](const auto& tested) { return tested.param.name; });

const std::vector<Pair> kByExtent = {
    {kMinister, At(kProvinces)}, {kRegent, At(kWithin)}, {kGovernor, At(kRegencies)}};

INSTANTIATE_TEST_SUITE_P(
    Extent, PageOffice,
    ::testing::Values(Case{"WithinARegency", kByExtent, Extent::kWithinRegency, kRegent},
                      Case{"OverRegencies", kByExtent, Extent::kCrossRegency, kGovernor},
                      Case{"OverProvinces", kByExtent, Extent::kCrossProvince, kMinister},
                      Case{"UnknownTakesTheLowest", kByExtent, Extent::kUnspecified, kRegent},
                      Case{"UnknownCountsNotForeign",
                           {{kMinister, At(kProvinces)}, {kGovernor, kNotForeign}},
                           Extent::kUnspecified,
                           kGovernor},
                      Case{"UnknownCountsAny",
                           {{kMinister, At(kProvinces)}, {kGovernor, kAny}},
                           Extent::kUnspecified,
                           kGovernor},
                      Case{"UnknownTakesTheLowestBesideNotForeign",
                           {{kRegent, At(kWithin)}, {kGovernor, kNotForeign}},
                           Extent::kUnspecified,
                           kRegent},
                      Case{"UnknownOverlapsAny",
                           {{kRegent, At(kWithin)}, {kMinister, kAny}},
                           Extent::kUnspecified,
                           kRegent,
                           kMinister},
                      Case{"UnknownLeavesOutWhatIsAsked",
                           {{kMinister, At(kProvinces)}, {kRegent, kAsk}},
                           Extent::kUnspecified,
                           kMinister},
                      Case{"UnknownLeavesOutTheProvince",
                           {{kMinister, At(kProvinces)}, {kGovernor, kJakarta}},
                           Extent::kUnspecified,
                           kMinister},
                      Case{"UnknownDoesNotDecideWhereNoPairReadsIt",
                           {{kGovernor, kNotForeign}, {kRegent, kAny}},
                           Extent::kUnspecified,
                           kGovernor,
                           kRegent},
                      Case{"UnknownBesideTheProvinceOnly",
                           {{kRegent, kJakarta}, {kMinister, kNotForeign}},
                           Extent::kUnspecified,
                           kMinister},
                      Case{"NothingHolds",
                           {{kGovernor, At(kRegencies)}, {kMinister, At(kProvinces)}},
                           Extent::kWithinRegency,
                           kRegent,
                           "-",
                           false},
                      Case{.name = "NothingHoldsInJakarta",
                           .pairs = {{kGovernor, At(kRegencies)}, {kMinister, At(kProvinces)}},
                           .office = kGovernor,
                           .is_confirmed = false,
                           .in_jakarta = true}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Order, PageOffice,
    ::testing::Values(Case{.name = "TheProvinceBeforeTheExtent",
                           .pairs = {{kGovernor, At(kWithin)}, {kMinister, kJakarta}},
                           .office = kMinister,
                           .in_jakarta = true},
                      Case{"TheProvinceOnlyThere",
                           {{kMinister, kJakarta}, {kGovernor, At(kWithin)}},
                           Extent::kWithinRegency,
                           kGovernor},
                      Case{.name = "TheExtentWhereThePageDoesNotNameTheProvince",
                           .pairs = {{kMinister, At(kWithin)}, {kGovernor, At(kRegencies)}},
                           .office = kMinister,
                           .in_jakarta = true},
                      Case{"TheExtentBeforeNotForeign",
                           {{kGovernor, kNotForeign}, {kRegent, At(kWithin)}},
                           Extent::kWithinRegency,
                           kRegent},
                      Case{"NotForeignWhereNoExtentHolds",
                           {{kRegent, At(kWithin)}, {kGovernor, kNotForeign}},
                           Extent::kCrossRegency,
                           kGovernor},
                      Case{"NotForeignBeforeAny",
                           {{kMinister, kAny}, {kGovernor, kNotForeign}},
                           Extent::kWithinRegency,
                           kGovernor,
                           kMinister},
                      Case{"AnyWhereNothingElseHolds",
                           {{kGovernor, At(kRegencies)}, {kMinister, kAny}},
                           Extent::kWithinRegency,
                           kMinister},
                      Case{"AnyBesideTheExtentOverlaps",
                           {{kMinister, kAny}, {kRegent, At(kWithin)}},
                           Extent::kWithinRegency,
                           kRegent,
                           kMinister},
                      Case{"WhatIsAskedComesLast",
                           {{kMinister, kAsk}, {kRegent, At(kWithin)}},
                           Extent::kWithinRegency,
                           kRegent},
                      Case{"WhatIsAskedWhereNothingElseHolds",
                           {{kRegent, At(kWithin)}, {kGovernor, kAsk}},
                           Extent::kCrossRegency,
                           kGovernor},
                      Case{"TheHighestOfWhatIsAsked",
                           {{kRegent, kAsk}, {kMinister, kAsk}, {kGovernor, kAsk}},
                           Extent::kWithinRegency,
                           kMinister}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Overlap, PageOffice,
    ::testing::Values(
        Case{"TheHigherStands",
             {{kGovernor, At(kWithin)}, {kMinister, At(kWithin)}},
             Extent::kWithinRegency,
             kMinister,
             kGovernor},
        Case{"WhicheverComesFirst",
             {{kMinister, At(kWithin)}, {kGovernor, At(kWithin)}},
             Extent::kWithinRegency,
             kMinister,
             kGovernor},
        Case{"TheGovernorAboveTheRegent",
             {{kRegent, At(kWithin)}, {kGovernor, At(kWithin)}},
             Extent::kWithinRegency,
             kGovernor,
             kRegent},
        Case{"OfOneRankTheFirst",
             {{kMinister, At(kWithin)}, {"BAPPEBTI", At(kWithin)}},
             Extent::kWithinRegency,
             kMinister,
             "BAPPEBTI"},
        Case{"TheInstitutionRanksAsTheMinister",
             {{"LEMBAGA_OSS", At(kWithin)}, {kMinister, At(kWithin)}},
             Extent::kWithinRegency,
             "LEMBAGA_OSS",
             kMinister},
        Case{"TheInstitutionAboveTheGovernor",
             {{kGovernor, At(kWithin)}, {"LEMBAGA_OSS", At(kWithin)}},
             Extent::kWithinRegency,
             "LEMBAGA_OSS",
             kGovernor},
        Case{"OneOfficeTwiceIsNone",
             {{kGovernor, At(kWithin)}, {kGovernor, At(kWithin)}, {kMinister, At(kProvinces)}},
             Extent::kWithinRegency,
             kGovernor},
        Case{.name = "TwoThatAreOneInJakartaAreNone",
             .pairs = {{kRegent, kAny}, {kGovernor, kJakarta}},
             .office = kGovernor,
             .in_jakarta = true}),
    [](const auto& tested) { return tested.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Parameter, PageOffice,
    ::testing::Values(Case{.name = "NamedStandsAboveTheExtent",
                           .pairs = {{kRegent, At(kWithin)}, {kMinister, kAsk, kFirstId}},
                           .office = kMinister,
                           .named = {kFirstId}},
                      Case{.name = "NamedStandsAboveAny",
                           .pairs = {{kMinister, kAny}, {kRegent, kAsk, kSecondId}},
                           .office = kRegent,
                           .named = {kSecondId}},
                      Case{.name = "AnotherOneIsNotNamed",
                           .pairs = {{kRegent, At(kWithin)},
                                     {kMinister, kAsk, kFirstId},
                                     {kGovernor, kAsk, kSecondId}},
                           .office = kGovernor,
                           .named = {kSecondId}},
                      Case{.name = "TwoNamedOverlap",
                           .pairs = {{kGovernor, kAsk, kFirstId}, {kMinister, kAsk, kSecondId}},
                           .office = kMinister,
                           .overlap = kGovernor,
                           .named = {kFirstId, kSecondId}}),
    [](const auto& tested) { return tested.param.name; });

TEST(PageOfficeTest, ForeignCapitalIsDecidedByLawBeforeAnyPage) {
  // PP 28/2025 art 138(4).
  const auto ruleset = Changed([](RulesetData& data) {
    SetPairs(data, PageOf(data, "10437-1", BusinessScale::kLarge), {{kRegent, kAny}});
  });
  BusinessActivity activity = Activity("10437", BusinessScale::kLarge);
  EXPECT_EQ(OfficeId(Classify(*ruleset, activity).authority.office), kRegent);
  activity.foreign = true;
  const Decision decision = Classify(*ruleset, activity);
  EXPECT_EQ(OfficeId(decision.authority.office), "LEMBAGA_OSS_PMA");
  EXPECT_EQ(FindWarning(decision, "AUTHORITY_NOT_CONFIRMED"), nullptr);
}

// --- several scopes, none chosen
// --------------------------------------------------------------------------------------

// Two scopes of 13911, both SS at MEDIUM. Where their offices differ, that is said beside a doubt
// about one of them.
std::string OfficeOfBoth(const std::vector<Pair>& first, const std::vector<Pair>& second) {
  const auto ruleset = Changed([&](RulesetData& data) {
    SetPairs(data, PageOf(data, "13911-1", BusinessScale::kMedium), first);
    SetPairs(data, PageOf(data, "13911-2", BusinessScale::kMedium), second);
  });
  BusinessActivity activity = Activity("13911", BusinessScale::kMedium);
  activity.extent = Extent::kWithinRegency;
  const Decision decision = Classify(*ruleset, activity);
  const bool in_doubt = std::any_of(decision.warnings.begin(), decision.warnings.end(),
                                    [](const WarningDecision& warning) {
                                      return warning.notice->code == "AUTHORITY_NOT_CONFIRMED" &&
                                             warning.of != NoticeCase::kScopesDiffer;
                                    });
  return OfficeId(decision.authority.office) + (in_doubt ? " in doubt" : "");
}

TEST(ScopesOfficeTest, TheHighestStands) {
  EXPECT_EQ(OfficeOfBoth({{kRegent, kAny}}, {{kGovernor, kAny}}), "GOVERNOR");
  EXPECT_EQ(OfficeOfBoth({{kMinister, kAny}}, {{kGovernor, kAny}}), "MINISTER_GENERIC");
}

TEST(ScopesOfficeTest, OfTwoAlikeTheOneInDoubtStands) {
  // Within a regency the second page names nobody: the extent rule gives the regent, unconfirmed.
  const std::vector<Pair> silent = {{kGovernor, At(kRegencies)}, {kMinister, At(kProvinces)}};
  EXPECT_EQ(OfficeOfBoth({{kRegent, kAny}}, silent), "REGENT_OR_MAYOR in doubt");
  EXPECT_EQ(OfficeOfBoth(silent, {{kRegent, kAny}}), "REGENT_OR_MAYOR in doubt");
  EXPECT_EQ(OfficeOfBoth({{kRegent, kAny}}, {{kRegent, kAny}}), "REGENT_OR_MAYOR");
  // A higher one that is certain leaves the doubt below it.
  EXPECT_EQ(OfficeOfBoth({{kGovernor, kAny}}, silent), "GOVERNOR");
}

TEST(ScopesOfficeTest, AChosenScopeAnswersAlone) {
  const auto ruleset = Changed([&](RulesetData& data) {
    SetPairs(data, PageOf(data, "13911-1", BusinessScale::kMedium), {{kMinister, kAny}});
    SetPairs(data, PageOf(data, "13911-2", BusinessScale::kMedium), {{kRegent, kAny}});
  });
  BusinessActivity activity = Activity("13911", BusinessScale::kMedium);
  activity.scope = ScopeChoice{Code("13911"), 2};
  EXPECT_EQ(OfficeId(Classify(*ruleset, activity).authority.office), kRegent);
}

TEST(ScopesOfficeTest, OnlyTheScopesOfTheHighestLevelCount) {
  // 56101 at SMALL is MEDIUM_HIGH in scope 1, MEDIUM_LOW in scope 2.
  const auto ruleset = Changed([&](RulesetData& data) {
    SetPairs(data, PageOf(data, "56101-1", BusinessScale::kSmall), {{kRegent, kAny}});
    SetPairs(data, PageOf(data, "56101-2", BusinessScale::kSmall), {{kMinister, kAny}});
  });
  const Decision decision = Classify(*ruleset, Activity("56101", BusinessScale::kSmall));
  EXPECT_EQ(decision.outcome, Outcome::kScopeRequired);
  EXPECT_EQ(OfficeId(decision.authority.office), kRegent);
}

// --- without a page
// ---------------------------------------------------------------------------------------------------

// The office of 46 without a page at MEDIUM: anything MINISTER, within a regency REGENT_OR_MAYOR,
// in Jakarta GOVERNOR.
Decision OfPattern(const std::function<void(BusinessActivity&)>& change) {
  static const auto* const ruleset = Changed([](RulesetData& data) {
                                       for (Scope& scope : data.scopes) {
                                         if (scope.id.substr(0, 5) == "46319")
                                           scope.official_row_at.fill(-1);
                                       }
                                     }).release();
  BusinessActivity activity = Activity("46319", BusinessScale::kMedium);
  change(activity);
  return Classify(*ruleset, activity);
}

TEST(PatternTest, TheDivisionsCodesAnswerInDoubt) {
  const Decision within = OfPattern([](BusinessActivity& a) { a.extent = Extent::kWithinRegency; });
  EXPECT_EQ(OfficeId(within.authority.office), kRegent);
  ASSERT_NE(within.authority.basis, nullptr);
  EXPECT_EQ(within.authority.basis->verification, Verification::kUnverified);
  EXPECT_THAT(WarningCodes(within), Contains("AUTHORITY_NOT_CONFIRMED"));
  // A pattern is no page: that it would overlap is not said.
  EXPECT_THAT(WarningCodes(within), Not(Contains("AUTHORITY_OVERLAP")));
  const Decision beyond = OfPattern([](BusinessActivity& a) { a.extent = Extent::kCrossProvince; });
  EXPECT_EQ(OfficeId(beyond.authority.office), kMinister);
  const Decision jakarta = OfPattern([](BusinessActivity& a) {
    a.region_codes = {"3171"};
    a.extent = Extent::kWithinRegency;
  });
  EXPECT_EQ(OfficeId(jakarta.authority.office), kGovernor);
}

TEST(PatternTest, AtAScaleWithoutOneTheExtentDecides) {
  // 93 agrees at SMALL and MEDIUM only; at LARGE the extent rule of PP 28/2025 art 138(2)c gives
  // the governor.
  const auto ruleset = Changed([](RulesetData& data) {
    for (Scope& scope : data.scopes) {
      if (scope.id.substr(0, 2) == "93") scope.official_row_at.fill(-1);
    }
  });
  BusinessActivity activity = Activity("93111", BusinessScale::kLarge);
  activity.extent = Extent::kCrossRegency;
  const Decision decision = Classify(*ruleset, activity);
  EXPECT_EQ(OfficeId(decision.authority.office), kGovernor);
  ASSERT_NE(decision.authority.row, nullptr);
  EXPECT_EQ(decision.authority.row->id, "aut-6");
  EXPECT_EQ(decision.authority.basis, nullptr);
}

TEST(PatternTest, TheCategorysCodesAnswerWhereTheDivisionHasNone) {
  // No page of 22209 is held; of category C 60 of 62 codes name the governor within a regency.
  BusinessActivity activity = Activity("22209", BusinessScale::kLarge);
  activity.extent = Extent::kWithinRegency;
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(OfficeId(decision.authority.office), kGovernor);
  ASSERT_NE(decision.authority.basis, nullptr);
  EXPECT_EQ(decision.authority.basis->provision, "pola 60 dari 62 kode kategori C (LARGE)");
  EXPECT_EQ(decision.authority.basis->verification, Verification::kUnverified);
  const WarningDecision* warning = FindWarning(decision, "AUTHORITY_NOT_CONFIRMED");
  ASSERT_NE(warning, nullptr);
  EXPECT_EQ(warning->of, NoticeCase::kPattern);
  EXPECT_EQ(warning->value, "60");
  EXPECT_EQ(warning->other, "C");
}

TEST(PatternTest, TheCategorysIsNotReadInADivisionThatDiffers) {
  // The pages of 19202 and 24101 name the minister alone.
  for (const char* code : {"19204", "24310"}) {
    BusinessActivity activity = Activity(code, BusinessScale::kLarge);
    activity.extent = Extent::kWithinRegency;
    const Decision decision = Classify(RealRuleset(), activity);
    ASSERT_NE(decision.authority.row, nullptr) << code;
    EXPECT_EQ(decision.authority.row->id, "aut-7") << code;
    const WarningDecision* warning = FindWarning(decision, "AUTHORITY_NOT_CONFIRMED");
    ASSERT_NE(warning, nullptr) << code;
    EXPECT_EQ(warning->of, NoticeCase::kPlain) << code;
  }
}

TEST(PatternTest, TheDivisionsStandsBeforeTheCategorys) {
  const int food = *RealRuleset().kbli().IndexOf(*KbliCode::Parse("10761"));
  EXPECT_EQ(RealRuleset().pattern(food, BusinessScale::kMicro)->kbli, "10");
  const int plastics = *RealRuleset().kbli().IndexOf(*KbliCode::Parse("22209"));
  EXPECT_EQ(RealRuleset().pattern(plastics, BusinessScale::kMicro)->kbli, "C");
  const int refinery = *RealRuleset().kbli().IndexOf(*KbliCode::Parse("19204"));
  EXPECT_EQ(RealRuleset().pattern(refinery, BusinessScale::kMicro), nullptr);
}

TEST(ScopesTest, DifferingOfficesAreNamed) {
  // The pages of 85593: scope 1 regent or mayor, scope 2 minister.
  const Decision decision = Classify(RealRuleset(), Activity("85593", BusinessScale::kSmall));
  EXPECT_EQ(OfficeId(decision.authority.office), kMinister);
  ASSERT_EQ(decision.scope_offices.size(), 2U);
  EXPECT_EQ(OfficeId(decision.scope_offices[0]), kRegent);
  EXPECT_EQ(OfficeId(decision.scope_offices[1]), kMinister);
  const WarningDecision* warning = FindWarning(decision, "AUTHORITY_NOT_CONFIRMED");
  ASSERT_NE(warning, nullptr);
  EXPECT_EQ(warning->of, NoticeCase::kScopesDiffer);
}

TEST(ScopesTest, OfficesThatAgreeAreNot) {
  // Of 61101 one page names a minister; over provinces the extent gives the other scopes one too.
  BusinessActivity activity = Activity("61101", BusinessScale::kMedium);
  activity.extent = Extent::kCrossProvince;
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_TRUE(decision.scope_offices.empty());
  const WarningDecision* warning = FindWarning(decision, "AUTHORITY_NOT_CONFIRMED");
  ASSERT_NE(warning, nullptr);
  EXPECT_EQ(warning->of, NoticeCase::kPlain);
}

TEST(ScopesTest, ANamedParameterCountsForTheScopesThatNameIt) {
  // ap-ca8dc8 is of 86105-1 alone, which foreign capital has beside scope 2.
  BusinessActivity activity = Activity("86105", BusinessScale::kSmall);
  const Decision domestic = Classify(RealRuleset(), activity);
  EXPECT_EQ(OfficeId(domestic.authority.office), kRegent);
  EXPECT_EQ(domestic.outcome, Outcome::kDecided);
  EXPECT_EQ(FindWarning(domestic, "AUTHORITY_NOT_CONFIRMED"), nullptr);
  activity.authority_parameters = {"ap-ca8dc8"};
  EXPECT_THAT(WarningCodes(Classify(RealRuleset(), activity)), Contains("INPUT_IGNORED"));
}

TEST(ScopesTest, ForeignCapitalHasItsOwnScopeToo) {
  BusinessActivity activity = Activity("86105", BusinessScale::kLarge);
  const auto scopes_asked = [&activity] {
    const Decision decision = Classify(RealRuleset(), activity);
    return std::any_of(
        decision.questions.begin(), decision.questions.end(),
        [](const QuestionDecision& asked) { return asked.field == QuestionField::kScopeId; });
  };
  EXPECT_FALSE(scopes_asked());
  activity.foreign = true;
  EXPECT_TRUE(scopes_asked());
}

TEST(LicencePageTest, TheLicenceIsHeldUnderTheCodeThatIsShown) {
  // The page of 49293 names IZIN at MEDIUM_HIGH.
  BusinessActivity activity = Activity("49293", BusinessScale::kLarge);
  const auto is_held = [&activity](const char* code) {
    activity.held_permits = {code};
    const Decision decision = Classify(RealRuleset(), activity);
    const PermitDecision* licence = FindPermit(decision, "IZIN");
    return licence != nullptr && licence->held;
  };
  EXPECT_TRUE(is_held("IZIN"));
  EXPECT_FALSE(is_held("SS_TERVERIFIKASI"));
}

TEST(PatternTest, IsNotReadWhereThePageSpeaks) {
  BusinessActivity activity = Activity("10437", BusinessScale::kLarge);
  activity.extent = Extent::kWithinRegency;  // the page: within or over regencies GOVERNOR
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(OfficeId(decision.authority.office), kGovernor);
  EXPECT_THAT(WarningCodes(decision), Not(Contains("AUTHORITY_NOT_CONFIRMED")));
}

}  // namespace
}  // namespace izin
