// The bytes that are sent are those of the messages of the contract.

#include "service/answer/encoded_answer.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "service/request/request_faults.h"

namespace izin {
namespace {

std::string BytesOf(const grpc::Slice& slice) {
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

// Of about so many bytes, so that lengths of one byte and of several are met.
v1::Classification ClassificationOf(std::size_t bytes) {
  v1::Classification classification;
  classification.set_name("classifications/x");
  classification.set_ruleset("rulesets/r@f");
  classification.set_outcome(v1::OUTCOME_REFUSED);
  classification.set_risk_level(v1::RISK_LEVEL_HIGH);
  classification.mutable_scope()->set_label(std::string(bytes, 'x'));
  return classification;
}

class EncodedSizes : public ::testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Lengths, EncodedSizes,
                         ::testing::Values(0, 60, 75, 100, 125, 16000, 16384, 20000, 3'000'000));

TEST_P(EncodedSizes, AreThoseOfTheMessages) {
  const v1::Classification classification = ClassificationOf(GetParam());
  const std::shared_ptr<const EncodedAnswer> answer =
      Encode(classification, classification.SerializeAsString(), v1::KBLI_EDITION_2020);
  v1::ClassifyActivityResponse response;
  *response.mutable_classification() = classification;
  EXPECT_EQ(BytesOf(answer->response), response.SerializeAsString());
  v1::BatchClassifyActivitiesResponse batch;
  *batch.add_results()->mutable_classification() = classification;
  EXPECT_EQ(BytesOf(answer->item), batch.SerializeAsString());
  EXPECT_EQ(answer->Decode().SerializeAsString(), classification.SerializeAsString());
}

TEST(EncodedAnswerTest, CarriesWhatTheLogSays) {
  const v1::Classification classification = ClassificationOf(3);
  const std::shared_ptr<const EncodedAnswer> answer =
      Encode(classification, classification.SerializeAsString(), v1::KBLI_EDITION_2020);
  EXPECT_EQ(answer->name, "classifications/x");
  EXPECT_EQ(answer->ruleset, "rulesets/r@f");
  EXPECT_EQ(answer->edition, v1::KBLI_EDITION_2020);
  EXPECT_EQ(answer->outcome, v1::OUTCOME_REFUSED);
  EXPECT_EQ(answer->risk_level, v1::RISK_LEVEL_HIGH);
}

TEST(EncodedAnswerTest, ARefusalIsAnItemToo) {
  const absl::Status status =
      FieldError(FaultKind::kNotFound, "activity.kbli_code", std::string(300, 'x'));
  v1::BatchClassifyActivitiesResponse batch;
  ASSERT_TRUE(batch.ParseFromString(BytesOf(EncodeRefusedItem(status))));
  ASSERT_EQ(batch.results_size(), 1);
  EXPECT_EQ(batch.results(0).error().code(), 5);
  EXPECT_EQ(batch.results(0).error().field_path(), "activity.kbli_code");
  EXPECT_EQ(batch.results(0).error().message(), "activity.kbli_code: " + std::string(300, 'x'));
}

TEST(ToItemErrorTest, TakesThePathOfTheFirstFault) {
  RequestFaults faults;
  faults.Add(FaultKind::kInvalid, "activity.zone", "9: wrong");
  faults.Add(FaultKind::kInvalid, "activity.rdtr", "9: wrong too");
  const v1::ItemError error = ToItemError(faults.ToStatus());
  EXPECT_EQ(error.code(), 3);
  EXPECT_EQ(error.field_path(), "activity.zone");
  EXPECT_EQ(error.message(), "activity.zone: 9: wrong");
}

TEST(ToItemErrorTest, AStatusWithoutFaultsHasNoPath) {
  const v1::ItemError error = ToItemError(absl::UnavailableError("no ruleset"));
  EXPECT_EQ(error.code(), 14);
  EXPECT_EQ(error.message(), "no ruleset");
  EXPECT_EQ(error.field_path(), "");
}

}  // namespace
}  // namespace izin
