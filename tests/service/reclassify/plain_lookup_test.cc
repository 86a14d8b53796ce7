// The plain form: one line for each row, whatever the rows look like.

#include "service/reclassify/plain_lookup.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/reclassify/registry_files.h"

namespace izin {
namespace {

using ::izin::testing::FakeClock;
using ::izin::testing::FileText;
using ::izin::testing::kToday;
using ::izin::testing::Library;
using ::izin::testing::TempFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class PlainLookupTest : public ::testing::Test {
 protected:
  absl::StatusOr<PlainLookupResult> Run(absl::string_view registry) {
    options_.input = folder_ / "in";
    options_.output = folder_ / "out";
    testing::WriteFile(options_.input, registry);
    return LookUpRegistry(options_, answers_);
  }
  std::vector<std::string> Lines(absl::string_view registry) {
    const absl::StatusOr<PlainLookupResult> result = Run(registry);
    EXPECT_TRUE(result.ok()) << result.status();
    std::vector<std::string> lines = absl::StrSplit(FileText(options_.output), '\n');
    EXPECT_EQ(lines.back(), "");
    lines.pop_back();
    EXPECT_EQ(lines.front(), "business_id,outcome,risk_level,permits");
    lines.erase(lines.begin());
    return lines;
  }

  TempFolder folder_;
  PlainLookupOptions options_;
  const FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  const Pipeline pipeline_{testing::Rulesets(), clock_};
  PlainAnswers answers_{pipeline_, pipeline_.Now(), *Library()->InForceOn(kToday),
                        v1::BusinessActivity()};
};

constexpr absl::string_view kHead = "business_id,kbli_code,scale,locations\n";

TEST_F(PlainLookupTest, GivesOutcomeLevelAndPermitsOfEachRow) {
  const auto lines = Lines(absl::StrCat(kHead, "B1,47111,micro,land\nB2,47111,large,land\n"));
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_THAT(lines[0], ::testing::StartsWith("B1,"));
  v1::ClassifyActivityRequest request = testing::SoundRequest("activity { kbli_code: '47111' }");
  const v1::Classification full = *pipeline_.Classify(request);
  EXPECT_THAT(lines[0], HasSubstr(full.outcome() == v1::OUTCOME_DECIDED ? ",DECIDED," : ","));
  EXPECT_THAT(lines[0], HasSubstr(",NIB"));
}

TEST_F(PlainLookupTest, ReadsQuotesOtherOrdersAndLineBreaksAlike) {
  const auto plain = Lines(absl::StrCat(kHead, "B1,47111,micro,land\nB2,56101,small,land|sea\n"));
  EXPECT_EQ(Lines(absl::StrCat(kHead, "B1,47111,micro,land\r\nB2,56101,small,land|sea")), plain);
  EXPECT_EQ(Lines(absl::StrCat(kHead, "\"B1\",47111,micro,land\nB2,\"56101\",small,land|sea\n")),
            plain);
  EXPECT_EQ(Lines(absl::StrCat("\xEF\xBB\xBF", kHead,
                               "B1,47111,micro,land\n\nB2,56101,small,land|sea\n")),
            plain);
  EXPECT_EQ(Lines("scale;x;locations;kbli_code;business_id\nmicro;;land;47111;B1\n"
                  "small;;land|sea;56101;B2\n"),
            plain);
}

TEST_F(PlainLookupTest, WritesAnIdAsItWasRead) {
  const auto lines = Lines(absl::StrCat(kHead, "\"Toko \"\"A\"\", Medan\",47111,micro,land\n",
                                        std::string(40, 'x'), ",47111,micro,land\n"));
  EXPECT_THAT(lines[0], ::testing::StartsWith("\"Toko \"\"A\"\", Medan\",DECIDED"));
  EXPECT_THAT(lines[1], ::testing::StartsWith(std::string(40, 'x') + ",DECIDED"));
}

TEST_F(PlainLookupTest, MarksRowsThatCannotBeAnswered) {
  const auto lines = Lines(absl::StrCat(kHead,
                                        "B1,99998,micro,land\n"
                                        "B2,4711,micro,land\n"
                                        "B3,47111,tiny,land\n"
                                        "B4,47111,micro,moon\n"
                                        "B5,47111,micro\n"
                                        "B6,47111,micro,land,more\n"
                                        "B7,47111,,land\n"
                                        "B8,47111,micro,\n"
                                        "B9\n"));
  EXPECT_THAT(lines, ElementsAre("B1,INVALID,,", "B2,INVALID,,", "B3,INVALID,,", "B4,INVALID,,",
                                 "B5,INVALID,,", "B6,INVALID,,", "B7,INVALID,,", "B8,INVALID,,",
                                 "B9,INVALID,,"));
  EXPECT_EQ(Run(absl::StrCat(kHead, "B1,99998,micro,land\nB2,47111,micro,land\n"))->refused, 1);
}

TEST_F(PlainLookupTest, TellsAWordFromTheSameWithANulByte) {
  const std::string scale("micro\0", 6);
  const std::string place("land\0", 5);
  const auto lines = Lines(absl::StrCat(kHead, "B1,47111,micro,land\n", "B2,47111,", scale,
                                        ",land\n", "B3,47111,micro,", place, "\n"));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_NE(lines[0], "B1,INVALID,,");
  EXPECT_EQ(lines[1], "B2,INVALID,,");
  EXPECT_EQ(lines[2], "B3,INVALID,,");
}

// Lines lie across the ends of what is read at once, and of 64 bytes.
TEST_F(PlainLookupTest, ReadsNdjsonAsCsv) {
  const auto wanted = Lines(absl::StrCat(kHead,
                                         "B1,56101,micro,land\nB2,47111,large,land\n"
                                         "B3,01111,small,land|sea\n\"B,4\",56101,micro,forest\n"
                                         "B5,56101,tiny,land\nB6,56101,micro,land\n"));
  const std::string begin = R"({"businessId":")";
  const auto lines = Lines(absl::StrCat(
      begin, R"(B1","activity":{"kbliCode":"56101","scale":"micro","locations":["land"]}})", "\n",
      begin, R"(B2","activity":{"kbliCode":"47111","scale":"large","locations":["land"]}})", "\r\n",
      begin, R"(B3","activity":{"kbliCode":"01111","scale":"small","locations":["land","sea"]}})",
      "\n\n", begin,
      R"(B,4","activity":{"kbliCode":"56101","scale":"micro","locations":["forest"]}})", "\n",
      begin, R"(B5","activity":{"kbliCode":"56101","scale":"tiny","locations":["land"]}})", "\n",
      R"({"business_id":"B6","project_id":"P","activity":{"locations":["LOCATION_TYPE_LAND"],)",
      R"("scale":"BUSINESS_SCALE_MICRO","kbli_code":"56101"}})"));
  EXPECT_EQ(lines, wanted);
}

