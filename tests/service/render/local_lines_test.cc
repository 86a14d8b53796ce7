#include "service/render/local_lines.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "service/answer/pipeline.h"
#include "tests/service/answering.h"
#include "tests/service/rulesets/versions.h"
#include "tests/testing/fake_clock.h"

namespace izin {
namespace {

using ::izin::testing::FromText;
using ::izin::testing::Library;
using ::izin::testing::Version;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Overlay Medan() {
  Overlay overlay{.id = "medan",
                  .region = "1271",
                  .office_kind = AuthorityKind::kRegentOrMayor,
                  .as_of = "2026-11-01",
                  .source = "Perwali 1/2026"};
  overlay.offices.push_back({.name = {.id = "Loket", .en = "Counter"},
                             .hours = {.id = "pagi", .en = "mornings"},
                             .url = "https://a.example/"});
  overlay.services.push_back({.permit = "PKKPR",
                              .fee = {.id = "Rp1", .en = "Rp1"},
                              .standard = {.id = "sejak lengkap", .en = "once complete"},
                              .working_days = 15,
                              .documents = {{.title = {.id = "Foto", .en = "Photograph"}}}});
  overlay.services.push_back(
      {.permit = "SS", .standard = {.id = "segera", .en = "at once"}, .working_days = 3});
  return overlay;
}

// The answer of a library whose pp28-2025 has `overlay`, within `region`.
v1::Classification Answer(const Overlay& overlay, const std::string& region,
                          const std::string& more = "") {
  const RulesetHolder holder(testing::LibraryOf(
      {Version([&overlay](RulesetData& data) { data.overlays.push_back(overlay); }, 'a')}));
  const testing::FakeClock clock(testing::FakeClock::NoonInJakarta(testing::kToday));
  const auto answer = Pipeline(holder, clock)
                          .Classify(FromText<v1::ClassifyActivityRequest>(absl::StrCat(
                              "activity { kbli_code: \"55203\" scale: BUSINESS_SCALE_MICRO ",
                              "locations: LOCATION_TYPE_LAND ", region, " } ", more)));
  EXPECT_TRUE(answer.ok()) << answer.status();
  return answer.ok() ? *answer : v1::Classification();
}

std::vector<std::string> Told(const v1::Classification& answer) {
  std::vector<std::string> lines;
  for (const v1::LocalLine& line : answer.local_lines()) {
    lines.push_back(
        absl::StrCat(v1::LocalLineKind_Name(line.kind()).substr(sizeof("LOCAL_LINE_KIND_") - 1),
                     " ", line.permit_code(), " ", line.text().title(), line.url()));
  }
  return lines;
}

TEST(LocalLinesTest, StandWithinTheBordersAlone) {
  EXPECT_THAT(Told(Answer(Medan(), "region_codes: \"1271\"")),
              ElementsAre("OFFICE  Loket", "HOURS  pagi", "LINK  https://a.example/",
                          "FEE PKKPR Rp1", "DOCUMENT PKKPR Foto",
                          "SERVICE_STANDARD PKKPR 15 hari kerja", "SERVICE_STANDARD SS segera"));
  EXPECT_THAT(Told(Answer(Medan(), "region_codes: \"1275\"")), IsEmpty());
  EXPECT_THAT(Told(Answer(Medan(), "")), IsEmpty());
  EXPECT_THAT(Told(Answer(Medan(), "region_codes: \"1271\" region_codes: \"1275\"")), IsEmpty());
}

TEST(LocalLinesTest, EachLineIsMarked) {
  const v1::Classification answer = Answer(Medan(), "region_codes: \"1271\"");
  for (const v1::LocalLine& line : answer.local_lines()) {
    EXPECT_EQ(line.overlay(), "medan");
    EXPECT_EQ(line.source(), "Perwali 1/2026");
    EXPECT_EQ(line.as_of(), "2026-11-01");
    EXPECT_EQ(line.region_code(), "1271");
    EXPECT_FALSE(line.example());
  }
}

// Everything else of the answer is byte for byte what it is without the overlay.
TEST(LocalLinesTest, NothingElseOfTheAnswerChanges) {
  v1::Classification with = Answer(Medan(), "region_codes: \"1271\"");
  const v1::Classification without = Answer({}, "region_codes: \"1271\"");
  EXPECT_GT(with.local_lines_size(), 0);
  with.clear_local_lines();
  EXPECT_EQ(with.SerializeAsString(), without.SerializeAsString());
}

// No text of the region stands on the shortest view.
TEST(LocalLinesTest, BasicHasNone) {
  EXPECT_THAT(Told(Answer(Medan(), "region_codes: \"1271\"", "view: CLASSIFICATION_VIEW_BASIC")),
              IsEmpty());
}

// A term upwards is shown on no answer, whatever the compiler let pass.
TEST(LocalLinesTest, AStandardAboveTheNationalTermIsNotShown) {
  Overlay slow = Medan();
  slow.services[0].working_days = 26;
  slow.services[0].standard = {};
  EXPECT_THAT(Told(Answer(slow, "region_codes: \"1271\"")),
              ElementsAre("OFFICE  Loket", "HOURS  pagi", "LINK  https://a.example/",
                          "FEE PKKPR Rp1", "DOCUMENT PKKPR Foto", "SERVICE_STANDARD SS segera"));
}

TEST(LocalLinesTest, AProvinceSpeaksForItsGovernorAlone) {
  Overlay province = Medan();
  province.region = "12";
  province.office_kind = AuthorityKind::kGovernor;
  // Within one city none of these permits is the governor's.
  EXPECT_THAT(Told(Answer(province, "region_codes: \"1271\"")), IsEmpty());
  EXPECT_THAT(Told(Answer(province, "region_codes: \"1271\" region_codes: \"1275\"")),
              ::testing::Contains("FEE PKKPR Rp1"));
}

TEST(LocalLinesTest, SheetsAskByRegionAndPermit) {
  const auto ruleset = Version([](RulesetData& data) { data.overlays.push_back(Medan()); }, 'a');
  LocalLines lines;
  RenderLocalLines(*ruleset, "1271", "", Language::kEnglish, lines);
  EXPECT_EQ(lines.size(), 3);
  RenderLocalLines(*ruleset, "1271", "PKKPR", Language::kEnglish, lines);
  EXPECT_EQ(lines.size(), 6);
  RenderLocalLines(*ruleset, "1275", "PKKPR", Language::kEnglish, lines);
  EXPECT_EQ(lines.size(), 6);
  EXPECT_EQ(lines[5].text().title(), "15 working days");
  EXPECT_EQ(lines[5].text().detail(), "once complete");
}

}  // namespace
}  // namespace izin
