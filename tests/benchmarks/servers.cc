#include "tests/benchmarks/servers.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace izin {
namespace {

constexpr char kUnary[] = "/izin.v1.PermitClassificationService/ClassifyActivity";
constexpr char kBatch[] = "/izin.v1.PermitClassificationService/BatchClassifyActivities";

// What the echo beside a BASIC answer sends: less than that answer has, so that it is a ceiling.
constexpr int kBasicEchoBytes = 597;

constexpr char kStream[] = "/izin.v1.PermitClassificationService/StreamClassifyActivities";
constexpr char kColumns[] = "/izin.v1.RegistryService/ClassifyActivityColumns";

const char* MethodOf(Question question) {
  if (question == Question::kColumns) return kColumns;
  if (question == Question::kStream) return kStream;
  return question == Question::kBatch ? kBatch : kUnary;
}

std::map<Question, std::vector<grpc::ByteBuffer>> AllEncodings(const ClassifyRequests& basic) {
  return {{Question::kBasic, Encoded(basic)},
          {Question::kFull, Encoded(DrawRequests(v1::CLASSIFICATION_VIEW_FULL))},
          {Question::kBatch, EncodedBatches(basic)},
          {Question::kStream, EncodedMessages(basic)},
          {Question::kColumns, {EncodedColumns(basic)}}};
}

}  // namespace

Servers::Servers(const std::filesystem::path& self, std::filesystem::path folder,
                 std::string before)
    : self_(self.string()),
      folder_(std::move(folder)),
      basic_(DrawRequests(v1::CLASSIFICATION_VIEW_BASIC)),
      encodings_(AllEncodings(basic_)) {
  AddIzind("izind", (self.parent_path() / "izind").string());
  if (!before.empty()) AddIzind("izind before", before);
  commands_.insert({
      {"callback echo", [this] { return Echo("callback", Question::kBasic); }},
      {"raw echo", [this] { return Echo("raw", Question::kBasic); }},
      {"callback echo full", [this] { return Echo("callback", Question::kFull); }},
      {"raw echo full", [this] { return Echo("raw", Question::kFull); }},
      {"raw echo batch", [this] { return Echo("batch", Question::kBatch); }},
  });
}

void Servers::AddIzind(const std::string& name, const std::string& program) {
  const auto add = [&](const std::string& special, const std::vector<std::string>& flags) {
    std::vector<std::string> words = {program, "--listen", "127.0.0.1:0", "--log-level", "warning"};
    // Each call is asked, and none refused, however slow the machine or valgrind is; earlier builds
    // know no such flag.
    if (name == "izind") words.insert(words.end(), {"--shed-after-ms", "60000"});
    words.insert(words.end(), flags.begin(), flags.end());
    commands_[absl::StrCat(name, special)] = [words] { return words; };
  };
  const auto folder = [&](const char* of) { return (folder_ / absl::StrCat(name, of)).string(); };
  add("", {});
  add(", no cache", {"--answer-cache-mib", "-1"});
  add(", log", {"--data-dir", folder("-log")});
  add(", store", {"--data-dir", folder("-store"), "--decision-log", "off"});
  add(", reads store",
      {"--data-dir", folder("-reads"), "--decision-log", "off", "--answer-cache-mib", "-1"});
}

const ServerProcess& Servers::At(const std::string& name) {
  std::unique_ptr<const ServerProcess>& server = started_[name];
  if (server == nullptr) {
    server = std::make_unique<const ServerProcess>(
        Command{.name = name, .words = commands_.at(name)(), .address = ""});
    if (absl::StartsWith(name, "izind")) FillCaches(server->address());
  }
  return *server;
}

void Servers::FillCaches(const std::string& address) const {
  Fetch(address, kUnary, Encodings(Question::kBasic));
  Fetch(address, kUnary, Encodings(Question::kFull));
}

std::function<Run()> Servers::Load(const std::string& server, Question question, int connections,
                                   int streams) {
  return [this, server, question, connections, streams]() -> Run {
    const Calls calls{MethodOf(question), &Encodings(question), connections, streams};
    const auto run = question == Question::kStream ? RunStream : RunCalls;
    return [calls, run, &process = At(server)](double seconds) {
      return run(calls, process, seconds);
    };
  };
}

void Servers::Replay(const ServerProcess& server, Question question, std::size_t count) const {
  ReplayCalls({MethodOf(question), &Encodings(question), 1, 8}, server, count);
}

const std::vector<std::string>& Servers::BasicAnswers() {
  if (basic_answers_.empty())
    basic_answers_ = Fetch(At("izind").address(), kUnary, Encodings(Question::kBasic));
  return basic_answers_;
}

const std::vector<grpc::ByteBuffer>& Servers::Encodings(Question question) const {
  return encodings_.at(question);
}

std::vector<std::string> Servers::Echo(const std::string& kind, Question question) {
  return {self_, "--echo", kind, absl::StrCat(AnswerBytes(question))};
}

int Servers::AnswerBytes(Question question) {
  if (question == Question::kBasic) return kBasicEchoBytes;
  const std::vector<std::string> answers =
      Fetch(At("izind").address(), MethodOf(question), Encodings(question));
  std::size_t bytes = 0;
  for (const std::string& answer : answers) bytes += answer.size();
  return static_cast<int>(bytes / answers.size());
}

}  // namespace izin
