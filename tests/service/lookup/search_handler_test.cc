#include "service/lookup/search_handler.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "data/loader/source_tree.h"
#include "tests/service/answering.h"
#include "tests/service/lookup/indexed.h"
#include "tests/service/request/faults.h"

namespace izin {
namespace {

using ::izin::testing::FakeClock;
using ::izin::testing::FromText;
using ::izin::testing::PathsOf;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Response = v1::SearchKbliEntriesResponse;

const KbliIndexes& Indexes() {
  static const auto* const indexes = new KbliIndexes();
  return *indexes;
}

absl::StatusOr<Response> Search(const v1::SearchKbliEntriesRequest& request) {
  const FakeClock clock(FakeClock::NoonInJakarta(testing::kToday));
  return SearchHandler(testing::Rulesets(), Indexes(), clock).Search(request);
}

v1::SearchKbliEntriesRequest Asking(const std::string& query, const std::string& more = "") {
  auto request = FromText<v1::SearchKbliEntriesRequest>(more);
  request.set_query(query);
  return request;
}

Response Found(const std::string& query, const std::string& more = "") {
  auto response = Search(Asking(query, more));
  EXPECT_TRUE(response.ok()) << query << ": " << response.status();
  return response.ok() ? *std::move(response) : Response();
}

std::vector<std::string> CodesOf(const Response& response) {
  std::vector<std::string> codes;
  for (const v1::KbliMatch& match : response.matches()) codes.push_back(match.entry().code());
  return codes;
}

TEST(SearchHandlerTest, LeadsToTheCodeOfACoffeeShop) {
  const Response response = Found("mau buka kedai kopi");
  ASSERT_GT(response.matches_size(), 1);
  const v1::KbliMatch& first = response.matches(0);
  EXPECT_THAT(first.entry().code(), AnyOf("56303", "56304"));
  EXPECT_EQ(first.found_by(), v1::MATCH_SOURCE_SYNONYM);
  EXPECT_EQ(first.found_text(), "kedai kopi");
  EXPECT_EQ(response.corrected_query(), "");
  EXPECT_EQ(response.suggestion(), "");
}

TEST(SearchHandlerTest, GivesScopesWithTheirLevelsAndSiblings) {
  const Response response = Found("restoran");
  const v1::KbliMatch& first = response.matches(0);
  EXPECT_EQ(first.entry().code(), "56101");
  ASSERT_EQ(first.entry().scopes_size(), 2);
  ASSERT_EQ(first.scope_levels_size(), 2);
  EXPECT_EQ(first.scope_levels(0).scope_id(), first.entry().scopes(0).id());
  EXPECT_NE(first.scope_levels(0).micro(), v1::RISK_LEVEL_UNSPECIFIED);
  ASSERT_EQ(first.siblings_size(), 1);
  EXPECT_EQ(first.siblings(0).code(), "56102");
  EXPECT_FALSE(first.siblings(0).title().empty());
  EXPECT_EQ(first.siblings(0).parent(), "");
}

TEST(SearchHandlerTest, ListsTheCodesThatBeginSo) {
  EXPECT_THAT(CodesOf(Found("5630")),
              ElementsAre("5630", "56301", "56302", "56303", "56304", "56305", "56306"));
  EXPECT_THAT(CodesOf(Found("56303")), ElementsAre("56303"));
  EXPECT_THAT(CodesOf(Found(" 56.303 ")), ElementsAre("56303"));
  EXPECT_EQ(CodesOf(Found("56"))[0], "56");
  EXPECT_EQ(CodesOf(Found("i")).at(0), "I");
  EXPECT_EQ(CodesOf(Found("i")).at(1), "55101");
  const Response one = Found("4", "page_size: 100");
  EXPECT_EQ(one.matches_size(), 100);
  EXPECT_EQ(one.matches(0).found_by(), v1::MATCH_SOURCE_CODE);
  EXPECT_EQ(one.matches(0).found_text(), "");
}

TEST(SearchHandlerTest, SearchesTheEditionAskedFor) {
  const Response response = Found("bengkel motor", "edition: KBLI_EDITION_2020");
  ASSERT_GT(response.matches_size(), 0);
  EXPECT_EQ(response.matches(0).entry().code(), "45407");
  EXPECT_EQ(response.matches(0).entry().edition(), v1::KBLI_EDITION_2020);
  EXPECT_EQ(response.matches(0).scope_levels_size(), 0);
  EXPECT_THAT(CodesOf(Found("45407")), IsEmpty());
}

TEST(SearchHandlerTest, SaysWhatItTookTheQueryFor) {
  const Response response = Found("bengkl motor");
  EXPECT_EQ(response.corrected_query(), "bengkel motor");
  EXPECT_EQ(response.matches(0).entry().code(), "95320");
}

TEST(SearchHandlerTest, SaysWhatToTryWhereNothingMatches) {
  EXPECT_THAT(Found("xqzjwvk").suggestion(), HasSubstr("Tidak ada yang cocok dengan \"xqzjwvk\""));
  EXPECT_THAT(Found("xqzjwvk", "language_code: 'en'").suggestion(), HasSubstr("Nothing matches"));
  EXPECT_THAT(Found("mau buka usaha").suggestion(), HasSubstr("belum menyebut usahanya apa"));
  EXPECT_THAT(Found("45407").suggestion(), HasSubstr("izin convert 45407 --from 2020"));
  EXPECT_THAT(Found("95320", "edition: KBLI_EDITION_2020").suggestion(),
              HasSubstr("izin convert 95320 --from 2025"));
  EXPECT_THAT(Found("999999").suggestion(), HasSubstr("Tidak ada yang cocok"));
}

TEST(SearchHandlerTest, PagesAddUpToTheWholeList) {
  const Response whole = Found("toko", "page_size: 100");
  std::vector<std::string> codes;
  v1::SearchKbliEntriesRequest request = Asking("toko", "page_size: 7");
  do {
    const auto page = Search(request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const std::string& code : CodesOf(*page)) codes.push_back(code);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty() && codes.size() < 100);
  codes.resize(std::min<std::size_t>(codes.size(), 100));
  EXPECT_EQ(codes, CodesOf(whole));
  EXPECT_EQ(Found("toko").matches_size(), 10);
}

// Words decide what is found and in which order: a page of other words is no next page.
TEST(SearchHandlerTest, ATokenIsOfTheWordsThatItsListWasFoundBy) {
  const FakeClock clock(FakeClock::NoonInJakarta(testing::kToday));
  const KbliIndexes few(testing::FewWords());
  const SearchHandler handler(testing::Rulesets(), few, clock);
  auto request = Asking("toko");
  const auto first = handler.Search(request);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_NE(first->next_page_token(), "");
  request.set_page_token(first->next_page_token());
  EXPECT_TRUE(handler.Search(request).ok());
  EXPECT_THAT(PathsOf(Search(request).status()), ElementsAre("page_token"));
}

TEST(SearchHandlerTest, ATokenIsGoodForItsOwnSearchAlone) {
  const std::string token = Found("toko").next_page_token();
  ASSERT_NE(token, "");
  for (auto request : {Asking("warung"), Asking("toko", "edition: KBLI_EDITION_2020")}) {
    request.set_page_token(token);
    EXPECT_THAT(PathsOf(Search(request).status()), ElementsAre("page_token"));
  }
}

struct BadCase {
  std::string name;
  std::string query;
  std::string more;
  std::string path;
  std::string says;
};
class BadSearchTest : public ::testing::TestWithParam<BadCase> {};

TEST_P(BadSearchTest, IsRefusedWithItsField) {
  const absl::Status status = Search(Asking(GetParam().query, GetParam().more)).status();
  EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
  EXPECT_THAT(PathsOf(status), ElementsAre(GetParam().path));
  EXPECT_THAT(std::string(status.message()), HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    SearchHandler, BadSearchTest,
    ::testing::Values(
        BadCase{"Empty", "", "", "query", "missing: want words"},
        BadCase{"Blanks", " \t\n ", "", "query", "missing: want words"},
        BadCase{"TenKilobytes", std::string(10240, 'k'), "", "query",
                "10240 bytes: want at most 256"},
        BadCase{"OneTooLong", std::string(257, 'k'), "", "query", "257 bytes"},
        BadCase{"NoUtf8", "kopi \xFF", "", "query", "no UTF-8"},
        BadCase{"Surrogate", "kopi \xED\xA0\x80", "", "query", "no UTF-8"},
        BadCase{"Edition", "kopi", "edition: 3", "edition",
                "want KBLI_EDITION_2020 or KBLI_EDITION_2025"},
        BadCase{"Language", "kopi", "language_code: 'jv'", "language_code", "want id or en"},
        BadCase{"PageSize", "kopi", "page_size: -1", "page_size", "-1: want 0 or more"},
        BadCase{"PageToken", "kopi", "page_token: 'x'", "page_token", "want the next_page_token"}),
    [](const auto& test) { return test.param.name; });

TEST(SearchHandlerTest, TellsEveryFaultAtOnce) {
  EXPECT_THAT(PathsOf(Search(Asking("", "edition: 3 language_code: 'jv'")).status()),
              ElementsAre("query", "edition", "language_code"));
}

// What is no question gets an honest answer: no match and what to try, or matches of the words in
// it; never a failure.
TEST(SearchHandlerTest, AnswersWhatIsNoQuestion) {
  for (const std::string& query : std::vector<std::string>{
           "'; DROP TABLE kbli; --",
           "<script>alert(1)</script>",
           "\" OR \"\"=\"",
           "title:kopi AND",
           "kopi*",
           "(kopi",
           "NOT",
           "%s%n%x",
           "../../etc/passwd",
           std::string("a\0b", 3),
           "\x01\x02",
           "????",
           "-",
           "+62 812",
           std::string(256, 'a'),
           std::string(256, '1'),
           "a b c d e f g h i j k l m n o p q r s t u v w x y z 1 2 3 4 5 6 7 8 9 0",
           "mau mau mau mau mau",
           "W",
           "E2025",
           "Wkopi"}) {
    const auto response = Search(Asking(query));
    ASSERT_TRUE(response.ok()) << query << ": " << response.status();
    EXPECT_EQ(response->matches().empty(), !response->suggestion().empty()) << query;
    EXPECT_EQ(Utf8SequenceLength(response->suggestion() + "."), 1U) << query;
  }
}

std::string Utf8(unsigned code_point) {
  std::string out;
  const auto tail = [&](unsigned shift) {
    out.push_back(static_cast<char>(0x80 | ((code_point >> shift) & 0x3F)));
  };
  if (code_point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (code_point >> 6)));
  } else if (code_point < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (code_point >> 12)));
    tail(6);
  } else {
    out.push_back(static_cast<char>(0xF0 | (code_point >> 18)));
    tail(12);
    tail(6);
  }
  tail(0);
  return out;
}

// A few characters of each of the seventeen planes, alone and beside a word.
TEST(SearchHandlerTest, AnswersCharactersOfEveryPlane) {
  for (unsigned plane = 0; plane <= 16; ++plane) {
    for (const unsigned at : {0x0080U, 0x0300U, 0x4E00U, 0x9FFFU, 0xE000U, 0xFFFDU, 0xFFFFU}) {
      const std::string character = Utf8(plane * 0x10000 + at);
      for (const std::string& query : {character, character + " kedai kopi " + character}) {
        const auto response = Search(Asking(query));
        ASSERT_TRUE(response.ok()) << plane << " " << at << ": " << response.status();
        if (query.size() > character.size()) {
          EXPECT_EQ(response->matches(0).entry().code(), "56303") << plane << " " << at;
        }
      }
    }
  }
}

TEST(SearchHandlerTest, ReadsOtherFormsOfTheSameWords) {
  for (const char* query :
       {"KEDAI KOPI", "Kedai  Kopi!", "kedai-kopi", "k\u00E9dai kop\u00EF", "kedai kopi ?"}) {
    EXPECT_EQ(Found(query).matches(0).entry().code(), "56303") << query;
  }
}

}  // namespace
}  // namespace izin
