// Which of the rulesets held answers for a day, and which a pin names.

#include "service/rulesets/ruleset_library.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/bundle.h"
#include "data/loader/fingerprint.h"
#include "service/rulesets/embedded_rulesets.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/rulesets/versions.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kNotFound = absl::StatusCode::kNotFound;
constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

using Rules = std::shared_ptr<const Ruleset>;

// A ruleset of an id for a span of days, known again by its fingerprint.
Rules Of(const std::string& id, char digit, absl::CivilDay from,
         std::optional<absl::CivilDay> to = std::nullopt) {
  return Version(
      [&](RulesetData& data) {
        data.id = id;
        data.effective_from = from;
        data.effective_to = to;
      },
      digit);
}

constexpr absl::CivilDay kFirst(2026, 1, 1);

// They are taken as the build proved them: here they are proved again.
TEST(RulesetLibraryTest, ThoseCompiledInAreWhatTheirFingerprintsSay) {
  std::vector<std::string> proved;
  for (absl::string_view bundle : EmbeddedBundles()) {
    const auto ruleset = LoadBundle(bundle);
    ASSERT_TRUE(ruleset.ok()) << ruleset.status();
    proved.push_back((*ruleset)->versioned_name());
  }
  std::vector<std::string> taken;
  for (const Rules& ruleset : Library()->rulesets()) taken.push_back(ruleset->versioned_name());
  EXPECT_THAT(taken, ::testing::UnorderedElementsAreArray(proved));
}

// --- for a day --------------------------------------------------------------------------------

TEST(RulesetLibraryTest, BothEndsOfASpanBelongToIt) {
  const Rules one = Of("one", '1', kFirst, absl::CivilDay(2026, 1, 31));
  const Rules two = Of("two", '2', absl::CivilDay(2026, 2, 1));
  const RulesetLibrary library({two, one});
  EXPECT_EQ(*library.InForceOn(kFirst), one);
  EXPECT_EQ(*library.InForceOn(absl::CivilDay(2026, 1, 31)), one);
  EXPECT_EQ(*library.InForceOn(absl::CivilDay(2026, 2, 1)), two);
  EXPECT_EQ(*library.InForceOn(absl::CivilDay(9999, 12, 31)), two);
  EXPECT_EQ(library.InForceOn(kFirst - 1).status().code(), kPrecondition);
}

TEST(RulesetLibraryTest, OfTwoThatCoverADayTheLaterAnswers) {
  const Rules wide = Of("wide", '1', kFirst);
  const Rules inner = Of("inner", '2', absl::CivilDay(2026, 3, 1), absl::CivilDay(2026, 3, 31));
  for (const auto& order : {std::vector<Rules>{wide, inner}, std::vector<Rules>{inner, wide}}) {
    const RulesetLibrary library(order);
    EXPECT_EQ(*library.InForceOn(absl::CivilDay(2026, 2, 28)), wide);
    EXPECT_EQ(*library.InForceOn(absl::CivilDay(2026, 3, 1)), inner);
    EXPECT_EQ(*library.InForceOn(absl::CivilDay(2026, 3, 31)), inner);
    EXPECT_EQ(*library.InForceOn(absl::CivilDay(2026, 4, 1)), wide);
  }
}

// Of one first day the order is still the same, whichever was given first.
TEST(RulesetLibraryTest, OfOneFirstDayTheIdDecides) {
  const Rules a = Of("a", '1', kFirst);
  const Rules b = Of("b", '2', kFirst);
  EXPECT_EQ(*RulesetLibrary({a, b}).InForceOn(kFirst), b);
  EXPECT_EQ(*RulesetLibrary({b, a}).InForceOn(kFirst), b);
}

TEST(RulesetLibraryTest, ADayBetweenTwoIsRefusedWithWhatIsHeld) {
  const RulesetLibrary library({Of("one", '1', kFirst, absl::CivilDay(2026, 1, 31)),
                                Of("two", '2', absl::CivilDay(2026, 3, 1))});
  const absl::Status status = library.InForceOn(absl::CivilDay(2026, 2, 10)).status();
  EXPECT_EQ(status.code(), kPrecondition);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("no ruleset held was in force on 2026-02-10; held are rulesets/one from "
                        "2026-01-01, rulesets/two from 2026-03-01"));
}

TEST(RulesetLibraryTest, AGapNamesWhatIsMissing) {
  const Rules one = Version(
      [](RulesetData& data) {
        data.effective_from = kFirst;
        data.gaps = {{.from = absl::CivilDay(2025, 1, 1),
                      .to = absl::CivilDay(2025, 12, 31),
                      .missing = {.id = "peraturan itu", .en = "that regulation"}}};
      },
      '1');
  const RulesetLibrary library({one});
  for (const absl::CivilDay day : {absl::CivilDay(2025, 1, 1), absl::CivilDay(2025, 12, 31)}) {
    const absl::Status status = library.InForceOn(day).status();
    EXPECT_EQ(status.code(), kPrecondition);
    EXPECT_THAT(std::string(status.message()), HasSubstr("missing is that regulation"));
  }
  EXPECT_THAT(std::string(library.InForceOn(absl::CivilDay(2024, 12, 31)).status().message()),
              HasSubstr("no ruleset held was in force on 2024-12-31"));
}

