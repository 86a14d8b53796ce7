// Columns: what does not fit is said, and memory does not show.

#include "service/answer/columns.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"
#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

constexpr char kLand = 1 << v1::LOCATION_TYPE_LAND;

bool Never() { return false; }

class ColumnsTest : public ::testing::Test {
 protected:
  static v1::ClassifyActivityColumnsRequest Three() {
    v1::ClassifyActivityColumnsRequest request;
    for (std::uint32_t code : {47111U, 56101U, 47111U}) request.add_kbli_codes(code);
    request.set_scales(std::string(3, v1::BUSINESS_SCALE_MICRO));
    request.set_locations(std::string(3, kLand));
    return request;
  }
  v1::ClassifyActivityColumnsResponse Answered(const v1::ClassifyActivityColumnsRequest& request) {
    v1::ClassifyActivityColumnsResponse response;
    const absl::Status status = columns_.Answer(request, Never, response);
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }
  // The first field at fault and what is wrong with it.
  std::string Fault(const v1::ClassifyActivityColumnsRequest& request) {
    v1::ClassifyActivityColumnsResponse response;
    const absl::Status status = columns_.Answer(request, Never, response);
    const auto details = BadRequestOf(status);
    if (!details.has_value() || details->field_violations().empty()) return status.ToString();
    return details->field_violations(0).field() + " " + details->field_violations(0).description();
  }

  const FakeClock clock_{FakeClock::NoonInJakarta(kToday)};
  const Pipeline pipeline_{Rulesets(), clock_};
  Columns columns_{pipeline_};
};

TEST_F(ColumnsTest, PointIntoTablesInTheOrderOfTheirFirstUse) {
  const auto response = Answered(Three());
  ASSERT_EQ(response.permits_size(), 3);
  EXPECT_EQ(response.permits(0), 1U);
  EXPECT_EQ(response.permits(2), 1U);
  EXPECT_EQ(response.permit_sets(0).permits_size(), 0);
  EXPECT_EQ(response.permit_sets(1).permits(0), "NIB");
  EXPECT_EQ(response.offices(0), 1U);
  EXPECT_EQ(response.office_table(0).id(), "");
  EXPECT_NE(response.office_table(1).kind(), v1::AUTHORITY_KIND_UNSPECIFIED);
}

TEST_F(ColumnsTest, AreTheSameBytesWithAndWithoutMemory) {
  v1::ClassifyActivityColumnsRequest other = Three();
  other.mutable_kbli_codes()->Set(0, 20111);
  other.set_scales(std::string(3, v1::BUSINESS_SCALE_LARGE));
  Answered(other);  // other sets are in memory first
  Columns fresh(pipeline_);
  v1::ClassifyActivityColumnsResponse alone;
  ASSERT_TRUE(fresh.Answer(Three(), Never, alone).ok());
  EXPECT_EQ(Answered(Three()).SerializeAsString(), alone.SerializeAsString());
}

TEST_F(ColumnsTest, SayWhatIsSharedOfEachThatPointsThere) {
  v1::ClassifyActivityColumnsRequest request = Three();
  request.add_shared();
  request.add_shared()->set_zone(v1::ZONE_SPECIAL_ECONOMIC_ZONE);
  for (std::uint32_t position : {0U, 0U, 1U}) request.add_shared_positions(position);
  const auto response = Answered(request);
  const auto office = [&](int i) {
    return response.office_table(static_cast<int>(response.offices(i))).kind();
  };
  EXPECT_EQ(office(2), v1::AUTHORITY_KIND_KEK_ADMINISTRATOR);
  EXPECT_NE(office(0), office(2));
}

TEST_F(ColumnsTest, ReadCodesInTheEditionThatIsShared) {
  v1::ClassifyActivityColumnsRequest request = Three();
  request.add_shared()->set_kbli_edition(v1::KBLI_EDITION_2020);
  const auto response = Answered(request);
  v1::ClassifyActivityRequest one =
      SoundRequest("activity { kbli_code: '47111' kbli_edition: KBLI_EDITION_2020 }");
  EXPECT_EQ(response.outcomes()[0], static_cast<char>(pipeline_.Classify(one)->outcome()));
}

TEST_F(ColumnsTest, CountEveryRefusalAndTellOfTheFirst) {
  v1::ClassifyActivityColumnsRequest request;
  for (int i = 0; i < 1500; ++i) request.add_kbli_codes(99998);
  request.set_scales(std::string(1500, v1::BUSINESS_SCALE_MICRO));
  request.set_locations(std::string(1500, kLand));
  const auto response = Answered(request);
  EXPECT_EQ(response.refused(), 1500);
  EXPECT_EQ(response.errors_size(), ColumnLimits::kErrors);
  EXPECT_EQ(response.errors(999).position(), 999U);
  EXPECT_EQ(response.errors(0).error().code(), 5);
  EXPECT_EQ(response.outcomes()[0], 0);
}

TEST_F(ColumnsTest, RefuseColumnsThatDoNotFit) {
  v1::ClassifyActivityColumnsRequest request = Three();
  request.mutable_scales()->pop_back();
  EXPECT_THAT(Fault(request), HasSubstr("scales 2 entries: want 3"));
  request = Three();
  request.add_scope_numbers(1);
  EXPECT_THAT(Fault(request), HasSubstr("scope_numbers 1 entries"));
  request = Three();
  for (int i = 0; i < 3; ++i) request.add_shared_positions(static_cast<std::uint32_t>(i));
  EXPECT_THAT(Fault(request), HasSubstr("shared_positions[1] 1: there are 1"));
  request = Three();
  request.add_shared()->set_scale(v1::BUSINESS_SCALE_SMALL);
  EXPECT_THAT(Fault(request), HasSubstr("shared[0].scale"));
  request = Three();
  for (int i = 0; i < 65; ++i) request.add_shared();
  EXPECT_THAT(Fault(request), HasSubstr("shared 65 entries: want at most 64"));
  request = Three();
  request.set_ruleset("pp99-2099");
  EXPECT_THAT(Fault(request), HasSubstr("ruleset"));
}

TEST(CheckColumnsBytes, MeasuresWhatIsShared) {
  v1::ClassifyActivityColumnsRequest request;
  request.add_shared()->set_legal_form(std::string(5000, 'x'));
  EXPECT_TRUE(absl::IsInvalidArgument(CheckColumnsBytes(request.SerializeAsString())));
  request.clear_shared();
  for (int i = 0; i < 100'000; ++i) request.add_shared();
  EXPECT_TRUE(absl::IsInvalidArgument(CheckColumnsBytes(request.SerializeAsString())));
  request.clear_shared();
  request.set_scales(std::string(std::size_t{5} << 20, 'x'));
  EXPECT_TRUE(absl::IsResourceExhausted(CheckColumnsBytes(request.SerializeAsString())));
  request.set_scales("x");
  EXPECT_TRUE(CheckColumnsBytes(request.SerializeAsString()).ok());
}

TEST_F(ColumnsTest, StopWhereTheCallerIsGone) {
  v1::ClassifyActivityColumnsResponse response;
  EXPECT_TRUE(absl::IsCancelled(columns_.Answer(
      Three(), [] { return true; }, response)));
}

}  // namespace
}  // namespace izin::testing
