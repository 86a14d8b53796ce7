// The texts of a kind, asked of a backend once.

#include "service/cli/answer_text/reference_texts.h"

#include <gtest/gtest.h>

#include "tests/service/cli/local_answers.h"

namespace izin::cli {
namespace {

class CountedAnswers final : public testing::LocalAnswers {
 public:
  absl::StatusOr<v1::ListReferenceValuesResponse> ListReferenceValues(
      const v1::ListReferenceValuesRequest& request) override {
    ++asked;
    if (fails) return absl::UnavailableError("no server");
    return LocalAnswers::ListReferenceValues(request);
  }

  int asked = 0;
  bool fails = false;
};

TEST(ReferenceTextsTest, AsksWhenTheFirstIsWantedAndNeverAgain) {
  CountedAnswers answers;
  ReferenceTexts texts(answers, "scale", /*is_english=*/false);
  EXPECT_EQ(answers.asked, 0);
  EXPECT_EQ(texts.TitleOf("SMALL"), "Usaha Kecil");
  EXPECT_EQ(texts.TitleOf("GIGANTIC"), "GIGANTIC");
  EXPECT_EQ(texts.Of("GIGANTIC").title(), "");
  EXPECT_EQ(answers.asked, 1);
}

TEST(ReferenceTextsTest, GoesOnWithoutThemWhereNobodyTells) {
  CountedAnswers answers;
  answers.fails = true;
  ReferenceTexts texts(answers, "scale", /*is_english=*/true);
  EXPECT_EQ(texts.TitleOf("SMALL"), "SMALL");
  EXPECT_EQ(texts.TitleOf("LARGE"), "LARGE");
  EXPECT_EQ(answers.asked, 1);
}

}  // namespace
}  // namespace izin::cli
