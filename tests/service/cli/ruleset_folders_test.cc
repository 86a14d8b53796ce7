// Rulesets of folders that somebody works in.

#include "service/cli/ruleset_folders.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/service/answering.h"

namespace izin::cli {
namespace {

namespace fs = std::filesystem;
using ::izin::testing::Library;
using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string Shipped() { return (*Library()->Find("pp24-2018"))->versioned_name(); }

TEST(LibraryOfFolderTest, ReadsOneOrAllOfADataFolder) {
  const auto one = LibraryOfFolder("data", "pp24-2018");
  ASSERT_TRUE(one.ok()) << one.status();
  ASSERT_THAT((*one)->rulesets(), SizeIs(1));
  EXPECT_EQ((*one)->latest().versioned_name(), Shipped());
  EXPECT_TRUE((*one)->RulesOf((*one)->latest()).ok());
  EXPECT_EQ(LibraryOfFolder("data", "pp1-1945").status().code(), absl::StatusCode::kNotFound);
}

TEST(LibraryOfFolderTest, ReadsARulesetsOwnFolder) {
  for (const char* folder : {"data/rulesets/pp24-2018", "data/rulesets/pp24-2018/"}) {
    const auto own = LibraryOfFolder(folder, "");
    ASSERT_TRUE(own.ok()) << own.status();
    EXPECT_EQ((*own)->latest().versioned_name(), Shipped()) << folder;
  }
}

// A copy under another name, with kbli/ and reference/ of this program.
TEST(LibraryOfFolderTest, ReadsACopyThatLiesAlone) {
  const testing::TempFolder dir;
  const fs::path copy = fs::path(dir.path()) / "edited";
  fs::copy("data/rulesets/pp24-2018", copy, fs::copy_options::recursive);
  const auto own = LibraryOfFolder(copy.string(), "");
  ASSERT_TRUE(own.ok()) << own.status();
  EXPECT_EQ((*own)->latest().versioned_name(), Shipped());
  std::ofstream(copy / "land.textproto", std::ios::app) << "row { id: \"x\" }\n";
  const auto broken = LibraryOfFolder(copy.string(), "");
  EXPECT_EQ(broken.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(broken.status().message()), HasSubstr("land.textproto:"));
}

TEST(LibraryOfFolderTest, SaysWhatItWantsOfAnotherFolder) {
  const auto none = LibraryOfFolder("tests", "");
  EXPECT_EQ(none.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(none.status().message()), HasSubstr("tests: want a data folder"));
}

}  // namespace
}  // namespace izin::cli
