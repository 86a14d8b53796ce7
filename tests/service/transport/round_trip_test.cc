// parse(print(x)) == x: answers in text format and JSON, and the rules themselves.

#include <random>
#include <string>

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include "data/loader/compile.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::google::protobuf::TextFormat;
using ::google::protobuf::util::MessageDifferencer;

// Random questions from a seed, in every place and both languages.
v1::ClassifyActivityRequest RandomRequest(std::mt19937& random) {
  const RulesetData& data = Library()->latest().data();
  const Scope& scope = data.scopes[random() % data.scopes.size()];
  v1::ClassifyActivityRequest request;
  v1::BusinessActivity& activity = *request.mutable_activity();
  activity.set_kbli_code(scope.id.substr(0, 5));
  activity.set_scale(static_cast<v1::BusinessScale>(1 + random() % 4));
  activity.add_locations(static_cast<v1::LocationType>(1 + random() % 3));
  activity.set_rdtr(static_cast<v1::RdtrStatus>(random() % 4));
  activity.set_land_area_ha(static_cast<double>(random() % 1000) / 8);
  request.set_language_code(random() % 2 == 0 ? "en" : "id");
  request.set_explain(random() % 4 == 0);
  return request;
}

TEST(RoundTripTest, AnswersSurviveTextAndJson) {
  std::mt19937 random(20251218);
  int answered = 0;
  for (int i = 0; i < 500; ++i) {
    const v1::ClassifyActivityRequest request = RandomRequest(random);
    const absl::StatusOr<v1::Classification> answer = Answer(request);
    ASSERT_TRUE(answer.ok()) << answer.status();
    ++answered;

    std::string text;
    ASSERT_TRUE(TextFormat::PrintToString(*answer, &text));
    v1::Classification from_text;
    ASSERT_TRUE(TextFormat::ParseFromString(text, &from_text));
    EXPECT_TRUE(MessageDifferencer::Equals(from_text, *answer));

    std::string json;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(request, &json).ok());
    v1::ClassifyActivityRequest from_json;
    ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &from_json).ok());
    EXPECT_TRUE(MessageDifferencer::Equals(from_json, request));
  }
  EXPECT_EQ(answered, 500);
}

TEST(RoundTripTest, RulesSurviveBeingPrinted) {
  const absl::StatusOr<SourceTree> sources = ReadSourceTree("data", "pp28-2025");
  ASSERT_TRUE(sources.ok()) << sources.status();
  PositionIndex positions;
  RuleIssues issues;
  const internal::CompiledRuleset compiled = ParseSources(*sources, positions, issues);
  ASSERT_FALSE(issues.has_errors()) << issues.ToString();
  ASSERT_GT(compiled.rules().row_size(), 100);
  std::string text;
  ASSERT_TRUE(TextFormat::PrintToString(compiled.rules(), &text));
  internal::RuleFile parsed;
  ASSERT_TRUE(TextFormat::ParseFromString(text, &parsed));
  EXPECT_TRUE(MessageDifferencer::Equals(parsed, compiled.rules()));
}

}  // namespace
}  // namespace izin::testing
