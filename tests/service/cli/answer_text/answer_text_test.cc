#include "service/cli/answer_text/answer_text.h"

#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::FromText;
using ::izin::testing::ReadFile;
using ::izin::testing::SoundRequest;
using ::testing::HasSubstr;
using ::testing::Not;

std::string Printed(const v1::Classification& answer, const AnswerContext& context,
                    const AnswerTextOptions& options) {
  std::ostringstream out;
  PrintAnswer(answer, context, options, out);
  return out.str();
}

v1::Classification Everything() {
  return FromText<v1::Classification>(ReadFile("tests/golden/everything.textproto"));
}

// What the page of everything is told beside the answer.
AnswerContext ContextOfEverything() {
  AnswerContext context;
  context.effects = {{.field_path = "activity.rdtr",
                      .values = {{.value = "RDTR_STATUS_NONE", .changes = {}},
                                 {.value = "RDTR_STATUS_NOT_INTEGRATED", .changes = {"x", "y"}},
                                 {.value = "RDTR_STATUS_INTEGRATED", .changes = {"x", "y"}}}}};
  context.value_titles = {{{"activity.rdtr", "RDTR_STATUS_INTEGRATED"}, "Terintegrasi"}};
  context.date_after = [](int days) { return absl::CivilDay(2026, 1, 1) + days; };
  return context;
}

struct Golden {
  std::string file;
  AnswerTextOptions options;
};

class AnswerPage : public ::testing::TestWithParam<Golden> {};

// Every part that a page can have, once.
TEST_P(AnswerPage, IsThePageOfTheGoldenFile) {
  const std::string path = absl::StrCat("tests/golden/", GetParam().file);
  const std::string text = Printed(Everything(), ContextOfEverything(), GetParam().options);
  EXPECT_TRUE(ReadFile(path) == text) << path << " differs; the text is now:\n"
                                      << text << "--- end of text";
}

INSTANTIATE_TEST_SUITE_P(Golden, AnswerPage,
                         ::testing::Values(Golden{"everything_id.txt", {}},
                                           Golden{"everything_en.txt", {.is_english = true}},
                                           Golden{"everything_all_id.txt",
                                                  {.shows_all = true, .width = 72}}),
                         [](const auto& test) {
                           return absl::StrCat(
                               test.param.options.is_english ? "English" : "Indonesian",
                               test.param.options.shows_all ? "All" : "");
                         });

TEST(AnswerTextTest, ColoursOnlyIfTold) {
  const v1::Classification answer = *Answer(SoundRequest());
  EXPECT_THAT(Printed(answer, {}, {}), Not(HasSubstr("\x1b")));
  const std::string colourful = Printed(answer, {}, {.use_colour = true});
  EXPECT_THAT(colourful, HasSubstr("\x1b[1mNomor Induk Berusaha (NIB)\x1b[0m"));
  EXPECT_THAT(colourful, HasSubstr("\x1b[32mSudah pasti\x1b[0m"));
}

TEST(AnswerTextTest, ShowsEveryPermitAndWhatIsMissing) {
  const v1::Classification answer = *Answer(SoundRequest("language_code: 'en'"));
  const std::string page = Printed(answer, {}, {.is_english = true});
  int required = 0;
  for (const v1::Permit& permit : answer.permits()) {
    if (permit.may_apply()) continue;
    ++required;
    EXPECT_THAT(page, HasSubstr(absl::StrCat("    - ", permit.text().title())));
  }
  EXPECT_GT(required, 2);
  EXPECT_THAT(page, HasSubstr("First needed: NIB and PKKPR.\n"));
  EXPECT_THAT(page, HasSubstr(answer.ruleset()));
}

TEST(AnswerTextTest, SurvivesAnEmptyAnswer) {
  EXPECT_THAT(Printed({}, {}, {}), HasSubstr("  Hasil           -"));
}

TEST(AnswerTextTest, SurvivesValuesOfALaterVersion) {
  v1::Classification answer;
  answer.set_outcome(static_cast<v1::Outcome>(99));
  answer.set_risk_level(static_cast<v1::RiskLevel>(-1));
  EXPECT_THAT(Printed(answer, {}, {.is_english = true}), HasSubstr("  Outcome         -"));
}

}  // namespace
}  // namespace izin::cli
