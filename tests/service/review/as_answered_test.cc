#include "service/review/as_answered.h"

#include <string>

#include "google/protobuf/text_format.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/review/cases.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A case that expects nothing but `expect`, in text format, of a sound request.
internal::Case Expecting(const std::string& expect) {
  internal::Case tested;
  *tested.mutable_request() = testing::SoundRequest();
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(expect, tested.mutable_expect()))
      << expect;
  return tested;
}

// The block, read back into the case.
internal::Case Accepted(const internal::Case& tested, const std::string& block) {
  internal::Case accepted = tested;
  accepted.clear_expect();
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(block, &accepted)) << block;
  return accepted;
}

TEST(AsAnsweredTest, WhatItGivesComesOut) {
  const v1::Classification answer = *testing::Answer(testing::SoundRequest());
  const internal::Case tested = Expecting(
      "outcome: OUTCOME_REFUSED risk_level: RISK_LEVEL_HIGH scope_id: \"x\" permits: \"IZIN\" "
      "no_warnings: true candidates: \"x\" commitments: \"NOTHING\" commitments: \"WLKP\" "
      "lacks_commitments: \"BPJS_KESEHATAN\" has_warnings: \"NONE\" supporting: \"x\" "
      "questions: \"x\" blocking: \"x\" authority: \"x\" authority_name_has: \"x!\" "
      "kbli_code: \"1\" permit { code: \"PKKPR\" authority: \"x\" } permit { code: \"GONE\" }");
  ASSERT_NE(DifferenceOf(tested, answer), "");
  const internal::Case accepted = Accepted(tested, AsAnswered(tested, answer));
  EXPECT_EQ(DifferenceOf(accepted, answer), "") << accepted.DebugString();
  EXPECT_GT(accepted.expect().permits_size(), 0);
  EXPECT_EQ(accepted.expect().commitments_size(), 1) << "WLKP stands";
  EXPECT_EQ(accepted.expect().permit_size(), 1) << "PKKPR stands";
}

TEST(AsAnsweredTest, WhatWasNotCheckedIsNotAdded) {
  const v1::Classification answer = *testing::Answer(testing::SoundRequest());
  const std::string block = AsAnswered(Expecting("outcome: OUTCOME_REFUSED"), answer);
  EXPECT_THAT(block, HasSubstr("  expect {\n    outcome: OUTCOME_DECIDED\n"));
  EXPECT_THAT(block, Not(HasSubstr("permits")));
  EXPECT_THAT(block, Not(HasSubstr("warnings")));
  EXPECT_THAT(block, Not(HasSubstr("questions")));
}

}  // namespace
}  // namespace izin
