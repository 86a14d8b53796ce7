// Shards put together: ids that stand twice are found over all of them.

#include "service/reclassify/merge_shards.h"

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/reclassify/registry_files.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using ::izin::testing::RegistryFolder;
using ::izin::testing::RegistryOutcome;

class MergeShardsTest : public ::testing::Test {
 protected:
  // Rows of which the first stands again at the end, and one in the middle beside itself.
  static std::string Registry() {
    std::string registry = testing::SmallRegistry();
    for (int i = 0; i < 3000; ++i) registry += absl::StrCat("X", i, ",P1,56101,2025,micro,land\n");
    return registry + "X1500,P1,56101,2025,micro,land\nB1,P1,56101,2025,micro,land\n";
  }

  // Runs each of `shards` and merges them.
  absl::StatusOr<MergedShards> Merged(std::uint32_t shards) {
    std::vector<std::string> paths;
    for (std::uint32_t shard = 1; shard <= shards; ++shard) {
      folder_.options().outputs.changes = folder_ / absl::StrCat("part", shard);
      folder_.options().limits.shard = shard;
      folder_.options().limits.shards = shards;
      const RegistryOutcome outcome = folder_.Run(Registry());
      EXPECT_TRUE(outcome.status.ok()) << outcome.status;
      paths.push_back(folder_.options().outputs.changes);
    }
    const auto later = Library()->InForceOn(testing::kToday);
    return MergeShards(paths,
                       {.changes = folder_ / "all", .rejects = "", .notifications = "", .ids = ""},
                       (*later)->data().regions);
  }

  RegistryFolder folder_;
};

TEST_F(MergeShardsTest, FindsIdsThatStandInTwoShards) {
  RegistryFolder whole;
  const RegistryOutcome outcome = whole.Run(Registry());
  ASSERT_TRUE(outcome.status.ok()) << outcome.status;
  ASSERT_EQ(outcome.result.repeated.rows, 2);
  const absl::StatusOr<MergedShards> merged = Merged(3);
  ASSERT_TRUE(merged.ok()) << merged.status();
  EXPECT_EQ(merged->repeated.rows, 2);
  EXPECT_EQ(merged->repeated.first, outcome.result.repeated.first);
  EXPECT_EQ(merged->summary.repeated_ids(), 2);
  EXPECT_EQ(merged->summary.DebugString(), outcome.result.summary.DebugString());
  EXPECT_EQ(testing::FileText(folder_ / "all"), outcome.changes);
}

TEST_F(MergeShardsTest, SaysThatTheIdsOfAShardAreGone) {
  ASSERT_TRUE(Merged(2).ok());
  std::filesystem::remove(IdsPath(folder_ / "part1"));
  const auto later = Library()->InForceOn(testing::kToday);
  const absl::StatusOr<MergedShards> merged =
      MergeShards({folder_ / "part1", folder_ / "part2"},
                  {.changes = folder_ / "all", .rejects = "", .notifications = "", .ids = ""},
                  (*later)->data().regions);
  EXPECT_FALSE(merged.ok());
  EXPECT_THAT(merged.status().message(), ::testing::HasSubstr("part1.ids"));
}

}  // namespace
}  // namespace izin
