// Rulesets that come, go back and are refused, while the service runs and after a restart.

#include "service/lifecycle/ruleset_activator.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/lifecycle/ruleset_handler.h"
#include "service/lifecycle/ruleset_records.h"
#include "tests/integration/process.h"
#include "tests/service/answering.h"
#include "tests/service/lifecycle/bundles.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

const std::string& Second() {
  static const auto* const bundle = new std::string(BundleOf(WithVersion(2, WithTitle("B"))));
  return *bundle;
}

const std::string& Third() {
  static const auto* const bundle = new std::string(BundleOf(WithVersion(3, WithTitle("C"))));
  return *bundle;
}

// What a server has of them.
class Office {
 public:
  explicit Office(const std::string& folder, std::shared_ptr<const RulesetLibrary> base = Library(),
                  std::vector<minisign::PublicKey> keys = {OfficeKey().public_key()})
      : holder_(base) {
    Store::Options options;
    options.path = folder;
    auto store = Store::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    activator_ = std::make_unique<RulesetActivator>(
        RulesetActivator::Options{
            .keys = std::move(keys),
            .tell = [this](const std::string& line, bool) { told.push_back(line); }},
        RulesetActivator::Parts{.base = std::move(base),
                                .store = store_.get(),
                                .writable = store_.get(),
                                .clock = clock,
                                .holder = holder_});
    restored = activator_->Restore();
  }

  RulesetActivator& activator() { return *activator_; }
  Store& store() { return *store_; }
  std::shared_ptr<const RulesetLibrary> library() const { return holder_.Current(); }
  const RulesetHolder& holder() const { return holder_; }

  absl::StatusOr<v1::ActivateRulesetResponse> Activate(const std::string& bundle,
                                                       bool validate_only = false) {
    return Activate(bundle, SignatureOf(bundle), validate_only);
  }
  absl::StatusOr<v1::ActivateRulesetResponse> Activate(const std::string& bundle,
                                                       const std::string& signature,
                                                       bool validate_only = false) {
    v1::ActivateRulesetRequest request;
    request.set_bundle(bundle);
    request.set_signature(signature);
    request.set_validate_only(validate_only);
    return activator_->Activate(request);
  }
  absl::StatusOr<v1::RollbackRulesetResponse> Rollback(const std::string& name) {
    v1::RollbackRulesetRequest request;
    request.set_name(name);
    return activator_->Rollback(request);
  }
  // The fingerprint that answers for a day; "" for none.
  std::string On(absl::CivilDay day) const {
    const auto ruleset = holder_.Current()->InForceOn(day);
    return ruleset.ok() ? (*ruleset)->data().fingerprint : "";
  }
  std::string Today() const { return On(TodayInJakarta(clock)); }

  FakeClock clock{FakeClock::NoonInJakarta(kToday)};
  std::vector<std::string> told;
  absl::Status restored;

 private:
  RulesetHolder holder_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<RulesetActivator> activator_;
};

std::string EmbeddedFingerprint() { return Library()->latest().data().fingerprint; }

class RulesetActivatorTest : public ::testing::Test {
 protected:
  std::string path() const { return folder_ / "data"; }
  TempFolder folder_;
};

TEST_F(RulesetActivatorTest, AnActivatedRulesetAnswersAndAnswersAfterARestart) {
  {
    Office office(path());
    const auto response = office.Activate(Second());
    ASSERT_TRUE(response.ok()) << response.status();
    EXPECT_EQ(response->ruleset().fingerprint(), FingerprintIn(Second()));
    EXPECT_EQ(response->ruleset().version(), 2);
    EXPECT_EQ(response->ruleset().signed_by(), OfficeKey().public_key().id());
    EXPECT_EQ(response->ruleset().activated_at(), "2026-11-24T05:00:00+00:00");
    EXPECT_GT(response->cases_passed(), 500);
    EXPECT_EQ(office.Today(), FingerprintIn(Second()));
    EXPECT_THAT(office.told, Contains(HasSubstr("event=ruleset_activated ruleset=rulesets/pp28")));
  }
  Office again(path());
  ASSERT_TRUE(again.restored.ok()) << again.restored;
  EXPECT_EQ(again.Today(), FingerprintIn(Second()));
  const auto stored = ReadStoredBundle(again.store(), FingerprintIn(Second()));
  ASSERT_TRUE(stored.ok());
  EXPECT_EQ(stored->bundle(), Second());
  EXPECT_TRUE(
      minisign::Verify({OfficeKey().public_key()}, stored->bundle(), stored->signature()).ok());
}

