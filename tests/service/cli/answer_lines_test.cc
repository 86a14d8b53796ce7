#include "service/cli/answer_lines.h"

#include <atomic>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/notification.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/request/request_faults.h"
#include "tests/testing/fake_clock.h"

namespace izin::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kNoRequest[] =
    "{\"error\":{\"code\":\"INVALID_ARGUMENT\",\"message\":\"no ClassifyActivityRequest: ";

// Answers with the code it was asked for; refuses "00000"; fails as a whole if told, or for more
// requests at once than it takes. Thread-safe.
class EchoBackend : public ActivityBackend {
 public:
  absl::Status failure;
  int takes_at_once = 1000;

  absl::StatusOr<v1::Classification> Classify(const v1::ClassifyActivityRequest& request) override {
    v1::Classification answer;
    answer.set_kbli_code(request.activity().kbli_code());
    return answer;
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    EXPECT_LE(request.requests_size(), 1000);
    if (!failure.ok()) return failure;
    if (request.requests_size() > takes_at_once) return absl::ResourceExhaustedError("too much");
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
  absl::StatusOr<std::int64_t> errors;
  std::vector<std::string> lines;
};

Answers RunLines(ActivityBackend& backend, const std::string& input, int threads = 1) {
  std::istringstream in(input);
  std::ostringstream out;
  Answers answers{AnswerLines(backend, {.threads = threads}, in, out),
                  absl::StrSplit(out.str(), '\n')};
  EXPECT_EQ(answers.lines.back(), "") << "the last line has no end";
  answers.lines.pop_back();
  return answers;
}

Answers RunLines(const std::string& input, absl::Status failure = absl::OkStatus()) {
  EchoBackend backend;
  backend.failure = std::move(failure);
  return RunLines(backend, input);
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
          R"({"error":{"code":"NOT_FOUND","message":"no \"00000\"","fieldPath":"activity.kbliCode"},"line":2})",
          StartsWith(kNoRequest), Answered("2")));
  EXPECT_THAT(answers.lines[2], EndsWith(R"("fieldPath":""},"line":3})"));
}

TEST(AnswerLinesTest, NamesTheLineOfAFaultFarDown) {
  std::string input;
  for (int i = 1; i <= 1000; ++i)
    absl::StrAppend(&input, i == 777 ? "{\"activity\":" : Ask("1"), i % 2 == 0 ? "\n" : "\r\n");
  EchoBackend backend;
  const Answers answers = RunLines(backend, input, 4);
  EXPECT_EQ(*answers.errors, 1);
  ASSERT_EQ(answers.lines.size(), 1000U);
  EXPECT_THAT(answers.lines[776], StartsWith(kNoRequest));
  EXPECT_THAT(answers.lines[776], EndsWith(",\"line\":777}"));
}

TEST(AnswerLinesTest, AnAnswerBeginsWithTheIdOfItsRequest) {
  const Answers answers = RunLines(absl::StrCat(
      R"({"id":7,"activity":{"kbliCode":"1"}})", "\n",
      R"({"activity":{"kbliCode":"00000"},"id":"NIB \"12\""})", "\n", R"({"id":8,"x":1})", "\n"));
  EXPECT_THAT(
      answers.lines,
      ElementsAre(
          R"({"id":7,"classification":{"kbliCode":"1"}})",
          R"({"id":"NIB \"12\"","error":{"code":"NOT_FOUND","message":"no \"00000\"","fieldPath":"activity.kbliCode"},"line":2})",
          AllOf(StartsWith(R"({"id":8,"error":{"code":"INVALID_ARGUMENT",)"),
                EndsWith("\"line\":3}"))));
}

// Answers its first question only once it was asked another.
class SlowAtFirst final : public EchoBackend {
 public:
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> ClassifyBatch(
      const v1::BatchClassifyActivitiesRequest& request) override {
    if (asked_.fetch_add(1) == 0) {
      EXPECT_TRUE(is_asked_again_.WaitForNotificationWithTimeout(absl::Seconds(60)));
    } else if (asked_.load() == 2) {
      is_asked_again_.Notify();
    }
    return EchoBackend::ClassifyBatch(request);
  }

 private:
  std::atomic<int> asked_ = 0;
  absl::Notification is_asked_again_;
};