// A ruleset that covers a day of another's gap answers for it.
TEST(RulesetLibraryTest, AGapThatIsFilledIsNone) {
  const Rules later = Version(
      [](RulesetData& data) {
        data.gaps = {{.from = kFirst, .to = absl::CivilDay(2026, 12, 31), .missing = {}}};
        data.effective_from = absl::CivilDay(2027, 1, 1);
      },
      '1');
  const Rules filling = Of("filling", '2', kFirst, absl::CivilDay(2026, 6, 30));
  const RulesetLibrary library({later, filling});
  EXPECT_EQ(*library.InForceOn(absl::CivilDay(2026, 6, 30)), filling);
  EXPECT_EQ(library.InForceOn(absl::CivilDay(2026, 7, 1)).status().code(), kPrecondition);
}

// --- versions of one id -----------------------------------------------------------------------

class TwoVersions : public ::testing::Test {
 protected:
  const Rules old_ = Of("law", '1', kFirst, absl::CivilDay(2026, 12, 31));
  const Rules new_ = Of("law", '2', absl::CivilDay(2026, 7, 1));
  const Rules other_ = Of("other", '3', absl::CivilDay(2020, 1, 1), absl::CivilDay(2025, 12, 31));
  const RulesetLibrary library_{{old_, other_, new_}};
};

TEST_F(TwoVersions, TheLastGivenAnswersFromItsFirstDayOn) {
  EXPECT_THAT(library_.rulesets(), ElementsAre(other_, old_, new_));
  EXPECT_EQ(&library_.latest(), new_.get());
  EXPECT_EQ(*library_.InForceOn(absl::CivilDay(2026, 7, 1)), new_);
  EXPECT_EQ(*library_.InForceOn(absl::CivilDay(2026, 12, 31)), new_);
  EXPECT_EQ(*library_.InForceOn(absl::CivilDay(2026, 6, 30)), old_);
  EXPECT_EQ(*library_.InForceOn(kFirst), old_);
  EXPECT_EQ(library_.versions()[1].to, absl::CivilDay(2026, 6, 30));
}

TEST_F(TwoVersions, APinByIdMeansTheOneOfTheDay) {
  EXPECT_EQ(*library_.Find("law"), new_);
  EXPECT_EQ(*library_.Find("rulesets/law"), new_);
  EXPECT_EQ(*library_.Find("law", absl::CivilDay(2026, 6, 30)), old_);
  EXPECT_EQ(*library_.Find("law", absl::CivilDay(2026, 7, 1)), new_);
  EXPECT_EQ(*library_.Find("law", absl::CivilDay(2030, 1, 1)), new_);
  EXPECT_EQ(*library_.Find("law", absl::CivilDay(2000, 1, 1)), old_);
}

// One that begins as early or earlier takes all of its days: no day is answered by both, and none
// comes back when the later one ends.
TEST_F(TwoVersions, OneWhoseDaysAreAllTakenAnswersForNone) {
  const Rules whole = Of("law", '4', kFirst, absl::CivilDay(2026, 9, 30));
  const RulesetLibrary library({old_, new_, whole});
  EXPECT_THAT(library.rulesets(), ElementsAre(whole));
  EXPECT_EQ(library.InForceOn(absl::CivilDay(2026, 10, 1)).status().code(), kPrecondition);
}

TEST(LibraryWithAnArchiveTest, BringsBackWhatADayOrAnExactPinAsksFor) {
  const Rules past = Of("past", '1', absl::CivilDay(2020, 1, 1), absl::CivilDay(2020, 12, 31));
  const Rules now = Of("now", '2', absl::CivilDay(2021, 1, 1));
  const Rules gone = Of("now", '3', absl::CivilDay(2021, 1, 1));
  RulesetLibrary::Archive archive;
  archive.rulesets = std::make_shared<const OldRulesets>([&](absl::string_view fingerprint) {
    if (fingerprint == past->data().fingerprint) return OldRulesets::Loaded(past);
    if (fingerprint == gone->data().fingerprint) return OldRulesets::Loaded(gone);
    return OldRulesets::Loaded(absl::NotFoundError("none"));
  });
  const RulesetLibrary library({{.id = "past",
                                 .fingerprint = past->data().fingerprint,
                                 .from = past->data().effective_from,
                                 .to = past->data().effective_to,
                                 .ruleset = nullptr},
                                {.id = "now",
                                 .fingerprint = now->data().fingerprint,
                                 .from = now->data().effective_from,
                                 .to = std::nullopt,
                                 .ruleset = now}},
                               {}, archive);
  EXPECT_THAT(library.rulesets(), ElementsAre(now));
  EXPECT_EQ(*library.InForceOn(absl::CivilDay(2020, 6, 1)), past);
  EXPECT_EQ(*library.Find("past"), past);
  EXPECT_EQ(*library.Find("now@" + std::string(64, '3')), gone);
  EXPECT_EQ(library.Find("past@" + std::string(64, '3')).status().code(), kNotFound);
  EXPECT_EQ(archive.rulesets->counters().loads, 2U);
}

