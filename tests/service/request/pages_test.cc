#include "service/request/pages.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::HasSubstr;

const PagedList& Ours() {
  static const auto* const list = new PagedList("decisions", {"from", "to", "56101"});
  return *list;
}

// "" for a page without a fault.
std::string FaultOf(const PageRequest& request, int size) {
  RequestFaults faults;
  Ours().PageOf(request, size, 10, faults);
  return faults.empty() ? "" : std::string(faults.ToStatus().message());
}

TEST(PageTokenTest, GivesBackEveryPosition) {
  for (const std::string& position : {std::string("1"), std::string("2147483647"),
                                      std::string("0006489a5c1d2f000000000000000001"),
                                      std::string("\0\xff\n", 3), std::string(1000, 'x')}) {
    EXPECT_EQ(Ours().PositionOf(Ours().TokenOf(position)), position);
  }
}

TEST(PageTokenTest, StandsInAnAddressAsItIs) {
  for (int i = 1; i < 300; ++i) {
    const std::string token = Ours().TokenOf(std::to_string(i));
    EXPECT_TRUE(std::all_of(token.begin(), token.end(), [](char c) {
      return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
    })) << token;
  }
}

// Tokens outlive the process that gave them: the format does not change unnoticed.
TEST(PageTokenTest, IsTheSameTomorrow) { EXPECT_EQ(Ours().TokenOf("7"), "AXab0ubRajryaDVt-zc"); }

struct OtherList {
  std::string name;
  PagedList list;
};

class OtherListTest : public ::testing::TestWithParam<OtherList> {};

TEST_P(OtherListTest, RefusesTheToken) {
  EXPECT_EQ(GetParam().list.PositionOf(Ours().TokenOf("7")), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(
    All, OtherListTest,
    ::testing::Values(OtherList{"OtherCall", PagedList("diff", {"from", "to", "56101"})},
                      OtherList{"OtherFilter", PagedList("decisions", {"from", "to", "56102"})},
                      OtherList{"NoFilter", PagedList("decisions", {"from", "to", ""})},
                      OtherList{"FewerParts", PagedList("decisions", {"from", "to"})},
                      OtherList{"MoreParts", PagedList("decisions", {"from", "to", "56101", ""})},
                      OtherList{"OtherOrder", PagedList("decisions", {"to", "from", "56101"})},
                      OtherList{"MovedBorder", PagedList("decisions", {"fromt", "o", "56101"})},
                      OtherList{"BorderInAPart", PagedList("decisions", {"from2:to", "", "56101"})},
                      OtherList{"NoParts", PagedList("decisions", {})}),
    [](const auto& tested) { return tested.param.name; });

// Changed in any character, cut or made longer, a token is none.
TEST(PageTokenTest, IsRefusedWhenTouched) {
  const std::string token = Ours().TokenOf("12");
  for (std::size_t at = 0; at < token.size(); ++at) {
    for (const char other : {'A', 'B', '-', '_', '=', ' ', '\0'}) {
      std::string touched = token;
      touched[at] = other;
      if (touched == token) continue;
      EXPECT_EQ(Ours().PositionOf(touched), std::nullopt) << at << other;
    }
    EXPECT_EQ(Ours().PositionOf(token.substr(0, at)), std::nullopt);
    EXPECT_EQ(Ours().PositionOf(token.substr(at + 1)), std::nullopt);
  }
  for (const std::string& more :
       {token + "A", token + "=", token + "==", " " + token, token + "\n"})
    EXPECT_EQ(Ours().PositionOf(more), std::nullopt) << more;
}

TEST(PageTokenTest, OfAnotherVersionIsRefused) {
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(Ours().TokenOf("7"), &bytes));
  ASSERT_EQ(bytes[0], 1);
  bytes[0] = 2;
  EXPECT_EQ(Ours().PositionOf(absl::WebSafeBase64Escape(bytes)), std::nullopt);
}

// The same bytes as the other alphabet spells them.
TEST(PageTokenTest, HasOneSpelling) {
  for (int i = 1; i < 300; ++i) {
    const std::string token = Ours().TokenOf(std::to_string(i));
    std::string bytes;
    ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
    const std::string other = absl::Base64Escape(bytes);
    if (other != token) {
      EXPECT_EQ(Ours().PositionOf(other), std::nullopt) << other;
    }
  }
}

TEST(PageTest, PagesGiveEveryItemOnce) {
  for (const int page_size : {0, 1, 3, 10, 25, 2147483647}) {
    std::vector<int> items;
    std::string token;
    do {
      RequestFaults faults;
      const Page page = Ours().PageOf({page_size, token}, 25, 10, faults);
      ASSERT_TRUE(faults.empty());
      ASSERT_LE(page.last - page.first, page_size == 0 ? 10 : std::min(page_size, 10));
      for (int i = page.first; i < page.last; ++i) items.push_back(i);
      token = page.next_page_token;
    } while (!token.empty());
    ASSERT_EQ(items.size(), 25U) << page_size;
    for (int i = 0; i < 25; ++i) EXPECT_EQ(items[static_cast<std::size_t>(i)], i);
  }
}

TEST(PageTest, OfAnEmptyListIsEmpty) {
  RequestFaults faults;
  const Page page = Ours().PageOf({}, 0, 10, faults);
  EXPECT_TRUE(faults.empty());
  EXPECT_EQ(page.last, 0);
  EXPECT_EQ(page.next_page_token, "");
}

TEST(PageTest, RefusesAPositionThatNoPageBeginsAt) {
  const auto at = [](const std::string& position) {
    return FaultOf({0, Ours().TokenOf(position)}, 25);
  };
  EXPECT_EQ(at("24"), "");
  for (const char* position :
       {"0", "25", "26", "-1", "+3", "03", " 3", "3 ", "x", "1e1", "99999999999999999999"}) {
    EXPECT_THAT(at(position), HasSubstr("page_token")) << position;
  }
  EXPECT_THAT(FaultOf({0, Ours().TokenOf("1")}, 0), HasSubstr("page_token"));
}

TEST(PageTest, TellsWhatIsWrong) {
  EXPECT_THAT(FaultOf({-1, ""}, 25), HasSubstr("page_size: -1: want 0 or more"));
  EXPECT_THAT(FaultOf({0, "3"}, 25),
              HasSubstr("page_token: \"3\": want the next_page_token of an earlier page of this "
                        "list"));
}

TEST(PageTest, TellsAllThatIsWrongAtOnce) {
  RequestFaults faults;
  Ours().PageOf({-1, "3"}, 25, 10, faults);
  const auto details = BadRequestOf(faults.ToStatus());
  ASSERT_TRUE(details.has_value());
  ASSERT_EQ(details->field_violations_size(), 2);
  EXPECT_EQ(details->field_violations(0).field(), "page_size");
  EXPECT_EQ(details->field_violations(1).field(), "page_token");
}

}  // namespace
}  // namespace izin
