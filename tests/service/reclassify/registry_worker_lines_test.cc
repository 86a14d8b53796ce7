// Lines of CSV that are worked on together, beside those that are not.

#include <string>

#include "absl/strings/str_cat.h"
#include <gtest/gtest.h>

#include "tests/service/reclassify/registry_files.h"

namespace izin {
namespace {

using ::izin::testing::RegistryFolder;
using ::izin::testing::RegistryOutcome;

constexpr absl::string_view kHead = "business_id,kbli_code,kbli_edition,scale,locations\n";

// Rows of few kinds, of which many stand in one block: known, new, quoted, blank, refused.
std::string Registry(int rows) {
  constexpr absl::string_view kCodes[] = {"56101", "47111", "01111", "5610"};
  constexpr absl::string_view kScales[] = {"micro", "small", "large"};
  std::string registry(kHead);
  for (int i = 0; i < rows; ++i) {
    const absl::string_view mark = i % 23 == 0 ? "\"" : "";
    absl::StrAppend(&registry, mark, "B", i, mark, ",", kCodes[i % 7 % 4], ",2025,");
    absl::StrAppend(&registry, kScales[i / 5 % 3], ",land\n", i % 29 == 0 ? "\n" : "");
  }
  return registry;
}

class WorkerLinesTest : public ::testing::Test {
 protected:
  WorkerLinesTest() {
    folder_.names() = {.from = "pp24-2018", .to = "pp28-2025", .from_day = "", .to_day = ""};
    folder_.options().outputs.notifications.clear();
  }

  // The same rows one by one, of which none can be known.
  RegistryOutcome RunWhole(const std::string& registry) {
    RegistryFolder whole;
    whole.names() = folder_.names();
    return whole.Run(registry);
  }

  RegistryFolder folder_;
};

TEST_F(WorkerLinesTest, AreWrittenInTheirOrderWithTheRowsBetween) {
  const std::string registry = Registry(1000);
  const RegistryOutcome together = folder_.Run(registry);
  const RegistryOutcome whole = RunWhole(registry);
  ASSERT_TRUE(together.status.ok() && whole.status.ok()) << together.status << whole.status;
  EXPECT_EQ(together.changes, whole.changes);
  EXPECT_EQ(together.rejects, whole.rejects);
  EXPECT_EQ(together.result.summary.DebugString(), whole.result.summary.DebugString());
  EXPECT_GT(together.reject_lines().size(), 100U);
}

TEST_F(WorkerLinesTest, AreNoMoreThanWereAskedFor) {
  for (int rows : {1, 15, 16, 17, 100}) {
    folder_.options().limits.dry_run_rows = rows;
    const RegistryOutcome dry = folder_.Run(Registry(1000));
    ASSERT_TRUE(dry.status.ok()) << dry.status;
    EXPECT_EQ(dry.result.summary.rows(), rows);
  }
}

TEST_F(WorkerLinesTest, WithoutALineBreakAtTheEndAreRead) {
  std::string registry = Registry(20);
  registry.resize(registry.find_last_not_of('\n') + 1);
  const RegistryOutcome together = folder_.Run(registry);
  ASSERT_TRUE(together.status.ok()) << together.status;
  EXPECT_EQ(together.result.summary.rows(), 20);
}

}  // namespace
}  // namespace izin
