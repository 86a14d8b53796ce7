#include <string>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/internal/overlays.h"
#include "tests/data/loader/edited_rules.h"

namespace izin {
namespace {

constexpr char kPath[] = "overlays/kota/overlay.textproto";

// An overlay of Medan with `entries` behind its header, which stand from line 10 on.
Edit Overlay(const std::string& entries, const std::string& region = "1271") {
  return [=](SourceTree& tree) {
    tree[kPath] = absl::StrCat(
        "overlay {\n  id: \"kota\"\n  title { id: \"Kota\" en: \"City\" }\n"
        "  ruleset: \"pp28-2025\"\n  region: \"",
        region, "\"\n  as_of: \"2026-11-01\"\n  source: \"Perwali 1/2026\"\n}\n\n", entries, "\n");
  };
}

Edit Service(const std::string& fields) { return Overlay("local_service { " + fields + " }"); }

std::string FingerprintOf(const Edit& edit) {
  SourceTree tree = RealTree();
  edit(tree);
  RuleIssues issues;
  const auto built = BuildRuleset(tree, issues);
  EXPECT_TRUE(built.ok()) << issues.ToString();
  return built.ok() ? built->ruleset->data().fingerprint : "";
}

TEST(AssembleOverlaysTest, WhatAnOverlayAddsIsHeldBesideTheLaw) {
  SourceTree tree = RealTree();
  Overlay(R"(local_office { name { id: "Loket" en: "Counter" } url: "https://a.example/" }
local_service {
  permit: "PKKPR"
  fee { id: "Rp1" en: "Rp1" }
  working_days: 25
  document { title { id: "Foto" en: "Photograph" } }
})")(tree);
  RuleIssues issues;
  const auto built = BuildRuleset(tree, issues);
  ASSERT_TRUE(built.ok()) << issues.ToString();
  ASSERT_EQ(built->ruleset->data().overlays.size(), 1U);
  const izin::Overlay& overlay = built->ruleset->data().overlays[0];
  EXPECT_EQ(overlay.office_kind, AuthorityKind::kRegentOrMayor);
  EXPECT_EQ(overlay.offices[0].name.id, "Loket");
  EXPECT_EQ(overlay.services[0].working_days, 25);
  EXPECT_EQ(overlay.services[0].documents[0].title.en, "Photograph");
  // A bundle gives the same ruleset as the text that it was made of.
  const auto loaded = LoadBundle(built->bundle);
  ASSERT_TRUE(loaded.ok()) << loaded.status();
  EXPECT_EQ((*loaded)->data().overlays[0].services[0].fee.en, "Rp1");
  EXPECT_EQ((*loaded)->data().fingerprint, built->ruleset->data().fingerprint);
}

TEST(AssembleOverlaysTest, TheFingerprintTellsAnOverlayAndWhatItSays) {
  const std::string without = FingerprintOf([](SourceTree&) {});
  const std::string with = FingerprintOf(Service(R"(permit: "PKKPR" fee { id: "1" en: "1" })"));
  EXPECT_NE(with, without);
  EXPECT_NE(FingerprintOf(Service(R"(permit: "PKKPR" fee { id: "2" en: "2" })")), with);
}

// One that names other rulesets changes nothing here.
TEST(AssembleOverlaysTest, AnOverlayOfAnotherRulesetLeavesThisOneAsItIs) {
  const std::string without = FingerprintOf([](SourceTree&) {});
  EXPECT_EQ(FingerprintOf([](SourceTree& tree) {
              Service(R"(permit: "PKKPR" fee { id: "1" en: "1" })")(tree);
              Replace(kPath, "ruleset: \"pp28-2025\"", "ruleset: \"pp24-2018\"")(tree);
            }),
            without);
}

struct RefusedCase {
  const char* name;
  const char* entry;  // stands on line 10
  const char* told;
};

class RefusedOverlayTest : public ::testing::TestWithParam<RefusedCase> {};

TEST_P(RefusedOverlayTest, IsToldWithItsReason) {
  EXPECT_THAT(FaultsOf(Overlay(GetParam().entry)), Tells(std::string(kPath), 10, GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedOverlayTest,
    ::testing::Values(
        RefusedCase{"Risk", R"(local_service { permit: "PKKPR" risk: "LOW" })",
                    "\"risk\": risk levels are national law"},
        RefusedCase{"Permit", R"(permit { code: "IZIN_KOTA" })",
                    "\"permit\": which permits and commitments are needed is national law"},
        RefusedCase{"Row", R"(row { id: "x" })", "\"row\": which permits"},
        RefusedCase{"Automatic", R"(local_service { permit: "PKKPR" automatic: true })",
                    "\"automatic\": which permits"},
        RefusedCase{"Office", R"(office { id: "CAMAT" })",
                    "\"office\": who issues is national law"},
        RefusedCase{"Authority", R"(local_service { permit: "PKKPR" authority: "GOVERNOR" })",
                    "\"authority\": who issues is national law"},
        RefusedCase{"Citation", R"(local_service { permit: "PKKPR" legal_basis { url: "x" } })",
                    "cites no national law"},
        RefusedCase{"Misspelt", R"(local_service { permit: "PKKPR" fees { id: "1" } })",
                    "\"fees\": want one of permit, fee, standard, working_days, document, url"},
        RefusedCase{"Longer", R"(local_service { permit: "PKKPR" working_days: 26 })",
                    "working_days 26: longer than the national term of 25"},
        RefusedCase{"Slower", R"(local_service { permit: "SS" working_days: 3 })",
                    "SS is issued automatically by national law"},
        RefusedCase{"Negative", R"(local_service { permit: "PKKPR" working_days: -1 })",
                    "working_days -1: want 1 to"},
        RefusedCase{"OtherOffice", R"(local_service { permit: "NIB" fee { id: "1" en: "1" } })",
                    "NIB is issued by LEMBAGA_OSS"},
        RefusedCase{"UnknownPermit", R"(local_service { permit: "SITU" fee { id: "1" en: "1" } })",
                    "an overlay cannot add a permit"},
        RefusedCase{"Nothing", R"(local_service { permit: "PKKPR" })", "want a fee, standard"},
        RefusedCase{"OneLanguage", R"(local_service { permit: "PKKPR" fee { id: "1" } })", "fee"},
        RefusedCase{"Link", R"(local_office { name { id: "a" en: "a" } url: "http://a" })",
                    "url \"http://a\": want https://"},
        RefusedCase{"NoName", R"(local_office { url: "https://a" })", "name"},
        RefusedCase{"OwnOverlay", R"(local_office { overlay: "b" name { id: "a" en: "a" } })",
                    "`overlay` is set by the loader"},
        RefusedCase{"SecondHeader", R"(overlay { id: "kota" ruleset: "pp28-2025" })",
                    "a second `overlay`"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(RefusedOverlayRunTest, EveryFaultIsToldInOneRun) {
  const auto faults = FaultsOf(
      Overlay("local_service {\n  permit: \"PKKPR\"\n  risk: \"LOW\"\n  authority: \"GOVERNOR\"\n"
              "  working_days: 30\n}\nrow { id: \"x\" }"));
  EXPECT_THAT(faults, Tells(std::string(kPath), 12, "\"risk\""));
  EXPECT_THAT(faults, Tells(std::string(kPath), 13, "\"authority\""));
  EXPECT_THAT(faults, Tells(std::string(kPath), 16, "\"row\""));
  for (const RuleIssue& fault : faults) {
    if (fault.line == 12) {
      EXPECT_EQ(fault.column, 3);
    }
    if (fault.line == 16) {
      EXPECT_EQ(fault.column, 1);
    }
  }
}

TEST(RefusedOverlayRunTest, TablesAreNoneOfItsBusiness) {
  const auto faults = FaultsOf([](SourceTree& tree) {
    Service(R"(permit: "PKKPR" fee { id: "1" en: "1" })")(tree);
    tree["overlays/kota/risk_matrix.tsv"] = "code\n";
    tree["overlays/kota/official_rows.tsv"] = "code\n";
  });
  EXPECT_THAT(faults, Tells(std::string("overlays/kota/risk_matrix.tsv"), 1,
                            "risk levels are national law"));
  EXPECT_THAT(faults, Tells(std::string("overlays/kota/official_rows.tsv"), 1,
                            "tables of codes and pages are national law"));
}

TEST(RefusedOverlayRunTest, ARegionHasItsOwnOffice) {
  const std::string fee = R"(local_service { permit: "PKKPR" fee { id: "1" en: "1" } })";
  EXPECT_THAT(FaultsOf(Overlay(fee, "9999")),
              Tells(std::string(kPath), 5, "region \"9999\": want a code"));
  EXPECT_THAT(FaultsOf(Overlay(fee, "3171")), Tells(std::string(kPath), 5, "want 31"));
  SourceTree tree = RealTree();
  Overlay(fee, "12")(tree);
  EXPECT_TRUE(FaultsOf(tree).empty());
}

TEST(RefusedOverlayRunTest, TheHeaderSaysWhoseItIs) {
  const auto without = [](const std::string& line) {
    return FaultsOf([line](SourceTree& tree) {
      Service(R"(permit: "PKKPR" fee { id: "1" en: "1" })")(tree);
      Replace(kPath, line, "")(tree);
    });
  };
  EXPECT_THAT(without("  source: \"Perwali 1/2026\"\n"), Tells(std::string(kPath), 1, "source"));
  EXPECT_THAT(without("  as_of: \"2026-11-01\"\n"), Tells(std::string(kPath), 1, "as_of"));
  EXPECT_THAT(without("  id: \"kota\"\n"),
              Tells(std::string(kPath), 1, "name of the folder, kota"));
  EXPECT_THAT(FaultsOf([](SourceTree& tree) {
                tree[kPath] = "local_office { name { id: \"a\" en: \"a\" } }\n";
              }),
              Tells(std::string(kPath), 1, "its folder has no `overlay`"));
}

TEST(NationalTermTest, IsTheShortestOfTheTablesElseTheLongestOfThePages) {
  RuleIssues issues;
  const auto built = BuildRuleset(RealTree(), issues);
  ASSERT_TRUE(built.ok());
  const RulesetData& data = built->ruleset->data();
  const auto term_of = [&data](const std::string& code) {
    for (std::size_t i = 0; i < data.permits.size(); ++i) {
      if (data.permits[i].code == code) return internal::NationalTermOf(data, static_cast<int>(i));
    }
    return internal::NationalTerm{};
  };
  EXPECT_EQ(term_of("PKKPR").working_days, 25);
  EXPECT_TRUE(term_of("SS").is_automatic);
  EXPECT_EQ(term_of("SS_TERVERIFIKASI").working_days, 40);
}

}  // namespace
}  // namespace izin
