#include "service/cli/request_lines.h"

#include <sstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"

namespace izin::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// --- where lines end --------------------------------------------------------------------------

std::vector<std::string> LinesOf(const std::string& text) {
  std::istringstream in(text);
  LineReader reader(in);
  std::vector<std::string> lines;
  RequestLine line;
  while (reader.Read(line)) {
    EXPECT_EQ(line.number, static_cast<std::int64_t>(lines.size()) + 1);
    lines.push_back(line.is_too_long ? "too long" : line.text);
  }
  EXPECT_TRUE(reader.status().ok()) << reader.status();
  EXPECT_EQ(reader.bytes(), static_cast<std::int64_t>(text.size()));
  return lines;
}

TEST(LineReaderTest, TakesEveryEndOfALine) {
  EXPECT_THAT(LinesOf(""), ElementsAre());
  EXPECT_THAT(LinesOf("\n"), ElementsAre(""));
  EXPECT_THAT(LinesOf("a\nb\r\nc"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(LinesOf("a\n\n\r\nb\n"), ElementsAre("a", "", "", "b"));
  EXPECT_THAT(LinesOf(std::string("a\0b\n\0", 5)),
              ElementsAre(std::string("a\0b", 3), std::string(1, '\0')));
}

TEST(LineReaderTest, AByteOrderMarkIsNoPartOfTheFirstLine) {
  EXPECT_THAT(LinesOf("\xEF\xBB\xBF{}\n\xEF\xBB\xBFx"), ElementsAre("{}", "\xEF\xBB\xBFx"));
  EXPECT_THAT(LinesOf("\xEF\xBB\xBF"), ElementsAre(""));
}

TEST(LineReaderTest, PassesOverALineThatIsTooLong) {
  const std::string longest(kMaxLineBytes, 'x');
  EXPECT_THAT(LinesOf(longest + "\r\nb"), ElementsAre(longest, "b"));
  EXPECT_THAT(LinesOf(longest + "y\nb"), ElementsAre("too long", "b"));
  EXPECT_THAT(LinesOf(longest + longest + longest), ElementsAre("too long"));
}

TEST(LineReaderTest, SaysWhatItCannotRead) {
  std::istringstream wide(std::string("\xFF\xFE{\0", 4));
  LineReader reader(wide);
  RequestLine line;
  EXPECT_FALSE(reader.Read(line));
  EXPECT_EQ(reader.status(),
            absl::FailedPreconditionError("the requests are in UTF-16: want UTF-8"));
  EXPECT_FALSE(reader.Read(line));
  std::istringstream broken("a\n");
  broken.setstate(std::ios::badbit);
  LineReader other(broken);
  EXPECT_FALSE(other.Read(line));
  EXPECT_EQ(other.status().code(), absl::StatusCode::kUnavailable);
}

// --- what a line asks -------------------------------------------------------------------------

LineQuestion Read(const std::string& text, const LineDefaults& defaults = {}) {
  RequestLine line{.number = 1, .text = text};
  return ReadQuestion(line, defaults);
}

struct IdCase {
  std::string name;
  std::string id;
};
class Ids : public ::testing::TestWithParam<IdCase> {};

// Wherever it stands, and with white space around it.
TEST_P(Ids, AreKeptAsTheyAreWritten) {
  const std::string& id = GetParam().id;
  for (const std::string& text :
       {"{\"id\":" + id +
            ",\"activity\":{\"kbliCode\":\"56101\",\"scopeId\":\"}\"},\"asOf\":\"x\"}",
        " { \"activity\" : {\"kbliCode\":\"56101\",\"scopeId\":\"}\"} , \"id\" : " + id +
            " , \"asOf\":\"x\" } "}) {
    const LineQuestion question = Read(text);
    EXPECT_EQ(question.id, id);
    ASSERT_TRUE(question.request.ok()) << question.request.status();
    EXPECT_EQ(question.request->activity().kbli_code(), "56101");
    EXPECT_EQ(question.request->activity().scope_id(), "}");
    EXPECT_EQ(question.request->as_of(), "x");
  }
}

INSTANTIATE_TEST_SUITE_P(
    OfEveryType, Ids,
    ::testing::Values(IdCase{"Number", "7"}, IdCase{"Negative", "-1"}, IdCase{"Decimal", "1.50"},
                      IdCase{"Exponent", "1E+2"},
                      IdCase{"MoreThan64Bits", "123456789012345678901234567890"},
                      IdCase{"Text", "\"NIB 12\""}, IdCase{"NoText", "\"\""},
                      IdCase{"Escapes", "\"a\\\"\\\\\\u00e9\""}, IdCase{"Utf8", "\"\xC3\xA9\""}),
    [](const auto& test) { return test.param.name; });

TEST(ReadQuestionTest, NullIsNoId) {
  const LineQuestion question = Read(R"({"id":null,"activity":{}})");
  EXPECT_EQ(question.id, "");
  EXPECT_TRUE(question.request.ok()) << question.request.status();
}

struct BadId {
  std::string name;
  std::string text;
  std::string said;
  std::string id;
};
class BadIds : public ::testing::TestWithParam<BadId> {};

TEST_P(BadIds, AreRefused) {
  const LineQuestion question = Read(GetParam().text);
  EXPECT_EQ(question.id, GetParam().id);
  EXPECT_EQ(question.request.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(question.request.status().message()), HasSubstr(GetParam().said));
}

INSTANTIATE_TEST_SUITE_P(
    OfEveryKind, BadIds,
    ::testing::Values(BadId{"Object", R"({"id":{"a":1}})", "id: want a string or a number", ""},
                      BadId{"Array", R"({"id":[1],"activity":{}})", "id: want a string or", ""},
                      BadId{"Bool", R"({"id":true})", "id: true: want a string or a number", ""},
                      BadId{"NoNumber", R"({"id":1x})", "id: 1x: want a string or a number", ""},
                      BadId{"Twice", R"({"id":1,"id":2})", "id: given twice", "1"},
                      BadId{"Nothing", R"({"id":})", "no ClassifyActivityRequest", ""},
                      BadId{"Escaped", R"({"\u0069d":1})", "id: Cannot find field", ""}),
    [](const auto& test) { return test.param.name; });

TEST(ReadQuestionTest, AFaultyRequestKeepsItsId) {
  EXPECT_EQ(Read(R"({"id":"a","activty":{}})").id, "\"a\"");
  EXPECT_EQ(Read(R"({"id":"a","activity":{"scale":"TINY"}})").id, "\"a\"");
  EXPECT_EQ(Read(R"({"id":"a"}{})").id, "\"a\"");
}

TEST(ReadQuestionTest, NamesTheValuesOfAnEnumAsTheProtocolDoes) {
  const absl::Status status = Read(R"({"activity":{"scale":"TINY"}})").request.status();
  EXPECT_EQ(status.message(),
            "activity.scale: invalid value \"TINY\": want BUSINESS_SCALE_MICRO, "
            "BUSINESS_SCALE_SMALL, BUSINESS_SCALE_MEDIUM, BUSINESS_SCALE_LARGE");
  ASSERT_TRUE(BadRequestOf(status).has_value());
  EXPECT_EQ(BadRequestOf(status)->field_violations(0).field(), "activity.scale");
}

TEST(ReadQuestionTest, NamesTheFieldOfAWrongType) {
  const absl::Status status =
      Read(R"({"activity":{"investment":{"capitalIdr":"much"}}})").request.status();
  EXPECT_THAT(std::string(status.message()), StartsWith("activity.investment.capital"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("\"much\""));
}

TEST(ReadQuestionTest, DefaultsHoldWhereTheLineSaysNothing) {
  const LineDefaults defaults{.view = v1::CLASSIFICATION_VIEW_BASIC, .language_code = "en"};
  const LineQuestion silent = Read("{}", defaults);
  EXPECT_EQ(silent.request->view(), v1::CLASSIFICATION_VIEW_BASIC);
  EXPECT_EQ(silent.request->language_code(), "en");
  const LineQuestion own =
      Read(R"({"view":"CLASSIFICATION_VIEW_FULL","languageCode":"id"})", defaults);
  EXPECT_EQ(own.request->view(), v1::CLASSIFICATION_VIEW_FULL);
  EXPECT_EQ(own.request->language_code(), "id");
}

}  // namespace
}  // namespace izin::cli
