// izind over HTTP: what a real process takes, and how it ends.

#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/integration/raw_client.h"
#include "tests/integration/served.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A connection of a client that says what it likes.
class HttpClient {
 public:
  explicit HttpClient(const std::string& address) : socket_(ConnectedTo(address)) {
    const timeval limit = {.tv_sec = 60, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;
  ~HttpClient() { ::close(socket_); }

  bool is_connected() const { return socket_ >= 0; }
  bool Send(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t step = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (step <= 0) return false;
      sent += static_cast<std::size_t>(step);
    }
    return true;
  }
  // One answer with its body; "" where the connection ends instead.
  std::string Read() {
    for (;;) {
      const std::size_t head = text_.find("\r\n\r\n");
      const std::size_t length = text_.find("Content-Length: ");
      if (head != std::string::npos && length < head) {
        const std::size_t size = head + 4 + std::stoul(text_.substr(length + 16));
        if (text_.size() >= size) {
          std::string answer = text_.substr(0, size);
          text_.erase(0, size);
          return answer;
        }
      }
      char piece[65536];
      const ssize_t got = ::recv(socket_, piece, sizeof piece, 0);
      if (got <= 0) return "";
      text_.append(piece, static_cast<std::size_t>(got));
    }
  }

 private:
  int socket_;
  std::string text_;
};

std::string Post(const std::string& method, const std::string& body) {
  return "POST /izin.v1." + method +
         " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

constexpr char kClassify[] = "PermitClassificationService/ClassifyActivity";
constexpr char kAsked[] =
    R"({"activity":{"kbliCode":"56101","scale":"BUSINESS_SCALE_MICRO","locations":["LOCATION_TYPE_LAND"]}})";

std::string BodyOf(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n") + 4); }

class HttpProcess : public ::testing::Test {
 protected:
  void Start(std::vector<std::string> flags = {}) {
    flags.insert(flags.end(), {"--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"});
    server_ = std::make_unique<Process>("izind", flags);
    address_ = server_->ListeningAddress();
    ASSERT_NE(address_, "") << server_->err();
    const std::string prefix = "izind http ";
    std::string out;
    for (int i = 0; i < 1000 && http_.empty(); ++i) {
      out = server_->out();
      const std::size_t at = out.find(prefix);
      if (at != std::string::npos && out.back() == '\n')
        http_ = out.substr(at + prefix.size(), out.size() - at - prefix.size() - 1);
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    ASSERT_NE(http_, "") << out;
  }
  std::string Ask(const std::string& bytes) const {
    HttpClient client(http_);
    client.Send(bytes);
    return client.Read();
  }
  void Stop() {
    server_->Signal(SIGTERM);
    EXPECT_EQ(server_->Wait(), 0) << server_->err();
  }

  std::unique_ptr<Process> server_;
  std::string address_;
  std::string http_;
};

TEST_F(HttpProcess, GivesTheBytesOfGrpcForEveryCase) {
  Start();
  std::ifstream file("tests/integration/contract/cases.json");
  const auto cases = nlohmann::json::parse(file);
  grpc::GenericStub stub(ChannelTo(address_));
  int answered = 0;
  for (const auto& one : cases) {
    const std::string method = one["method"];
    const std::size_t slash = method.find('/');
    const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
        method.substr(0, slash));
    if (service == nullptr) continue;  // not linked here
    const auto* called = service->FindMethodByName(method.substr(slash + 1));
    auto* factory = google::protobuf::MessageFactory::generated_factory();
    const std::unique_ptr<google::protobuf::Message> request(
        factory->GetPrototype(called->input_type())->New());
    ASSERT_TRUE(
        google::protobuf::util::JsonStringToMessage(one["request"].dump(), request.get()).ok());
    std::string bytes;
    const grpc::Status status = CallForBytes(stub, "/" + method, *request, bytes);
    if (!status.ok()) continue;  // errors: tests/integration/contract
    const std::unique_ptr<google::protobuf::Message> response(
        factory->GetPrototype(called->output_type())->New());
    ASSERT_TRUE(response->ParseFromString(bytes));
    std::string json;
    ASSERT_TRUE(google::protobuf::util::MessageToJsonString(*response, &json).ok());
    EXPECT_EQ(BodyOf(Ask(Post(method.substr(8), one["request"].dump()))), json) << one["name"];
    ++answered;
  }
  EXPECT_GE(answered, 12);
  Stop();
}

TEST_F(HttpProcess, LogsItsDecisionsAsGrpcDoes) {
  TempFolder data;
  Start({"--data-dir", data / "db"});
  const std::string answer = Ask(Post(kClassify, kAsked));
  const std::size_t at = answer.find("Trailer-izin-decision-id: ");
  ASSERT_NE(at, std::string::npos) << answer.substr(0, 500);
  const std::string id = answer.substr(at + 26, 32);
  std::string found;
  for (int i = 0; i < 500 && found.find("200 OK") == std::string::npos; ++i) {
    found = Ask(Post("DecisionService/GetDecision", "{\"id\":\"" + id + "\"}"));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_THAT(found, AllOf(HasSubstr("200 OK"), HasSubstr(id), HasSubstr("\"56101\"")));
  Stop();
}

TEST_F(HttpProcess, BoundsWhatABodyMayTake) {
  Start();
  EXPECT_TRUE(Ask(Post(kClassify, kAsked)).find("200 OK") != std::string::npos);
  const long before = MemoryOf(server_->pid(), "VmRSS");
  ResetPeak(server_->pid());
  const std::string large = "{\"x\":\"" + std::string(std::size_t{10} << 20, 'x') + "\"}";
  EXPECT_THAT(Ask(Post(kClassify, large)), AllOf(StartsWith("HTTP/1.1 413"), HasSubstr("4194304")));
  // Within the bound, and far over what the method takes.
  std::string many = R"({"activity":{"locations":[)";
  for (int i = 0; i < 1000000; ++i) many += "1,";
  EXPECT_THAT(Ask(Post(kClassify, many + "1]}}")),
              AllOf(StartsWith("HTTP/1.1 429"),
                    HasSubstr("a request of 2000006 bytes: want at most 65536")));
  const std::string deep(2000000, '[');
  EXPECT_THAT(Ask(Post(kClassify, "{\"x\":" + deep + std::string(2000000, ']') + "}")),
              AllOf(StartsWith("HTTP/1.1 400"), HasSubstr("2000001 deep")));
  EXPECT_LT(MemoryOf(server_->pid(), "VmHWM") - before, 150);
  Stop();
}

TEST_F(HttpProcess, AnswersRequestsSentAheadInOrder) {
  Start();
  HttpClient client(http_);
  std::string requests;
  for (int i = 0; i < 200; ++i)
    requests += Post("KbliService/GetKbliEntry", i % 2 == 0 ? R"({"code":"A"})" : R"({"kode":1})");
  ASSERT_TRUE(client.Send(requests));
  for (int i = 0; i < 200; ++i)
    ASSERT_THAT(client.Read(), StartsWith(i % 2 == 0 ? "HTTP/1.1 200" : "HTTP/1.1 400")) << i;
  Stop();
}

TEST_F(HttpProcess, ServesOthersBesideClientsThatAreSlow) {
  Start();
  std::vector<std::unique_ptr<HttpClient>> slow;
  for (int i = 0; i < 60; ++i) {
    slow.push_back(std::make_unique<HttpClient>(http_));
    slow.back()->Send("POST /x HTTP/1.1\r\nContent-Length: 100\r\n\r\n{");
  }
  EXPECT_THAT(Ask(Post(kClassify, kAsked)), StartsWith("HTTP/1.1 200"));
  slow.clear();
  Stop();
}

TEST_F(HttpProcess, AnswersWhatWasAskedWhenItEnds) {
  Start();
  std::atomic<int> answered = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back([&] {
      for (;;) {
        HttpClient client(http_);
        if (!client.is_connected() || !client.Send(Post(kClassify, kAsked))) return;
        const std::string answer = client.Read();
        if (answer.empty()) return;  // it ended before it took the connection
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
        ++answered;
      }
    });
  }
  while (answered < 100) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  HttpClient idle(http_);
  Stop();
  for (std::thread& client : clients) client.join();
}

TEST_F(HttpProcess, IsNotReadyWithoutBeingDead) {
  Start();
  EXPECT_THAT(Ask("GET /readyz HTTP/1.1\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("ready")));
  EXPECT_THAT(Ask("GET /healthz HTTP/1.1\r\n\r\n"), StartsWith("HTTP/1.1 200"));
  Stop();
}

TEST_F(HttpProcess, IsWatchedFromATerminal) {
  Start();
  std::atomic<bool> is_over = false;
  std::thread caller([&] {
    while (!is_over) {
      HttpClient client(http_);
      ASSERT_TRUE(client.Send(Post(kClassify, kAsked)));
      client.Read();
    }
  });
  Process top("izin", {"top", "--http", http_, "--every", "0.5", "--count", "2", "--lang", "id"});
  EXPECT_EQ(top.Wait(), 0) << top.err();
  is_over = true;
  caller.join();
  EXPECT_THAT(top.out(), AllOf(HasSubstr(http_ + ": siap"), HasSubstr("ClassifyActivity"),
                               HasSubstr("Aturan pp24-2018@")));
  EXPECT_THAT(Ask("POST /metrics HTTP/1.1\r\nContent-Length: 0\r\n\r\n"),
              StartsWith("HTTP/1.1 405"));
  Stop();
  Process nobody("izin", {"top", "--http", http_, "--count", "1"});
  EXPECT_EQ(nobody.Wait(), 3);
  EXPECT_THAT(nobody.err(), HasSubstr("want the address that izind --http listens on"));
}

TEST(HttpFlags, AreCheckedBeforeAnythingIsServed) {
  Process other_machine("izind", {"--listen", "127.0.0.1:0", "--http", "0.0.0.0:0"});
  EXPECT_EQ(other_machine.Wait(), 2);
  EXPECT_THAT(other_machine.err(), HasSubstr("0.0.0.0:0"));
  Process no_origin("izind", {"--listen", "127.0.0.1:0", "--http", "127.0.0.1:0", "--cors-origin",
                              "portal.example.go.id"});
  EXPECT_EQ(no_origin.Wait(), 2);
  EXPECT_THAT(no_origin.err(), HasSubstr("want https://HOST"));
}

}  // namespace
}  // namespace izin::testing