TEST(AnswerLinesTest, AnswersStandInOrderThoughLaterOnesAreThereFirst) {
  std::string input;
  for (int i = 0; i < 50; ++i) absl::StrAppend(&input, Ask(absl::StrCat(i)), "\n");
  SlowAtFirst backend;
  const Answers answers = RunLines(backend, input, 2);
  ASSERT_EQ(answers.lines.size(), 50U);
  for (std::size_t i = 0; i < 50; ++i) EXPECT_EQ(answers.lines[i], Answered(absl::StrCat(i)));
}

TEST(AnswerLinesTest, TheSameBytesHoweverManyThreads) {
  std::string input;
  for (int i = 0; i < 1000; ++i)
    absl::StrAppend(&input,
                    i % 7 == 0    ? Ask("00000")
                    : i % 11 == 0 ? "{}}"
                                  : Ask(absl::StrCat(i)),
                    "\n");
  EchoBackend backend;
  const Answers one = RunLines(backend, input, 1);
  for (const int threads : {2, 4, 9}) {
    const Answers several = RunLines(backend, input, threads);
    EXPECT_EQ(several.lines, one.lines);
    EXPECT_EQ(*several.errors, *one.errors);
  }
}

TEST(AnswerLinesTest, AsksForFewerAtOnceWhereTheAnswersAreTooLong) {
  std::string input;
  for (int i = 0; i < 100; ++i) absl::StrAppend(&input, Ask(absl::StrCat(i)), "\n");
  EchoBackend backend;
  backend.takes_at_once = 5;
  const Answers answers = RunLines(backend, input, 2);
  EXPECT_EQ(*answers.errors, 0);
  ASSERT_EQ(answers.lines.size(), 100U);
  for (std::size_t i = 0; i < 100; ++i) ASSERT_EQ(answers.lines[i], Answered(absl::StrCat(i)));
  backend.takes_at_once = 0;
  EXPECT_EQ(RunLines(backend, input).errors.status().code(), absl::StatusCode::kResourceExhausted);
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
  EXPECT_THAT(answers.lines[1], StartsWith("{\"error\":{\"code\":\"INVALID_ARGUMENT\","));
  EXPECT_THAT(answers.lines[1], EndsWith(",\"line\":2}"));
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
                             {"Nul", std::string("{\"activity\":{\"kbliCode\":\"5\0\"}}", 30)},
                             {"NulAlone", std::string(1, '\0')},
                             {"DeeplyNested", std::string(10000, '[')},
                         }),
                         [](const auto& test) { return test.param.name; });

TEST(AnswerLinesTest, EndsWhenTheBackendFails) {
  const Answers answers = RunLines(Ask("1") + "\n", absl::UnavailableError("gone"));
  EXPECT_EQ(answers.errors.status(), absl::UnavailableError("lines 1 to 1: gone"));
  EXPECT_THAT(answers.lines, ElementsAre());
}

TEST(AnswerLinesTest, RefusesUtf16AsAWhole) {
  EchoBackend backend;
  std::istringstream in("\xFF\xFE{\0");
  std::ostringstream out;
  EXPECT_THAT(AnswerLines(backend, {}, in, out).status().message(), HasSubstr("UTF-16"));
  EXPECT_EQ(out.str(), "");
}

TEST(AnswerLinesTest, SaysThatItCannotWrite) {
  EchoBackend backend;
  std::istringstream in(Ask("1") + "\n");
  std::ostringstream out;
  out.setstate(std::ios::badbit);
  EXPECT_EQ(AnswerLines(backend, {}, in, out).status().code(), absl::StatusCode::kUnavailable);
}

TEST(AnswerLinesTest, TellsItsProgress) {
  EchoBackend backend;
  std::istringstream in(absl::StrCat(Ask("1"), "\nx\n"));
  std::ostringstream out;
  std::ostringstream told;
  testing::FakeClock clock(absl::UnixEpoch());
  Progress progress(told, clock, {.is_english = true, .total_bytes = 32});
  clock.AdvanceBy(absl::Seconds(1));
  EXPECT_EQ(*AnswerLines(backend, {.progress = &progress}, in, out), 1);
  EXPECT_EQ(told.str(), "\rizin: 2 lines, 1 refused, 100 %\rizin: 2 lines, 1 refused, 100 %\n");
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
