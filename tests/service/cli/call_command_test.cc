#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

// What a server answers is in tests/integration/contract.

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

CommandRun Call(const std::string& method, const std::string& request) {
  return RunCommand(cli::AddCallCommand, {"call", method, request, "--server",
                                          "unix:/nowhere/at/all", "--timeout", "1"});
}

TEST(CallCommandTest, WantsAUnaryMethod) {
  for (const char* method :
       {"GetKbliEntry", "izin.v1.KbliService/Nothing", "izin.v1.DecisionService/ReplayDecisions"}) {
    const CommandRun run = Call(method, "{}");
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_THAT(run.out, HasSubstr("want a unary one"));
  }
}

TEST(CallCommandTest, TellsWhereTheRequestIsWrong) {
  const CommandRun run = Call("izin.v1.KbliService/GetKbliEntry", R"({"kode":"56101"})");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.out,
            "{\"error\":{\"code\":\"INVALID_ARGUMENT\",\"message\":\"kode: no such field of "
            "izin.v1.GetKbliEntryRequest\",\"fieldPath\":\"kode\"}}\n");
}

TEST(CallCommandTest, FailsWithoutAServer) {
  const CommandRun run = Call("/izin.v1.KbliService/GetKbliEntry", R"({"code":"56101"})");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out, HasSubstr("\"error\""));
  EXPECT_EQ(RunCommand(cli::AddCallCommand, {"call", "izin.v1.KbliService/GetKbliEntry"}).exit_code,
            2);
}

}  // namespace
}  // namespace izin::testing
