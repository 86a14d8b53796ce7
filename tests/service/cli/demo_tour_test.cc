#include "service/cli/demo_tour.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/cli/commands.h"
#include "tests/service/cli/run_command.h"

namespace izin::cli {
namespace {

using ::izin::testing::CommandRun;
using ::izin::testing::RunCommand;
using ::izin::testing::RunOverheard;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(DemoTourTest, RunsEveryStep) {
  const CommandRun ran = RunOverheard([] { return RunTour(/*is_english=*/false); });
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_THAT(ran.out, AllOf(HasSubstr("$ izin search \"mau buka kedai kopi\""),
                             HasSubstr("56303  AKTIVITAS RUMAH MINUM/KAFE"),
                             HasSubstr("Perizinan menurut urutan pengurusan"),
                             HasSubstr("49232  ANGKUTAN BERMOTOR UNTUK BARANG KHUSUS"),
                             HasSubstr("Persetujuan KKPR darat (PKKPR) menggantikan Izin Lokasi")));
}

// What a step shows is what its command line prints.
TEST(DemoTourTest, ShowsTheOutputOfTheCommandItNames) {
  const CommandRun tour = RunCommand(AddCommands, {"demo", "--lang", "en"});
  const CommandRun step = RunCommand(
      AddCommands, {"classify", "--kbli", "56303", "--scale", "micro", "--location", "land",
                    "--land-condition", "tenant-in-managed-building", "--lang", "en"});
  EXPECT_THAT(tour.out, HasSubstr(step.out));
  EXPECT_THAT(step.out, Not(HasSubstr("PKKPR)")));
}

TEST(DemoTourTest, IsNotRunForARegistry) {
  EXPECT_THAT(RunCommand(AddCommands, {"demo", "registry", "--rows", "1"}).out,
              Not(HasSubstr("==")));
}

}  // namespace
}  // namespace izin::cli