TEST_F(PlainLookupTest, LosesNoLineOfNdjsonOfManyBlocks) {
  std::string registry;
  for (int i = 0; i < 10'000; ++i)
    absl::StrAppend(&registry, R"({"businessId":"B)", i, R"(","activity":{"kbliCode":"56101",)",
                    R"("scale":"micro","locations":["land"]}})", "\n");
  const auto lines = Lines(registry);
  ASSERT_EQ(lines.size(), 10'000U);
  EXPECT_THAT(lines.front(), ::testing::StartsWith("B0,DECIDED"));
  EXPECT_THAT(lines.back(), ::testing::StartsWith("B9999,DECIDED"));
}

TEST_F(PlainLookupTest, MarksLinesThatAreNoBusiness) {
  const auto lines = Lines("{\"businessId\":\"B1\"}\n{\n[]\n{\"x\":1}\n");
  EXPECT_THAT(lines, ElementsAre("B1,INVALID,,", ",INVALID,,", ",INVALID,,", ",INVALID,,"));
}

TEST_F(PlainLookupTest, LosesNoRowOfManyBlocks) {
  std::string registry(kHead);
  constexpr const char* kRows[] = {",47111,micro,land\n", ",56101,small,land|sea\n",
                                   ",01111,large,forest\n", ",9,micro,land\n"};
  for (int i = 0; i < 60'000; ++i) absl::StrAppend(&registry, "B", i, kRows[i % 4]);
  const auto lines = Lines(registry);
  ASSERT_EQ(lines.size(), 60'000U);
  for (int i = 0; i < 60'000; ++i) {
    const std::string& like = lines[static_cast<std::size_t>(i % 4)];
    ASSERT_EQ(lines[static_cast<std::size_t>(i)], absl::StrCat("B", i, like.substr(2)));
  }
}

TEST_F(PlainLookupTest, GoesOnBehindALineThatIsTooLong) {
  const auto lines = Lines(absl::StrCat(kHead, "B1,47111,micro,land\n", std::string(600'000, 'x'),
                                        "\nB3,47111,micro,land\n"));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[1], ",INVALID,,");
  EXPECT_THAT(lines[2], ::testing::StartsWith("B3,DECIDED"));
}

TEST_F(PlainLookupTest, RefusesAFileWithoutItsColumns) {
  EXPECT_THAT(Run("").status().message(), HasSubstr("is empty"));
  EXPECT_THAT(Run("business_id,kbli_code\n").status().message(), HasSubstr("no column \"scale\""));
  options_.renames = {{"nib", "business_id"}};
  EXPECT_TRUE(Run("nib,kbli_code,scale,locations\nB1,47111,micro,land\n").ok());
}

}  // namespace
}  // namespace izin
