// Which rulesets answer, as an operator reads it.

#include "service/cli/ruleset_status_text.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::cli {
namespace {

using ::izin::testing::FromText;
using ::testing::HasSubstr;
using ::testing::Not;

v1::ListRulesetsResponse List() {
  return FromText<v1::ListRulesetsResponse>(R"pb(
    rulesets {
      name: "rulesets/pp24-2018"
      fingerprint: "aa"
      effective_from: "2018-06-21"
      effective_to: "2021-02-01"
    }
    rulesets {
      name: "rulesets/pp28-2025"
      fingerprint: "bb"
      version: 2
      effective_from: "2025-06-05"
      data_as_of: "2026-09-30"
      signed_by: "0123456789ABCDEF"
      activated_at: "2026-11-30T01:02:03+00:00"
      bundle_digest: "cc"
    }
    status {
      activations: 2
      rollbacks: 1
      failures: 3
      loads_on_demand: 4
      last_success { time: "2026-11-30T01:02:03+00:00" action: "activate" source: "call" }
      last_failure {
        time: "2026-11-30T02:00:00+00:00"
        action: "activate"
        source: "/rules/x.bundle"
        message: "signature: of another"
      }
      trusted_keys: "0123456789ABCDEF"
      watched_folder: "/rules"
    })pb");
}

TEST(RulesetStatusTextTest, TellsWhatAnswersSinceWhenAndWhoSigned) {
  EXPECT_EQ(StatusText(List(), false),
            "rulesets/pp24-2018, versi 0: berlaku 2018-06-21 sampai 2021-02-01\n"
            "  sidik aturan aa\n"
            "  bawaan program\n"
            "rulesets/pp28-2025, versi 2: berlaku sejak 2025-06-05\n"
            "  sidik aturan bb\n"
            "  data per 2026-09-30\n"
            "  ditandatangani kunci 0123456789ABCDEF; diaktifkan 2026-11-30T01:02:03+00:00\n"
            "  sha256 berkas cc\n"
            "Diaktifkan 2 kali, dikembalikan 1 kali, ditolak 3 kali; dimuat dari simpanan 4 kali\n"
            "Terakhir berhasil: 2026-11-30T01:02:03+00:00 pengaktifan\n"
            "Terakhir ditolak: 2026-11-30T02:00:00+00:00 pengaktifan, /rules/x.bundle\n"
            "  sebab: signature: of another\n"
            "Kunci tepercaya: 0123456789ABCDEF\n"
            "Folder yang dipantau: /rules\n");
  EXPECT_THAT(StatusText(List(), true), HasSubstr("signed by key 0123456789ABCDEF; activated"));
}

TEST(RulesetStatusTextTest, SaysSoWhereNothingAnswers) {
  const std::string text = StatusText({}, true);
  EXPECT_THAT(text, HasSubstr("No ruleset answers yet."));
  EXPECT_THAT(text, HasSubstr("Trusted keys: none"));
}

TEST(ActivationTextTest, AnActivationAndACheckReadApart) {
  auto response = FromText<v1::ActivateRulesetResponse>(R"pb(
    ruleset { name: "rulesets/x" fingerprint: "bb" effective_from: "2027-01-01" }
    cases_passed: 534
    diff { from: "rulesets/x@aa" changes: 12 risk_raised: 3 cells: 900 rule_changes: 2 })pb");
  const std::string checked = ActivationText(response, true, true);
  EXPECT_THAT(checked, HasSubstr("Checked, not activated."));
  EXPECT_THAT(checked, HasSubstr("12 answers change of 900: risk raised in 3, lowered in 0"));
  EXPECT_THAT(ActivationText(response, false, true), Not(HasSubstr("not activated")));
  response.Clear();
  auto& issue = *response.add_issues();
  issue.set_where("rulesets/x/land.textproto:4:2");
  issue.set_severity("error");
  issue.set_message("missing id");
  EXPECT_EQ(ActivationText(response, true, false),
            "rulesets/x/land.textproto:4:2: error: missing id\n");
}

// Nobody vouches for what stands in a file.
TEST(ShownPathTest, HasNothingThatATerminalObeys) {
  EXPECT_EQ(ShownPath("a\x1b[2Jb\n"), "a?[2Jb?");
  EXPECT_EQ(ShownPath(std::string(500, 'a')).size(), 200U);
}

TEST(BundleTextTest, TellsWhatABundleSaysOfItself) {
  const auto bundle =
      FromText<internal::Bundle>(R"pb(
        format: 2
        fingerprint: "bb"
        cases { passed: 5 failed: 0 rows_reached: 7 rows: 8 }
        manifest {
          id: "x"
          version: 3
          effective_from: "2027-01-01"
          kbli_edition: "2025"
          tool: "izin 1"
        })pb");
  const std::string text = BundleText(bundle, "abc", true);
  EXPECT_THAT(text, HasSubstr("rulesets/x, version 3\n  in force from 2027-01-01; KBLI 2025\n"));
  EXPECT_THAT(text, HasSubstr("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  EXPECT_THAT(text, HasSubstr("5 of 5 cases came out as expected; they reach 7 of 8 rows"));
}

}  // namespace
}  // namespace izin::cli
