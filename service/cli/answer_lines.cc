#include "service/cli/answer_lines.h"

#include <atomic>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"

#include "service/answer/encoded_answer.h"
#include "service/base/worker_pool.h"

namespace izin::cli {
namespace {

// Of one question to the backend: its answers are well below what a server may send at once.
constexpr std::size_t kLinesAtOnce = 32;

// A stretch of lines.
struct Chunk {
  std::vector<RequestLine> lines;
  std::int64_t bytes_read = 0;  // of all lines up to its end
};

// And what became of them.
struct Answered {
  std::string text;  // the lines of the answers
  std::int64_t lines = 0;
  std::int64_t errors = 0;
  std::int64_t bytes_read = 0;
  absl::Status failure;
};

std::string ErrorJson(const v1::ItemError& error) {
  return absl::StrCat(R"({"error":{"code":")",
                      absl::StatusCodeToString(static_cast<absl::StatusCode>(error.code())),
                      R"(","message":)", JsonString(error.message()), R"(,"fieldPath":)",
                      JsonString(JsonPath(error.field_path())), "}}");
}

std::string AnswerJson(v1::Classification classification) {
  v1::ClassifyActivityResponse response;
  *response.mutable_classification() = std::move(classification);
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(response, &json).ok()) json = "{}";
  return json;
}

// Appends an object with `id` before its members, unless that is "".
void AppendLine(const std::string& id, absl::string_view object, std::string& out) {
  if (id.empty()) {
    absl::StrAppend(&out, object, "\n");
  } else {
    absl::StrAppend(&out, "{\"id\":", id, ",", object.substr(1), "\n");
  }
}

void AppendError(const std::string& id, std::int64_t line, const v1::ItemError& error,
                 std::string& out) {
  std::string object = ErrorJson(error);
  object.pop_back();
  AppendLine(id, absl::StrCat(object, ",\"line\":", line, "}"), out);
}

// Asks for all at once, or for halves where a server may not send as much.
absl::StatusOr<v1::BatchClassifyActivitiesResponse> AskAll(
    ActivityBackend& backend, const v1::BatchClassifyActivitiesRequest& batch) {
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> whole = backend.ClassifyBatch(batch);
  const int size = batch.requests_size();
  if (!absl::IsResourceExhausted(whole.status()) || size < 2) return whole;
  v1::BatchClassifyActivitiesResponse together;
  for (const auto& [from, to] : {std::pair(0, size / 2), std::pair(size / 2, size)}) {
    v1::BatchClassifyActivitiesRequest half;
    half.mutable_requests()->Add(batch.requests().begin() + from, batch.requests().begin() + to);
    absl::StatusOr<v1::BatchClassifyActivitiesResponse> part = AskAll(backend, half);
    if (!part.ok()) return part;
    together.MergeFrom(*part);
  }
  return together;
}

absl::Status FailureAt(const Chunk& chunk, const absl::Status& status) {
  return absl::Status(status.code(),
                      absl::StrCat("lines ", chunk.lines.front().number, " to ",
                                   chunk.lines.back().number, ": ", status.message()));
}

// Parses, asks once for all that parsed, and writes answers in the order of the lines.
Answered Answer(ActivityBackend& backend, const LineDefaults& defaults, Chunk chunk) {
  Answered out;
  out.lines = static_cast<std::int64_t>(chunk.lines.size());
  out.bytes_read = chunk.bytes_read;
  std::vector<LineQuestion> questions;
  v1::BatchClassifyActivitiesRequest batch;
  for (RequestLine& line : chunk.lines) {
    questions.push_back(ReadQuestion(line, defaults));
    LineQuestion& question = questions.back();
    if (question.request.ok()) *batch.add_requests() = *std::move(question.request);
  }
  absl::StatusOr<v1::BatchClassifyActivitiesResponse> response = AskAll(backend, batch);
  if (response.ok() && response->results_size() != batch.requests_size())
    response = absl::InternalError("other answers than were asked for");
  if (!response.ok()) {
    out.failure = FailureAt(chunk, response.status());
    return out;
  }
  auto result = response->mutable_results()->begin();
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const bool is_asked = questions[i].request.ok();
    if (is_asked && result->has_classification()) {
      AppendLine(questions[i].id, AnswerJson(std::move(*result++->mutable_classification())),
                 out.text);
      continue;
    }
    const v1::ItemError error =
        is_asked ? result++->error() : ToItemError(questions[i].request.status());
    AppendError(questions[i].id, chunk.lines[i].number, error, out.text);
    ++out.errors;
  }
  return out;
}

