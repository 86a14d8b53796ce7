#include "data/loader/bundle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

using ::testing::SizeIs;

TEST(BundleTest, TheSameSourcesGiveTheSameBytes) {
  RuleIssues issues;
  const BuiltRuleset first = *BuildRuleset(RealTree(), issues);
  const BuiltRuleset second = *BuildRuleset(RealTree(), issues);
  EXPECT_EQ(first.bundle, second.bundle);
  EXPECT_EQ(first.ruleset->data().fingerprint, Fingerprint(first.bundle));
  EXPECT_THAT(first.ruleset->data().fingerprint, SizeIs(64));
}

TEST(BundleTest, AnyChangeOfASourceChangesTheFingerprint) {
  SourceTree tree = RealTree();
  tree["rulesets/pp28-2025/notes.textproto"] += "# a comment\n";
  RuleIssues issues;
  EXPECT_NE(BuildRuleset(tree, issues)->ruleset->data().fingerprint,
            BuildRuleset(RealTree(), issues)->ruleset->data().fingerprint);
}

TEST(BundleTest, LoadsWhatWasBuilt) {
  RuleIssues issues;
  const BuiltRuleset built = *BuildRuleset(RealTree(), issues);
  const absl::StatusOr<std::shared_ptr<const Ruleset>> loaded = LoadBundle(built.bundle);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ((*loaded)->versioned_name(), built.ruleset->versioned_name());
  EXPECT_EQ((*loaded)->row_count(), built.ruleset->row_count());
  EXPECT_EQ((*loaded)->data().tables.size(), built.ruleset->data().tables.size());
}

TEST(BundleTest, DamagedBytesGiveAStatus) {
  RuleIssues issues;
  const std::string bundle = BuildRuleset(RealTree(), issues)->bundle;
  EXPECT_FALSE(LoadBundle("").ok());
  EXPECT_FALSE(LoadBundle("no bundle").ok());
  for (std::size_t part = 1; part < 8; ++part) {
    EXPECT_FALSE(LoadBundle(bundle.substr(0, bundle.size() * part / 8 / 3)).ok()) << part;
  }
}

}  // namespace
}  // namespace izin
