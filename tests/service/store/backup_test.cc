// Copies of a store: whole, beside one that writes, and never half.

#include "service/store/backup.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/service/store/opened_store.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::uint64_t kMoment = 4'000'000'000'000'000;  // microseconds: never too old to keep

std::string KeyOf(std::uint64_t number) { return BigEndian(kMoment + number) + BigEndian(number); }

void Put(Store& store, Family family, const std::string& key, const std::string& value) {
  StoreBatch batch;
  batch.Put(family, key, value);
  ASSERT_TRUE(store.Write(batch, Durability::kProcess).ok());
}

std::map<std::string, std::string> AllOf(const Store& store, Family family) {
  std::map<std::string, std::string> all;
  const absl::Status status =
      store.Scan(family, "", "", [&all](absl::string_view key, absl::string_view value) {
        all.emplace(key, value);
        return true;
      });
  EXPECT_TRUE(status.ok()) << status;
  return all;
}

class BackupTest : public ::testing::Test {
 protected:
  BackupTest() : store_(Opened(path_)) {
    for (std::uint64_t i = 0; i < 2000; ++i)
      Put(*store_, Family::kDecisionLog, KeyOf(i), std::string(1000, static_cast<char>(i)));
    Put(*store_, Family::kBusiness, "a", "b");
    Put(*store_, Family::kClassification, "c", "d");
  }

  TempFolder folder_;
  const std::string path_ = folder_ / "data";
  const std::string copy_ = folder_ / "copy";
  std::unique_ptr<Store> store_;
};

TEST_F(BackupTest, CopiesRecordsBesideTheirWriter) {
  const absl::StatusOr<CopyReport> report = CopyStore(path_, copy_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_EQ(report->keys[static_cast<int>(Family::kDecisionLog)], 2000);
  EXPECT_EQ(report->keys[static_cast<int>(Family::kBusiness)], 1);
  EXPECT_THAT(report->lost, IsEmpty());
  Put(*store_, Family::kDecisionLog, KeyOf(3000), "after it");
  const std::unique_ptr<Store> copy = Opened(copy_);
  auto expected = AllOf(*store_, Family::kDecisionLog);
  expected.erase(KeyOf(3000));
  EXPECT_EQ(AllOf(*copy, Family::kDecisionLog), expected);
  EXPECT_EQ(AllOf(*copy, Family::kBusiness), AllOf(*store_, Family::kBusiness));
  EXPECT_THAT(AllOf(*copy, Family::kClassification), IsEmpty());
}

TEST_F(BackupTest, BringsBackWhatDamageTook) {
  ASSERT_TRUE(CopyStore(path_, copy_).ok());
  const auto before = AllOf(*store_, Family::kDecisionLog);
  store_.reset();
  for (const auto& file : std::filesystem::directory_iterator(path_))
    std::ofstream(file.path(), std::ios::trunc) << "damaged";
  EXPECT_FALSE(Store::Open({.path = path_}).ok());
  std::filesystem::rename(path_, path_ + ".damaged");
  ASSERT_TRUE(CopyStore(copy_, path_).ok());
  EXPECT_EQ(AllOf(*Opened(path_), Family::kDecisionLog), before);
}

TEST_F(BackupTest, NamesWhatItCannotRead) {
  ASSERT_TRUE(store_->Flush().ok());
  store_.reset();
  std::filesystem::path table;  // the largest: of the records
  for (const auto& file : std::filesystem::directory_iterator(path_)) {
    if (file.path().extension() != ".sst") continue;
    if (table.empty() || file.file_size() > std::filesystem::file_size(table)) table = file.path();
  }
  ASSERT_FALSE(table.empty());
  std::fstream bytes(table, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(static_cast<std::streamoff>(std::filesystem::file_size(table) / 2));
  bytes << "damaged";
  bytes.close();
  const absl::StatusOr<CopyReport> report = CopyStore(path_, copy_);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->lost, Not(IsEmpty()));
  EXPECT_LT(report->keys[static_cast<int>(Family::kDecisionLog)], 2000);
  EXPECT_THAT(AllOf(*Opened(copy_), Family::kDecisionLog),
              SizeIs(report->keys[static_cast<int>(Family::kDecisionLog)]));
}

TEST_F(BackupTest, OverwritesNothing) {
  ASSERT_TRUE(CopyStore(path_, copy_).ok());
  const absl::Status again = CopyStore(path_, copy_ + "/").status();
  EXPECT_EQ(again.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(again.message()), HasSubstr("is there already"));
}

TEST_F(BackupTest, LeavesNothingOfACopyThatFails) {
  EXPECT_EQ(CopyStore(folder_ / "nowhere", copy_).status().code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(copy_));
  EXPECT_FALSE(std::filesystem::exists(copy_ + ".part"));
}

TEST_F(BackupTest, BeginsAnewAfterOneThatBroke) {
  std::filesystem::create_directory(copy_ + ".part");
  std::ofstream(copy_ + ".part/CURRENT") << "half";
  EXPECT_TRUE(CopyStore(path_, copy_).ok());
}

}  // namespace
}  // namespace izin::testing
