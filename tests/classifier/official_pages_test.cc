// Every official row comes back as published: read from the file itself, not from the ruleset.

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/classifier/real_ruleset.h"

namespace izin {
namespace {

using ::testing::Contains;
using ::testing::Not;
using testing::RealRuleset;

using Line = std::vector<std::string>;

std::vector<Line> Lines(const std::string& file) {
  std::ifstream in("data/rulesets/pp28-2025/" + file);
  std::vector<Line> lines;
  std::string text;
  std::getline(in, text);  // header
  while (std::getline(in, text)) lines.push_back(absl::StrSplit(text, '\t'));
  EXPECT_FALSE(lines.empty()) << file;
  return lines;
}

std::vector<std::string> Items(const std::string& list) {
  return absl::StrSplit(list, '|', absl::SkipEmpty());
}

BusinessScale ScaleOf(const std::string& name) {
  if (name == "MICRO") return BusinessScale::kMicro;
  if (name == "SMALL") return BusinessScale::kSmall;
  return name == "MEDIUM" ? BusinessScale::kMedium : BusinessScale::kLarge;
}

BusinessActivity ActivityOf(const Line& row) {
  BusinessActivity activity = testing::Activity(row[0], ScaleOf(row[2]));
  activity.scope = ScopeChoice{.code = activity.code, .number = std::stoi(row[1])};
  activity.zone = Zone::kNone;
  return activity;
}

const PermitDecision* LicenceOf(const Decision& decision) {
  const PermitDecision* licence = nullptr;
  for (const PermitDecision& permit : decision.permits) {
    const PermitCategory category = permit.permit->category;
    if (category == PermitCategory::kLicence || category == PermitCategory::kStandardCertificate ||
        (licence == nullptr && category == PermitCategory::kIdentity))
      licence = &permit;
  }
  return licence;
}

TEST(OfficialPagesTest, LicenceTermAndDocumentComeBackAsPublished) {
  int rows = 0;
  for (const Line& row : Lines("official_rows.tsv")) {
    const Decision decision = Classify(RealRuleset(), ActivityOf(row));
    const PermitDecision* licence = LicenceOf(decision);
    const std::string where = absl::StrJoin(row.begin(), row.begin() + 3, " ");
    ASSERT_NE(licence, nullptr) << where;
    EXPECT_EQ(licence->permit->code, row[3]) << where;
    const bool has_term = row[3] == "SS_TERVERIFIKASI" || row[3] == "IZIN";
    if (has_term && !row[5].empty()) {
      EXPECT_EQ(licence->working_days, std::stoi(row[5])) << where;
    }
    if (row[3] != "NIB") {
      ASSERT_NE(licence->page, nullptr) << where;
      EXPECT_EQ(licence->page->document, row[4]) << where;
    }
    ++rows;
  }
  EXPECT_EQ(rows, 916);
}

// "extent WITHIN_REGENCY or CROSS_REGENCY" -> activity that it holds for.
void Fulfil(const std::string& condition, const std::string& id, BusinessActivity& activity) {
  if (condition == "foreign") {
    activity.foreign = true;
  } else if (condition == "ask") {
    activity.authority_parameters = {id};
  } else if (absl::StrContains(condition, "region 31")) {
    activity.region_codes = {"3171"};
    activity.extent = AdministrativeExtent::kWithinRegency;
  } else if (absl::StrContains(condition, "WITHIN_REGENCY")) {
    activity.extent = AdministrativeExtent::kWithinRegency;
  } else if (absl::StrContains(condition, "CROSS_REGENCY")) {
    activity.extent = AdministrativeExtent::kCrossRegency;
  } else if (absl::StrContains(condition, "CROSS_PROVINCE")) {
    activity.extent = AdministrativeExtent::kCrossProvince;
  }
}

TEST(OfficialPagesTest, EachParameterGivesItsOffice) {
  std::map<std::string, Line> parameters;
  for (const Line& line : Lines("authority_parameters.tsv")) parameters[line[0]] = line;
  int pairs = 0;
  for (const Line& row : Lines("official_rows.tsv")) {
    for (const std::string& id : Items(row[6])) {
      const Line& parameter = parameters[id];
      BusinessActivity activity = ActivityOf(row);
      if (parameter[2] == "foreign" && activity.scale != BusinessScale::kLarge) continue;
      activity.authority_parameters = {id};  // naming it is what settles a page
      Fulfil(parameter[2], id, activity);
      const Decision decision = Classify(RealRuleset(), activity);
      const std::string where = absl::StrCat(absl::StrJoin(row.begin(), row.begin() + 3, " "), " ",
                                             id, " ", parameter[2]);
      AuthorityKind published = parameter[1] == "MINISTER"   ? AuthorityKind::kMinister
                                : parameter[1] == "GOVERNOR" ? AuthorityKind::kGovernor
                                                             : AuthorityKind::kRegentOrMayor;
      // PP 28/2025 art 138(4) stands above the page: Lembaga OSS, for the minister.
      if (parameter[2] == "foreign") published = AuthorityKind::kOssInstitution;
      ASSERT_NE(decision.authority.office, nullptr) << where;
      EXPECT_EQ(decision.authority.office->kind, published) << where;
      EXPECT_THAT(testing::WarningCodes(decision), Not(Contains("AUTHORITY_NOT_CONFIRMED")))
          << where;
      ++pairs;
    }
  }
  EXPECT_GT(pairs, 1500);
}

// "ID:12m" -> id, kind and term as the answer has them.
std::string Printed(const std::string& item) {
  const std::size_t colon = item.find(':');
  return colon == std::string::npos ? item + ":0" : item;
}

std::string Printed(const Commitment& commitment) {
  if (commitment.due_months > 0)
    return absl::StrCat(commitment.code, ":", commitment.due_months, "m");
  return absl::StrCat(commitment.code, ":", commitment.due_working_days);
}

TEST(OfficialPagesTest, RequirementsAndObligationsComeBackAsPublished) {
  std::map<std::string, Line> catalogue;
  for (const Line& line : Lines("official_commitments.tsv")) catalogue[line[0]] = line;
  for (const Line& row : Lines("official_rows.tsv")) {
    const Decision decision = Classify(RealRuleset(), ActivityOf(row));
    const PermitDecision* licence = LicenceOf(decision);
    std::vector<std::string> given;
    for (const CommitmentDecision& commitment : decision.commitments) {
      if (commitment.permit == licence->permit) given.push_back(Printed(*commitment.commitment));
    }
    for (std::size_t list : {7U, 8U}) {
      for (const std::string& item : Items(row[list])) {
        const std::string id = item.substr(0, item.find(':'));
        if (id == "LKPM_TRIWULAN") continue;  // national law gives LKPM
        // An id that stands twice in one list stands once, with its term.
        const bool has_other = item == id && absl::StrContains(absl::StrCat("|", row[list]),
                                                               absl::StrCat("|", id, ":"));
        if (has_other) continue;
        EXPECT_THAT(given, Contains(Printed(item)))
            << absl::StrJoin(row.begin(), row.begin() + 3, " ");
      }
    }
  }
}

TEST(OfficialPagesTest, SupportingPermitsAndConditionsComeBackAsPublished) {
  std::map<std::string, Line> conditions;
  for (const Line& line : Lines("conditions.tsv")) conditions[line[0]] = line;
  int codes = 0;
  for (const Line& row : Lines("official_codes.tsv")) {
    BusinessActivity activity = testing::Activity(row[0], BusinessScale::kLarge);
    const Decision decision = Classify(RealRuleset(), activity);
    if (decision.outcome != Outcome::kDecided && decision.outcome != Outcome::kScopeRequired)
      continue;
    const std::vector<std::string> permits = testing::PermitCodes(decision);
    for (const std::string& permit : Items(row[1]))
      EXPECT_THAT(permits, Contains(permit)) << row[0];
    const std::vector<std::string> warnings = testing::WarningCodes(decision);
    for (const std::string& condition : Items(row[3])) {
      const std::string kind =
          condition == "UNREADABLE" ? "SUSPECT_TEXT" : conditions[condition][1];
      EXPECT_THAT(warnings, Contains(kind)) << row[0] << " " << condition;
    }
    ++codes;
  }
  EXPECT_GE(codes, 180);  // the others do not offer LARGE
}

TEST(OfficialPagesTest, SupportingPermitsNeverBlock) {
  BusinessActivity activity = testing::Activity("56101", BusinessScale::kMicro);
  const Decision decision = Classify(RealRuleset(), activity);
  for (const PermitDecision& permit : decision.permits) {
    if (permit.permit->category != PermitCategory::kSupporting) continue;
    EXPECT_EQ(permit.permit->required_before, Stage::kUnspecified);
    EXPECT_EQ(permit.office.office, nullptr);
    EXPECT_EQ(permit.flag, CommitmentFlag::kNone);
  }
}

TEST(OfficialPagesTest, WithoutAPageTheDivisionsPatternAnswersInDoubt) {
  const AuthorityPattern* found = nullptr;
  // A code of division 10 without a page of its own.
  BusinessActivity activity = testing::Activity("10110", BusinessScale::kLarge);
  for (int code = 0; code < RealRuleset().kbli().subclass_count() && found == nullptr; ++code) {
    const auto scopes = RealRuleset().scopes_of(code);
    const AuthorityPattern* pattern = RealRuleset().pattern(code, BusinessScale::kLarge);
    if (scopes.size() != 1 || pattern == nullptr || pattern->kbli != "10") continue;
    if (RealRuleset().official_row(scopes[0], BusinessScale::kLarge) != nullptr) continue;
    activity.code = RealRuleset().kbli().CodeAt(code);
    found = pattern;
  }
  ASSERT_NE(found, nullptr);
  activity.extent = AdministrativeExtent::kWithinRegency;
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(decision.authority.office->kind, AuthorityKind::kGovernor);  // no regency pair
  EXPECT_EQ(decision.authority.basis, &found->basis);
  EXPECT_EQ(found->basis.verification, Verification::kUnverified);
  EXPECT_THAT(testing::WarningCodes(decision), Contains("AUTHORITY_NOT_CONFIRMED"));
}

TEST(OfficialPagesTest, AnIdThatNoPageNamesIsIgnored) {
  BusinessActivity activity = testing::Activity("62110", BusinessScale::kSmall);
  activity.authority_parameters = {"ap-07354e"};
  EXPECT_THAT(testing::WarningCodes(Classify(RealRuleset(), activity)), Contains("INPUT_IGNORED"));
}

}  // namespace
}  // namespace izin
