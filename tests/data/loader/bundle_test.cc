// The bundle: the same sources give the same bytes, and what was built loads again or is refused.

#include "data/loader/bundle.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/fingerprint.h"
#include "izin/internal/bundle.pb.h"

namespace izin {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::SizeIs;

const BuiltRuleset& RealBuild() {
  static const auto* const built = new BuiltRuleset(*BuildRulesetFolder("data", "pp28-2025"));
  return *built;
}

internal::Bundle RealBundle() {
  internal::Bundle bundle;
  EXPECT_TRUE(bundle.ParseFromString(RealBuild().bundle));
  return bundle;
}

TEST(BundleTest, TheSameSourcesGiveTheSameBytes) {
  RuleIssues issues;
  const BuiltRuleset again = *BuildRuleset(*ReadSourceTree("data", "pp28-2025"), issues);
  EXPECT_EQ(again.bundle, RealBuild().bundle);
  EXPECT_EQ(again.ruleset->data().fingerprint, RealBuild().ruleset->data().fingerprint);
}

TEST(BundleTest, CarriesTheFingerprintAndItsSources) {
  const internal::Bundle bundle = RealBundle();
  EXPECT_THAT(bundle.fingerprint(), SizeIs(64));
  EXPECT_EQ(bundle.fingerprint(), RealBuild().ruleset->data().fingerprint);
  EXPECT_NE(bundle.fingerprint(), BundleDigest(RealBuild().bundle));
  EXPECT_THAT(bundle.source(),
              ::testing::Contains(::testing::Property(&internal::SourceFile::path,
                                                      "rulesets/pp28-2025/cases/land.textproto")));
}

TEST(BundleTest, LoadsWhatWasBuilt) {
  const absl::StatusOr<std::shared_ptr<const Ruleset>> loaded = LoadBundle(RealBuild().bundle);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ((*loaded)->versioned_name(), RealBuild().ruleset->versioned_name());
  EXPECT_EQ((*loaded)->row_count(), RealBuild().ruleset->row_count());
  EXPECT_EQ((*loaded)->data().tables.size(), RealBuild().ruleset->data().tables.size());
}

// Nothing of it is proved again, and it answers by the same tables.
TEST(BundleTest, OfThisBuildLoadsAsItWasBuilt) {
  const absl::StatusOr<std::shared_ptr<const Ruleset>> loaded = LoadBuiltBundle(RealBuild().bundle);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  const RulesetData& was = RealBuild().ruleset->data();
  const RulesetData& is = (*loaded)->data();
  EXPECT_EQ((*loaded)->versioned_name(), RealBuild().ruleset->versioned_name());
  EXPECT_EQ((*loaded)->row_count(), RealBuild().ruleset->row_count());
  ASSERT_EQ(is.tables.size(), was.tables.size());
  for (std::size_t i = 0; i < is.tables.size(); ++i) {
    for (int cell = 0; cell < 1000; ++cell)  // -1 behind the last
      EXPECT_EQ(is.tables[i].index.RowOf(cell), was.tables[i].index.RowOf(cell)) << is.tables[i].id;
  }
  EXPECT_FALSE(LoadBuiltBundle("no bundle").ok());
}

TEST(BundleTest, DamagedBytesGiveAStatus) {
  const std::string& bundle = RealBuild().bundle;
  EXPECT_FALSE(LoadBundle("").ok());
  EXPECT_FALSE(LoadBundle("no bundle").ok());
  for (std::size_t part = 1; part < 8; ++part) {
    EXPECT_FALSE(LoadBundle(bundle.substr(0, bundle.size() * part / 8 / 3)).ok()) << part;
  }
}

TEST(BundleTest, OtherRulesThanItsFingerprintSaysAreDataLoss) {
  internal::Bundle bundle = RealBundle();
  bundle.mutable_ruleset()->mutable_matrix(0)->set_large("R");
  const absl::Status status = LoadBundle(bundle.SerializeAsString()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(status.message()), HasSubstr(RealBuild().ruleset->data().fingerprint));
}

TEST(BundleTest, AFingerprintOfOthersOrNoneIsDataLoss) {
  internal::Bundle bundle = RealBundle();
  bundle.set_fingerprint(std::string(64, '0'));
  EXPECT_EQ(LoadBundle(bundle.SerializeAsString()).status().code(), absl::StatusCode::kDataLoss);
  bundle.clear_fingerprint();
  EXPECT_EQ(LoadBundle(bundle.SerializeAsString()).status().code(), absl::StatusCode::kDataLoss);
}

TEST(BundleTest, AnotherFormatIsAFailedPrecondition) {
  internal::Bundle bundle = RealBundle();
  bundle.set_format(1);
  EXPECT_EQ(LoadBundle(bundle.SerializeAsString()).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

// Any byte, wherever it stands: in the rules, in a source, in a comment of a source.
TEST(BundleTest, EveryChangedByteChangesTheDigest) {
  const std::string digest = BundleDigest(RealBuild().bundle);
  for (std::size_t eighth = 0; eighth < 8; ++eighth) {
    std::string changed = RealBuild().bundle;
    changed[changed.size() * eighth / 8] ^= 1;
    EXPECT_NE(BundleDigest(changed), digest) << eighth;
  }
}

// What SOURCES.md says of the data is for people; it is no part of a ruleset.
TEST(BundleTest, ANoteInSourcesChangesNothing) {
  const fs::path folder = fs::path(::testing::TempDir()) / "izin_bundle_test_sources";
  fs::remove_all(folder);
  fs::create_directory(folder);
  for (const char* part : {"kbli", "reference", "rulesets"}) {
    fs::copy(fs::path("data") / part, folder / part, fs::copy_options::recursive);
  }
  fs::copy("data/SOURCES.md", folder / "SOURCES.md");
  std::ofstream(folder / "SOURCES.md", std::ios::app) << "\nRead anew.\n";
  const absl::StatusOr<BuiltRuleset> built = BuildRulesetFolder(folder.string(), "pp28-2025");
  fs::remove_all(folder);
  ASSERT_TRUE(built.ok()) << built.status();
  EXPECT_EQ(built->ruleset->data().fingerprint, RealBuild().ruleset->data().fingerprint);
}

TEST(BundleTest, AMissingRulesetIsNotFound) {
  EXPECT_EQ(ReadSourceTree("data", "pp99-1999").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ListRulesets("no-such-folder").status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(*ListRulesets("data"), ::testing::Contains("pp28-2025"));
}

}  // namespace
}  // namespace izin
