#include "service/cli/answer_text/answer_context.h"

#include <string>

#include <gtest/gtest.h>

#include "tests/service/answering.h"
#include "tests/service/cli/local_answers.h"

namespace izin::cli {
namespace {

using ::izin::testing::Answer;
using ::izin::testing::LocalAnswers;
using ::izin::testing::SoundRequest;

AnswerContext ContextFor(const std::string& changes,
                         JointLeave joint_leave = JointLeave::kSkipped) {
  LocalAnswers backend;
  const auto request = SoundRequest(changes);
  const auto answer = Answer(request);
  EXPECT_TRUE(answer.ok()) << answer.status();
  return ContextOf(backend, request, *answer, joint_leave);
}

TEST(ContextOfTest, HoldsTheEffectsOfEveryQuestion) {
  const auto request = SoundRequest();
  const AnswerContext context = ContextFor("");
  ASSERT_GT(context.effects.size(), 0u);
  EXPECT_EQ(context.effects.size(), static_cast<std::size_t>(Answer(request)->questions_size()));
  EXPECT_EQ(context.value_titles.at({"activity.rdtr", "RDTR_STATUS_NONE"}), "RDTR belum ada");
  EXPECT_EQ(context.date_after, nullptr);
  EXPECT_FALSE(context.is_foreign);
  EXPECT_FALSE(context.is_basic);
}

TEST(ContextOfTest, KnowsForeignCapital) {
  EXPECT_TRUE(ContextFor("activity { scale: BUSINESS_SCALE_LARGE investment { foreign: true } }")
                  .is_foreign);
  EXPECT_TRUE(ContextFor("activity { scale: BUSINESS_SCALE_LARGE "
                         "actor_type: ACTOR_TYPE_REPRESENTATIVE_OFFICE }")
                  .is_foreign);
  EXPECT_FALSE(ContextFor("activity { actor_type: ACTOR_TYPE_INDIVIDUAL }").is_foreign);
}

TEST(ContextOfTest, KnowsTheBasicView) {
  EXPECT_TRUE(ContextFor("view: CLASSIFICATION_VIEW_BASIC").is_basic);
}

// Filed on a Thursday; Christmas is a Friday, and its joint leave the Thursday before.
TEST(ContextOfTest, CountsWorkingDaysFromTheFiling) {
  const std::string filed = "activity { filed_on: '2026-12-17' }";
  const AnswerContext skipped = ContextFor(filed);
  ASSERT_NE(skipped.date_after, nullptr);
  EXPECT_EQ(skipped.date_after(1), absl::CivilDay(2026, 12, 18));
  EXPECT_EQ(skipped.date_after(5), absl::CivilDay(2026, 12, 28));
  EXPECT_EQ(ContextFor(filed, JointLeave::kCounted).date_after(5), absl::CivilDay(2026, 12, 24));
}

}  // namespace
}  // namespace izin::cli
