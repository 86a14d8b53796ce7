// How answers lie in the store, and what is made of values that are none.

#include "service/store/answer_store.h"

#include <memory>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "service/store/answer_name.h"
#include "tests/integration/process.h"

namespace izin::testing {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

class AnswerStoreTest : public ::testing::Test {
 protected:
  AnswerStoreTest() {
    Store::Options options;
    options.path = folder_.path();
    store_ = *Store::Open(options);
    classification_.set_name(name_);
    classification_.set_kbli_code("56101");
  }
  void Put(const std::string& key, const std::string& value) {
    StoreBatch batch;
    batch.Put(Family::kClassification, key, value);
    ASSERT_TRUE(store_->Write(batch, Durability::kProcess).ok());
  }
  void PutAnswer() {
    StoreBatch batch;
    AddAnswer("key", *DigitsOfName(name_), v1::OUTCOME_REFUSED, v1::RISK_LEVEL_LOW,
              classification_.SerializeAsString(), kNow, batch);
    EXPECT_EQ(batch.size(), 2U);  // itself, and its name
    ASSERT_TRUE(store_->Write(batch, Durability::kProcess).ok());
  }

  const TempFolder folder_;
  std::unique_ptr<Store> store_;
  const std::string name_ = NameOfKey("key");
  v1::Classification classification_;
};

TEST_F(AnswerStoreTest, ReadsBackWhatWasAdded) {
  PutAnswer();
  const std::optional<KeptAnswer> kept = ReadAnswer(*store_, "key");
  ASSERT_TRUE(kept.has_value());
  EXPECT_EQ(kept->encoded(), classification_.SerializeAsString());
  EXPECT_EQ(kept->classification.kbli_code(), "56101");
  EXPECT_EQ(*KeyOfName(store_.get(), name_), "key");
}

// As service/store/store.h says: others read these bytes too.
TEST_F(AnswerStoreTest, LiesInTheStoreAsDocumented) {
  PutAnswer();
  const std::string stamp = std::string("\0\0\0\0\x6B\x49\xD2\0", 8);
  EXPECT_EQ(*store_->Get(Family::kClassification, "key"),
            stamp + "\x06\x01" + classification_.SerializeAsString());
  EXPECT_EQ(*store_->Get(Family::kClassification, NameKey(*DigitsOfName(name_))), stamp + "key");
  EXPECT_EQ(NameKey("00ff1000000000000000000000000041").substr(0, 4),
            std::string("n\0\xFF\x10", 4));
}

TEST_F(AnswerStoreTest, HoldsNothingUnderAnotherKey) {
  PutAnswer();
  EXPECT_FALSE(ReadAnswer(*store_, "other").has_value());
  EXPECT_FALSE(ReadAnswer(*store_, "").has_value());
  EXPECT_TRUE(absl::IsNotFound(KeyOfName(store_.get(), NameOfKey("other")).status()));
}

TEST_F(AnswerStoreTest, TakesNoValueOfAnotherForm) {
  const std::string encoded = classification_.SerializeAsString();
  const std::string stamp(8, '\0');
  for (const std::string& value :
       {std::string(), stamp, stamp + "\x01", stamp + "\x63\x01" + encoded,
        stamp + "\x01\x63" + encoded, stamp + "\x01\x01", stamp + "\x01\x01\xFF" + encoded,
        stamp + "\x01\x01" + encoded.substr(0, 5)}) {
    Put("key", value);
    EXPECT_FALSE(ReadAnswer(*store_, "key").has_value());
  }
  Put("key", stamp + "\x01\x01" + encoded);
  EXPECT_TRUE(ReadAnswer(*store_, "key").has_value());
}

TEST_F(AnswerStoreTest, TakesNoAnswerOfAnotherName) {
  classification_.set_name(NameOfKey("other"));
  PutAnswer();
  EXPECT_FALSE(ReadAnswer(*store_, "key").has_value());
}

// A name that leads to a key of another name leads nowhere.
TEST_F(AnswerStoreTest, TakesNoKeyOfAnotherName) {
  for (const std::string& value : {std::string(), std::string("short"), std::string(8, '\0'),
                                   std::string(8, '\0') + "other key"}) {
    Put(NameKey(*DigitsOfName(name_)), value);
    EXPECT_TRUE(absl::IsNotFound(KeyOfName(store_.get(), name_).status()));
  }
}

TEST_F(AnswerStoreTest, ANameOfNoFormIsToldApartFromOneThatIsNotKept) {
  EXPECT_TRUE(absl::IsInvalidArgument(KeyOfName(store_.get(), "classifications/x").status()));
  EXPECT_TRUE(absl::IsInvalidArgument(KeyOfName(nullptr, "classifications/x").status()));
  EXPECT_TRUE(absl::IsNotFound(KeyOfName(nullptr, name_).status()));
  EXPECT_EQ(NotKept("x").message(),
            "\"x\": no answer is kept under this name; classify the activity again");
}

}  // namespace
}  // namespace izin::testing
