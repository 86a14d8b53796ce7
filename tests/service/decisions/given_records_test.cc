// What is kept of a request: what it says, and no more.

#include "service/decisions/given_records.h"

#include <string>

#include "google/protobuf/unknown_field_set.h"
#include <gtest/gtest.h>

namespace izin::testing {
namespace {

v1::ClassifyActivityRequest Sound() {
  v1::ClassifyActivityRequest request;
  request.mutable_activity()->set_kbli_code("56101");
  request.mutable_activity()->mutable_investment()->set_foreign(true);
  request.mutable_activity()->mutable_sea()->set_moving_vessel(true);
  request.mutable_activity()->mutable_forest()->set_use(v1::FOREST_USE_UNSPECIFIED);
  return request;
}

void Pad(google::protobuf::Message& message, std::size_t bytes) {
  message.GetReflection()->MutableUnknownFields(&message)->AddLengthDelimited(
      1000, std::string(bytes, 'x'));
}

std::string Kept(const std::string& encoded, const v1::ClassifyActivityRequest& request) {
  GivenRecords given;
  given.Add(encoded, request, nullptr);
  EXPECT_EQ(given.items()[0].request_bytes, given.bytes().size());
  return given.bytes();
}

TEST(GivenRecordsTest, KeepsTheBytesAsTheyCame) {
  const v1::ClassifyActivityRequest request = Sound();
  EXPECT_EQ(Kept("bytes", request), "bytes");
  EXPECT_EQ(Kept("", request), request.SerializeAsString());
}

// In whichever message they are, with bytes at hand and without.
TEST(GivenRecordsTest, LeavesOutFieldsThatNobodyKnows) {
  const std::string known = Sound().SerializeAsString();
  for (int i = 0; i < 5; ++i) {
    v1::ClassifyActivityRequest padded = Sound();
    v1::BusinessActivity& activity = *padded.mutable_activity();
    google::protobuf::Message* const messages[] = {
        &padded, &activity, activity.mutable_investment(), activity.mutable_sea(),
        activity.mutable_forest()};
    Pad(*messages[i], 4'000'000);
    EXPECT_EQ(Kept(padded.SerializeAsString(), padded), known) << i;
    EXPECT_EQ(Kept("", padded), known) << i;
  }
}

// One field said again and again, of which the last counts.
TEST(GivenRecordsTest, LeavesOutWhatIsSaidOver) {
  std::string encoded;
  for (int i = 0; i < 10'000; ++i) encoded += Sound().SerializeAsString();
  EXPECT_EQ(Kept(encoded, Sound()), Sound().SerializeAsString());
}

}  // namespace
}  // namespace izin::testing
