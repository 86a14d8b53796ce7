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
#include "absl/strings/strip.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

#include "service/answer/encoded_answer.h"

namespace izin::cli {
namespace {

constexpr std::size_t kLinesABatch = 100;

// A stretch of lines and what became of them.
struct Chunk {
  std::vector<std::string> lines;
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
    v1::ClassifyActivityRequest& request = *batch.add_requests();
    const auto parsed = google::protobuf::util::JsonStringToMessage(chunk.lines[i], &request);
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

Chunk ReadChunk(std::istream& in) {
  Chunk chunk;
  std::string line;
  while (chunk.lines.size() < kLinesABatch && std::getline(in, line)) {
    chunk.lines.push_back(std::string(absl::StripSuffix(line, "\r")));
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
