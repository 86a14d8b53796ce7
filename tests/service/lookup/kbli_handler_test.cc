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
using ::testing::HasSubstr;

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

}  // namespace
}  // namespace izin
