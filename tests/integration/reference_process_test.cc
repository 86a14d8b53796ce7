// izin reference, izin deadline and the days of filing of izin classify, as processes.

#include <algorithm>
#include <string>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "izin/v1/decision.pb.h"
#include "izin/v1/reference.pb.h"
#include "tests/integration/process.h"

namespace izin {
namespace {

using ::izin::testing::Process;
using ::izin::testing::Ran;
using ::izin::testing::RunIzin;
using ::izin::testing::With;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

template <typename Message>
Message Parse(const std::string& json) {
  Message message;
  const auto status = google::protobuf::util::JsonStringToMessage(json, &message);
  EXPECT_TRUE(status.ok()) << status.ToString() << "\n" << json;
  return message;
}

// ---- reference

TEST(ReferenceProcess, ListsTheKinds) {
  const Ran ran = RunIzin({"reference"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("scale  Skala usaha\n    "));
  for (const char* kind : {"location", "rdtr", "risk", "permit", "region", "warning"})
    EXPECT_THAT(ran.out, HasSubstr(std::string("\n") + kind + "  "));
  EXPECT_THAT(RunIzin({"reference", "--lang", "en"}).out, StartsWith("scale  Business scale\n"));
}

TEST(ReferenceProcess, GivesTheValuesOfAKindAsTheResponseOfTheServer) {
  const Ran ran = RunIzin({"reference", "scale", "--lang", "en", "--format", "json"});
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  const auto response = Parse<v1::ListReferenceValuesResponse>(ran.out);
  std::vector<std::string> codes;
  std::vector<std::string> titles;
  for (const v1::ReferenceValue& value : response.values()) {
    codes.push_back(value.code());
    titles.push_back(value.text().title());
    EXPECT_NE(value.text().detail(), "") << value.code();
    EXPECT_EQ(value.legal_basis().regulation(), "PP 7/2021") << value.code();
  }
  EXPECT_THAT(codes, ElementsAre("MICRO", "SMALL", "MEDIUM", "LARGE"));
  EXPECT_THAT(titles,
              ElementsAre("Micro business", "Small business", "Medium business", "Large business"));
  EXPECT_EQ(response.next_page_token(), "");
}

TEST(ReferenceProcess, RefusesAnUnknownKindAndNamesTheOthers) {
  const Ran ran = RunIzin({"reference", "colour"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, StartsWith("izin: kind \"colour\": no such kind; there are scale, "));
}

TEST(ReferenceProcess, AServerGivesTheSameBytes) {
  Process server("izind", {"--listen", "127.0.0.1:0"});
  const std::string address = server.ListeningAddress();
  ASSERT_NE(address, "") << server.err();
  for (const auto& question : std::vector<std::vector<std::string>>{
           {"reference"},
           {"reference", "--format", "json"},
           {"reference", "scale", "--lang", "en", "--format", "json"},
           {"reference", "region", "--format", "json"},  // more than a page
           {"reference", "permit"},
           {"reference", "colour"},
           {"reference", "colour", "--format", "json"}}) {
    const Ran local = RunIzin(question);
    const Ran remote = RunIzin(With(question, {"--server", address}));
    EXPECT_TRUE(remote.out == local.out) << ::testing::PrintToString(question);
    EXPECT_EQ(remote.err, local.err);
    EXPECT_EQ(remote.exit_code, local.exit_code);
  }
}

// ---- deadline

// From Tuesday 24 November 2026, working days 1-3 are 25-27 November, 4-8 the week of 30 November,
// 9-13 and 14-18 the weeks of 7 and 14 December and 19-21 are 21-23 December. 24 December is joint
// leave and 25 December a holiday; 22-25 are 28-31 December. 1 and 5 January 2027 are holidays:
// 26 is 4 January, 27-29 are 6-8 January, 30-34 and 35-39 the weeks of 11 and 18 January and 40 is
// Monday 25 January.
TEST(DeadlineProcess, CountsTheTermOfAPermit) {
  const Ran ran = RunIzin({"deadline", "--from", "2026-11-24", "--permit", "PKKPR"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "2026-12-31  PKKPR, 25 hari kerja\n"
            "2027-01-25  PKKPR dengan perbaikan, 40 hari kerja\n");
  EXPECT_EQ(ran.err, "");
}

// 24 December 2026 counts: both terms are over a working day sooner, the second before a weekend.
TEST(DeadlineProcess, CountsDaysOfJointLeaveIfAsked) {
  const Ran ran =
      RunIzin({"deadline", "--from", "2026-11-24", "--permit", "PKKPR", "--cuti-bersama", "count"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "2026-12-30  PKKPR, 25 hari kerja\n"
            "2027-01-22  PKKPR dengan perbaikan, 40 hari kerja\n");
}

struct DaysCase {
  std::string name;
  std::string from;
  std::string days;
  std::string joint_leave;
  std::string due;
};

class DaysTest : public ::testing::TestWithParam<DaysCase> {};

TEST_P(DaysTest, AreOverOn) {
  const DaysCase& param = GetParam();
  const Ran ran = RunIzin({"deadline", "--from", param.from, "--days", param.days, "--cuti-bersama",
                           param.joint_leave});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out, param.due + "  batas waktu, " + param.days + " hari kerja\n");
}

INSTANTIATE_TEST_SUITE_P(DeadlineProcess, DaysTest,
                         ::testing::Values(DaysCase{.name = "TheNextDay",
                                                    .from = "2026-11-24",
                                                    .days = "1",
                                                    .joint_leave = "skip",
                                                    .due = "2026-11-25"},
                                           DaysCase{.name = "OverAWeekend",
                                                    .from = "2026-11-27",
                                                    .days = "1",
                                                    .joint_leave = "skip",
                                                    .due = "2026-11-30"},
                                           DaysCase{.name = "FiledOnASunday",
                                                    .from = "2026-11-29",
                                                    .days = "2",
                                                    .joint_leave = "skip",
                                                    .due = "2026-12-01"},
                                           DaysCase{.name = "OverChristmas",
                                                    .from = "2026-12-22",
                                                    .days = "3",
                                                    .joint_leave = "skip",
                                                    .due = "2026-12-29"},
                                           DaysCase{.name = "OverChristmasWithJointLeave",
                                                    .from = "2026-12-22",
                                                    .days = "3",
                                                    .joint_leave = "count",
                                                    .due = "2026-12-28"},
                                           // 18, 20, 23 and 24 March are joint leave, 19 March, the
                                           // weekend and Idulfitri holidays.
                                           DaysCase{.name = "OverIdulfitri",
                                                    .from = "2026-03-17",
                                                    .days = "1",
                                                    .joint_leave = "skip",
                                                    .due = "2026-03-25"},
                                           DaysCase{.name = "OverIdulfitriWithJointLeave",
                                                    .from = "2026-03-17",
                                                    .days = "4",
                                                    .joint_leave = "count",
                                                    .due = "2026-03-24"},
                                           // 21-23 and 27-31 December; 24 December is joint leave.
                                           DaysCase{.name = "ToTheLastKnownDay",
                                                    .from = "2027-12-20",
                                                    .days = "8",
                                                    .joint_leave = "skip",
                                                    .due = "2027-12-31"}),
                         [](const auto& tested) { return tested.param.name; });

TEST(DeadlineProcess, GivesNoDateInAYearWhoseHolidaysAreNotKnown) {
  for (const char* days : {"9", "30"}) {
    const Ran ran = RunIzin({"deadline", "--from", "2027-12-20", "--days", days});
    EXPECT_EQ(ran.exit_code, 3);
    EXPECT_EQ(ran.out, "");
    EXPECT_THAT(ran.err, HasSubstr("no date is given"));
  }
}

// The first term would be over on 31 December 2027, the second in 2028.
TEST(DeadlineProcess, SaysWhichTermHasNoDate) {
  const Ran ran = RunIzin({"deadline", "--from", "2027-11-25", "--permit", "PKKPR"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "2027-12-31  PKKPR, 25 hari kerja\n");
  EXPECT_THAT(ran.err, HasSubstr("within 40 working days from 2027-11-25 are not known"));
}

TEST(DeadlineProcess, RefusesAPermitWithoutATerm) {
  const Ran unknown = RunIzin({"deadline", "--from", "2026-11-24", "--permit", "XYZ"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_EQ(unknown.out, "");
  EXPECT_THAT(unknown.err,
              StartsWith("izin: --permit \"XYZ\": no such permit in rulesets/pp28-2025"));
  const Ran licence = RunIzin({"deadline", "--from", "2026-11-24", "--permit", "IZIN"});
  EXPECT_EQ(licence.exit_code, 1);
  EXPECT_EQ(licence.out, "");
  EXPECT_THAT(licence.err, StartsWith("izin: IZIN: no table gives it a term"));
  EXPECT_THAT(licence.err, HasSubstr("see izin classify --filed-on"));
}

TEST(DeadlineProcess, AWrongCommandLineIsTwo) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"--days", "3"},
           {"--from", "2026-11-24"},
           {"--from", "2026-11-24", "--days", "3", "--permit", "PKKPR"},
           {"--from", "2026-11-24", "--days", "-1"},
           {"--from", "2026-11-24", "--days", "three"},
           {"--from", "2026-11-24", "--days", "3", "--cuti-bersama", "maybe"},
           {"--from", "24-11-2026", "--days", "3"}}) {
    const Ran ran = RunIzin(With({"deadline"}, arguments));
    EXPECT_EQ(ran.exit_code, 2) << ::testing::PrintToString(arguments);
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err, "");
  }
  const Ran ran = RunIzin({"deadline", "--from", "2026-02-30", "--permit", "PKKPR"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, StartsWith("izin: --from \"2026-02-30\": want a date that exists"));
}

// ---- classify

const std::vector<std::string> kRestaurant = {
    "classify", "--kbli", "56101", "--scale", "micro", "--location", "land", "--format", "json"};

// "-" without the permit.
std::string DueDate(const v1::ClassifyActivityResponse& response, const std::string& code) {
  const auto& permits = response.classification().permits();
  const auto it = std::find_if(permits.begin(), permits.end(),
                               [&code](const v1::Permit& permit) { return permit.code() == code; });
  return it == permits.end() ? "-" : it->processing().due_date();
}

TEST(FilingProcess, TheDayOfFilingGivesDueDates) {
  const Ran ran = RunIzin(With(kRestaurant, {"--filed-on", "2026-11-24"}));
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\"dueDate\":\"2026-12-31\""));
  EXPECT_EQ(DueDate(Parse<v1::ClassifyActivityResponse>(ran.out), "PKKPR"), "2026-12-31");
  const Ran counted =
      RunIzin(With(kRestaurant, {"--filed-on", "2026-11-24", "--cuti-bersama", "count"}));
  EXPECT_EQ(DueDate(Parse<v1::ClassifyActivityResponse>(counted.out), "PKKPR"), "2026-12-30");
}

TEST(FilingProcess, WithoutADayOfFilingThereIsNoDueDate) {
  const Ran ran = RunIzin(kRestaurant);
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(DueDate(Parse<v1::ClassifyActivityResponse>(ran.out), "PKKPR"), "");
}

TEST(FilingProcess, AServerCountsAlike) {
  for (const char* joint_leave : {"skip", "count"}) {
    Process server("izind", {"--listen", "127.0.0.1:0", "--cuti-bersama", joint_leave});
    const std::string address = server.ListeningAddress();
    ASSERT_NE(address, "") << server.err();
    const std::vector<std::string> question = With(kRestaurant, {"--filed-on", "2026-11-24"});
    const Ran local = RunIzin(With(question, {"--cuti-bersama", joint_leave}));
    const Ran remote = RunIzin(With(question, {"--server", address}));
    EXPECT_EQ(remote.out, local.out);
    EXPECT_EQ(remote.exit_code, 0) << remote.err;
  }
}

TEST(FilingProcess, AnEarlierDayIsAnsweredByTheRulesOfThen) {
  const Ran ran = RunIzin(With(kRestaurant, {"--as-of", "2019-05-01", "--edition", "2020"}));
  ASSERT_EQ(ran.exit_code, 0) << ran.err;
  const v1::Classification answer = Parse<v1::ClassifyActivityResponse>(ran.out).classification();
  EXPECT_THAT(answer.ruleset(), StartsWith("rulesets/pp24-2018@"));
  EXPECT_EQ(answer.kbli_edition(), v1::KBLI_EDITION_2020);
  EXPECT_EQ(answer.outcome(), v1::OUTCOME_DECIDED);
  std::vector<std::string> codes;
  for (const v1::Permit& permit : answer.permits()) codes.push_back(permit.code());
  EXPECT_THAT(codes, ::testing::Contains("IZIN_USAHA"));
  EXPECT_THAT(codes, ::testing::Not(::testing::Contains("PKKPR")));
}

}  // namespace
}  // namespace izin