TEST_F(RulesetActivatorTest, ValidateOnlyTellsWhatWouldChangeAndChangesNothing) {
  Office office(path());
  const std::string bundle = BundleOf(WithVersion(
      2, WithoutCases(Edited(ShippedSources(), "reporting.textproto",
                             "scale: \"SMALL\" foreign: \"no\" }\n  then { commitment: \"LKPM\" }",
                             "scale: \"SMALL\" foreign: \"no\" }\n  then { none: true }"))));
  const auto response = office.Activate(bundle, /*validate_only=*/true);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_FALSE(response->ruleset().active());
  EXPECT_EQ(response->diff().from(), Library()->latest().versioned_name());
  EXPECT_GT(response->diff().changes(), 1000);
  EXPECT_EQ(response->diff().risk_raised(), 0);
  EXPECT_GT(response->diff().rule_changes(), 0);
  EXPECT_EQ(office.Today(), EmbeddedFingerprint());
  EXPECT_EQ(office.activator().status().activations(), 0);
}

TEST_F(RulesetActivatorTest, TheSameBundleAgainChangesNothing) {
  Office office(path());
  ASSERT_TRUE(office.Activate(Second()).ok());
  const auto before = office.library();
  const auto again = office.Activate(Second());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->already_active());
  EXPECT_EQ(office.library(), before);
}

// --- refused, and the last good one serves ------------------------------------------------------

struct Refusal {
  const char* name;
  std::function<std::string()> bundle;
  absl::StatusCode code;
  const char* reason;
  std::function<std::string(const std::string&)> signature = [](const std::string& bytes) {
    return SignatureOf(bytes);
  };
};

class RefusedBundle : public RulesetActivatorTest, public ::testing::WithParamInterface<Refusal> {};

TEST_P(RefusedBundle, ChangesNothingIsToldAndServesTheLastGoodOneAfterARestartToo) {
  const Refusal& refusal = GetParam();
  const std::string bundle = refusal.bundle();
  {
    Office office(path());
    ASSERT_TRUE(office.Activate(Second()).ok());
    const auto refused = office.Activate(bundle, refusal.signature(bundle));
    EXPECT_EQ(refused.status().code(), refusal.code) << refused.status();
    EXPECT_THAT(refused.status().ToString(), HasSubstr(refusal.reason));
    EXPECT_EQ(office.Today(), FingerprintIn(Second()));
    if (bundle.empty()) return;  // no attempt: a part of the call is missing
    const v1::ActivationStatus status = office.activator().status();
    EXPECT_EQ(status.failures(), 1);
    EXPECT_THAT(status.last_failure().message(), HasSubstr(refusal.reason));
    EXPECT_THAT(office.told, Contains(HasSubstr("event=ruleset_refused")));
  }
  Office again(path());
  EXPECT_EQ(again.Today(), FingerprintIn(Second()));
  EXPECT_EQ(again.activator().status().failures(), 1);
}

