// Others on the machine read the answers that a server keeps.

#include "service/store/cache_reader.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "service/store/answer_name.h"
#include "service/store/answer_store.h"
#include "tests/integration/process.h"
#include "tests/service/store/opened_store.h"

namespace izin::testing {
namespace {

class CacheReaderTest : public ::testing::Test {
 protected:
  // Keeps an answer to `key`; gives its name.
  std::string Keep(const std::string& key) {
    v1::Classification classification;
    classification.set_name(NameOfKey(key));
    classification.set_kbli_code("56101");
    StoreBatch batch;
    AddAnswer(key, *DigitsOfName(classification.name()), v1::OUTCOME_DECIDED, v1::RISK_LEVEL_LOW,
              classification.SerializeAsString(), absl::FromUnixSeconds(1), batch);
    EXPECT_TRUE(store_->Write(batch, Durability::kProcess).ok());
    return classification.name();
  }

  const TempFolder folder_;
  std::unique_ptr<Store> store_ = Opened(folder_.path());
};

TEST_F(CacheReaderTest, ReadsBesideTheServerAndAfterIt) {
  const std::string name = Keep("key");
  for (const bool is_beside : {true, false}) {
    if (!is_beside) store_.reset();
    const absl::StatusOr<CacheReader> reader = CacheReader::Open(folder_.path());
    ASSERT_TRUE(reader.ok()) << reader.status();
    EXPECT_EQ(reader->Get(name)->kbli_code(), "56101");
  }
}

TEST_F(CacheReaderTest, SeesWhatWasThereWhenItWasOpened) {
  const absl::StatusOr<CacheReader> before = CacheReader::Open(folder_.path());
  const std::string name = Keep("key");
  const absl::StatusOr<CacheReader> after = CacheReader::Open(folder_.path());
  ASSERT_TRUE(before.ok() && after.ok());
  EXPECT_TRUE(absl::IsNotFound(before->Get(name).status()));
  EXPECT_TRUE(after->Get(name).ok());
}

TEST_F(CacheReaderTest, TellsApartWhatItCannotGive) {
  const absl::StatusOr<CacheReader> reader = CacheReader::Open(folder_.path());
  ASSERT_TRUE(reader.ok()) << reader.status();
  EXPECT_TRUE(absl::IsInvalidArgument(reader->Get("x").status()));
  EXPECT_TRUE(absl::IsNotFound(reader->Get(NameOfKey("key")).status()));
  EXPECT_TRUE(absl::IsNotFound(CacheReader::Open(folder_ / "none").status()));
}

}  // namespace
}  // namespace izin::testing
