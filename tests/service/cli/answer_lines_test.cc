#include "service/cli/answer_lines.h"

#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"

namespace izin::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kNoRequest[] =
    "{\"error\":{\"code\":\"INVALID_ARGUMENT\",\"message\":\"no ClassifyActivityRequest: ";

// Answers with the code it was asked for; refuses "00000"; fails as a whole if told.
class EchoBackend final : public ActivityBackend {
 public:
  absl::Status failure;

  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    v1::Classification answer;
    answer.set_kbli_code(request.activity().kbli_code());
    return answer;
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    EXPECT_LE(request.requests_size(), 1000);
    if (!failure.ok()) return failure;
    v1::BatchClassifyActivitiesResponse response;
    for (const auto& item : request.requests()) {
      auto& result = *response.add_results();
      if (item.activity().kbli_code() != "00000") {
        *result.mutable_classification() = *Classify(item);
        continue;
      }
      result.mutable_error()->set_code(5);
      result.mutable_error()->set_message("no \"00000\"");
      result.mutable_error()->set_field_path("activity.kbli_code");
    }
    return response;
  }
};

std::string Ask(const std::string& code) {
  return absl::StrCat("{\"activity\":{\"kbliCode\":\"", code, "\"}}");
}
std::string Answered(const std::string& code) {
  return absl::StrCat("{\"classification\":{\"kbliCode\":\"", code, "\"}}");
}

struct Answers {
  absl::StatusOr<int> errors;
  std::vector<std::string> lines;
};

Answers RunLines(const std::string& input, absl::Status failure = absl::OkStatus()) {
  EchoBackend backend;
  backend.failure = std::move(failure);
  std::istringstream in(input);
  std::ostringstream out;
  Answers answers{AnswerLines(backend, in, out), absl::StrSplit(out.str(), '\n')};
  EXPECT_EQ(answers.lines.back(), "") << "the last line has no end";
  answers.lines.pop_back();
  return answers;
}

TEST(AnswerLinesTest, NothingInNothingOut) {
  const Answers answers = RunLines("");
  EXPECT_EQ(*answers.errors, 0);
  EXPECT_THAT(answers.lines, ElementsAre());
}

TEST(AnswerLinesTest, KeepsTheOrderOverManyChunks) {
  std::string input;
  for (int i = 0; i < 1234; ++i) absl::StrAppend(&input, Ask(absl::StrCat(i + 1)), "\n");
  const Answers answers = RunLines(input);
  EXPECT_EQ(*answers.errors, 0);
  ASSERT_EQ(answers.lines.size(), 1234U);
  for (std::size_t i = 0; i < answers.lines.size(); ++i) {
    ASSERT_EQ(answers.lines[i], Answered(absl::StrCat(i + 1)));
  }
}

TEST(AnswerLinesTest, ErrorLinesStandInTheirPlace) {
  const Answers answers =
      RunLines(absl::StrCat(Ask("1"), "\n", Ask("00000"), "\nnonsense\n", Ask("2"), "\n"));
  EXPECT_EQ(*answers.errors, 2);
  EXPECT_THAT(
      answers.lines,
      ElementsAre(
          Answered("1"),
          R"({"error":{"code":"NOT_FOUND","message":"no \"00000\"","fieldPath":"activity.kbliCode"}})",
          StartsWith(kNoRequest), Answered("2")));
}

TEST(AnswerLinesTest, TakesWindowsLineEndsAndALastLineWithoutEnd) {
  EXPECT_THAT(RunLines(absl::StrCat(Ask("1"), "\r\n", Ask("2"))).lines,
              ElementsAre(Answered("1"), Answered("2")));
}

struct BadLine {
  std::string name;
  std::string line;
};

class BadLines : public ::testing::TestWithParam<BadLine> {};

TEST_P(BadLines, GetAnErrorLineEach) {
  const Answers answers =
      RunLines(absl::StrCat(Ask("1"), "\n", GetParam().line, "\n", Ask("2"), "\n"));
  EXPECT_EQ(*answers.errors, 1);
  ASSERT_EQ(answers.lines.size(), 3U);
  EXPECT_EQ(answers.lines[0], Answered("1"));
  EXPECT_THAT(answers.lines[1], StartsWith(kNoRequest));
  EXPECT_THAT(answers.lines[1], ::testing::EndsWith(",\"fieldPath\":\"\"}}"));
  EXPECT_EQ(answers.lines[2], Answered("2"));
}

INSTANTIATE_TEST_SUITE_P(AnswerLinesTest, BadLines,
                         ::testing::ValuesIn(std::vector<BadLine>{
                             {"Empty", ""},
                             {"Blank", "  "},
                             {"Text", "56101"},
                             {"Array", "[]"},
                             {"CutOff", "{\"activity\":"},
                             {"UnknownField", "{\"activty\":{}}"},
                             {"UnknownEnumName", "{\"activity\":{\"scale\":\"TINY\"}}"},
                             {"WrongType", "{\"activity\":{\"kbliCode\":{}}}"},
                             {"TwoInOne", "{}{}"},
                             {"NotUtf8", "{\"activity\":{\"kbliCode\":\"\xFF\"}}"},
                             {"DeeplyNested", std::string(10000, '[')},
                         }),
                         [](const auto& test) { return test.param.name; });

TEST(AnswerLinesTest, EndsWhenTheBackendFails) {
  const Answers answers = RunLines(Ask("1") + "\n", absl::UnavailableError("gone"));
  EXPECT_EQ(answers.errors.status(), absl::UnavailableError("gone"));
  EXPECT_THAT(answers.lines, ElementsAre());
}

TEST(AnswerLinesTest, SaysThatItCannotWrite) {
  EchoBackend backend;
  std::istringstream in(Ask("1") + "\n");
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_EQ(AnswerLines(backend, in, out).status().code(), absl::StatusCode::kUnavailable);
}

TEST(ErrorLineTest, IsExactlyThis) {
  EXPECT_EQ(
      ErrorLine(FieldError(FaultKind::kNotFound, "activity.kbli_code", "\"99998\": no such code")),
      R"({"error":{"code":"NOT_FOUND","message":"activity.kbli_code: \"99998\": no such code",)"
      R"("fieldPath":"activity.kbliCode"}})");
  EXPECT_EQ(ErrorLine(absl::UnavailableError("no\nserver")),
            R"({"error":{"code":"UNAVAILABLE","message":"no\nserver","fieldPath":""}})");
}

TEST(JsonPathTest, IsLowerCamel) {
  EXPECT_EQ(JsonPath("activity.kbli_code"), "activity.kbliCode");
  EXPECT_EQ(JsonPath("activity.held_permits[10]"), "activity.heldPermits[10]");
  EXPECT_EQ(JsonPath("as_of"), "asOf");
  EXPECT_EQ(JsonPath(""), "");
}

}  // namespace
}  // namespace izin::cli