std::string GapBundle() {
  return BundleHolding(WithVersion(
      4, Edited(ShippedSources(), "reporting.textproto", "scale: \"MICRO\"", "scale: \"SMALL\"")));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedBundle,
    ::testing::Values(
        Refusal{"WrongKey", [] { return Third(); }, kPrecondition, "which is not trusted",
                [](const std::string& bundle) {
                  return SignatureOf(bundle, minisign::SecretKey::Generate());
                }},
        Refusal{"SignatureOfAnother", [] { return Third(); }, kPrecondition,
                "not that of these bytes",
                [](const std::string&) { return SignatureOf(Second()); }},
        Refusal{"NoSignature", [] { return Third(); }, kInvalid, "signature: want the four lines",
                [](const std::string&) { return std::string("sign here\n"); }},
        Refusal{"Truncated", [] { return Third().substr(0, 100000); }, kPrecondition,
                "not that of these bytes", [](const std::string&) { return SignatureOf(Third()); }},
        Refusal{"TruncatedAndSigned", [] { return Third().substr(0, 100000); }, kInvalid,
                "damaged or no ruleset bundle"},
        Refusal{"Empty", [] { return std::string(); }, kInvalid, "bundle: missing",
                [](const std::string&) { return SignatureOf(""); }},
        Refusal{"OlderSchema",
                [] {
                  return ChangedBundle([](internal::Bundle& bundle) { bundle.set_format(1); },
                                       Third());
                },
                kPrecondition, "bundle format 1"},
        Refusal{"NewerSchema",
                [] {
                  return ChangedBundle([](internal::Bundle& bundle) { bundle.set_format(3); },
                                       Third());
                },
                kPrecondition, "built by a newer version"},
        Refusal{"PathThatLeadsElsewhere",
                [] {
                  return ChangedBundle(
                      [](internal::Bundle& bundle) {
                        bundle.mutable_source(0)->set_path("../../etc/cron.d/x");
                      },
                      Third());
                },
                kInvalid, "../../etc/cron.d/x"},
        Refusal{"Gap", GapBundle, kPrecondition, "rulesets/pp28-2025/reporting.textproto:"},
        Refusal{"Overlap",
                [] {
                  return BundleHolding(Edited(ShippedSources(), "reporting.textproto",
                                              "scale: [\"MEDIUM\", \"LARGE\"]",
                                              "scale: [\"SMALL\", \"MEDIUM\", \"LARGE\"]"));
                },
                kPrecondition, "rulesets/pp28-2025/reporting.textproto:"},
        Refusal{"UncitedRow",
                [] {
                  return BundleHolding(Edited(
                      ShippedSources(), "reporting.textproto",
                      "  legal_basis { regulation: \"PP 28/2025\" provision: \"art 255(2)a.1\" "
                      "verification: \"REGULATION_TEXT\" }\n",
                      ""));
                },
                kPrecondition, "legal_basis"},
        Refusal{"FailingCase",
                [] {
                  return BundleOf(WithVersion(
                      4, Edited(ShippedSources(), "cases/land.textproto",
                                "outcome: OUTCOME_DECIDED", "outcome: OUTCOME_REFUSED")));
                },
                kPrecondition, "rulesets/pp28-2025/cases/land.textproto:"},
        Refusal{"OlderVersion", [] { return BundleOf(WithTitle("D")); }, kPrecondition,
                "version 1 of rulesets/pp28-2025 is older than version 2"},
        Refusal{"SameVersionOtherFingerprint",
                [] { return BundleOf(WithVersion(2, WithTitle("D"))); }, kPrecondition,
                "with another fingerprint"},
        Refusal{"OverlappingDates", [] { return BundleOf(Renamed("pp99-2027", "2027-01-01", "")); },
                kPrecondition, "effective dates overlap"}),
    [](const ::testing::TestParamInfo<Refusal>& one) { return std::string(one.param.name); });

TEST_F(RulesetActivatorTest, AFlippedBitAtAnyPlaceIsRefused) {
  Office office(path());
  const std::string signature = SignatureOf(Second());
  for (std::size_t i = 0; i < 100; ++i) {
    std::string bundle = Second();
    const std::size_t at = i * bundle.size() / 100;
    bundle[at] = static_cast<char>(bundle[at] ^ (1 << (i % 8)));
    EXPECT_EQ(office.Activate(bundle, signature).status().code(), kPrecondition) << at;
  }
  EXPECT_EQ(office.Today(), EmbeddedFingerprint());
  EXPECT_EQ(office.activator().status().failures(), 100);
}

TEST_F(RulesetActivatorTest, ValidateOnlyTellsEveryIssueAndCountsNothing) {
  Office office(path());
  const auto response = office.Activate(GapBundle(), /*validate_only=*/true);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_FALSE(response->has_ruleset());
  ASSERT_FALSE(response->issues().empty());
  EXPECT_EQ(response->issues(0).severity(), "error");
  EXPECT_THAT(response->issues(0).where(), HasSubstr("rulesets/pp28-2025/reporting.textproto:"));
  EXPECT_EQ(office.activator().status().failures(), 0);
}

