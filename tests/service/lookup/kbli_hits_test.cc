#include "service/lookup/kbli_hits.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> CodesOf(const HitTally& tally) {
  std::vector<std::string> codes;
  for (const KbliHit& hit : tally.Finish()) codes.push_back(hit.code);
  return codes;
}

TEST(HitTallyTest, PutsTheCommonestMeaningOfAWordFirst) {
  HitTally tally;
  tally.Add(1, TextSource::kWord, 1, {"56304", "56303", "10761"});
  EXPECT_THAT(CodesOf(tally), ElementsAre("56304", "56303", "10761"));
}

TEST(HitTallyTest, PutsWhatIsLikerFirst) {
  HitTally tally;
  tally.Add(1, TextSource::kWord, 0.5, {"11111"});
  tally.Add(2, TextSource::kWord, 0.9, {"22222"});
  EXPECT_THAT(CodesOf(tally), ElementsAre("22222", "11111"));
}

TEST(HitTallyTest, PutsEqualOnesByCode) {
  HitTally tally;
  tally.Add(1, TextSource::kWord, 0.5, {"22222"});
  tally.Add(2, TextSource::kWord, 0.5, {"11111"});
  EXPECT_THAT(CodesOf(tally), ElementsAre("11111", "22222"));
}

TEST(HitTallyTest, NamesTheBestTextOfACode) {
  HitTally tally;
  tally.Add(7, TextSource::kTitle, 0.4, {"56303"});
  tally.Add(8, TextSource::kWord, 0.8, {"56303"});
  tally.Add(9, TextSource::kScope, 0.2, {"56303"});
  const std::vector<KbliHit> hits = tally.Finish();
  ASSERT_EQ(hits.size(), 1U);
  EXPECT_EQ(hits[0].text, 8U);
  EXPECT_EQ(hits[0].source, TextSource::kWord);
}

TEST(HitTallyTest, AWordForABranchLiftsTheCodesBelowIt) {
  HitTally tally;
  tally.Add(1, TextSource::kWord, 0.5, {"10761"});
  tally.Add(2, TextSource::kWord, 0.45, {"47243"});
  tally.Add(3, TextSource::kWord, 0.5, {"47"});
  EXPECT_THAT(CodesOf(tally), ElementsAre("47243", "10761"));
}

// A branch alone is no answer: it would be a list of a hundred codes.
TEST(HitTallyTest, ABranchAloneFindsNothing) {
  HitTally tally;
  tally.Add(1, TextSource::kWord, 1, {"47"});
  EXPECT_THAT(tally.Finish(), IsEmpty());
}

TEST(HitTallyTest, LeavesOutWhatIsHardlyLikeTheQuery) {
  HitTally tally;
  tally.Add(1, TextSource::kWord, 0.01, {"56303"});
  EXPECT_THAT(tally.Finish(), IsEmpty());
}

}  // namespace
}  // namespace izin
