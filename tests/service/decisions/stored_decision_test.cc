// Records as they lie in the store, and the spans of time that are asked for.

#include "service/decisions/stored_decision.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/internal/stored.pb.h"

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

internal::StoredDecision Stored() {
  v1::ClassifyActivityRequest request;
  request.mutable_activity()->set_kbli_code("56101");
  internal::StoredDecision stored;
  stored.set_time_us(1'795'510'800'000'001);
  stored.set_caller("portal");
  stored.set_request(request.SerializeAsString());
  stored.set_ruleset("rulesets/r@f");
  stored.set_outcome(v1::OUTCOME_DECIDED);
  stored.set_risk_level(v1::RISK_LEVEL_HIGH);
  stored.set_classification("classifications/x");
  stored.set_kbli_edition(v1::KBLI_EDITION_2020);
  return stored;
}

TEST(ParseDecisionTest, GivesWhatWasRecorded) {
  const std::string key("\x00\x01\xAB\x10", 4);
  const std::optional<v1::Decision> decision = ParseDecision(key, Stored().SerializeAsString());
  ASSERT_TRUE(decision.has_value());
  EXPECT_EQ(decision->id(), "0001ab10");
  EXPECT_EQ(decision->time(), "2026-11-24T09:00:00.000001+00:00");
  EXPECT_EQ(decision->caller(), "portal");
  EXPECT_EQ(decision->request().activity().kbli_code(), "56101");
  EXPECT_EQ(decision->ruleset(), "rulesets/r@f");
  EXPECT_EQ(decision->outcome(), v1::OUTCOME_DECIDED);
  EXPECT_EQ(decision->risk_level(), v1::RISK_LEVEL_HIGH);
  EXPECT_EQ(decision->classification(), "classifications/x");
}

TEST(ParseDecisionTest, GivesNothingOfWhatIsNoRecord) {
  internal::StoredDecision no_request = Stored();
  no_request.set_request("\xFF\xFF");
  const std::string whole = Stored().SerializeAsString();
  for (const std::string& value :
       {std::string("\xFF"), no_request.SerializeAsString(), whole.substr(0, whole.size() - 1)})
    EXPECT_FALSE(ParseDecision("key", value).has_value()) << absl::BytesToHexString(value);
}

TEST(EditionThenTest, IsTheOneThatWasRead) {
  EXPECT_EQ(EditionThen(Stored().SerializeAsString()), v1::KBLI_EDITION_2020);
  EXPECT_EQ(EditionThen(""), v1::KBLI_EDITION_UNSPECIFIED);
}

// --- spans ------------------------------------------------------------------------------------

std::string KeyAt(const std::string& time) {
  RequestFaults faults;
  const KeySpan span = ReadSpan(time, "", faults);
  EXPECT_TRUE(faults.empty()) << faults.ToStatus();
  EXPECT_EQ(span.to, "");
  return absl::BytesToHexString(span.from);
}

TEST(ReadSpanTest, TimesBecomeKeysThatSortAsTheyDo) {
  EXPECT_EQ(KeyAt(""), "");
  EXPECT_EQ(KeyAt("1970-01-01T00:00:00Z"), "0000000000000000");
  EXPECT_EQ(KeyAt("1970-01-01T00:00:00.000258Z"), "0000000000000102");
  EXPECT_EQ(KeyAt("1969-12-31T23:59:59Z"), "0000000000000000") << "nothing is older";
  EXPECT_EQ(KeyAt("2026-11-24T16:00:00+07:00"), KeyAt("2026-11-24T09:00:00Z"));
  EXPECT_LT(KeyAt("2026-11-24T09:00:00Z"), KeyAt("2026-11-24T09:00:00.000001Z"));
  EXPECT_LT(KeyAt("2026-11-24T09:00:00Z"), KeyAt("9999-12-31T23:59:59Z"));
}

TEST(ReadSpanTest, EachEndThatIsNoTimeIsAFaultOfItsOwn) {
  for (const char* text :
       {"x", "2026-11-24", "2026-11-24T09:00:00", " 2026-11-24T09:00:00Z", "2026-13-24T09:00:00Z",
        "infinite-future-ever", "12026-11-24T09:00:00Z", "2026-11-24 09:00:00Z"}) {
    RequestFaults faults;
    ReadSpan(text, text, faults);
    const auto details = BadRequestOf(faults.ToStatus());
    ASSERT_TRUE(details.has_value()) << text;
    std::vector<std::string> paths;
    for (const auto& violation : details->field_violations()) paths.push_back(violation.field());
    EXPECT_THAT(paths, ElementsAre("from_time", "to_time")) << text;
    EXPECT_THAT(details->field_violations(0).description(),
                HasSubstr("want a time as 2026-11-24T09:00:00Z"));
  }
}

TEST(NotReadableTest, IsOfTheServiceAndSaysWhatTheStoreSaid) {
  const absl::Status closed = NotReadable(absl::UnavailableError("opened anew"));
  EXPECT_TRUE(absl::IsUnavailable(closed));
  EXPECT_THAT(std::string(closed.message()), HasSubstr("opened anew"));
  const absl::Status damaged = NotReadable(absl::DataLossError("block 7"));
  EXPECT_TRUE(absl::IsDataLoss(damaged));
  EXPECT_THAT(std::string(damaged.message()), HasSubstr("block 7"));
}

}  // namespace
}  // namespace izin
