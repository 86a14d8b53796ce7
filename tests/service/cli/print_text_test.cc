#include "service/cli/print_text.h"

#include <sstream>
#include <string>

#include "absl/strings/match.h"
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

std::string Printed(const v1::Classification& classification, const TextStyle& style) {
  std::ostringstream out;
  PrintClassification(classification, style, out);
  return out.str();
}

void ExpectGolden(const std::string& name, const std::string& text) {
  const std::string path = absl::StrCat("tests/golden/", name);
  EXPECT_TRUE(ReadFile(path) == text) << path << " differs; the text is now:\n"
                                      << text << "--- end of text";
}

struct Golden {
  std::string name;
  bool is_english;
};

class PrintText : public ::testing::TestWithParam<Golden> {};

// Every part that a page can have, once.
TEST_P(PrintText, IsThePageOfTheGoldenFile) {
  const auto everything =
      FromText<v1::Classification>(ReadFile("tests/golden/everything.textproto"));
  ExpectGolden(GetParam().name, Printed(everything, {.is_english = GetParam().is_english}));
}

INSTANTIATE_TEST_SUITE_P(Golden, PrintText,
                         ::testing::Values(Golden{"everything_id.txt", false},
                                           Golden{"everything_en.txt", true}),
                         [](const auto& test) {
                           return std::string(test.param.is_english ? "English" : "Indonesian");
                         });

// A line is as wide as its characters, however many bytes they take.
TEST(PrintTextTest, FillsALineByCharacters) {
  v1::Classification answer;
  std::string detail;
  for (int i = 0; i < 24; ++i) detail += "\xE2\x80\x93\xE2\x80\x93\xE2\x80\x93 ";  // three dashes
  answer.add_warnings()->mutable_text()->set_detail(detail);
  std::string line = "\n    ";  // 4 columns, then 24 words of 3 with a blank between: 99
  line += detail.substr(0, detail.size() - 1) + "\n";
  EXPECT_THAT(Printed(answer, {}), HasSubstr(line));
}

TEST(PrintTextTest, ColoursOnlyIfTold) {
  const v1::Classification answer = *Answer(SoundRequest());
  EXPECT_THAT(Printed(answer, {}), Not(HasSubstr("\x1b")));
  const std::string colourful = Printed(answer, {.use_color = true});
  EXPECT_THAT(colourful, HasSubstr("\x1b[1mNIB\x1b[0m"));
  EXPECT_THAT(colourful, HasSubstr("\x1b[32mDiputuskan\x1b[0m"));
}

TEST(PrintTextTest, ShowsEveryPermitAndWhatIsMissing) {
  const v1::Classification answer = *Answer(SoundRequest("language_code: 'en'"));
  const std::string page = Printed(answer, {.is_english = true});
  ASSERT_GT(answer.permits_size(), 2);
  for (const v1::Permit& permit : answer.permits()) {
    EXPECT_THAT(page, HasSubstr(absl::StrCat("\n  ", permit.code(), " ")));
    EXPECT_THAT(page, HasSubstr(permit.text().title()));
  }
  EXPECT_THAT(page, HasSubstr("Still missing   NIB, PKKPR\n"));
  EXPECT_THAT(page, HasSubstr(answer.ruleset()));
}

TEST(PrintTextTest, SurvivesAnEmptyAnswer) {
  EXPECT_THAT(Printed({}, {}), HasSubstr("Hasil           -\n"));
}

TEST(PrintTextTest, SurvivesValuesOfALaterVersion) {
  v1::Classification answer;
  answer.set_outcome(static_cast<v1::Outcome>(99));
  answer.set_risk_level(static_cast<v1::RiskLevel>(-1));
  EXPECT_THAT(Printed(answer, {.is_english = true}), HasSubstr("Outcome         -\n"));
}

}  // namespace
}  // namespace izin::cli
