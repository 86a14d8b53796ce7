#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckRowCommitmentsTest, WhatStandsByRowOnlyIsNamedByOne) {
  SmallRules rules;
  rules.With("commitments.textproto", R"(
commitment { code: "C" by_row_only: true }
commitment { code: "D" })");
  EXPECT_THAT(rules.FaultsOf(CheckRowCommitments),
              ElementsAre("rulesets/r/commitments.textproto:1:24: error: commitment C stands "
                          "by_row_only, and no row names it"));
  rules.With("reporting.textproto", TableWith("REPORTING", "commitment: \"C\""));
  EXPECT_THAT(rules.FaultsOf(CheckRowCommitments), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
