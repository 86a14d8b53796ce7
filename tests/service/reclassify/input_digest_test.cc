// Digests of ids: of short texts as of any.

#include "service/reclassify/input_digest.h"

#include <random>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(TextDigests, OfPaddedTextsAreThoseOfAny) {
  std::mt19937 random(11);
  std::string padded(64, '\0');
  for (char& c : padded) c = static_cast<char>(random());
  for (std::size_t first = 0; first <= 20; ++first) {
    for (std::size_t second = 0; second <= 20; ++second) {
      const absl::string_view text(padded);
      EXPECT_EQ(DigestOfPadded(text.substr(0, first), text.substr(21, second)),
                DigestOf(text.substr(0, first), text.substr(21, second)))
          << first << " and " << second;
    }
  }
  EXPECT_EQ(DigestOfPadded(padded, absl::string_view()), DigestOf(padded, ""));
}

TEST(TextDigests, TellTheBorderOfTwoTexts) {
  const std::string text = "9120000000007P1";
  std::set<TextDigest> digests;
  for (std::size_t border = 0; border <= text.size(); ++border)
    digests.insert(DigestOf(text.substr(0, border), text.substr(border)));
  EXPECT_EQ(digests.size(), text.size() + 1);
}

TEST(InputDigests, AreOfAllBytesHoweverTheyCame) {
  InputDigest whole;
  InputDigest parts;
  whole.Add("abcdef");
  parts.Add("abc");
  parts.Add("def");
  EXPECT_EQ(parts.Hex(), whole.Hex());
  parts.Add("g");
  EXPECT_NE(parts.Hex(), whole.Hex());
}

}  // namespace
}  // namespace izin
