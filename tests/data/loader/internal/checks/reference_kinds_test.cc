#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckReferenceKindsTest, QuestionsAndKindsHaveWords) {
  SmallRules rules;
  rules.With("reference/values.textproto", "reference { kind: \"scale\" code: \"MICRO\" }");
  EXPECT_THAT(
      rules.FaultsOf(CheckReferenceKinds),
      ElementsAre("reference/questions.textproto:1:1: error: the file is missing or holds no "
                  "entry of kind \"question\"",
                  "reference/values.textproto:1:1: error: the file is missing or holds no "
                  "entry of kind \"kind\""));
}

TEST(CheckReferenceKindsTest, OneOfEachIsEnough) {
  SmallRules rules;
  rules.With("reference/values.textproto", "reference { kind: \"kind\" }");
  rules.With("reference/questions.textproto", "reference { kind: \"question\" }");
  EXPECT_THAT(rules.FaultsOf(CheckReferenceKinds), IsEmpty());
}

}  // namespace
}  // namespace izin::internal
