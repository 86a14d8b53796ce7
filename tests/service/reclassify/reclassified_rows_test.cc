// What is said of a row: reasons, old documents, candidates and notifications.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "classifier/enum_names.h"
#include "service/base/csv_records.h"
#include "service/reclassify/demo_registry.h"
#include "service/reclassify/notifications.h"
#include "tests/service/reclassify/registry_files.h"

namespace izin {
namespace {

using ::izin::testing::Library;
using ::izin::testing::RegistryFolder;
using ::izin::testing::RegistryOutcome;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr absl::string_view kHead =
    "business_id,project_id,kbli_code,kbli_edition,scope_id,scale,locations,held_permits,ruleset\n";

std::vector<std::string> Fields(absl::string_view line) {
  const std::string padded = absl::StrCat(line, std::string(kCsvPadding, '\0'));
  CsvRecord record(',');
  record.Read(absl::string_view(padded).substr(0, line.size()));
  return {record.fields().begin(), record.fields().end()};
}

// The column of the only line of changes.
std::string Column(const RegistryOutcome& outcome, absl::string_view name) {
  const std::vector<std::string> lines = absl::StrSplit(outcome.changes, '\n');
  const std::vector<std::string> head = Fields(lines[0]);
  if (lines.size() < 2) return "no line; " + outcome.rejects;
  const std::vector<std::string> fields = Fields(lines[1]);
  for (std::size_t i = 0; i < head.size() && i < fields.size(); ++i) {
    if (head[i] == name) return fields[i];
  }
  return "no column";
}

RegistryOutcome RunRow(absl::string_view row, bool explain = false) {
  RegistryFolder folder;
  folder.options().outputs.explain = explain;
  return folder.Run(absl::StrCat(kHead, row, "\n"));
}

TEST(ReclassifiedRow, GoesFromTheRulesetThatKnowsItsDocuments) {
  const RegistryOutcome old = RunRow("B1,P1,56101,2020,,micro,land,NIB|IZIN_USAHA,");
  EXPECT_EQ(Column(old, "from_risk"), "");  // pp24-2018 knows none
  const RegistryOutcome now = RunRow("B1,P1,56101,2025,56101-1,micro,land,NIB|SS,");
  EXPECT_EQ(Column(now, "reasons"), "UNCHANGED");
  const RegistryOutcome named = RunRow("B1,P1,56101,2025,56101-1,micro,land,NIB,pp24-2018");
  EXPECT_THAT(Column(named, "reasons"), HasSubstr("PERMITS_CHANGED"));
  EXPECT_THAT(RunRow("B1,P1,56101,2025,,micro,land,NIB,pp5").rejects,
              HasSubstr("2,ruleset,pp5,\"no such ruleset"));
}

// A code that became several is put before an officer with its candidates; a scope answers it.
TEST(ReclassifiedRow, OfASplitCodeIsForAnOfficerUntilAScopeIsNamed) {
  const KbliConversion& table = Library()->latest().data().conversion;
  std::string code;
  const KbliCatalogue& kbli = Library()->latest().kbli(KbliEdition::k2020);
  for (int i = 0; i < kbli.subclass_count() && code.empty(); ++i) {
    if (table.KindOf(kbli.CodeAt(i), KbliEdition::k2020, KbliEdition::k2025) ==
        ConversionKind::kSplit)
      code = kbli.CodeAt(i).ToString();
  }
  ASSERT_FALSE(code.empty());
  const RegistryOutcome open =
      RunRow(absl::StrCat("B1,P1,", code, ",2020,,large,land,NIB|IZIN_USAHA,"));
  EXPECT_THAT(Column(open, "reasons"), HasSubstr("CODE_REVIEW"));
  EXPECT_EQ(Column(open, "new_kbli"), "");
  EXPECT_THAT(Column(open, "documents"), HasSubstr("NIB:CONFIRM_KBLI_CONVERSION"));
  EXPECT_EQ(open.result.summary.for_an_officer(), 1);
  const std::vector<std::string> candidates = absl::StrSplit(Column(open, "candidates"), '|');
  ASSERT_GT(candidates.size(), 1U);
  std::string scope;
  for (const std::string& candidate : candidates) {
    if (scope.empty() && absl::StrContains(candidate, ":"))
      scope = candidate.substr(0, candidate.find(':'));
  }
  const RegistryOutcome chosen =
      RunRow(absl::StrCat("B1,P1,", code, ",2020,", scope, ",large,land,NIB|IZIN_USAHA,"));
  EXPECT_EQ(Column(chosen, "to_outcome"), "DECIDED") << chosen.changes << chosen.rejects;
  EXPECT_EQ(Column(chosen, "scope_id"), scope);
}

TEST(ReclassifiedRow, SaysWhatBecomesOfOldDocuments) {
  const RegistryOutcome outcome = RunRow(
      "B1,P1,56101,2020,56101-1,micro,land,"
      "NIB|IZIN_USAHA|IZIN_LOKASI|IZIN_LINGKUNGAN|IMB|IZIN_KOMERSIAL,");
  const std::vector<std::string> actions = absl::StrSplit(Column(outcome, "documents"), '|');
  ASSERT_GE(actions.size(), 5U) << outcome.changes;
  EXPECT_THAT(actions,
              ::testing::IsSupersetOf({"IZIN_LOKASI:KEEP_AS_KKPR", "IZIN_LINGKUNGAN:KEEP_AS_PL",
                                       "IMB:KEEP", "IZIN_KOMERSIAL:MAP_TO_PB_UMKU"}));
}

// The old licence is closed, declared, evidenced or completed, by the level of today.
TEST(ReclassifiedRow, MapsTheOldLicenceByTheLevelOfToday) {
  const std::map<std::string, std::string> actions = {{"LOW", "CLOSE_COMMITMENTS"},
                                                      {"MEDIUM_LOW", "DECLARE_STANDARD"},
                                                      {"MEDIUM_HIGH", "SUBMIT_STANDARD_EVIDENCE"},
                                                      {"HIGH", "SUBMIT_IZIN_REQUIREMENTS"}};
  std::map<std::string, int> seen;
  const Ruleset& ruleset = Library()->latest();
  for (const Scope& scope : ruleset.data().scopes) {
    const auto level = std::string(NameOf(scope.level_at[4]));
    if (level.empty() || scope.only_foreign || seen[level]++ > 0) continue;
    const std::string code = ruleset.kbli().CodeAt(scope.code_index).ToString();
    const RegistryOutcome outcome = RunRow(
        absl::StrCat("B1,P1,", code, ",2025,", scope.id, ",large,land,NIB|IZIN_USAHA,pp24-2018"));
    if (Column(outcome, "to_risk") != level) {
      --seen[level];  // its code has no single predecessor
      continue;
    }
    EXPECT_THAT(Column(outcome, "documents"), HasSubstr("IZIN_USAHA:" + actions.at(level)));
  }
  EXPECT_EQ(seen.size(), 4U);
}

TEST(ReclassifiedRow, NamesTheRowsBehindAChange) {
  const RegistryOutcome outcome =
      RunRow("B1,P1,49432,2020,,small,land,NIB|IZIN_USAHA,", /*explain=*/true);
  const std::string because = Column(outcome, "because");
  EXPECT_THAT(because, HasSubstr("+RISK 49232-"));
  EXPECT_THAT(because, HasSubstr("-IZIN_USAHA "));
  EXPECT_THAT(because, HasSubstr(".textproto:"));
}

TEST(Notification, IsNotWrittenOfWhatIsUnchanged) {
  const RegistryOutcome outcome = RunRow("B1,P1,56101,2025,56101-1,micro,land,NIB|SS,");
  EXPECT_EQ(outcome.notifications, NotificationHeader());
}

TEST(Notification, NamesThePermitsToApplyForInOrderAndNoneThatIsHeldOrCovered) {
  const RegistryOutcome outcome = RunRow("B1,P1,55101,2025,55101-1,small,land,NIB|IZIN_LOKASI,");
  const std::string& text = outcome.notifications;
  EXPECT_THAT(text, HasSubstr("NIB B1"));
  EXPECT_THAT(text, HasSubstr("IZIN_LOKASI: an Izin Lokasi still in force is read as KKPR"));
  EXPECT_THAT(text, AllOf(HasSubstr("(PP 28/2025 Pasal 549 huruf b)"),
                          HasSubstr("(PP 28/2025 art. 549b)")));
  EXPECT_THAT(text, Not(HasSubstr("Apply: PKKPR")));
}

// Every text message of a large registry fits, with the longest id that it takes; and no `{id}` is
// left in any text.
TEST(Notification, FitsOneTextMessageInAscii) {
  DemoRegistry registry(Library()->latest(), {.seed = 3, .spoilt = 0});
  std::string rows = DemoRegistry::Header();
  for (int i = 0; i < 1500; ++i) registry.AppendCsv(rows);
  RegistryFolder folder;
  const RegistryOutcome outcome = folder.Run(rows);
  const std::vector<std::string> lines = RegistryOutcome::LinesOf(outcome.notifications);
  ASSERT_GT(lines.size(), 300U);
  for (const std::string& line : lines) {
    const std::vector<std::string> fields = Fields(line);
    ASSERT_EQ(fields.size(), 7U) << line;
    EXPECT_THAT(line, Not(HasSubstr("{id}")));
    for (int i : {3, 4}) {
      const std::string& sms = fields[static_cast<std::size_t>(i)];
      const std::size_t id = fields[0].size();
      EXPECT_LE(sms.size() - id + kMaxIdInSms, kSmsCharacters) << sms;
      EXPECT_TRUE(std::all_of(sms.begin(), sms.end(), [](char c) { return c >= ' ' && c <= '~'; }))
          << sms;
    }
  }
}

TEST(Notification, LeavesOutAnIdThatIsTooLongForAMessage) {
  const RegistryOutcome outcome =
      RunRow(absl::StrCat(std::string(60, '9'), ",P1,56101,2020,,micro,land,NIB|IZIN_USAHA,"));
  EXPECT_THAT(outcome.notifications, HasSubstr("OSS NIB -, KBLI"));
}

TEST(DemoRegistry, GivesTheSameRowsForTheSameSeed) {
  std::string first;
  std::string again;
  std::string other;
  DemoRegistry(Library()->latest(), {.seed = 4}).AppendCsv(first);
  DemoRegistry(Library()->latest(), {.seed = 4}).AppendCsv(again);
  DemoRegistry(Library()->latest(), {.seed = 5}).AppendCsv(other);
  EXPECT_EQ(first, again);
  EXPECT_NE(first, other);
}

}  // namespace
}  // namespace izin