TEST_F(RulesetActivatorTest, WithoutKeysNothingIsTaken) {
  Office office(path(), Library(), {});
  for (const absl::Status& status :
       {office.Activate(Second()).status(), office.Rollback("pp28-2025").status()}) {
    EXPECT_EQ(status.code(), kPrecondition);
    EXPECT_THAT(status.message(), HasSubstr("--ruleset-key"));
  }
}

// --- back ---------------------------------------------------------------------------------------

TEST_F(RulesetActivatorTest, ARollbackGoesToTheOneBeforeAndForwardAgain) {
  Office office(path());
  ASSERT_TRUE(office.Activate(Second()).ok());
  ASSERT_TRUE(office.Activate(Third()).ok());
  const auto back = office.Rollback("pp28-2025");
  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(back->ruleset().fingerprint(), FingerprintIn(Second()));
  EXPECT_TRUE(back->ruleset().is_rollback());
  EXPECT_EQ(office.Today(), FingerprintIn(Second()));
  const auto to_base = office.Rollback("rulesets/pp28-2025");
  ASSERT_TRUE(to_base.ok()) << to_base.status();
  EXPECT_EQ(to_base->ruleset().version(), 1);
  EXPECT_EQ(to_base->ruleset().signed_by(), "");
  EXPECT_EQ(office.Today(), EmbeddedFingerprint());
  EXPECT_THAT(office.Rollback("pp28-2025").status().ToString(),
              HasSubstr("FAILED_PRECONDITION: name: no earlier bundle"));
  // By name, from the store.
  ASSERT_TRUE(office.Rollback("pp28-2025@" + FingerprintIn(Third())).ok());
  EXPECT_EQ(office.Today(), FingerprintIn(Third()));
  EXPECT_EQ(office.activator().status().rollbacks(), 3);
}

TEST_F(RulesetActivatorTest, ARollbackHoldsAfterARestartAndAgainstTheFolder) {
  {
    Office office(path());
    ASSERT_TRUE(office.Activate(Second()).ok());
    ASSERT_TRUE(office.Activate(Third()).ok());
    ASSERT_TRUE(office.Rollback("pp28-2025").ok());
  }
  Office again(path());
  EXPECT_EQ(again.Today(), FingerprintIn(Second()));
  EXPECT_TRUE(again.activator().Offer("/rules/c.bundle", Third(), SignatureOf(Third())).ok());
  EXPECT_EQ(again.Today(), FingerprintIn(Second()));
  EXPECT_EQ(again.activator().status().failures(), 0);
  ASSERT_TRUE(again.Activate(Third()).ok());  // a person brings it back
  EXPECT_EQ(again.Today(), FingerprintIn(Third()));
}

TEST_F(RulesetActivatorTest, ARollbackToWhatIsNotThereIsRefused) {
  Office office(path());
  const auto code_of = [&](const std::string& name) {
    return office.Rollback(name).status().code();
  };
  EXPECT_EQ(code_of("pp28-2025"), kPrecondition);
  EXPECT_EQ(code_of("pp5-2021"), absl::StatusCode::kNotFound);
  EXPECT_EQ(code_of("pp28-2025@" + std::string(64, 'a')), absl::StatusCode::kNotFound);
  EXPECT_EQ(code_of("../x"), kInvalid);
  EXPECT_EQ(code_of(""), kInvalid);
  EXPECT_EQ(office.Today(), EmbeddedFingerprint());
}

// --- days ---------------------------------------------------------------------------------------

SourceTree From2027(int version) {
  return WithVersion(version,
                     Edited(WithoutCases(WithTitle("2027")), "ruleset.textproto",
                            "effective_from: \"2025-06-05\"", "effective_from: \"2027-01-01\""));
}

