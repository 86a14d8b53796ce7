// What is found out of a bundle before it may answer.

#include "service/lifecycle/examine_bundle.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/lifecycle/bundles.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

const std::string& Good() {
  static const auto* const good = new std::string(BundleOf(WithVersion(2)));
  return *good;
}

absl::Status FaultOf(const std::string& bytes) {
  RuleIssues issues;
  return ExamineBundle(bytes, issues).status();
}

// The issues of sources, which must be some.
std::string IssuesOf(const SourceTree& sources) {
  RuleIssues issues;
  const auto examined = ExamineBundle(BundleHolding(sources), issues);
  EXPECT_EQ(examined.status().code(), kPrecondition) << examined.status();
  return issues.ToString();
}

TEST(BuildBundleTest, GivesTheSameBytesWithManifestAndResults) {
  RuleIssues issues;
  const auto one = BuildBundle("data", "pp24-2018", "izin 1", issues);
  ASSERT_TRUE(one.ok()) << one.status() << issues.ToString();
  EXPECT_EQ(*BuildBundle("data", "pp24-2018", "izin 1", issues), *one);
  const internal::Bundle bundle = *ReadBundle(*one);
  EXPECT_EQ(bundle.manifest().id(), "pp24-2018");
  EXPECT_EQ(bundle.manifest().effective_to(), "2021-02-01");
  EXPECT_EQ(bundle.manifest().tool(), "izin 1");
  EXPECT_EQ(bundle.cases().failed(), 0);
  EXPECT_GT(bundle.cases().passed(), 200);
  EXPECT_EQ(bundle.cases().rows_reached(), bundle.cases().rows());
  EXPECT_TRUE(ExamineBundle(*one, issues).ok());
  EXPECT_EQ(BuildBundle("data", "pp1-1900", "izin 1", issues).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(ExamineBundleTest, CompilesProvesAndRunsTheCases) {
  RuleIssues issues;
  const auto examined = ExamineBundle(Good(), issues);
  ASSERT_TRUE(examined.ok()) << examined.status();
  EXPECT_EQ(examined->manifest.version(), 2);
  EXPECT_EQ(examined->ruleset->data().fingerprint, FingerprintIn(Good()));
  EXPECT_EQ(
      RunOwnCases(*examined, RulesetLibrary(std::vector<std::shared_ptr<const Ruleset>>()), issues),
      static_cast<int>(examined->cases.size()));
  EXPECT_GT(examined->cases.size(), 500U);
  EXPECT_THAT(issues.ToString(), IsEmpty());
}

TEST(ExamineBundleTest, WhatIsNoBundleIsRefused) {
  EXPECT_EQ(FaultOf("").message(), "the bundle is empty");
  EXPECT_EQ(FaultOf("#!/bin/sh\n").code(), kInvalid);
  EXPECT_EQ(FaultOf(Good().substr(0, Good().size() / 2)).code(), kInvalid);
  EXPECT_EQ(FaultOf(std::string(kMaxBundleBytes + 1, 'x')).code(), kInvalid);
}

TEST(ExamineBundleTest, AnotherFormatIsRefused) {
  for (int format : {0, 1, 3, 99}) {
    const absl::Status fault = FaultOf(
        ChangedBundle([&](internal::Bundle& bundle) { bundle.set_format(format); }, Good()));
    EXPECT_EQ(fault.code(), kPrecondition);
    EXPECT_THAT(fault.message(),
                AllOf(HasSubstr(absl::StrCat("bundle format ", format, ": this version reads")),
                      HasSubstr(format < 2 ? "build it again" : "by a newer version")));
  }
}

TEST(ExamineBundleTest, PartsThatDoNotBelongTogetherAreRefused) {
  const auto fault_of = [](const auto& change) {
    const absl::Status fault = FaultOf(ChangedBundle(change, Good()));
    EXPECT_EQ(fault.code(), kInvalid) << fault;
    return std::string(fault.message());
  };
  EXPECT_THAT(fault_of([](internal::Bundle& bundle) { bundle.set_fingerprint("ab"); }),
              HasSubstr("it was changed"));
  EXPECT_THAT(fault_of([](internal::Bundle& bundle) {
                bundle.mutable_ruleset()->mutable_matrix(0)->set_micro("R");
                bundle.mutable_ruleset()->mutable_matrix(0)->set_large("R");
              }),
              HasSubstr("its sources"));
  EXPECT_THAT(fault_of([](internal::Bundle& bundle) { bundle.mutable_manifest()->set_version(9); }),
              HasSubstr("manifest"));
  EXPECT_THAT(fault_of([](internal::Bundle& bundle) { bundle.clear_manifest(); }),
              HasSubstr("no manifest"));
  EXPECT_THAT(fault_of([](internal::Bundle& bundle) { bundle.clear_source(); }),
              HasSubstr("no sources"));
  EXPECT_THAT(fault_of([](internal::Bundle& bundle) {
                *bundle.add_source() = internal::SourceFile(bundle.source(0));
              }),
              HasSubstr("twice"));
}

TEST(ExamineBundleTest, NamesThatLeadElsewhereAreRefused) {
  for (const char* path : {"../etc/passwd", "/etc/passwd", "rulesets/pp28-2025/../../x",
                           "rulesets/other/land.textproto", "kbli/./2025.tsv", "kbli//x",
                           "rulesets/pp28-2025/a\\b", "rulesets/pp28-2025/.hidden", "readme", ""}) {
    const absl::Status fault = FaultOf(ChangedBundle(
        [&](internal::Bundle& bundle) { bundle.mutable_source(0)->set_path(path); }, Good()));
    EXPECT_EQ(fault.code(), kInvalid) << path;
    EXPECT_THAT(fault.message(), HasSubstr("holds a file")) << path;
  }
  for (const char* id : {"..", "", "a/b", "../pp28-2025", "pp28 2025"}) {
    const absl::Status fault = FaultOf(ChangedBundle(
        [&](internal::Bundle& bundle) { bundle.mutable_manifest()->set_id(id); }, Good()));
    EXPECT_EQ(fault.code(), kInvalid) << id;
    EXPECT_THAT(fault.message(), HasSubstr("names the ruleset")) << id;
  }
}

TEST(ExamineBundleTest, FaultsOfTheRulesHaveTheirPlaces) {
  // A gap: a row of a table where each combination needs one.
  EXPECT_THAT(IssuesOf(Edited(ShippedSources(), "reporting.textproto", "scale: \"MICRO\"",
                              "scale: \"SMALL\"")),
              HasSubstr("rulesets/pp28-2025/reporting.textproto:"));
  // A row without its law.
  EXPECT_THAT(
      IssuesOf(Edited(ShippedSources(), "land.textproto",
                      "  legal_basis { regulation: \"PP 28/2025\" provision: \"art 143(3)\" "
                      "verification: \"REGULATION_TEXT\" }\n",
                      "")),
      AllOf(HasSubstr("rulesets/pp28-2025/land.textproto:15:1: error: "),
            HasSubstr("legal_basis")));
  // A field of another schema.
  EXPECT_THAT(IssuesOf(Edited(ShippedSources(), "land.textproto", "hit_policy: \"UNIQUE\"",
                              "hit_policy: \"UNIQUE\" first_wins: true")),
              HasSubstr("first_wins"));
}

TEST(ExamineBundleTest, ACaseThatFailsHasItsPlace) {
  RuleIssues issues;
  const auto examined =
      ExamineBundle(BundleOf(Edited(ShippedSources(), "cases/land.textproto",
                                    "outcome: OUTCOME_DECIDED", "outcome: OUTCOME_REFUSED")),
                    issues);
  ASSERT_TRUE(examined.ok()) << examined.status() << issues.ToString();
  RunOwnCases(*examined, RulesetLibrary(std::vector<std::shared_ptr<const Ruleset>>()), issues);
  EXPECT_TRUE(issues.has_errors());
  EXPECT_THAT(issues.ToString(), AllOf(HasSubstr("rulesets/pp28-2025/cases/land.textproto:"),
                                       HasSubstr("error: case "), HasSubstr("want ")));
}

}  // namespace
}  // namespace izin::testing
