// The table finds what was put in last under a whole key, or nothing.

#include "service/reclassify/quick_table.h"

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(QuickTable, FindsWhatWasAddedAsItGrows) {
  QuickTable<int> table(16);
  for (int i = 1; i <= 20'000; ++i) table.Add(static_cast<std::uint64_t>(i) << 20 | 1, i);
  for (int i = 1; i <= 20'000; ++i) {
    const int* const found = table.Find(static_cast<std::uint64_t>(i) << 20 | 1);
    ASSERT_NE(found, nullptr) << i;
    EXPECT_EQ(*found, i);
  }
  EXPECT_EQ(table.Find(7), nullptr);
}

TEST(QuickTable, KeepsTheLastValueOfAKey) {
  QuickTable<int> table(12);
  table.Add(5, 1);
  table.Add(5, 2);
  ASSERT_NE(table.Find(5), nullptr);
  EXPECT_EQ(*table.Find(5), 2);
  table.Clear();
  EXPECT_EQ(table.Find(5), nullptr);
}

TEST(QuickTable, IsEmptiedWhenItIsFullAndNeverFindsAnother) {
  QuickTable<std::uint64_t> table(12);
  for (std::uint64_t key = 1; key <= 50'000; ++key) table.Add(key, key);
  int known = 0;
  for (std::uint64_t key = 1; key <= 50'000; ++key) {
    const std::uint64_t* const found = table.Find(key);
    if (found == nullptr) continue;
    ++known;
    EXPECT_EQ(*found, key);
  }
  EXPECT_GT(known, 0);
  EXPECT_LE(known, 3 * 4096 / 4);
}

}  // namespace
}  // namespace izin
