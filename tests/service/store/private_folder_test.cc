// Who may read what a store keeps.

#include <filesystem>
#include <fstream>
#include <string>
#include <sys/stat.h>

#include <gtest/gtest.h>

#include "service/store/store.h"
#include "tests/integration/process.h"

namespace izin {
namespace {

namespace fs = std::filesystem;

using ::izin::testing::TempFolder;

unsigned ModeOf(const std::string& path) {
  return static_cast<unsigned>(fs::status(path).permissions());
}

class PrivateFolderTest : public ::testing::Test {
 protected:
  // Modes are seen as they are given, whatever the umask of who runs the tests.
  PrivateFolderTest() : umask_(::umask(0)) {}
  ~PrivateFolderTest() override { ::umask(umask_); }

  static void Open(const std::string& path) {
    Store::Options options;
    options.path = path;
    const auto store = Store::Open(options);
    ASSERT_TRUE(store.ok()) << store.status();
  }

  const TempFolder folder_;

 private:
  const mode_t umask_;
};

TEST_F(PrivateFolderTest, ANewFolderIsItsOwnersAlone) {
  Open(folder_ / "a/b");
  EXPECT_EQ(ModeOf(folder_ / "a/b"), 0700U);
}

TEST_F(PrivateFolderTest, WhatAnEarlierVersionLeftOpenIsClosed) {
  const std::string data = folder_ / "data";
  Open(data);
  fs::permissions(data, fs::perms(0755));
  fs::create_directory(data + "/quarantine-20261124T000000Z");
  std::ofstream(data + "/quarantine-20261124T000000Z/000001.sst") << "x";
  std::ofstream(data + "/newest-record") << "";
  for (const auto& entry : fs::recursive_directory_iterator(data)) {
    fs::permissions(entry.path(), entry.is_directory() ? fs::perms(0755) : fs::perms(0644));
  }
  const auto current = data + "/CURRENT";
  ASSERT_EQ(ModeOf(current), 0644U);
  Open(data);
  EXPECT_EQ(ModeOf(data), 0700U);
  EXPECT_EQ(ModeOf(data + "/IDENTITY"), 0600U);
  EXPECT_EQ(ModeOf(data + "/LOCK"), 0600U);
  EXPECT_EQ(ModeOf(data + "/quarantine-20261124T000000Z"), 0700U);
  EXPECT_EQ(ModeOf(data + "/quarantine-20261124T000000Z/000001.sst"), 0600U);
}

TEST_F(PrivateFolderTest, AFolderWithOtherThingsKeepsItsMode) {
  const std::string shared = folder_ / "shared";
  fs::create_directory(shared);
  std::ofstream(shared + "/letter.txt") << "x";
  fs::permissions(shared, fs::perms(0755));
  fs::permissions(shared + "/letter.txt", fs::perms(0644));
  Open(shared);
  Open(shared);
  EXPECT_EQ(ModeOf(shared), 0755U);
  EXPECT_EQ(ModeOf(shared + "/letter.txt"), 0644U);
  EXPECT_EQ(ModeOf(shared + "/LOCK"), 0600U);
}

TEST_F(PrivateFolderTest, AFolderForEverybodyStaysOne) {
  const std::string everybodys = folder_ / "tmp";
  fs::create_directory(everybodys);
  ASSERT_EQ(::chmod(everybodys.c_str(), 01777), 0);
  Open(everybodys);
  EXPECT_EQ(ModeOf(everybodys), 01777U);
}

TEST_F(PrivateFolderTest, WhoOnlyReadsChangesNothing) {
  const std::string data = folder_ / "data";
  Open(data);
  fs::permissions(data, fs::perms(0750));
  Store::Options options;
  options.path = data;
  ASSERT_TRUE(Store::OpenReadOnly(options).ok());
  EXPECT_EQ(ModeOf(data), 0750U);
}

}  // namespace
}  // namespace izin