Chunk ReadChunk(LineReader& reader) {
  Chunk chunk;
  RequestLine line;
  std::size_t bytes = 0;
  while (chunk.lines.size() < kLinesAtOnce && bytes < kMaxLineBytes && reader.Read(line)) {
    bytes += line.text.size();
    chunk.lines.push_back(std::move(line));
  }
  chunk.bytes_read = reader.bytes();
  return chunk;
}

// The chunks that are answered or wait for it, first in, first out: two for each thread. Single-
// threaded.
class Window {
 public:
  Window(ActivityBackend& backend, const AnswerLinesOptions& options)
      : backend_(backend),
        defaults_(options.defaults),
        pool_({.threads = options.threads, .max_admitted = 2 * options.threads}) {}
  // What waits is not answered any more.
  ~Window() { is_over_ = true; }
  Window(const Window&) = delete;
  Window& operator=(const Window&) = delete;

  bool empty() const { return pending_.empty(); }

  // A place for one more chunk; nothing while it is full.
  std::optional<WorkerPool::Ticket> Admit() { return pool_.Admit(); }
  void Push(WorkerPool::Ticket ticket, Chunk chunk) {
    using Task = std::packaged_task<Answered()>;
    const auto task = std::make_shared<Task>([this, chunk = std::move(chunk)]() mutable {
      return is_over_ ? Answered() : Answer(backend_, defaults_, std::move(chunk));
    });
    pending_.push_back({.ticket = std::move(ticket), .answered = task->get_future()});
    pending_.back().ticket.Run([task] { (*task)(); });
  }
  // Waits for the first. REQUIRES: it is not empty.
  Answered Pop() {
    Answered first = pending_.front().answered.get();
    pending_.pop_front();
    return first;
  }

 private:
  struct Pending {
    WorkerPool::Ticket ticket;
    std::future<Answered> answered;
  };

  ActivityBackend& backend_;
  const LineDefaults& defaults_;
  std::atomic<bool> is_over_ = false;
  WorkerPool pool_;
  std::deque<Pending> pending_;  // goes before the pool
};

}  // namespace

absl::StatusOr<std::int64_t> AnswerLines(ActivityBackend& backend,
                                         const AnswerLinesOptions& options, std::istream& in,
                                         std::ostream& out) {
  LineReader reader(in);
  Window window(backend, options);
  Progress::Done done;
  for (bool is_end = false; !is_end || !window.empty();) {
    while (!is_end) {
      std::optional<WorkerPool::Ticket> ticket = window.Admit();
      if (!ticket.has_value()) break;
      Chunk chunk = ReadChunk(reader);
      is_end = chunk.lines.empty();
      if (!is_end) window.Push(*std::move(ticket), std::move(chunk));
    }
    if (window.empty()) break;
    const Answered first = window.Pop();
    if (!first.failure.ok()) return first.failure;
    out.write(first.text.data(), static_cast<std::streamsize>(first.text.size()));
    if (!out) return absl::UnavailableError("the answers cannot be written");
    done.lines += first.lines;
    done.errors += first.errors;
    done.bytes = first.bytes_read;
    if (options.progress != nullptr) options.progress->Tell(done);
  }
  out.flush();
  if (!out) return absl::UnavailableError("the answers cannot be written");
  if (options.progress != nullptr) options.progress->End(done);
  if (!reader.status().ok()) return reader.status();
  return done.errors;
}

std::string JsonString(const std::string& text) {
  google::protobuf::Value value;
  value.set_string_value(text);
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(value, &json).ok()) json = "\"\"";
  return json;
}

std::string ErrorLine(const absl::Status& status) { return ErrorJson(ToItemError(status)); }

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