TEST_F(TwoVersions, EachIsFoundByItsExactPin) {
  const std::string first(64, '1');
  const std::string second(64, '2');
  for (const std::string prefix : {"", "rulesets/"}) {
    EXPECT_EQ(*library_.Find(prefix + "law@" + first), old_);
    EXPECT_EQ(*library_.Find(prefix + "law@" + second), new_);
    EXPECT_EQ(library_.Find(prefix + "law@" + std::string(64, '3')).status().code(), kNotFound);
    EXPECT_EQ(library_.Find(prefix + "other@" + first).status().code(), kNotFound);
    EXPECT_EQ(library_.Find(prefix + "law@" + first.substr(1)).status().code(), kNotFound);
  }
}

TEST_F(TwoVersions, TheOrderTheyAreGivenInDecides) {
  const RulesetLibrary reversed({new_, old_});
  EXPECT_EQ(*reversed.Find("law"), old_);
  EXPECT_EQ(*reversed.Find("law@" + std::string(64, '2')), new_);
  EXPECT_EQ(reversed.InForceOn(absl::CivilDay(2027, 1, 1)).status().code(), kPrecondition);
}

// The same version twice is one.
TEST_F(TwoVersions, OneGivenTwiceIsOne) {
  const RulesetLibrary twice({new_, new_});
  EXPECT_THAT(twice.rulesets(), ElementsAre(new_));
  EXPECT_EQ(*twice.Find("law@" + std::string(64, '2')), new_);
}

// --- pins -------------------------------------------------------------------------------------

TEST_F(TwoVersions, APinOfNoFormIsToldApartFromOneThatNamesNothing) {
  for (const char* pin : {"", "rulesets/", "@", "law@", "@x", "rulesets/@x", "la w", "law/x",
                          "rulesets/rulesets/law", "law\n", "läw"}) {
    const absl::Status status = library_.Find(pin).status();
    EXPECT_EQ(status.code(), kInvalid) << pin;
    EXPECT_THAT(std::string(status.message()), HasSubstr("for example rulesets/law")) << pin;
  }
  for (const char* pin : {"LAW", "law@x@y", "law-2", "rulesets/la"}) {
    const absl::Status status = library_.Find(pin).status();
    EXPECT_EQ(status.code(), kNotFound) << pin;
    EXPECT_THAT(std::string(status.message()),
                HasSubstr("held are rulesets/other@" + std::string(64, '3') + ", rulesets/law@" +
                          std::string(64, '1') + ", rulesets/law@" + std::string(64, '2')));
  }
}

// --- codes that can be held -------------------------------------------------------------------

TEST(RulesetLibraryTest, KnowsTheCodesOfEveryRulesetHeld) {
  for (const char* code : {"NIB", "IZIN_LOKASI", "PKKPR", "UMKU_BANK_MATA_RS", "TATA_BATAS",
                           "FULFIL_IZIN_REQUIREMENTS"})
    EXPECT_TRUE(Library()->KnowsHeldCode(code)) << code;
  for (const char* code : {"", "nib", "LKPM", "NIB "})
    EXPECT_FALSE(Library()->KnowsHeldCode(code)) << code;
}

TEST(RulesetLibraryTest, KnowsTheCodesOfASupersededVersion) {
  const Rules old_version =
      Version([](RulesetData& data) { data.permits.back().code = "IZIN_LAMA"; }, '1');
  const Rules new_version = Version([](RulesetData&) {}, '2');
  EXPECT_TRUE(RulesetLibrary({old_version, new_version}).KnowsHeldCode("IZIN_LAMA"));
  EXPECT_FALSE(RulesetLibrary({new_version}).KnowsHeldCode("IZIN_LAMA"));
}

// --- where they come from ---------------------------------------------------------------------

TEST(RulesetLibraryTest, TheEmbeddedAreThoseOfTheFolder) {
  const auto folder = RulesetLibrary::FromFolder("data");
  ASSERT_TRUE(folder.ok()) << folder.status();
  ASSERT_EQ((*folder)->rulesets().size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ((*folder)->rulesets()[i]->versioned_name(),
              Library()->rulesets()[i]->versioned_name());
  }
}

TEST(RulesetLibraryTest, AFolderWithoutRulesetsIsRefused) {
  const TempFolder empty;
  EXPECT_FALSE(RulesetLibrary::FromFolder(empty.path()).ok());
  EXPECT_FALSE(RulesetLibrary::FromFolder(empty / "none").ok());
}

// --- what a ruleset was compiled from ----------------------------------------------------------

TEST(RulesetLibraryTest, TheRulesOfARulesetAreThoseOfItsBundle) {
  const auto rules = Library()->RulesOf(Library()->latest());
  ASSERT_TRUE(rules.ok()) << rules.status();
  EXPECT_EQ(Fingerprint(**rules), Library()->latest().data().fingerprint);
  const Rules made = Of("one", '1', kFirst);
  EXPECT_EQ(RulesetLibrary({made}).RulesOf(*made).status().code(), kNotFound);
}

}  // namespace
}  // namespace izin::testing
