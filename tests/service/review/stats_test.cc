// Figures of the shipped rulesets, and how they are told.

#include "service/review/stats.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const Ruleset& Of(const char* id) { return **Library()->Find(id); }

int Sum(const std::map<std::string, int>& counts) {
  int sum = 0;
  for (const auto& [name, count] : counts) sum += count;
  return sum;
}

TEST(StatsTest, CountEveryCellOnce) {
  const RulesetStats stats = StatsOf(Of("pp28-2025"));
  EXPECT_GT(stats.cells, 10'000);
  EXPECT_EQ(Sum(stats.cells_by_outcome), stats.cells);
  EXPECT_EQ(Sum(stats.permits_by_authority), Sum(stats.permits_by_sector));
  EXPECT_EQ(stats.scopes, static_cast<int>(Of("pp28-2025").data().scopes.size()));
}

TEST(StatsTest, TellWhatBecomesOfOldDocuments) {
  const Ruleset& ruleset = Of("pp28-2025");
  const RulesetStats stats = StatsOf(ruleset);
  EXPECT_EQ(Sum(stats.old_documents), static_cast<int>(ruleset.data().old_documents.size()));
  EXPECT_EQ(Sum(stats.old_documents_by_mark), Sum(stats.old_documents));
  EXPECT_EQ(stats.old_documents.at("pp24-2018 IZIN_USAHA CLOSE_COMMITMENTS"), 1);
  EXPECT_THAT(StatsText(ruleset, stats),
              HasSubstr("    pp24-2018 IZIN_USAHA CLOSE_COMMITMENTS  1\n"));
}

TEST(StatsTest, AreSilentOfDocumentsWhereThereAreNone) {
  const Ruleset& ruleset = Of("pp24-2018");
  EXPECT_THAT(StatsText(ruleset, StatsOf(ruleset)), Not(HasSubstr("earlier rulesets")));
}

}  // namespace
}  // namespace izin::testing
