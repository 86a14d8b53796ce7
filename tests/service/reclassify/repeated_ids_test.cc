// Ids that stand twice, over pages, parts and files.

#include "service/reclassify/repeated_ids.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/reclassify/id_pages.h"

namespace izin {
namespace {

RowId IdAt(std::uint64_t number, std::uint64_t line) {
  return {.digest = DigestOf(absl::StrCat("B", number), "P1"), .line = line};
}

std::unique_ptr<OutputFile> FileOf(const std::vector<RowId>& ids) {
  std::unique_ptr<OutputFile> file = *OutputFile::Temporary();
  IdPages pages;
  std::string bytes;
  pages.Add(ids, bytes);
  pages.Flush(bytes);
  EXPECT_EQ(bytes.size() % sizeof(IdPage), 0U);
  EXPECT_TRUE(file->Write(bytes).ok());
  return file;
}

RepeatedIds FoundIn(const std::vector<const OutputFile*>& files) {
  const absl::StatusOr<RepeatedIds> found = FindRepeatedIds(files);
  EXPECT_TRUE(found.ok()) << found.status();
  return *found;
}

TEST(RepeatedIds, AreNoneAmongDistinctOnes) {
  std::vector<RowId> ids;
  for (std::uint64_t i = 0; i < 20'000; ++i) ids.push_back(IdAt(i, i + 2));
  const auto file = FileOf(ids);
  EXPECT_EQ(FoundIn({file.get()}).rows, 0);
}

TEST(RepeatedIds, NameTheFirstLineOfEach) {
  std::vector<RowId> ids;
  for (std::uint64_t i = 0; i < 20'000; ++i) ids.push_back(IdAt(i, i + 2));
  ids.push_back(IdAt(7, 60'000));
  ids.push_back(IdAt(19'999, 60'001));
  ids.push_back(IdAt(7, 60'002));
  const auto file = FileOf(ids);
  const RepeatedIds found = FoundIn({file.get()});
  EXPECT_EQ(found.rows, 3);
  EXPECT_THAT(found.first, ::testing::ElementsAre(RepeatedId{60'000, 9}, RepeatedId{60'001, 20'001},
                                                  RepeatedId{60'002, 9}));
}

TEST(RepeatedIds, ShowNoMoreThanTheFirst) {
  std::vector<RowId> ids;
  for (std::uint64_t line = 2; line < 20'002; ++line) ids.push_back(IdAt(line % 10, line));
  const auto file = FileOf(ids);
  const RepeatedIds found = FoundIn({file.get()});
  EXPECT_EQ(found.rows, 19'990);
  ASSERT_EQ(found.first.size(), RepeatedIds::kShown);
  EXPECT_EQ(found.first.front(), (RepeatedId{12, 2}));
  EXPECT_EQ(found.first.back(), (RepeatedId{21, 11}));
}

TEST(RepeatedIds, AreFoundOverFiles) {
  const auto first = FileOf({IdAt(1, 2), IdAt(2, 3)});
  const auto second = FileOf({IdAt(3, 4), IdAt(1, 5)});
  const RepeatedIds found = FoundIn({first.get(), second.get()});
  EXPECT_THAT(found.first, ::testing::ElementsAre(RepeatedId{5, 2}));
}

TEST(RepeatedIds, ArePartedWhereOnePartIsLarge) {
  // All in one part: more than one pass takes.
  std::vector<RowId> ids;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    RowId id = IdAt(i, i + 2);
    id.digest.high &= ~std::uint64_t{IdPage::kParts - 1};
    ids.push_back(id);
  }
  RowId again = ids[5];
  again.line = 20'002;
  ids.push_back(again);
  const auto file = FileOf(ids);
  const OutputFile* const files[] = {file.get()};
  const absl::StatusOr<RepeatedIds> found = FindRepeatedIds(files, /*ids_at_once=*/4096);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(found->first, ::testing::ElementsAre(RepeatedId{20'002, 7}));
}

TEST(RepeatedIds, AreNotReadFromWhatIsNoPage) {
  std::unique_ptr<OutputFile> file = *OutputFile::Temporary();
  ASSERT_TRUE(file->Write(std::string(sizeof(IdPage), '\xFF')).ok());
  const OutputFile* const files[] = {file.get()};
  EXPECT_TRUE(absl::IsDataLoss(FindRepeatedIds(files).status()));
}

}  // namespace
}  // namespace izin
