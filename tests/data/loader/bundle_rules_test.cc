// The rules and files in a bundle.

#include "data/loader/bundle_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/bundle.h"
#include "data/loader/fingerprint.h"

namespace izin {
namespace {

const BuiltRuleset& RealBuild() {
  static const auto* const built = new BuiltRuleset(*BuildRulesetFolder("data", "pp24-2018"));
  return *built;
}

TEST(BundleRulesTest, AreWhatTheFingerprintIsOf) {
  const absl::StatusOr<BundleRules> read = ReadBundleRules(RealBuild().bundle);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->fingerprint, RealBuild().ruleset->data().fingerprint);
  EXPECT_EQ(Fingerprint(*read->rules), read->fingerprint);
}

TEST(BundleRulesTest, SourcesAreTheFilesThatWereCompiled) {
  const absl::StatusOr<SourceTree> sources = ReadBundleSources(RealBuild().bundle);
  ASSERT_TRUE(sources.ok()) << sources.status();
  EXPECT_EQ(*sources, *ReadSourceTree("data", "pp24-2018"));
}

TEST(BundleRulesTest, OtherBytesAreDataLoss) {
  EXPECT_EQ(ReadBundleRules("no bundle").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReadBundleSources("no bundle").status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace izin
