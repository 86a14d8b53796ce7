#include "service/lookup/kbli_handler.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

using ::izin::testing::FakeClock;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

absl::StatusOr<v1::KbliEntry> Entry(const std::string& code, int edition = 0) {
  const FakeClock clock(FakeClock::NoonInJakarta(testing::kToday));
  v1::GetKbliEntryRequest request;
  request.set_code(code);
  request.set_edition(static_cast<v1::KbliEdition>(edition));
  return KbliHandler(testing::Rulesets(), clock).GetEntry(request);
}

TEST(KbliHandlerTest, GivesASubClassWithItsScopesAndNoLevel) {
  const auto entry = Entry("56101");
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_EQ(entry->code(), "56101");
  EXPECT_EQ(entry->edition(), v1::KBLI_EDITION_2025);
  EXPECT_EQ(entry->parent(), "5610");
  EXPECT_FALSE(entry->title().empty());
  ASSERT_EQ(entry->scopes_size(), 2);
  EXPECT_EQ(entry->scopes(0).id(), "56101-1");
  EXPECT_EQ(entry->scopes(0).label(), "restoran");
  EXPECT_EQ(entry->scopes(0).risk_level(), v1::RISK_LEVEL_UNSPECIFIED);
  EXPECT_EQ(entry->scopes(1).id(), "56101-2");
}

TEST(KbliHandlerTest, GivesEveryLevel) {
  for (const char* code : {"I", "56", "561", "5610"}) {
    const auto entry = Entry(code);
    ASSERT_TRUE(entry.ok()) << entry.status();
    EXPECT_EQ(entry->code(), code);
    EXPECT_EQ(entry->scopes_size(), 0);
  }
  EXPECT_EQ(Entry("I")->parent(), "");
  EXPECT_EQ(Entry("56")->parent(), "I");
}

TEST(KbliHandlerTest, GivesAnOldCodeWithoutScopes) {
  const auto entry = Entry("56101", v1::KBLI_EDITION_2020);
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_EQ(entry->edition(), v1::KBLI_EDITION_2020);
  EXPECT_EQ(entry->scopes_size(), 0);
}

TEST(KbliHandlerTest, RefusesWhatIsNoCode) {
  for (const char* code : {"", "i", "II", "1", "561011", "5610x", "٥٦", " 56", "?"}) {
    const absl::Status status = Entry(code).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << code;
    EXPECT_EQ(BadRequestOf(status)->field_violations(0).field(), "code");
    EXPECT_THAT(std::string(status.message()), HasSubstr("2 to 5 digits"));
  }
}

TEST(KbliHandlerTest, KnowsNoSuchCode) {
  const absl::Status status = Entry("99998", v1::KBLI_EDITION_2020).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("code: \"99998\": no such code in KBLI 2020"));
}

TEST(KbliHandlerTest, RefusesAnEditionOutOfRange) {
  const absl::Status status = Entry("56101", 3).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(BadRequestOf(status)->field_violations(0).field(), "edition");
}

// --- convert ----------------------------------------------------------------------------------

absl::StatusOr<v1::ConvertKbliCodeResponse> Convert(const std::string& request) {
  const FakeClock clock(FakeClock::NoonInJakarta(testing::kToday));
  return KbliHandler(testing::Rulesets(), clock)
      .Convert(testing::FromText<v1::ConvertKbliCodeRequest>(request));
}

std::vector<std::string> CandidatesOf(const v1::ConvertKbliCodeResponse& response) {
  std::vector<std::string> codes;
  for (const v1::KbliEntry& entry : response.candidates()) codes.push_back(entry.code());
  return codes;
}

TEST(ConvertTest, UraniumFuelIsNotButtons) {
  const auto response = Convert(R"(code: "32907" from: KBLI_EDITION_2020)");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->kind(), v1::CONVERSION_KIND_MERGED);
  EXPECT_THAT(CandidatesOf(*response), ElementsAre("24206"));
  EXPECT_EQ(response->candidates(0).edition(), v1::KBLI_EDITION_2025);
  EXPECT_EQ(response->legal_basis().verification(), v1::VERIFICATION_OFFICIAL_SNAPSHOT);
}

TEST(ConvertTest, ARestaurantSplitsTheOwnNumberFirst) {
  const auto response = Convert(R"(code: "56101")");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->kind(), v1::CONVERSION_KIND_SPLIT);
  EXPECT_THAT(CandidatesOf(*response), ElementsAre("56101", "56400"));
}

TEST(ConvertTest, ACodeWithoutARowNeedsReview) {
  const auto response = Convert(R"(code: "61925" from: KBLI_EDITION_2020)");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->kind(), v1::CONVERSION_KIND_REVIEW);
  EXPECT_THAT(CandidatesOf(*response), IsEmpty());
}

TEST(ConvertTest, GoesBackToo) {
  const auto response = Convert(R"(code: "01138" to: KBLI_EDITION_2020)");
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->kind(), v1::CONVERSION_KIND_RENUMBERED);
  EXPECT_THAT(CandidatesOf(*response), ElementsAre("01283"));
}

TEST(ConvertTest, RefusesWhatIsNoQuestion) {
  EXPECT_TRUE(absl::IsInvalidArgument(Convert(R"(code: "5610")").status()));
  EXPECT_EQ(Convert("").status().message(), "code: missing: want a KBLI code of 5 digits");
  EXPECT_TRUE(absl::IsInvalidArgument(
      Convert(R"(code: "56101" from: KBLI_EDITION_2025 to: KBLI_EDITION_2025)").status()));
  EXPECT_TRUE(absl::IsNotFound(Convert(R"(code: "99999")").status()));
}

}  // namespace
}  // namespace izin
