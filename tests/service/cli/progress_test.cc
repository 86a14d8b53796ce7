#include "service/cli/progress.h"

#include <sstream>

#include <gtest/gtest.h>

#include "tests/testing/fake_clock.h"

namespace izin::cli {
namespace {

class ProgressTest : public ::testing::Test {
 protected:
  // What was written since the last look.
  std::string Written() {
    std::string text = out_.str();
    out_.str("");
    return text;
  }

  std::ostringstream out_;
  testing::FakeClock clock_{absl::UnixEpoch()};
};

TEST_F(ProgressTest, SaysNothingOfWorkThatIsOverAtOnce) {
  Progress progress(out_, clock_, {});
  progress.Tell({.lines = 32});
  progress.End({.lines = 40});
  EXPECT_EQ(Written(), "");
}

TEST_F(ProgressTest, WritesOneLineOverAndOver) {
  Progress progress(out_, clock_, {.total_bytes = 2'000'000});
  clock_.AdvanceBy(absl::Seconds(1));
  progress.Tell({.lines = 12'800, .errors = 3, .bytes = 900'000});
  EXPECT_EQ(Written(), "\rizin: 12.800 baris, 3 ditolak, 45 %");
  progress.Tell({.lines = 12'832, .errors = 3, .bytes = 910'000});
  EXPECT_EQ(Written(), "") << "sooner than anybody can read";
  clock_.AdvanceBy(absl::Seconds(1));
  progress.Tell({.lines = 1'234'567, .errors = 1000, .bytes = 1'999'999});
  EXPECT_EQ(Written(), "\rizin: 1.234.567 baris, 1.000 ditolak, 99 %");
  progress.End({.lines = 1'234'568, .errors = 1000, .bytes = 2'000'000});
  EXPECT_EQ(Written(), "\rizin: 1.234.568 baris, 1.000 ditolak, 100 %\n");
}

TEST_F(ProgressTest, OfAPipeHasNoShare) {
  Progress progress(out_, clock_, {.is_english = true});
  clock_.AdvanceBy(absl::Seconds(1));
  progress.Tell({.lines = 999, .errors = 0, .bytes = 900});
  EXPECT_EQ(Written(), "\rizin: 999 lines, 0 refused");
}

// A file that shrinks while it is read does not leave rests of a longer line.
TEST_F(ProgressTest, LeavesNothingOfALongerLine) {
  Progress progress(out_, clock_, {.is_english = true});
  clock_.AdvanceBy(absl::Seconds(1));
  progress.Tell({.lines = 1000});
  Written();
  clock_.AdvanceBy(absl::Seconds(1));
  progress.Tell({.lines = 1});
  EXPECT_EQ(Written(), "\rizin: 1 lines, 0 refused    ");
}

}  // namespace
}  // namespace izin::cli
