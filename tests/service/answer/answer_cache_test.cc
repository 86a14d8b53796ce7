// Answers in memory, bounded by bytes.

#include "service/answer/answer_cache.h"

#include <atomic>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace izin {
namespace {

std::shared_ptr<const EncodedAnswer> AnswerOf(const std::string& name, std::size_t bytes = 100) {
  auto answer = std::make_shared<EncodedAnswer>();
  answer->response = grpc::Slice(std::string(bytes, 'x'));
  answer->name = name;
  return answer;
}

TEST(AnswerCacheTest, IsBoundedByBytes) {
  constexpr std::size_t kMax = std::size_t{256} << 10;
  AnswerCache cache(kMax);
  for (int i = 0; i < 5000; ++i) {
    const std::string key = "key " + std::to_string(i);
    cache.Insert(key, AnswerOf(key, static_cast<std::size_t>(i % 900)));
    ASSERT_LE(cache.counters().bytes, kMax);
  }
  const AnswerCache::Counters counters = cache.counters();
  EXPECT_GT(counters.bytes, kMax / 2);
  EXPECT_GT(counters.entries, 100U);
  EXPECT_EQ(counters.entries + counters.evictions, 5000U);
}

TEST(AnswerCacheTest, LosesWhatWasUsedLeastLately) {
  AnswerCache cache(std::size_t{256} << 10);
  cache.Insert("used", AnswerOf("used"));
  cache.Insert("left", AnswerOf("left"));
  for (int i = 0; i < 5000; ++i) {
    cache.Insert(std::to_string(i), AnswerOf(std::to_string(i)));
    ASSERT_NE(cache.Find("used"), nullptr) << i;
  }
  EXPECT_EQ(cache.Find("left"), nullptr);
  EXPECT_EQ(cache.Find("0"), nullptr);
  ASSERT_NE(cache.Find("4999"), nullptr);
  EXPECT_EQ(cache.Find("4999")->name, "4999");
}

TEST(AnswerCacheTest, CountsHitsAndMisses) {
  AnswerCache cache(std::size_t{1} << 20);
  EXPECT_EQ(cache.Find("key"), nullptr);
  cache.Insert("key", AnswerOf("first"));
  cache.Insert("key", AnswerOf("second"));  // the one that was quicker stays
  EXPECT_EQ(cache.Find("key")->name, "first");
  EXPECT_EQ(cache.Find(std::string("key\0", 4)), nullptr);
  const AnswerCache::Counters counters = cache.counters();
  EXPECT_EQ(counters.hits, 1U);
  EXPECT_EQ(counters.misses, 2U);
  EXPECT_EQ(counters.entries, 1U);
  EXPECT_EQ(counters.evictions, 0U);
  EXPECT_GT(counters.bytes, 100U);
}

TEST(AnswerCacheTest, TakesNothingLargerThanAShard) {
  AnswerCache cache(16 * 1000);
  cache.Insert("small", AnswerOf("small"));
  cache.Insert("large", AnswerOf("large", 2000));
  EXPECT_EQ(cache.Find("large"), nullptr);
  EXPECT_NE(cache.Find("small"), nullptr);
  EXPECT_EQ(cache.counters().evictions, 0U);
  AnswerCache none(0);
  none.Insert("small", AnswerOf("small"));
  EXPECT_EQ(none.counters().entries, 0U);
}

TEST(AnswerCacheTest, AnAnswerOutlivesItsEviction) {
  AnswerCache cache(16 * 1000);
  cache.Insert("first", AnswerOf("first", 300));
  const std::shared_ptr<const EncodedAnswer> held = cache.Find("first");
  for (int i = 0; i < 1000; ++i) cache.Insert(std::to_string(i), AnswerOf("other", 300));
  EXPECT_EQ(cache.Find("first"), nullptr);
  EXPECT_EQ(std::string(held->response.begin(), held->response.end()), std::string(300, 'x'));
}

TEST(AnswerCacheTest, ServesFourThreads) {
  AnswerCache cache(std::size_t{64} << 10);  // so small that it evicts all the time
  std::vector<std::thread> threads;
  std::atomic<int> wrong{0};
  std::atomic<std::uint64_t> looked{0};
  for (unsigned seed = 0; seed < 4; ++seed) {
    threads.emplace_back([&, seed] {
      std::mt19937 random(seed);
      for (int i = 0; i < 20000; ++i) {
        const std::string key = std::to_string(random() % 400);
        ++looked;
        const std::shared_ptr<const EncodedAnswer> found = cache.Find(key);
        if (found == nullptr) {
          cache.Insert(key, AnswerOf(key, 200));
        } else if (found->name != key || found->response.size() != 200) {
          ++wrong;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
  const AnswerCache::Counters counters = cache.counters();
  EXPECT_EQ(counters.hits + counters.misses, looked);
  EXPECT_LE(counters.bytes, std::size_t{64} << 10);
  EXPECT_GT(counters.hits, 1000U);
  EXPECT_GT(counters.evictions, 1000U);
}

}  // namespace
}  // namespace izin
