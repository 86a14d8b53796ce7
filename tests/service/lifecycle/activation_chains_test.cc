// Which versions answer, by what was activated and taken back.

#include "service/lifecycle/activation_chains.h"

#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;
const BaseVersion kBase = {.fingerprint = "base", .version = 1};
const BaseVersion kNoBase;

internal::ActiveVersion Version(const std::string& fingerprint, int number,
                                const std::string& from = "2026-01-01",
                                const std::string& to = "") {
  internal::ActiveVersion version;
  version.set_fingerprint(fingerprint);
  version.set_version(number);
  version.set_effective_from(from);
  version.set_effective_to(to);
  return version;
}

internal::Manifest Next(int version) {
  internal::Manifest manifest;
  manifest.set_id("x");
  manifest.set_version(version);
  return manifest;
}

std::vector<std::string> ChainIn(const internal::ActivationState& state) {
  std::vector<std::string> chain;
  const internal::ActiveRuleset* found = FindChain(state, "x");
  if (found == nullptr) return chain;
  for (const auto& version : found->chain()) chain.push_back(version.fingerprint());
  return chain;
}

std::vector<std::string> RolledBackIn(const internal::ActivationState& state) {
  return {FindChain(state, "x")->rolled_back().begin(), FindChain(state, "x")->rolled_back().end()};
}

TEST(SuccessionTest, AnOlderVersionIsRefusedAndAnotherOfTheSameNumber) {
  internal::ActivationState state;
  EXPECT_TRUE(CheckSuccession(Next(2), "b", state, kBase).ok());
  EXPECT_TRUE(CheckSuccession(Next(1), "base", state, kBase).ok());
  EXPECT_TRUE(CheckSuccession(Next(0), "b", state, kNoBase).ok());
  EXPECT_THAT(CheckSuccession(Next(0), "b", state, kBase).message(),
              HasSubstr("version 0 of rulesets/x is older than version 1"));
  EXPECT_THAT(CheckSuccession(Next(1), "b", state, kBase).message(),
              HasSubstr("with another fingerprint, base"));
  Append("x", Version("c", 5), state);
  EXPECT_EQ(CheckSuccession(Next(4), "b", state, kBase).code(), kPrecondition);
  EXPECT_TRUE(CheckSuccession(Next(5), "c", state, kBase).ok());
}

TEST(ChainTest, AVersionReleasedAgainStandsOnce) {
  internal::ActivationState state;
  Append("x", Version("a", 2), state);
  Append("x", Version("b", 3), state);
  Append("x", Version("b", 4), state);
  EXPECT_THAT(ChainIn(state), ElementsAre("a", "b"));
  EXPECT_EQ(FindChain(state, "x")->chain(1).version(), 4);
}

TEST(ChainTest, IsBounded) {
  internal::ActivationState state;
  for (int i = 0; i < 100; ++i) Append("x", Version(i % 2 == 0 ? "a" : "b", i), state);
  EXPECT_LE(ChainIn(state).size(), 16U);
  EXPECT_EQ(ChainIn(state).back(), "b");
}

TEST(StepBackTest, GoesDownTheChainToTheBase) {
  internal::ActivationState state;
  Append("x", Version("a", 2), state);
  Append("x", Version("b", 3), state);
  EXPECT_TRUE(StepBack("x", kBase, state).ok());
  EXPECT_THAT(ChainIn(state), ElementsAre("a"));
  EXPECT_THAT(RolledBackIn(state), ElementsAre("b"));
  EXPECT_TRUE(StepBack("x", kBase, state).ok());
  EXPECT_THAT(ChainIn(state), IsEmpty());
  const absl::Status nothing = StepBack("x", kBase, state);
  EXPECT_EQ(nothing.code(), kPrecondition);
  EXPECT_THAT(nothing.message(), HasSubstr("nothing to go back to"));
}

TEST(StepBackTest, NeverLeavesAnIdWithoutAnswer) {
  internal::ActivationState state;
  Append("x", Version("a", 2), state);
  EXPECT_EQ(StepBack("x", kNoBase, state).code(), kPrecondition);
  EXPECT_THAT(ChainIn(state), ElementsAre("a"));
}

TEST(StepBackTest, ToACertainOne) {
  internal::ActivationState state;
  Append("x", Version("a", 2), state);
  Append("x", Version("b", 3), state);
  Append("x", Version("c", 4), state);
  EXPECT_EQ(StepBackTo("x", "c", kBase, state).code(), kPrecondition);
  EXPECT_EQ(StepBackTo("x", "d", kBase, state).code(), absl::StatusCode::kNotFound);
  EXPECT_TRUE(StepBackTo("x", "a", kBase, state).ok());
  EXPECT_THAT(ChainIn(state), ElementsAre("a"));
  EXPECT_THAT(RolledBackIn(state), ElementsAre("c", "b"));
  EXPECT_TRUE(StepBackTo("x", "base", kBase, state).ok());
  EXPECT_THAT(ChainIn(state), IsEmpty());
  Append("x", Version("c", 4), state);
  EXPECT_THAT(RolledBackIn(state), ElementsAre("b", "a"));
}

// Versions and days.

RulesetLibrary LibraryOf(const internal::ActivationState& state) {
  return RulesetLibrary(
      AllVersions(RulesetLibrary(std::vector<std::shared_ptr<const Ruleset>>()), state), {}, {});
}

std::vector<std::string> DaysIn(const RulesetLibrary& library) {
  std::vector<std::string> days;
  for (const RulesetLibrary::Version& version : library.versions()) {
    days.push_back(version.fingerprint + " " + absl::FormatCivilTime(version.from) + " " +
                   (version.to.has_value() ? absl::FormatCivilTime(*version.to) : "-"));
  }
  return days;
}

TEST(DaysTest, ALaterVersionAnswersFromItsFirstDayOn) {
  internal::ActivationState state;
  Append("x", Version("a", 1, "2025-06-05"), state);
  Append("x", Version("b", 2, "2027-01-01", "2027-06-30"), state);
  EXPECT_THAT(DaysIn(LibraryOf(state)),
              ElementsAre("a 2025-06-05 2026-12-31", "b 2027-01-01 2027-06-30"));
  // One that begins as early as the others takes all of their days.
  Append("x", Version("c", 3, "2025-06-05"), state);
  EXPECT_THAT(DaysIn(LibraryOf(state)), ElementsAre("c 2025-06-05 -"));
}

TEST(DaysTest, NoDayIsOfTwoRulesets) {
  internal::ActivationState state;
  Append("x", Version("a", 1, "2025-06-05"), state);
  Append("y", Version("b", 1, "2027-01-01"), state);
  const absl::Status overlap = CheckDays(LibraryOf(state));
  EXPECT_EQ(overlap.code(), kPrecondition);
  EXPECT_THAT(overlap.message(),
              HasSubstr("effective dates overlap: rulesets/x answers without an end and rulesets/y "
                        "from 2027-01-01"));
  Append("x", Version("c", 2, "2025-06-05", "2026-12-31"), state);
  EXPECT_TRUE(CheckDays(LibraryOf(state)).ok());
}

}  // namespace
}  // namespace izin
