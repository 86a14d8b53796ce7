#include "service/request/request_limits.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"

namespace izin {
namespace {

using ::testing::HasSubstr;

v1::ClassifyActivityRequest WithRegions(int count) {
  v1::ClassifyActivityRequest request;
  for (int i = 0; i < count; ++i) request.mutable_activity()->add_region_codes("1271");
  return request;
}

std::string FaultOf(const v1::ClassifyActivityRequest& request) {
  RequestFaults faults;
  return IsWithinLimits(request, faults) ? "" : std::string(faults.ToStatus().message());
}

TEST(RequestLimits, TheLongestHonestListsPass) {
  v1::ClassifyActivityRequest request = WithRegions(600);
  for (int i = 0; i < 256; ++i) request.mutable_activity()->add_held_permits("PKKPR");
  for (int i = 0; i < 64; ++i) request.mutable_activity()->add_authority_parameters("56101-1-a");
  request.set_ruleset(std::string(1000, 'x'));
  EXPECT_EQ(FaultOf(request), "");
  EXPECT_TRUE(CheckActivityBytes(request.SerializeAsString()).ok());
}

TEST(RequestLimits, OneEntryMoreIsNamed) {
  EXPECT_EQ(FaultOf(WithRegions(601)), "activity.region_codes: 601 entries: want at most 600");
  v1::ClassifyActivityRequest request;
  for (int i = 0; i < 17; ++i) request.mutable_activity()->add_locations(v1::LOCATION_TYPE_LAND);
  EXPECT_EQ(FaultOf(request), "activity.locations: 17 entries: want at most 16");
  request.Clear();
  for (int i = 0; i < 257; ++i) request.mutable_activity()->add_held_permits("NIB");
  EXPECT_EQ(FaultOf(request), "activity.held_permits: 257 entries: want at most 256");
  request.Clear();
  for (int i = 0; i < 65; ++i) request.mutable_activity()->add_authority_parameters("a");
  EXPECT_EQ(FaultOf(request), "activity.authority_parameters: 65 entries: want at most 64");
}

TEST(RequestLimits, ALongTextIsNamed) {
  v1::ClassifyActivityRequest request;
  request.mutable_activity()->set_legal_form(std::string(1001, 'x'));
  EXPECT_EQ(FaultOf(request), "activity.legal_form: 1001 bytes: want at most 1000");
}

TEST(RequestLimits, AspectsAreCountedOnTheBytes) {
  v1::AssessRiskRequest request;
  for (int i = 0; i < 32; ++i) request.add_aspects();
  EXPECT_TRUE(CheckAspectsBytes(request.SerializeAsString()).ok());
  request.add_aspects();
  const absl::Status status = CheckAspectsBytes(request.SerializeAsString());
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_EQ(status.message(), "aspects: 33 entries: want at most 32");
}

TEST(RequestLimits, ItemsOfABatchAreCountedOnTheBytes) {
  v1::BatchClassifyActivitiesRequest batch;
  for (int i = 0; i < 1000; ++i) batch.add_requests();
  EXPECT_TRUE(CheckBatchBytes(batch.SerializeAsString()).ok());
  batch.add_requests();
  EXPECT_EQ(CheckBatchBytes(batch.SerializeAsString()).message(),
            "requests: 1001 requests: want at most 1000");
}

TEST(RequestLimits, AnItemThatIsTooLargeIsNamed) {
  v1::BatchClassifyActivitiesRequest batch;
  batch.add_requests();
  batch.add_requests()->set_ruleset(std::string(65536, 'x'));
  const absl::Status status = CheckBatchBytes(batch.SerializeAsString());
  EXPECT_TRUE(absl::IsResourceExhausted(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("requests[1]: a request of 65540 bytes"));
}

TEST(RequestLimits, AFullBatchOfHonestRequestsPasses) {
  v1::BatchClassifyActivitiesRequest batch;
  for (int i = 0; i < 1000; ++i) *batch.add_requests() = WithRegions(100);
  EXPECT_TRUE(CheckBatchBytes(batch.SerializeAsString()).ok());
  *batch.mutable_requests(0) = WithRegions(101);
  EXPECT_TRUE(absl::IsInvalidArgument(CheckBatchBytes(batch.SerializeAsString())));
}

TEST(RequestLimits, UnknownFieldsAreBounded) {
  std::string unknown;
  for (int i = 0; i < 2000; ++i) unknown += std::string("\xC0\x07\x01", 3);
  const absl::Status status = CheckActivityBytes(unknown);
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("6000 bytes of fields"));
  EXPECT_TRUE(CheckActivityBytes(unknown.substr(0, 300)).ok());
}

// The parser refuses them.
TEST(RequestLimits, BytesThatAreNoMessagePass) {
  const std::string cut = "\x0A" + std::string(5000, '\xFF');
  EXPECT_TRUE(CheckActivityBytes(cut).ok());
  EXPECT_TRUE(CheckBatchBytes(cut).ok());
}

TEST(RequestFaultsLimit, AHundredAreKeptAndTheRestCounted) {
  RequestFaults faults;
  for (int i = 0; i < 250; ++i) faults.Add(FaultKind::kNotFound, "a", "b");
  faults.Add(FaultKind::kInvalid, "late", "counts for the code");
  const absl::Status status = faults.ToStatus();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  const auto details = BadRequestOf(status);
  ASSERT_TRUE(details.has_value());
  ASSERT_EQ(details->field_violations_size(), 101);
  EXPECT_EQ(details->field_violations(100).field(), "");
  EXPECT_EQ(details->field_violations(100).description(), "and 151 more faults");
  EXPECT_EQ(FaultsIn(*details), 251);
}

}  // namespace
}  // namespace izin