TEST_F(RulesetActivatorTest, AFutureRulesetAnswersFromMidnightInJakartaWithoutATimer) {
  Office office(path());
  const std::string bundle = BundleOf(From2027(2));
  ASSERT_TRUE(office.Activate(bundle).ok());
  EXPECT_EQ(office.Today(), EmbeddedFingerprint());
  EXPECT_EQ(office.On(absl::CivilDay(2027, 1, 1)), FingerprintIn(bundle));
  const absl::TimeZone jakarta = absl::FixedTimeZone(7 * 60 * 60);
  office.clock.Set(absl::FromCivil(absl::CivilSecond(2026, 12, 31, 23, 59, 59), jakarta));
  EXPECT_EQ(office.Today(), EmbeddedFingerprint());
  const Pipeline pipeline(office.holder(), office.clock);
  EXPECT_THAT(pipeline.Classify(SoundRequest())->ruleset(), HasSubstr(EmbeddedFingerprint()));
  office.clock.AdvanceBy(absl::Seconds(1));
  EXPECT_EQ(office.Today(), FingerprintIn(bundle));
  EXPECT_THAT(pipeline.Classify(SoundRequest())->ruleset(), HasSubstr(FingerprintIn(bundle)));
  // A pin by id means the one of the day.
  EXPECT_THAT(pipeline.Classify(SoundRequest("ruleset: 'pp28-2025'"))->ruleset(),
              HasSubstr(FingerprintIn(bundle)));
  office.clock.Set(FakeClock::NoonInJakarta(kToday));  // set back
  EXPECT_THAT(pipeline.Classify(SoundRequest())->ruleset(), HasSubstr(EmbeddedFingerprint()));
  EXPECT_THAT(pipeline.Classify(SoundRequest("ruleset: 'pp28-2025'"))->ruleset(),
              HasSubstr(EmbeddedFingerprint()));
}

// Order is by version, never by the clock.
TEST_F(RulesetActivatorTest, AClockThatIsSetBackChangesNoOrder) {
  {
    Office office(path());
    ASSERT_TRUE(office.Activate(Second()).ok());
    office.clock.Set(FakeClock::NoonInJakarta(absl::CivilDay(2020, 1, 1)));
    ASSERT_TRUE(office.Activate(Third()).ok());
    EXPECT_EQ(office.On(kToday), FingerprintIn(Third()));
    EXPECT_EQ(office.Activate(Second()).status().code(), kPrecondition);
  }
  Office again(path());
  EXPECT_EQ(again.Today(), FingerprintIn(Third()));
}

TEST_F(RulesetActivatorTest, AnotherRulesetMayFollowOneThatEnds) {
  Office office(path());
  const std::string ending = BundleOf(
      WithVersion(2, Edited(ShippedSources(), "ruleset.textproto", "effective_from: \"2025-06-05\"",
                            "effective_from: \"2025-06-05\"\n  effective_to: \"2026-12-31\"")));
  const std::string next = BundleOf(Renamed("pp99-2027", "2027-01-01", ""));
  EXPECT_EQ(office.Activate(next).status().code(), kPrecondition);
  ASSERT_TRUE(office.Activate(ending).ok());
  const auto activated = office.Activate(next);
  ASSERT_TRUE(activated.ok()) << activated.status();
  EXPECT_EQ(office.On(absl::CivilDay(2027, 1, 1)), FingerprintIn(next));
  EXPECT_EQ(office.Today(), FingerprintIn(ending));
  // Without its end the first would claim the days of the second.
  EXPECT_THAT(office.Rollback("pp28-2025").status().ToString(),
              HasSubstr("effective dates overlap"));
}

// --- old ones -----------------------------------------------------------------------------------

TEST_F(RulesetActivatorTest, AnOldOneIsBroughtBackForAPinAndCounted) {
  Office office(path());
  ASSERT_TRUE(office.Activate(Second()).ok());
  ASSERT_TRUE(office.Activate(Third()).ok());
  EXPECT_THAT(office.library()->rulesets(), SizeIs(2));  // pp24-2018 and the third
  const Pipeline pipeline(office.holder(), office.clock);
  const auto pinned = SoundRequest("ruleset: 'pp28-2025@" + FingerprintIn(Second()) + "'");
  for (int i = 0; i < 3; ++i) {
    const auto answer = pipeline.Classify(pinned);
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_THAT(answer->ruleset(), HasSubstr(FingerprintIn(Second())));
  }
  EXPECT_EQ(office.activator().status().loads_on_demand(), 1);
  EXPECT_EQ(pipeline.Classify(SoundRequest("ruleset: 'pp28-2025@" + std::string(64, 'a') + "'"))
                .status()
                .code(),
            absl::StatusCode::kNotFound);
  // Compared, too.
  v1::DiffRulesetsRequest request;
  request.set_from("pp28-2025@" + FingerprintIn(Second()));
  request.set_to("pp28-2025");
  const RulesetHandler handler(office.holder(), &office.activator());
  EXPECT_TRUE(handler.Diff(request).ok()) << handler.Diff(request).status();
}

