#include "classifier/engine_notices.h"

#include "tests/data/loader/internal/checks/small_rules.h"

namespace izin::internal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(CheckEngineNoticesTest, NamesEachNoticeThatTheEngineGivesAndTheCatalogueLacks) {
  SmallRules rules;
  for (absl::string_view code : kEngineNotices)
    rules.out.notices.push_back({.code = std::string(code)});
  EXPECT_THAT(rules.FaultsOf(CheckEngineNotices), IsEmpty());
  rules.out.notices.erase(rules.out.notices.begin());
  rules.out.notices.pop_back();
  EXPECT_THAT(rules.FaultsOf(CheckEngineNotices),
              ElementsAre("rulesets/r/notices.textproto:1:1: error: missing notice "
                          "AUTHORITY_NOT_CONFIRMED: the engine gives it",
                          "rulesets/r/notices.textproto:1:1: error: missing notice "
                          "UNVERIFIED_RULE: the engine gives it"));
}

}  // namespace
}  // namespace izin::internal
