#include "service/cli/answer_text/basic_titles.h"

#include <gtest/gtest.h>

#include "tests/service/answering.h"
#include "tests/service/cli/local_answers.h"

namespace izin::cli {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::FromText;
using ::izin::testing::LocalAnswers;
using ::izin::testing::SoundRequest;

TEST(FillTitlesTest, NamesWhatTheBasicViewLeavesOut) {
  LocalAnswers backend;
  auto answer = *Answer(SoundRequest("view: CLASSIFICATION_VIEW_BASIC"));
  ASSERT_GT(answer.permits_size(), 0);
  ASSERT_GT(answer.questions_size(), 0);
  ASSERT_EQ(answer.permits(0).text().title(), "");
  FillTitles(backend, /*is_english=*/false, answer);
  EXPECT_EQ(answer.permits(0).text().title(), "Nomor Induk Berusaha (NIB)");
  for (const v1::Question& question : answer.questions())
    EXPECT_NE(question.text().title(), "") << question.field_path();
}

TEST(FillTitlesTest, KeepsTitlesAndLeavesTheUnknownWithout) {
  LocalAnswers backend;
  auto answer = FromText<v1::Classification>(R"pb(
    permits {
      code: "NIB"
      text { title: "given" }
    }
    permits { code: "LATER" }
  )pb");
  FillTitles(backend, false, answer);
  EXPECT_EQ(answer.permits(0).text().title(), "given");
  EXPECT_EQ(answer.permits(1).text().title(), "");
}

}  // namespace
}  // namespace izin::cli
