#include "service/cli/answer_lines.h"

#include <algorithm>
#include <deque>
#include <future>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

#include "service/answer/encoded_answer.h"

namespace izin::cli {
namespace {

constexpr std::size_t kLinesABatch = 100;
constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

struct Line {
  std::string text;
  bool is_too_long = false;  // then there is no text
};

// A stretch of lines and what became of them.
struct Chunk {
  std::vector<Line> lines;
  std::vector<std::string> answers;
  int errors = 0;
  absl::Status failure;
};

std::string Quoted(const std::string& text) {
  google::protobuf::Value value;
  value.set_string_value(text);
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(value, &json).ok()) json = "\"\"";
  return json;
}

std::string ErrorJson(absl::StatusCode code, const std::string& message,
                      const std::string& field_path) {
  return absl::StrCat(R"({"error":{"code":")", absl::StatusCodeToString(code), R"(","message":)",
                      Quoted(message), R"(,"fieldPath":)", Quoted(JsonPath(field_path)), "}}");
}

std::string AnswerJson(v1::Classification classification) {
  v1::ClassifyActivityResponse response;
  *response.mutable_classification() = std::move(classification);
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(response, &json).ok()) json = "{}";
  return json;
}

// Parses, asks once for all that parsed, and writes answers in the lines' order.
Chunk Answer(ActivityBackend& backend, Chunk chunk) {
  v1::BatchClassifyActivitiesRequest batch;
  std::vector<int> item_of_line;
  chunk.answers.resize(chunk.lines.size());
  for (std::size_t i = 0; i < chunk.lines.size(); ++i) {
    if (chunk.lines[i].is_too_long) {
      item_of_line.push_back(-1);
      chunk.answers[i] =
          ErrorJson(absl::StatusCode::kInvalidArgument,
                    absl::StrCat("a line of more than ", kMaxLineBytes, " bytes"), "");
      ++chunk.errors;
      continue;
    }
    v1::ClassifyActivityRequest& request = *batch.add_requests();
    const auto parsed = google::protobuf::util::JsonStringToMessage(chunk.lines[i].text, &request);
    item_of_line.push_back(parsed.ok() ? batch.requests_size() - 1 : -1);
    if (parsed.ok()) continue;
    batch.mutable_requests()->RemoveLast();
    chunk.answers[i] =
        ErrorJson(absl::StatusCode::kInvalidArgument,
                  absl::StrCat("no ClassifyActivityRequest: ", std::string(parsed.message())), "");
    ++chunk.errors;
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> response = backend.ClassifyBatch(batch);
  if (!response.ok()) {
    chunk.failure = response.status();
    return chunk;
  }
  for (std::size_t i = 0; i < chunk.lines.size(); ++i) {
    if (item_of_line[i] < 0) continue;
    v1::BatchClassifyActivitiesResult& result = *response->mutable_results(item_of_line[i]);
    if (result.has_classification()) {
      chunk.answers[i] = AnswerJson(std::move(*result.mutable_classification()));
      continue;
    }
    chunk.answers[i] = ErrorJson(static_cast<absl::StatusCode>(result.error().code()),
                                 result.error().message(), result.error().field_path());
    ++chunk.errors;
  }
  return chunk;
}

// The next line; false at the end. Of one that is too long the rest is passed over, not kept.
bool ReadLine(std::istream& in, Line& line) {
  line = Line();
  bool is_any = false;
  for (char c = 0; in.get(c);) {
    is_any = true;
    if (c == '\n') break;
    if (line.text.size() == kMaxLineBytes) {
      line = {.text = "", .is_too_long = true};
    } else if (!line.is_too_long) {
      line.text.push_back(c);
    }
  }
  if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
  return is_any;
}

Chunk ReadChunk(std::istream& in) {
  Chunk chunk;
  Line line;
  std::size_t bytes = 0;
  while (chunk.lines.size() < kLinesABatch && bytes < kMaxLineBytes && ReadLine(in, line)) {
    bytes += line.text.size();
    chunk.lines.push_back(std::move(line));
  }
  return chunk;
}

}  // namespace

absl::StatusOr<int> AnswerLines(ActivityBackend& backend, std::istream& in, std::ostream& out) {
  // One chunk for each processor and one waiting: answered side by side, written in order.
  const std::size_t at_once = std::max(1U, std::thread::hardware_concurrency()) + 1;
  std::deque<std::future<Chunk>> pending;
  int errors = 0;
  bool is_end = false;
  while (!is_end || !pending.empty()) {
    while (!is_end && pending.size() < at_once) {
      Chunk chunk = ReadChunk(in);
      if (in.bad()) return absl::UnavailableError("the requests cannot be read to their end");
      is_end = chunk.lines.empty();
      if (is_end) break;
      pending.push_back(
          std::async(std::launch::async, Answer, std::ref(backend), std::move(chunk)));
    }
    if (pending.empty()) break;
    const Chunk done = pending.front().get();
    pending.pop_front();
    if (!done.failure.ok()) return done.failure;
    for (const std::string& answer : done.answers) out << answer << "\n";
    if (!out) return absl::UnavailableError("the answers cannot be written");
    errors += done.errors;
  }
  out.flush();
  if (!out) return absl::UnavailableError("the answers cannot be written");
  return errors;
}

std::string ErrorLine(const absl::Status& status) {
  const v1::ItemError error = ToItemError(status);
  return ErrorJson(status.code(), error.message(), error.field_path());
}

std::string JsonPath(const std::string& field_path) {
  std::string path;
  bool is_upper = false;
  for (char c : field_path) {
    if (c == '_') {
      is_upper = true;
      continue;
    }
    path += is_upper ? absl::ascii_toupper(static_cast<unsigned char>(c)) : c;
    is_upper = false;
  }
  return path;
}

}  // namespace izin::cli
