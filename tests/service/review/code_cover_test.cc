// Sets of codes said shortly.

#include "service/review/code_cover.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const KbliCatalogue& Kbli() { return Library()->latest().kbli(); }

// The codes under any of `prefixes`.
CodeSet Under(const std::vector<std::string>& prefixes) {
  CodeSet codes(static_cast<std::size_t>(Kbli().subclass_count()), false);
  for (int i = 0; i < Kbli().subclass_count(); ++i) {
    for (const std::string& prefix : prefixes) {
      if (Kbli().IsUnder(i, prefix)) codes[static_cast<std::size_t>(i)] = true;
    }
  }
  return codes;
}

const CodeSet& All() {
  static const auto* const all =
      new CodeSet(static_cast<std::size_t>(Kbli().subclass_count()), true);
  return *all;
}

TEST(CodeCoverTest, AllIsOneStar) {
  EXPECT_THAT(CodeCover(Kbli(), All()).Of(All()), ElementsAre("*"));
}

TEST(CodeCoverTest, NoneIsNothing) {
  EXPECT_THAT(CodeCover(Kbli(), All()).Of(Under({})), IsEmpty());
}

TEST(CodeCoverTest, WholeCategoriesGroupsAndSingleCodes) {
  EXPECT_THAT(CodeCover(Kbli(), All()).Of(Under({"A", "551", "56101"})),
              ElementsAre("A", "551", "56101"));
  EXPECT_EQ(CountOf(Under({"56101"})), 1);
}

TEST(CodeCoverTest, CodesThatDoNotCountAreNoHole) {
  // Of division 56 all but 56101 is looked at, and all of that is in the set.
  CodeSet but_one = All();
  but_one[static_cast<std::size_t>(*Kbli().IndexOf(*KbliCode::Parse("56101")))] = false;
  CodeSet codes = Under({"56"});
  codes[static_cast<std::size_t>(*Kbli().IndexOf(*KbliCode::Parse("56101")))] = false;
  EXPECT_THAT(CodeCover(Kbli(), but_one).Of(codes), ElementsAre("56"));
  EXPECT_EQ(CodeCover(Kbli(), All()).Of(codes).front(), "56102");
}

}  // namespace
}  // namespace izin::testing
