// What a published page says of the licence beside its office: term, kind and document; and what
// stands on the page of a code whatever its scopes say.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/classifier/changed_ruleset.h"

namespace izin {
namespace {

using testing::Activity;
using testing::Changed;
using testing::Code;
using ::testing::Contains;
using testing::FindPermit;
using testing::FindWarning;
using testing::IndexOf;
using testing::Named;
using ::testing::Not;
using testing::OfficeId;
using testing::PageOf;
using testing::RealRuleset;
using testing::WarningCodes;

// --- term, kind and document
// ------------------------------------------------------------------------------------------

TEST(LicencePageTest, TheLongestTermOfTheScopesStands) {
  // 13911 at LARGE: two scopes, both SS_TERVERIFIKASI within 7 working days.
  const BusinessActivity activity = Activity("13911", BusinessScale::kLarge);
  const PermitDecision* licence = FindPermit(Classify(RealRuleset(), activity), "SS_TERVERIFIKASI");
  ASSERT_NE(licence, nullptr);
  for (const auto& [first, second] : std::vector<std::pair<int, int>>{{7, 20}, {20, 7}}) {
    const auto ruleset = Changed([&, first = first, second = second](RulesetData& data) {
      PageOf(data, "13911-1", BusinessScale::kLarge).term_days = first;
      PageOf(data, "13911-2", BusinessScale::kLarge).term_days = second;
    });
    const Decision decision = Classify(*ruleset, activity);
    EXPECT_EQ(FindPermit(decision, "SS_TERVERIFIKASI")->working_days, 20);
    EXPECT_EQ(FindPermit(decision, "SS_TERVERIFIKASI")->working_days_with_repairs, 20);
  }
}

TEST(LicencePageTest, ALicenceIssuedDirectlyHasNoTerm) {
  // PP 28/2025 art 232(1)a stands above the page's 7 working days.
  BusinessActivity activity = Activity("10437", BusinessScale::kMedium);
  EXPECT_EQ(FindPermit(Classify(RealRuleset(), activity), "IZIN")->working_days, 7);
  activity.zone = Zone::kIndustrialEstate;
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(FindPermit(decision, "IZIN")->working_days, 0);
  EXPECT_EQ(FindPermit(decision, "IZIN")->working_days_with_repairs, 0);
  EXPECT_TRUE(FindPermit(decision, "IZIN")->line->automatic);
}

TEST(LicencePageTest, AnotherKindOnThePageStands) {
  // 49293 is the one code whose page names an IZIN at MEDIUM_HIGH.
  BusinessActivity activity = Activity("49293", BusinessScale::kLarge);
  const Decision decision = Classify(RealRuleset(), activity);
  EXPECT_EQ(decision.risk_level, RiskLevel::kMediumHigh);
  EXPECT_NE(FindPermit(decision, "IZIN"), nullptr);
  EXPECT_EQ(FindPermit(decision, "SS_TERVERIFIKASI"), nullptr);
  ASSERT_NE(FindWarning(decision, "LICENCE_KIND_DIFFERS"), nullptr);
  EXPECT_EQ(FindWarning(decision, "LICENCE_KIND_DIFFERS")->value, "IZIN");
}

TEST(LicencePageTest, AnIzinOfOneScopeIsNotLoweredByAnother) {
  for (const char* izin : {"13911-1", "13911-2"}) {
    const auto ruleset = Changed([&](RulesetData& data) {
      PageOf(data, izin, BusinessScale::kLarge).permit = IndexOf(data.permits, "IZIN");
    });
    const Decision decision = Classify(*ruleset, Activity("13911", BusinessScale::kLarge));
    EXPECT_NE(FindPermit(decision, "IZIN"), nullptr) << izin;
    const std::vector<std::string> warnings = WarningCodes(decision);
    EXPECT_EQ(std::count(warnings.begin(), warnings.end(), "LICENCE_KIND_DIFFERS"), 1) << izin;
  }
}

TEST(LicencePageTest, ThePageOfTheNibNamesNoOtherLicence) {
  // A page that names the NIB beside a certificate of the level leaves the certificate.
  const auto ruleset = Changed([](RulesetData& data) {
    PageOf(data, "10437-1", BusinessScale::kMedium).permit = IndexOf(data.permits, "NIB");
    PageOf(data, "13911-1", BusinessScale::kMedium).permit = IndexOf(data.permits, "NIB");
  });
  EXPECT_NE(FindPermit(Classify(*ruleset, Activity("10437", BusinessScale::kMedium)), "IZIN"),
            nullptr);
  const Decision decision = Classify(*ruleset, Activity("13911", BusinessScale::kMedium));
  EXPECT_NE(FindPermit(decision, "SS"), nullptr);
  EXPECT_THAT(WarningCodes(decision), Not(Contains("LICENCE_KIND_DIFFERS")));
}

TEST(LicencePageTest, ADocumentStandsWhereAllScopesNameIt) {
  // The two scopes of 52101 name different documents.
  const Decision both = Classify(RealRuleset(), Activity("52101", BusinessScale::kMedium));
  EXPECT_EQ(FindPermit(both, "IZIN")->page, nullptr);
  EXPECT_EQ(FindPermit(both, "IZIN")->working_days, 3);
  BusinessActivity activity = Activity("52101", BusinessScale::kMedium);
  activity.scope = ScopeChoice{Code("52101"), 2};
  const Decision one = Classify(RealRuleset(), activity);
  ASSERT_NE(FindPermit(one, "IZIN")->page, nullptr);
  EXPECT_THAT(FindPermit(one, "IZIN")->page->document,
              ::testing::StartsWith("Persetujuan Pengelol"));
  // Those of 37001 name the same one, which does not fit the code.
  const Decision parking = Classify(RealRuleset(), Activity("37001", BusinessScale::kMedium));
  ASSERT_NE(FindPermit(parking, "SS_TERVERIFIKASI")->page, nullptr);
  ASSERT_NE(FindWarning(parking, "SUSPECT_TEXT"), nullptr);
  EXPECT_EQ(FindWarning(parking, "SUSPECT_TEXT")->value, "Izin Penyelenggaraan Fasilitas Parkir");
}

TEST(LicencePageTest, AScopeWithoutAPageLeavesTheDocumentOpen) {
  const auto ruleset =
      Changed([](RulesetData& data) { Named(data.scopes, "37001-2").official_row_at.fill(-1); });
  const Decision decision = Classify(*ruleset, Activity("37001", BusinessScale::kMedium));
  EXPECT_EQ(FindPermit(decision, "SS_TERVERIFIKASI")->page, nullptr);
  EXPECT_EQ(FindPermit(decision, "SS_TERVERIFIKASI")->working_days, 5);
}

// --- what else the page of a code says
// --------------------------------------------------------------------------------

TEST(PageExtrasTest, WhatWasNotReadToItsEndIsSaid) {
  struct Reading {
    bool are_conditions_readable;
    bool is_supporting_complete;
    bool is_suspect;
  };
  for (const Reading& reading : {Reading{true, true, false}, Reading{false, true, true},
                                 Reading{true, false, true}, Reading{false, false, true}}) {
    const auto ruleset = Changed([&](RulesetData& data) {
      const int code = *RealRuleset().kbli().IndexOf(Code("10437"));
      OfficialCode& page = data.official_codes[static_cast<std::size_t>(code)];
      page.are_conditions_readable = reading.are_conditions_readable;
      page.is_supporting_complete = reading.is_supporting_complete;
    });
    const Decision decision = Classify(*ruleset, Activity("10437", BusinessScale::kMedium));
    const WarningDecision* warning = FindWarning(decision, "SUSPECT_TEXT");
    EXPECT_EQ(warning != nullptr, reading.is_suspect);
    if (warning != nullptr) {
      EXPECT_EQ(warning->value, "10437");
    }
  }
}

TEST(PageExtrasTest, ASupportingPermitIsHeldAsAnyOther) {
  BusinessActivity activity = Activity("01262", BusinessScale::kLarge);
  activity.scope = ScopeChoice{Code("01262"), 2};
  const Decision without = Classify(RealRuleset(), activity);
  EXPECT_FALSE(FindPermit(without, "UMKU_SP2BKS")->held);
  activity.held_permits = {"UMKU_SP2BKS"};
  const Decision with = Classify(RealRuleset(), activity);
  EXPECT_TRUE(FindPermit(with, "UMKU_SP2BKS")->held);
  EXPECT_FALSE(FindPermit(with, "UMKU_PELEPASAN_VARIETAS_PERKEBUNAN")->held);
}

TEST(PageExtrasTest, TheFirstCodeOfTheCatalogueHasAPageToo) {
  const auto ruleset = Changed([](RulesetData& data) {
    ASSERT_EQ(data.scopes.front().id, "01111-1");
    OfficialRow& page = PageOf(data, "10437-1", BusinessScale::kMedium);
    page.pairs = {{.office = IndexOf(data.offices, "GOVERNOR")}};
    page.permit = IndexOf(data.permits, "SS_TERVERIFIKASI");
    data.scopes.front().official_row_at[static_cast<std::size_t>(BusinessScale::kMedium)] =
        static_cast<std::int16_t>(&page - data.official_rows.data());
    data.official_codes.front().supporting = {IndexOf(data.supporting_permits, "UMKU_SP2BKS")};
    data.official_codes.front().may_apply = {0};
  });
  BusinessActivity activity = Activity("01111", BusinessScale::kMedium);
  activity.scope = ScopeChoice{Code("01111"), 1};
  const Decision decision = Classify(*ruleset, activity);
  EXPECT_EQ(OfficeId(decision.authority.office), "GOVERNOR");
  EXPECT_EQ(FindWarning(decision, "AUTHORITY_NOT_CONFIRMED"), nullptr);
  ASSERT_NE(FindPermit(decision, "SS_TERVERIFIKASI"), nullptr);
  EXPECT_EQ(FindPermit(decision, "SS_TERVERIFIKASI")->working_days, 7);
  EXPECT_NE(FindPermit(decision, "UMKU_SP2BKS"), nullptr);
  EXPECT_TRUE(std::any_of(decision.commitments.begin(), decision.commitments.end(),
                          [&](const CommitmentDecision& decided) {
                            return decided.commitment == &ruleset->data().page_commitments.front();
                          }));
}

}  // namespace
}  // namespace izin
