#include "absl/strings/str_cat.h"

#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Forms(int count) {
  std::string table = "code\toss_code\ttitle_id\ttitle_en\tdetail_id\tdetail_en\n";
  for (int i = 0; i < count; ++i) absl::StrAppend(&table, "F", i, "\t\tx\tx\tx\tx\n");
  return table;
}

TEST(CheckBitWidthsTest, AsManyAsThereIsRoomForPass) {
  SmallRules rules;
  rules.out.permits.resize(64);
  rules.out.commitments.resize(64, {.blocks_stage = true});
  rules.out.supporting_permits.resize(255);
  rules.With("reference/legal_forms.tsv", Forms(62));
  EXPECT_THAT(rules.FaultsOf(CheckBitWidths), IsEmpty());
}

TEST(CheckBitWidthsTest, OneMoreIsRefused) {
  SmallRules rules;
  rules.out.permits.resize(65);
  rules.out.commitments.resize(64, {.blocks_stage = true});
  rules.out.supporting_permits.resize(256);
  rules.out.official_rows.resize(32768);
  rules.out.authority_patterns.resize(32768);
  rules.out.authority_parameters.resize(65535);
  rules.With("reference/legal_forms.tsv", Forms(63));
  EXPECT_THAT(
      rules.FaultsOf(CheckBitWidths),
      ElementsAre(
          "reference/legal_forms.tsv:1:1: error: 63 legal forms: want at most 62",
          "rulesets/r/authority_parameters.tsv:1:1: error: 65535 parameters of authority: want at "
          "most 65534",
          "rulesets/r/authority_patterns.tsv:1:1: error: 32768 patterns of authority: want at most "
          "32767",
          "rulesets/r/commitments.textproto:1:1: error: 129 permits and duties that a stage waits "
          "for: want at most 128",
          "rulesets/r/official_rows.tsv:1:1: error: 32768 official rows: want at most 32767",
          "rulesets/r/permits.textproto:1:1: error: 65 permits: want at most 64",
          "rulesets/r/supporting_permits.tsv:1:1: error: 256 supporting permits: want at most "
          "255"));
}

}  // namespace
}  // namespace izin::internal
