// The values of a kind, told in this process.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::CommandRun;
using ::izin::testing::RunCommand;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A list longer than a page is read to its end.
TEST(ReferenceCommandTest, GivesEveryValueOfAKind) {
  const CommandRun ran = RunCommand(AddReferenceCommand, {"reference", "scale", "--lang", "en"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, StartsWith("MICRO"));
  EXPECT_THAT(ran.out, HasSubstr("\nLARGE"));
  const CommandRun regions = RunCommand(AddReferenceCommand, {"reference", "region"});
  EXPECT_THAT(regions.out, HasSubstr("\n1271"));
  EXPECT_THAT(regions.out, HasSubstr("\n9671"));
}

TEST(ReferenceCommandTest, KnowsNoSuchKind) {
  const CommandRun ran = RunCommand(AddReferenceCommand, {"reference", "x"});
  EXPECT_EQ(ran.exit_code, 1);
  EXPECT_EQ(ran.out, "");
}

}  // namespace
}  // namespace izin::cli
