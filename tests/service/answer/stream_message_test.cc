// Messages of a stream: one activity or many, each answered or refused on its own.

#include "service/answer/stream_message.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

class StreamMessageTest : public ::testing::Test {
 protected:
  // The message of the pieces, as a client reads it.
  absl::StatusOr<v1::StreamClassifyActivitiesResponse> Answered(
      const v1::StreamClassifyActivitiesRequest& message, GivenRecords* given = nullptr) const {
    const absl::StatusOr<std::vector<grpc::Slice>> pieces =
        AnswerStreamMessage(pipeline_, message, given);
    if (!pieces.ok()) return pieces.status();
    std::string bytes;
    for (const grpc::Slice& piece : *pieces)
      bytes.append(reinterpret_cast<const char*>(piece.begin()), piece.size());
    v1::StreamClassifyActivitiesResponse response;
    EXPECT_TRUE(response.ParseFromString(bytes));
    return response;
  }

  const FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  const Pipeline pipeline_{Rulesets(), clock_};
};

TEST_F(StreamMessageTest, AnswersAsAlone) {
  v1::StreamClassifyActivitiesRequest message;
  message.set_correlation_id("baris 7");
  *message.mutable_request() = SoundRequest();
  const auto response = Answered(message);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->correlation_id(), "baris 7");
  EXPECT_EQ(response->result().classification().SerializeAsString(),
            pipeline_.Classify(SoundRequest())->SerializeAsString());
}

TEST_F(StreamMessageTest, RefusesAnActivityInItsAnswer) {
  v1::StreamClassifyActivitiesRequest message;
  message.set_correlation_id("2");
  *message.mutable_request() = SoundRequest("activity { kbli_code: '99998' }");
  GivenRecords given;
  const auto response = Answered(message, &given);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->correlation_id(), "2");
  EXPECT_EQ(response->result().error().field_path(), "activity.kbli_code");
  EXPECT_EQ(given.places(), 1U);
  EXPECT_TRUE(given.empty());
}

TEST_F(StreamMessageTest, RefusesAnEmptyMessageAsItsItem) {
  const auto response = Answered({});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_NE(response->result().error().code(), 0);
}

TEST_F(StreamMessageTest, EndsTheStreamForAnIdThatIsTooLong) {
  v1::StreamClassifyActivitiesRequest message;
  *message.mutable_request() = SoundRequest();
  message.set_correlation_id(std::string(1001, 'x'));
  EXPECT_THAT(Answered(message).status().message(), HasSubstr("want at most 1000"));
}

TEST(CheckStreamBytes, MeasuresTheMessageAndTheRequestInIt) {
  v1::StreamClassifyActivitiesRequest message;
  *message.mutable_request() = SoundRequest();
  EXPECT_TRUE(CheckStreamBytes(message.SerializeAsString()).ok());
  message.mutable_request()->mutable_activity()->set_legal_form(std::string(70'000, 'x'));
  EXPECT_TRUE(absl::IsResourceExhausted(CheckStreamBytes(message.SerializeAsString())));
  message.mutable_request()->mutable_activity()->clear_legal_form();
  for (int i = 0; i < 20'000; ++i)
    message.mutable_request()->mutable_activity()->add_held_permits("");
  EXPECT_TRUE(absl::IsInvalidArgument(CheckStreamBytes(message.SerializeAsString())));
}

}  // namespace
}  // namespace izin::testing
