#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/internal/overlays.h"

namespace izin::internal {
namespace {

using ::testing::HasSubstr;

TEST(ParseOverlayTest, EntriesBelongToTheirFolder) {
  OverlayFile local;
  PositionIndex positions;
  RuleIssues issues;
  ParseOverlay("overlays/a/one.textproto", "overlay { id: \"a\" }\n", local, positions, issues);
  ParseOverlay("overlays/b/one.textproto", "overlay { id: \"b\" }\nlocal_office { url: \"x\" }\n",
               local, positions, issues);
  ParseOverlay("overlays/a/two.textproto", "local_service { permit: \"PKKPR\" }\n", local,
               positions, issues);
  EXPECT_FALSE(issues.has_errors()) << issues.ToString();
  EXPECT_EQ(local.local_office(0).overlay(), "b");
  EXPECT_EQ(local.local_service(0).overlay(), "a");
}

TEST(ParseOverlayTest, AHeaderHasTheNameOfItsFolder) {
  OverlayFile local;
  PositionIndex positions;
  RuleIssues issues;
  ParseOverlay("overlays/a/one.textproto", "overlay {\n  id: \"b\"\n}\n", local, positions, issues);
  EXPECT_THAT(issues.ToString(), HasSubstr("overlays/a/one.textproto:2:3: error: id \"b\": want"));
}

TEST(KeepOwnOverlaysTest, OthersGoAndPositionsStay) {
  CompiledRuleset compiled;
  PositionIndex positions;
  RuleIssues issues;
  compiled.mutable_rules()->add_ruleset()->set_id("r");
  ParseOverlay("overlays/a/o.textproto",
               "overlay { id: \"a\" ruleset: \"other\" }\nlocal_office { url: \"1\" }\n",
               *compiled.mutable_local(), positions, issues);
  ParseOverlay("overlays/b/o.textproto",
               "overlay { id: \"b\" ruleset: \"r\" }\n\n\nlocal_office { url: \"2\" }\n",
               *compiled.mutable_local(), positions, issues);
  KeepOwnOverlays(compiled);
  ASSERT_EQ(compiled.local().overlay_size(), 1);
  ASSERT_EQ(compiled.local().local_office_size(), 1);
  EXPECT_EQ(compiled.local().local_office(0).url(), "2");
  const Position position = positions.Of(compiled.local().local_office(0), "?:1");
  EXPECT_EQ(position.file(), "overlays/b/o.textproto");
  EXPECT_EQ(position.line(), 4);
  compiled.mutable_rules()->mutable_ruleset(0)->set_id("none");
  KeepOwnOverlays(compiled);
  EXPECT_FALSE(compiled.has_local());
}

}  // namespace
}  // namespace izin::internal