TEST_F(RulesetActivatorTest, ADayOfThePastBringsItsRulesetBackAfterARestart) {
  const std::string past = BundleOf(Renamed("pp5-2021", "2021-02-02", "2025-06-04"));
  {
    Office office(path());
    ASSERT_TRUE(office.Activate(past).ok());
  }
  Office again(path());
  EXPECT_THAT(again.library()->versions(), SizeIs(3));
  EXPECT_THAT(again.library()->rulesets(), SizeIs(2));
  const Pipeline pipeline(again.holder(), again.clock);
  const auto answer = pipeline.Classify(SoundRequest(
      "as_of: '2022-05-01' activity { kbli_code: '56101' kbli_edition: KBLI_EDITION_2020 }"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(answer->ruleset(), HasSubstr("rulesets/pp5-2021@" + FingerprintIn(past)));
  EXPECT_EQ(again.activator().status().loads_on_demand(), 1);
  // The list tells of it without loading it.
  const auto list = RulesetHandler(again.holder(), &again.activator()).List({});
  ASSERT_THAT(list->rulesets(), SizeIs(3));
  EXPECT_EQ(list->rulesets(1).name(), "rulesets/pp5-2021");
  EXPECT_EQ(list->rulesets(1).effective_to(), "2025-06-04");
  EXPECT_EQ(list->rulesets(1).signed_by(), OfficeKey().public_key().id());
}

// --- after a restart ----------------------------------------------------------------------------

TEST_F(RulesetActivatorTest, WhatTheStoreHoldsDamagedIsLeftOutForTheOneBefore) {
  {
    Office office(path());
    ASSERT_TRUE(office.Activate(Second()).ok());
    ASSERT_TRUE(office.Activate(Third()).ok());
    internal::StoredBundle stored = *ReadStoredBundle(office.store(), FingerprintIn(Third()));
    (*stored.mutable_bundle())[stored.bundle().size() / 2] ^= 1;
    ASSERT_TRUE(WriteActivation(office.store(), *ReadActivationState(office.store()),
                                FingerprintIn(Third()), &stored)
                    .ok());
  }
  Office again(path());
  ASSERT_TRUE(again.restored.ok()) << again.restored;
  EXPECT_EQ(again.Today(), FingerprintIn(Second()));
  EXPECT_EQ(again.activator().status().last_failure().source(), "store");
  EXPECT_THAT(again.told, Contains(HasSubstr("event=ruleset_refused")));
}

TEST_F(RulesetActivatorTest, AKeyThatIsNoLongerGivenStopsTheStart) {
  {
    Office office(path());
    ASSERT_TRUE(office.Activate(Second()).ok());
  }
  const Office without(path(), Library(), {});
  EXPECT_EQ(without.restored.code(), kPrecondition);
  EXPECT_THAT(without.restored.message(), HasSubstr("--ruleset-key"));
}

TEST_F(RulesetActivatorTest, WithoutABaseTheFirstSignedOneAnswers) {
  Office office(path(), std::make_shared<const RulesetLibrary>(
                            std::vector<std::shared_ptr<const Ruleset>>()));
  EXPECT_FALSE(office.activator().has_active());
  EXPECT_EQ(office.Rollback("pp28-2025").status().code(), absl::StatusCode::kNotFound);
  ASSERT_TRUE(office.Activate(Second()).ok());
  EXPECT_TRUE(office.activator().has_active());
  EXPECT_EQ(office.Today(), FingerprintIn(Second()));
  EXPECT_EQ(office.Rollback("pp28-2025").status().code(), kPrecondition);
  EXPECT_EQ(office.Today(), FingerprintIn(Second()));
}

}  // namespace
}  // namespace izin::testing
