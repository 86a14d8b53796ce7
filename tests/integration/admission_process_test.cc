// What a server lets in, over real sockets: by caller, by deadline, and what becomes of work that
// nobody waits for any more.

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <gmock/gmock.h>
#include <google/rpc/error_details.pb.h>
#include <google/rpc/status.pb.h>
#include <gtest/gtest.h>

#include "izin/v1/decision.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "izin/v1/registry_service.grpc.pb.h"
#include "izin/v1/ruleset.grpc.pb.h"
#include "tests/integration/raw_client.h"
#include "tests/integration/served.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

using Permits = v1::PermitClassificationService;

// What comes back to one request of HTTP.
std::string AnswerTo(const std::string& address, const std::string& request) {
  const int fd = ConnectedTo(address);
  std::string answer;
  if (::send(fd, request.data(), request.size(), MSG_NOSIGNAL) > 0) {
    char bytes[4096];
    for (ssize_t read = 0; (read = ::recv(fd, bytes, sizeof bytes, 0)) > 0;)
      answer.append(bytes, static_cast<std::size_t>(read));
  }
  ::close(fd);
  return answer;
}

// izind with HTTP beside it.
class Watched {
 public:
  explicit Watched(const std::vector<std::string>& flags)
      : process_("izind", With(flags, {"--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"})) {
    address_ = process_.ListeningAddress();
    EXPECT_NE(address_, "") << process_.err();
    const std::string said = "izind http ";
    for (int i = 0; i < 1000 && http_.empty(); ++i) {
      const std::string out = process_.out();
      const std::size_t at = out.find(said);
      const std::size_t end = at == std::string::npos ? at : out.find('\n', at);
      if (end != std::string::npos) http_ = out.substr(at + said.size(), end - at - said.size());
      if (http_.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  const std::string& address() const { return address_; }
  const std::string& http() const { return http_; }
  std::string err() const { return process_.err(); }
  std::string Metrics() const {
    return AnswerTo(http_, "GET /metrics HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  }
  double Metric(const std::string& series) const {
    const std::string text = Metrics();
    const std::size_t at = text.find("\n" + series + " ");
    EXPECT_NE(at, std::string::npos) << series;
    return at == std::string::npos ? -1 : std::stod(text.substr(at + series.size() + 2));
  }
  double Calls(const std::string& method, const std::string& code) const {
    return Metric("izin_calls_total{code=\"" + code + "\",method=\"" + method + "\"}");
  }
  // Whether a figure gets there in time, of which there is plenty.
  bool Reaches(const std::function<bool()>& is_there) const {
    for (int i = 0; i < 3000; ++i) {
      if (is_there()) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
  }

 private:
  Process process_;
  std::string address_;
  std::string http_;
};

grpc::Status Classify(Permits::Stub& stub, grpc::ClientContext& context) {
  v1::ClassifyActivityResponse response;
  return stub.ClassifyActivity(&context, Asking("56101"), &response);
}

bool HasRetryInfo(const grpc::Status& status) {
  google::rpc::Status rich;
  google::rpc::RetryInfo retry;
  return rich.ParseFromString(status.error_details()) && rich.details_size() == 1 &&
         rich.details(0).UnpackTo(&retry) &&
         (retry.retry_delay().seconds() > 0 || retry.retry_delay().nanos() > 0);
}

TEST(AdmissionProcess, RefusesACallerAboveItsRateAndSaysWhenToComeBack) {
  const Watched server({"--caller-rate", "2"});
  const auto stub = Permits::NewStub(ChannelTo(server.address()));
  grpc::Status refused;
  for (int i = 0; i < 200 && refused.ok(); ++i) refused = Classify(*stub, *Within(60));
  EXPECT_EQ(refused.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(HasRetryInfo(refused)) << refused.error_message();
  EXPECT_GE(server.Metric("izin_admission_refused_total{reason=\"rate\"}"), 1);
  EXPECT_EQ(server.Metric("izin_admission_callers"), 1);
}

// The same over HTTP, whose callers without a name are one.
TEST(AdmissionProcess, RefusesOverHttpWithRetryAfter) {
  const Watched server({"--caller-rate", "1"});
  const std::string body = R"({"code":"56101"})";
  const std::string request =
      "POST /izin.v1.KbliService/GetKbliEntry HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
      "Content-Type: application/json\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  std::string answer;
  for (int i = 0; i < 20 && answer.find(" 429 ") == std::string::npos; ++i)
    answer = AnswerTo(server.http(), request);
  EXPECT_THAT(answer, AllOf(HasSubstr("HTTP/1.1 429"), HasSubstr("\r\nRetry-After: "),
                            HasSubstr("google.rpc.RetryInfo")));
  // A rate of callers bounds neither who watches nor who asks what rulesets there are.
  for (int i = 0; i < 5; ++i) EXPECT_THAT(server.Metrics(), HasSubstr("HTTP/1.1 200"));
  const auto rulesets = v1::RulesetService::NewStub(ChannelTo(server.address()));
  for (int i = 0; i < 5; ++i) {
    v1::ListRulesetsResponse response;
    EXPECT_TRUE(rulesets->ListRulesets(Within(60).get(), {}, &response).ok());
  }
}

// Two addresses of this machine: one floods, the other asks now and then.
TEST(AdmissionProcess, ServesOneCallerUndisturbedBesideOneThatFloods) {
  const Watched server({"--caller-rate", "50", "--caller-calls", "4"});
  const auto channel_from = [&server](const std::string& own) {
    grpc::ChannelArguments arguments;
    arguments.SetString("izin.own", own);
    return grpc::CreateCustomChannel(server.address(), grpc::InsecureChannelCredentials(),
                                     arguments);
  };
  std::atomic<bool> is_over = false;
  std::atomic<int> refused = 0;
  std::vector<std::thread> flood;
  for (int i = 0; i < 4; ++i) {
    flood.emplace_back([&, i] {
      const auto stub = Permits::NewStub(channel_from(std::to_string(i)));
      while (!is_over) {
        refused += Classify(*stub, *Within(60)).error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED
                       ? 1
                       : 0;
      }
    });
  }
  EXPECT_TRUE(server.Reaches([&] { return refused > 500; }));
  // Over HTTP: another caller, with a rate of its own.
  const std::string request =
      "GET /izin.v1.KbliService/GetKbliEntry?connect=v1&encoding=json&message=%7B%22code%22%3A"
      "%2256101%22%7D HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  for (int i = 0; i < 10; ++i)
    EXPECT_THAT(AnswerTo(server.http(), request), HasSubstr("HTTP/1.1 200"));
  is_over = true;
  for (std::thread& thread : flood) thread.join();
  EXPECT_EQ(server.Calls("GetKbliEntry", "OK"), 10);
}

// A stream of a caller above its rate is not cut: its messages are read more slowly.
TEST(AdmissionProcess, ReadsAStreamNoFasterThanItsCallerMay) {
  const Watched server({"--caller-rate", "20"});
  const auto stub = Permits::NewStub(ChannelTo(server.address()));
  const auto context = Within(60);
  const auto stream = stub->StreamClassifyActivities(context.get());
  const auto begun = std::chrono::steady_clock::now();
  std::thread writer([&stream] {
    v1::StreamClassifyActivitiesRequest message;
    *message.mutable_request() = Asking("56101");
    for (int i = 0; i < 60; ++i) stream->Write(message);
    stream->WritesDone();
  });
  int answers = 0;
  for (v1::StreamClassifyActivitiesResponse answer; stream->Read(&answer);) ++answers;
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(answers, 60);
  // 20 saved up, 20 a second: two seconds for the rest, of which the machine may only add.
  EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(1500));
}

TEST(AdmissionProcess, TellsOfCallsUnderTheTraceOfTheirCaller) {
  TempFolder folder;
  const Watched server({"--data-dir", folder / "data", "--log-format", "json"});
  const auto stub = Permits::NewStub(ChannelTo(server.address()));
  const auto ask = [&stub](const std::vector<std::string>& parents) {
    const auto context = Within(60);
    for (const std::string& parent : parents) context->AddMetadata("traceparent", parent);
    EXPECT_TRUE(Classify(*stub, *context).ok());
  };
  const std::string sampled = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  ask({"00-11111111111111111111111111111111-00f067aa0ba902b7-00"});  // not to be recorded
  ask({"00-2222222222222222222222222222222g-00f067aa0ba902b7-01"});  // none
  ask({sampled, sampled});                                           // two of them are none
  ask({sampled});
  EXPECT_TRUE(
      server.Reaches([&] { return server.err().find("\"event\":\"call\"") != std::string::npos; }));
  const std::string err = server.err();
  EXPECT_EQ(err.find("\"event\":\"call\""), err.rfind("\"event\":\"call\""));
  EXPECT_THAT(err, AllOf(HasSubstr(R"("method":"ClassifyActivity","code":"OK","seconds":")"),
                         HasSubstr(R"("decision_id":")"),
                         HasSubstr(R"("traceparent":"00-4bf92f3577b34da6a3ce929d0e0e4736-)"),
                         HasSubstr(R"(-01","parent_id":"00f067aa0ba902b7")"),
                         Not(HasSubstr("11111111111111111111111111111111"))));
  EXPECT_THAT(err, Not(HasSubstr(sampled))) << "a call is a span of its own";
}

TEST(AdmissionProcess, SendsTheTraceOfTheCommandLine) {
  const Watched server({});
  const std::string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const Ran asked = RunIzin({"classify", "--kbli", "56101", "--scale", "micro", "--location",
                             "land", "--server", server.address(), "--traceparent", trace});
  EXPECT_EQ(asked.exit_code, 0) << asked.err;
  EXPECT_TRUE(server.Reaches([&] {
    return server.err().find("traceparent=00-4bf92f3577b34da6a3ce929d0e0e4736-") !=
           std::string::npos;
  })) << server.err();
  const Ran malformed = RunIzin({"search", "kopi", "--server", server.address(), "--traceparent",
                                 "00-4bf92f3577b34da6a3ce929d0e0e4736"});
  EXPECT_EQ(malformed.exit_code, 2);
  EXPECT_THAT(malformed.err, HasSubstr("traceparent"));
}

// --- what nobody waits for
// -------------------------------------------------------------------------

// A call that takes long enough to be left, on a server with records to read.
struct LongCall {
  std::string method;
  std::function<void(const std::shared_ptr<grpc::Channel>&, grpc::ClientContext&)> make;
};

v1::BatchClassifyActivitiesRequest LargeBatch(int first) {
  v1::BatchClassifyActivitiesRequest batch;
  for (int i = 0; i < 1000; ++i) {
    v1::ClassifyActivityRequest& request = *batch.add_requests();
    request = Asking("56101");
    request.set_view(v1::CLASSIFICATION_VIEW_BASIC);
    request.mutable_activity()->mutable_investment()->set_capital_idr(1'000'000 + first +
                                                                      i);  // each another one
  }
  return batch;
}

v1::ClassifyActivityColumnsRequest LargeColumns() {
  v1::ClassifyActivityColumnsRequest columns;
  for (int i = 0; i < 64; ++i)
    columns.add_shared()->mutable_investment()->set_capital_idr(1'000'000 + i);
  for (int i = 0; i < 100'000; ++i) {
    columns.add_kbli_codes(static_cast<std::uint32_t>(i % 100'000));
    columns.mutable_scales()->push_back(static_cast<char>(1 + i % 4));
    columns.mutable_locations()->push_back(static_cast<char>(2));
    columns.add_shared_positions(static_cast<std::uint32_t>(i % 64));
  }
  return columns;
}

const LongCall kLongCalls[] = {
    {"BatchClassifyActivities",
     [](const auto& channel, auto& context) {
       static std::atomic<int> first = 0;
       v1::BatchClassifyActivitiesResponse response;
       Permits::NewStub(channel)->BatchClassifyActivities(
           &context, LargeBatch(first.fetch_add(1000)), &response);
     }},
    {"ClassifyActivityColumns",
     [](const auto& channel, auto& context) {
       static const auto* const columns = new v1::ClassifyActivityColumnsRequest(LargeColumns());
       v1::ClassifyActivityColumnsResponse response;
       v1::RegistryService::NewStub(channel)->ClassifyActivityColumns(&context, *columns,
                                                                      &response);
     }},
    {"DiffRulesets",
     [](const auto& channel, auto& context) {
       v1::DiffRulesetsRequest request;
       request.set_from("rulesets/pp24-2018");
       request.set_to("rulesets/pp28-2025");
       v1::DiffRulesetsResponse response;
       v1::RulesetService::NewStub(channel)->DiffRulesets(&context, request, &response);
     }},
    {"ReplayDecisions",
     [](const auto& channel, auto& context) {
       v1::ReplayDecisionsRequest request;
       request.set_ruleset("rulesets/pp28-2025");
       const auto reader =
           v1::DecisionService::NewStub(channel)->ReplayDecisions(&context, request);
       for (v1::ReplayDecisionsResponse found; reader->Read(&found);) {
       }
       reader->Finish();
     }},
    {"ListDecisions",
     [](const auto& channel, auto& context) {
       v1::ListDecisionsRequest request;
       request.set_kbli_code("01111");  // of which there is none
       v1::ListDecisionsResponse response;
       v1::DecisionService::NewStub(channel)->ListDecisions(&context, request, &response);
     }},
    {"StreamClassifyActivities",
     [](const auto& channel, auto& context) {
       const auto stream = Permits::NewStub(channel)->StreamClassifyActivities(&context);
       v1::StreamClassifyActivitiesRequest message;
       *message.mutable_request() = Asking("56101");
       while (stream->Write(message)) {
         v1::StreamClassifyActivitiesResponse answer;
         if (!stream->Read(&answer)) break;
       }
       stream->Finish();
     }},
};

class LeftCall : public ::testing::TestWithParam<LongCall> {
 public:
  // A server with a log that takes a while to read, one for all.
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    server_ = new Watched({"--data-dir", *folder_ / "data", "--answer-cache-mib", "-1"});
    const auto stub = Permits::NewStub(ChannelTo(server_->address()));
    for (int i = 0; i < 20; ++i) {
      v1::BatchClassifyActivitiesResponse response;
      const grpc::Status status =
          stub->BatchClassifyActivities(Within(60).get(), LargeBatch(-i * 1000), &response);
      ASSERT_TRUE(status.ok()) << status.error_message();
    }
  }
  static void TearDownTestSuite() {
    delete server_;
    delete folder_;
  }

 protected:
  static TempFolder* folder_;
  static Watched* server_;
};

TempFolder* LeftCall::folder_ = nullptr;
Watched* LeftCall::server_ = nullptr;

// Left at moments further and further in, until the server has noticed it in the midst of the work
// at least once: had it gone on to the end it would have ended OK.
TEST_P(LeftCall, EndsInTheMidstOfItsWorkAndFreesItsThread) {
  const auto channel = ChannelTo(server_->address());
  bool has_noticed = false;
  for (int attempt = 0; attempt < 60 && !has_noticed; ++attempt) {
    const auto context = Within(60);
    std::thread caller([&] { GetParam().make(channel, *context); });
    std::this_thread::sleep_for(std::chrono::milliseconds(2 + attempt % 20 * 3));
    context->TryCancel();
    caller.join();
    EXPECT_TRUE(server_->Reaches([&] { return server_->Metric("izin_calls_under_way") == 0; }));
    has_noticed = server_->Calls(GetParam().method, "CANCELLED") > 0;
  }
  EXPECT_TRUE(has_noticed) << server_->Metrics();
  EXPECT_TRUE(Classify(*Permits::NewStub(channel), *Within(60)).ok());
}

INSTANTIATE_TEST_SUITE_P(All, LeftCall, ::testing::ValuesIn(kLongCalls),
                         [](const auto& tested) { return tested.param.method; });

}  // namespace
}  // namespace izin::testing
