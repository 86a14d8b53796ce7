#include "service/render/api_words.h"

#include <gtest/gtest.h>

#include "izin/v1/classification.pb.h"
#include "izin/v1/kbli.pb.h"
#include "izin/v1/permit.pb.h"
#include "izin/v1/ruleset_change.pb.h"
#include "service/render/phrase.h"

namespace izin {
namespace {

TEST(ApiWordTest, IsTheNameWithoutThePrefixOfItsEnum) {
  EXPECT_EQ(ApiWord(v1::RISK_LEVEL_MEDIUM_LOW), "MEDIUM_LOW");
  EXPECT_EQ(ApiWord(v1::OUTCOME_DECIDED), "DECIDED");
  EXPECT_EQ(ApiWord(v1::AUTHORITY_KIND_MINISTER), "MINISTER");
  EXPECT_EQ(ApiWord(v1::KBLI_EDITION_2020), "2020");
  EXPECT_EQ(ApiWord(v1::REFORM_KIND_RENAMED), "RENAMED");
  EXPECT_EQ(ApiWord(v1::OUTCOME_UNSPECIFIED), "UNSPECIFIED");
  EXPECT_EQ(ApiWord(*v1::Zone_descriptor(), 3), "SPECIAL_ECONOMIC_ZONE");
}

// A server may be newer than the client that prints its answer.
TEST(ApiWordTest, ANumberThatIsNotKnownIsWrittenAsSuch) {
  EXPECT_EQ(ApiWord(static_cast<v1::Outcome>(99)), "99");
  EXPECT_EQ(ApiWord(static_cast<v1::RiskLevel>(-1)), "-1");
}

TEST(MarkPhraseTest, SaysHowFarAFactWasChecked) {
  EXPECT_STREQ(MarkPhrase(Verification::kRegulationText).id, "teks peraturan");
  EXPECT_STREQ(MarkPhrase(Verification::kOfficialSnapshot).id, "data resmi");
  EXPECT_STREQ(MarkPhrase(Verification::kSecondary).en, "secondary source");
  EXPECT_STREQ(MarkPhrase(Verification::kUnverified).en, "unverified");
  EXPECT_STREQ(MarkPhrase(Verification::kUnspecified).id, "");
  EXPECT_STREQ(MarkPhrase(static_cast<Verification>(99)).en, "");
}

}  // namespace
}  // namespace izin
