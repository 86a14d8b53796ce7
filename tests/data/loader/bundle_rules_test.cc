// The rules and files in a bundle.

#include "data/loader/bundle_rules.h"

#include <cstddef>
#include <string>

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

TEST(BundleRulesTest, AreAllOfTheBundle) {
  for (const char* id : {"pp24-2018", "pp28-2025"}) {
    const std::string bundle = BuildRulesetFolder("data", id)->bundle;
    const absl::StatusOr<BundleRules> read = ReadBundleRules(bundle);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->rules->SerializeAsString(), ReadBundle(bundle)->ruleset().SerializeAsString());
    const absl::StatusOr<std::string> fingerprint = ReadBundleFingerprint(bundle);
    ASSERT_TRUE(fingerprint.ok()) << fingerprint.status();
    EXPECT_EQ(*fingerprint, read->fingerprint);
    const absl::StatusOr<internal::RulesetHeader> header = ReadBundleHeader(bundle);
    ASSERT_TRUE(header.ok()) << header.status();
    EXPECT_EQ(header->SerializeAsString(), read->rules->rules().ruleset(0).SerializeAsString());
  }
}

TEST(BundleRulesTest, AreReadNoFurtherForWhoHasLeft) {
  int all = 0;
  const auto count = [&] {
    ++all;
    return false;
  };
  ASSERT_TRUE(ReadBundleRules(RealBuild().bundle, count).ok());
  EXPECT_GT(all, 10);
  for (int stays : {0, 1, all / 2, all - 1}) {
    int looks = 0;
    const auto leaves = [&] { return ++looks > stays; };
    EXPECT_EQ(ReadBundleRules(RealBuild().bundle, leaves).status().code(),
              absl::StatusCode::kCancelled);
    EXPECT_EQ(looks, stays + 1);
  }
}

TEST(BundleRulesTest, ACutBundleIsDataLoss) {
  const std::string& whole = RealBuild().bundle;
  for (std::size_t size = 1; size < whole.size(); size += whole.size() / 29) {
    // One that ends between two fields is a whole one, of less.
    const absl::StatusOr<BundleRules> read = ReadBundleRules(whole.substr(0, size));
    EXPECT_EQ(read.ok(), ReadBundle(whole.substr(0, size)).ok()) << size;
    EXPECT_TRUE(read.ok() || absl::IsDataLoss(read.status())) << read.status();
  }
}

TEST(BundleRulesTest, SourcesAreTheFilesThatWereCompiled) {
  const absl::StatusOr<SourceTree> sources = ReadBundleSources(RealBuild().bundle);
  ASSERT_TRUE(sources.ok()) << sources.status();
  EXPECT_EQ(*sources, *ReadSourceTree("data", "pp24-2018"));
}

TEST(BundleRulesTest, OtherBytesAreDataLoss) {
  EXPECT_EQ(ReadBundleRules("no bundle").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReadBundleFingerprint("no bundle").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReadBundleHeader("no bundle").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReadBundleHeader("").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReadBundleSources("no bundle").status().code(), absl::StatusCode::kDataLoss);
}

}  // namespace
}  // namespace izin
