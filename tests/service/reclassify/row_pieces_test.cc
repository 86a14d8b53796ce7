// Pieces of lines: each text once, bounded, and the same line as a whole would be.

#include "service/reclassify/row_pieces.h"

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include "service/reclassify/demo_registry.h"
#include "tests/service/random_requests.h"
#include "tests/service/reclassify/registry_files.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using ::izin::testing::RegistryFolder;
using ::izin::testing::RegistryOutcome;

TEST(PieceTexts, KeepEachTextOnceWithItsFigures) {
  PieceTexts texts(std::size_t{1} << 20);
  RowFigures raised;
  raised.reasons = 4;
  const auto plain = texts.NumberOf("LOW", RowFigures());
  const auto other = texts.NumberOf("LOW", raised);
  ASSERT_TRUE(plain.has_value() && other.has_value());
  EXPECT_NE(*plain, *other);
  EXPECT_EQ(texts.NumberOf("LOW", raised), other);
  EXPECT_EQ(texts.At(*other).text(), "LOW");
  EXPECT_EQ(texts.At(*other).figures.reasons, 4U);
}

TEST(PieceTexts, TakeNoMoreThanThereIsRoomFor) {
  PieceTexts texts(10'000);
  int taken = 0;
  for (int i = 0; i < 1000; ++i)
    taken += texts.NumberOf(absl::StrCat("text ", i), RowFigures()).has_value() ? 1 : 0;
  EXPECT_GT(taken, 50);
  EXPECT_LT(taken, 1000);
  EXPECT_EQ(texts.At(*texts.NumberOf("text 0", RowFigures())).text(), "text 0");
  EXPECT_FALSE(texts.NumberOf(std::string(20'000, 'x'), RowFigures()).has_value());
}

TEST(PlaceTexts, AreTheScaleAndTheLocations) {
  const PlaceTexts places;
  EXPECT_EQ(places.At(PlaceTexts::NumberOf(1, 1 << 1)), ",MICRO,LAND");
  EXPECT_EQ(places.At(PlaceTexts::NumberOf(4, 1 << 1 | 1 << 3)), ",LARGE,LAND|FOREST");
  EXPECT_EQ(places.At(PlaceTexts::NumberOf(0, 0)), ",,");
}

TEST(JoinPieces, GivesTheTailToWhatMustBeChosenAlone) {
  const HeadPieces head{
      .head = 7, .tail = 8, .kind = 1, .has_tail = true, .is_of_old_regime = true};
  BodyPieces body{.body = 5,
                  .duties = 6,
                  .outcome = static_cast<std::uint8_t>(Outcome::kScopeRequired),
                  .level = static_cast<std::uint8_t>(RiskLevel::kHigh)};
  RowPieces pieces;
  ASSERT_TRUE(JoinPieces(head, body, 2, 99, pieces));
  EXPECT_EQ(pieces.tail, 8U);
  EXPECT_EQ(pieces.documents.level, RiskLevel::kUnspecified);
  EXPECT_FALSE(pieces.documents.is_code_changed);
  body.outcome = static_cast<std::uint8_t>(Outcome::kDecided);
  ASSERT_TRUE(JoinPieces(head, body, 2, 99, pieces));
  EXPECT_EQ(pieces.tail, 99U);
  EXPECT_EQ(pieces.documents.level, RiskLevel::kHigh);
  body.outcome = static_cast<std::uint8_t>(Outcome::kCodeReviewRequired);
  ASSERT_TRUE(JoinPieces(head, body, 2, 99, pieces));
  EXPECT_TRUE(pieces.documents.is_code_changed);
}

TEST(JoinPieces, RefusesAHeadWithoutTheTailThatIsWanted) {
  const HeadPieces head{.head = 7, .tail = 0, .kind = 1, .has_tail = false};
  const BodyPieces body{.outcome = static_cast<std::uint8_t>(Outcome::kScopeRequired)};
  RowPieces pieces;
  EXPECT_FALSE(JoinPieces(head, body, 2, 99, pieces));
}

// What is written from pieces, by narrow keys, is what is written whole, by wide keys.
class Pieces : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Pieces, AreTheLinesThatAreWrittenWhole) {
  const char* asked = std::getenv("IZIN_PROPERTY_ROWS");
  const int rows = asked == nullptr ? 2'500 : std::atoi(asked);
  DemoRegistry demo(**Library()->Find("pp28-2025"), {.seed = 5, .spoilt = 0.02});
  std::string registry = DemoRegistry::Header();
  for (int i = 0; i < rows; ++i) demo.AppendCsv(registry);
  RegistryFolder folder;
  folder.names() = {
      .from = GetParam().first, .to = GetParam().second, .from_day = "", .to_day = ""};
  const RegistryOutcome whole = folder.Run(registry);  // notifications are written too
  folder.options().outputs.notifications.clear();
  const RegistryOutcome pieces = folder.Run(registry);
  folder.options().limits.cache_bytes = 100'000;
  folder.options().limits.threads = 3;
  const RegistryOutcome cramped = folder.Run(registry);
  ASSERT_TRUE(whole.status.ok() && pieces.status.ok() && cramped.status.ok());
  EXPECT_TRUE(whole.changes == pieces.changes);
  EXPECT_TRUE(whole.changes == cramped.changes);
  EXPECT_EQ(whole.rejects, pieces.rejects);
  EXPECT_EQ(whole.result.summary.DebugString(), pieces.result.summary.DebugString());
  EXPECT_EQ(whole.result.summary.DebugString(), cramped.result.summary.DebugString());
}

// Rows that no registry has: every field, in any combination.
TEST_P(Pieces, AreTheLinesOfAnythingThatCanBeAsked) {
  testing::RandomRequests random(23);
  constexpr const char* kCodes[] = {"56101", "47111", "68122", "01111", "55101", "86105", "20111"};
  std::string registry;
  for (int i = 0; i < 2'000; ++i) {
    v1::BusinessActivity activity = random.Next().activity();
    if (i % 2 == 0) activity.set_kbli_code(kCodes[random.Below(7)]);
    if (i % 2 == 0) activity.clear_scope_id();
    std::string json;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(activity, &json).ok());
    registry += absl::StrCat("{\"businessId\":\"B", i, "\",\"activity\":", json, "}\n");
  }
  RegistryFolder folder;
  folder.names() = {
      .from = GetParam().first, .to = GetParam().second, .from_day = "", .to_day = ""};
  const RegistryOutcome whole = folder.Run(registry);
  folder.options().outputs.notifications.clear();
  const RegistryOutcome pieces = folder.Run(registry);
  ASSERT_TRUE(whole.status.ok() && pieces.status.ok());
  const std::vector<std::string> wanted = whole.change_lines();
  const std::vector<std::string> written = pieces.change_lines();
  ASSERT_EQ(wanted.size(), written.size());
  EXPECT_GT(wanted.size(), 300U);
  for (std::size_t i = 0; i < wanted.size(); ++i) ASSERT_EQ(wanted[i], written[i]);
  EXPECT_EQ(whole.rejects, pieces.rejects);
  EXPECT_EQ(whole.result.summary.DebugString(), pieces.result.summary.DebugString());
}

INSTANTIATE_TEST_SUITE_P(Pairs, Pieces,
                         ::testing::Values(std::pair("pp24-2018", "pp28-2025"),
                                           std::pair("pp28-2025", "pp28-2025"),
                                           std::pair("pp28-2025", "pp24-2018"), std::pair("", "")));

}  // namespace
}  // namespace izin
