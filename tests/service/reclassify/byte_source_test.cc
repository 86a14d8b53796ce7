// Bytes of a registry: what changes while it is read is said.

#include "service/reclassify/byte_source.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/reclassify/registry_files.h"

namespace izin {
namespace {

using ::izin::testing::TempFolder;
using ::izin::testing::WriteFile;
using ::testing::HasSubstr;

class ByteSourceTest : public ::testing::Test {
 protected:
  TempFolder folder_;
  const std::string path_ = folder_ / "registry";
};

TEST_F(ByteSourceTest, GivesAllBytes) {
  WriteFile(path_, std::string(10'000, 'x') + "end");
  const auto source = *ByteSource::Open(path_);
  std::string all;
  std::vector<char> buffer(777);
  for (;;) {
    const auto got = source->Read(absl::MakeSpan(buffer));
    ASSERT_TRUE(got.ok()) << got.status();
    if (*got == 0) break;
    all.append(buffer.data(), *got);
  }
  EXPECT_EQ(all, std::string(10'000, 'x') + "end");
  EXPECT_EQ(source->file_bytes(), 10'003U);
  EXPECT_EQ(source->ChangeWhileRead(), "");
}

TEST_F(ByteSourceTest, TellsAFileThatShrinks) {
  WriteFile(path_, std::string(10'000, 'x'));
  const auto source = *ByteSource::Open(path_);
  std::vector<char> buffer(1000);
  ASSERT_TRUE(source->Read(absl::MakeSpan(buffer)).ok());
  std::filesystem::resize_file(path_, 5);
  EXPECT_THAT(source->ChangeWhileRead(), HasSubstr("registry"));
}

TEST_F(ByteSourceTest, TellsAFileThatGrows) {
  WriteFile(path_, "abc");
  const auto source = *ByteSource::Open(path_);
  std::vector<char> buffer(1000);
  EXPECT_EQ(*source->Read(absl::MakeSpan(buffer)), 3U);
  std::ofstream(path_, std::ios::app) << "def";
  EXPECT_THAT(source->ChangeWhileRead(), HasSubstr("registry"));
}

TEST_F(ByteSourceTest, SaysWhichFileIsNotThere) {
  const auto source = ByteSource::Open(folder_ / "nothing");
  EXPECT_TRUE(absl::IsNotFound(source.status())) << source.status();
  EXPECT_THAT(source.status().message(), HasSubstr("nothing"));
}

// The run itself: what was read is written, and the change is told.
TEST(RegistryRun, TellsThatItsInputChangedWhileItWasRead) {
  testing::RegistryFolder folder;
  std::string registry = testing::SmallRegistry();
  for (int i = 0; i < 40'000; ++i) registry += absl::StrCat("X", i, ",P1,56101,2025,micro,land\n");
  WriteFile(folder.options().input.path, registry);
  const absl::StatusOr<RunRulesets> rulesets =
      RunRulesets::Choose(testing::Library(), {}, testing::kToday);
  const testing::FakeClock clock(testing::FakeClock::NoonInJakarta(testing::kToday));
  const Pipeline pipeline(testing::Rulesets(), clock);
  bool is_cut = false;
  const auto result = ReclassifyRegistry(
      folder.options(), *rulesets, pipeline, [&](const RegistryProgress& /*now*/) {
        if (!is_cut) std::filesystem::resize_file(folder.options().input.path, registry.size() / 2);
        is_cut = true;
      });
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_NE(result->input_change, "");
  EXPECT_LT(result->summary.rows(), 40'003);
  EXPECT_GT(result->summary.rows(), 1000);
}

TEST(RegistryRun, TellsThatItsInputGrewWhileItWasRead) {
  testing::RegistryFolder folder;
  std::string registry = testing::SmallRegistry();
  for (int i = 0; i < 40'000; ++i) registry += absl::StrCat("X", i, ",P1,56101,2025,micro,land\n");
  WriteFile(folder.options().input.path, registry);
  const absl::StatusOr<RunRulesets> rulesets =
      RunRulesets::Choose(testing::Library(), {}, testing::kToday);
  const testing::FakeClock clock(testing::FakeClock::NoonInJakarta(testing::kToday));
  const Pipeline pipeline(testing::Rulesets(), clock);
  bool has_grown = false;
  const auto result = ReclassifyRegistry(
      folder.options(), *rulesets, pipeline, [&](const RegistryProgress& /*now*/) {
        if (!has_grown)
          std::ofstream(folder.options().input.path, std::ios::app)
              << "LATE,P1,56101,2025,micro,land\nLATER,P1,56101,2025,mic";
        has_grown = true;
      });
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_NE(result->input_change, "");
  // The last line may lack its end, and is no row.
  EXPECT_EQ(result->summary.classified(), 40'004);
  EXPECT_EQ(result->summary.rejected(), 1);
}

}  // namespace
}  // namespace izin
