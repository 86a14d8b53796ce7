// The servers of ours, started when a line first needs them, and what they are asked.

#ifndef IZIN_TESTS_BENCHMARKS_SERVERS_H_
#define IZIN_TESTS_BENCHMARKS_SERVERS_H_

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/benchmarks/load.h"
#include "tests/benchmarks/requests.h"
#include "tests/benchmarks/server_process.h"

namespace izin {

enum class Question { kBasic, kFull, kBatch, kStream, kColumns };

// Single-threaded.
class Servers {
 public:
  // `self` is this program, which also serves the echoes, and has izind beside it; databases go
  // into `folder`. `before` is another izind to compare that one with; empty: none.
  Servers(const std::filesystem::path& self, std::filesystem::path folder, std::string before);

  // By the names in the source. The echoes beside BASIC answers send 597 bytes, the others as many
  // as izind does on average.
  const ServerProcess& At(const std::string& name);
  // Whether another izind stands beside this one, as "izind before".
  bool HasBefore() const { return commands_.count("izind before") > 0; }
  // What `Contest::open` wants: load of a server over connections with so many streams each.
  std::function<Run()> Load(const std::string& server, Question question, int connections,
                            int streams);

  // How the server of a name is started.
  std::vector<std::string> CommandOf(const std::string& name) const { return commands_.at(name)(); }
  // Asks a server, 8 calls at a time on one connection, from the first request on.
  void Replay(const ServerProcess& server, Question question, std::size_t count) const;

  const ClassifyRequests& basic() const { return basic_; }
  // What izind answers to basic(), encoded.
  const std::vector<std::string>& BasicAnswers();
  const std::vector<grpc::ByteBuffer>& Encodings(Question question) const;

 private:
  // Asks everything once, so that no window counts what happens only the first time.
  void FillCaches(const std::string& address) const;
  // The ways to start an izind, each under `name` and what is special of it.
  void AddIzind(const std::string& name, const std::string& program);
  std::vector<std::string> Echo(const std::string& kind, Question question);
  // Bytes of an answer of izind, on average.
  int AnswerBytes(Question question);

  const std::string self_;
  const std::filesystem::path folder_;
  const ClassifyRequests basic_;
  const std::map<Question, std::vector<grpc::ByteBuffer>> encodings_;
  std::map<std::string, std::function<std::vector<std::string>()>> commands_;
  std::map<std::string, std::unique_ptr<const ServerProcess>> started_;
  std::vector<std::string> basic_answers_;
};

}  // namespace izin

#endif  // IZIN_TESTS_BENCHMARKS_SERVERS_H_
