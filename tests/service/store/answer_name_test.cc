// Names of kept answers: of one form, and one for each key.

#include "service/store/answer_name.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::HasSubstr;

TEST(AnswerNameTest, IsTheBeginningOfTheDigestOfTheKey) {
  EXPECT_EQ(NameOfKey("abc"), "classifications/ba7816bf8f01cfea414140de5dae2223");
  EXPECT_EQ(NameOfKey(""), "classifications/e3b0c44298fc1c149afbf4c8996fb924");
  EXPECT_NE(NameOfKey(std::string("a\0b", 3)), NameOfKey(std::string("a\0c", 3)));
}

TEST(AnswerNameTest, ItsDigitsAreRead) {
  EXPECT_EQ(DigitsOfName(NameOfKey("abc")), "ba7816bf8f01cfea414140de5dae2223");
  EXPECT_EQ(DigitsOfName("classifications/00000000000000000000000000000000"), std::string(32, '0'));
}

TEST(AnswerNameTest, NothingElseIsOne) {
  const std::string digits = "ba7816bf8f01cfea414140de5dae2223";
  const std::vector<std::string> others = {
      "",
      digits,
      "classifications/" + digits.substr(1),
      "classifications/" + digits + "0",
      "classifications/BA7816BF8F01CFEA414140DE5DAE2223",
      "Classifications/" + digits,
      "classifications//" + digits.substr(1),
      "classifications/" + digits.substr(1) + "g",
      "classifications/" + digits.substr(1) + "\n",
  };
  for (const std::string& text : others) EXPECT_FALSE(DigitsOfName(text).has_value()) << text;
}

TEST(AnswerNameTest, SaysWhatIsWanted) {
  const absl::Status status = NoName("x\"y");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("\"x\\\"y\": want classifications/<32 hex digits>"));
  EXPECT_LT(NoName(std::string(10000, 'x')).message().size(), 200U);
}

}  // namespace
}  // namespace izin
