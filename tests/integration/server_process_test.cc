// izind as a process, asked over real sockets.

#include <algorithm>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <sstream>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/byte_buffer.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "izin/v1/reclassification.pb.h"
#include "izin/v1/registry_service.grpc.pb.h"
#include "tests/integration/process.h"
#include "tests/integration/raw_client.h"

namespace izin {
namespace {

using ::izin::testing::FileText;
using ::izin::testing::Process;
using ::izin::testing::TempFolder;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::unique_ptr<grpc::ClientContext> Within(int seconds) {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(seconds));
  context->set_wait_for_ready(false);
  return context;
}

v1::ClassifyActivityRequest Restaurant() {
  v1::ClassifyActivityRequest request;
  request.mutable_activity()->set_kbli_code("56101");
  request.mutable_activity()->set_scale(v1::BUSINESS_SCALE_MICRO);
  request.mutable_activity()->add_locations(v1::LOCATION_TYPE_LAND);
  return request;
}

// A channel that shares its connection with no other.
std::shared_ptr<grpc::Channel> ChannelTo(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxReceiveMessageSize(64 << 20);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

grpc::Status Classify(const std::string& address, v1::ClassifyActivityResponse& response) {
  return v1::PermitClassificationService::NewStub(ChannelTo(address))
      ->ClassifyActivity(Within(20).get(), Restaurant(), &response);
}

// One server for the tests that leave it as it was.
class ServedTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new Process("izind", {"--listen", "127.0.0.1:0"});
    address_ = new std::string(server_->ListeningAddress());
    ASSERT_NE(*address_, "") << server_->err();
  }
  static void TearDownTestSuite() {
    delete server_;
    delete address_;
  }

  std::shared_ptr<grpc::Channel> channel_ = ChannelTo(*address_);
  std::unique_ptr<v1::PermitClassificationService::Stub> stub_ =
      v1::PermitClassificationService::NewStub(channel_);

  grpc::Status Raw(const std::string& method, const std::string& bytes) {
    return testing::CallWithBytes(channel_, method, bytes);
  }

  static Process* server_;
  static std::string* address_;
};

Process* ServedTest::server_ = nullptr;
std::string* ServedTest::address_ = nullptr;

TEST_F(ServedTest, Classifies) {
  v1::ClassifyActivityResponse response;
  const grpc::Status status = stub_->ClassifyActivity(Within(20).get(), Restaurant(), &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.classification().outcome(), v1::OUTCOME_DECIDED);
  EXPECT_EQ(response.classification().permits(0).code(), "NIB");
}

TEST_F(ServedTest, GivesErrorDetails) {
  v1::ClassifyActivityRequest request = Restaurant();
  request.mutable_activity()->set_zone(static_cast<v1::Zone>(9));
  request.set_language_code("fr");
  v1::ClassifyActivityResponse response;
  const grpc::Status status = stub_->ClassifyActivity(Within(20).get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  google::rpc::Status rich;
  ASSERT_TRUE(rich.ParseFromString(status.error_details()));
  EXPECT_EQ(rich.code(), 3);
  EXPECT_EQ(rich.message(), status.error_message());
  google::rpc::BadRequest details;
  ASSERT_EQ(rich.details_size(), 1);
  ASSERT_TRUE(rich.details(0).UnpackTo(&details));
  ASSERT_EQ(details.field_violations_size(), 2);
  EXPECT_EQ(details.field_violations(0).field(), "activity.zone");
  EXPECT_EQ(details.field_violations(1).field(), "language_code");
}

TEST_F(ServedTest, TellsOfHundredsOfFaults) {
  v1::ClassifyActivityRequest request = Restaurant();
  for (int i = 0; i < 256; ++i) request.mutable_activity()->add_held_permits("nothing");
  v1::ClassifyActivityResponse response;
  const grpc::Status status = stub_->ClassifyActivity(Within(20).get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << status.error_message();
  EXPECT_THAT(status.error_message(), HasSubstr("activity.held_permits[0]"));
}

TEST_F(ServedTest, BatchAnswersAThousandInOrder) {
  v1::BatchClassifyActivitiesRequest request;
  for (int i = 0; i < 1000; ++i) {
    v1::ClassifyActivityRequest& item = *request.add_requests() = Restaurant();
    item.set_view(v1::CLASSIFICATION_VIEW_BASIC);
    if (i % 3 == 1) item.mutable_activity()->set_kbli_code("99998");
    if (i % 3 == 2) item.mutable_activity()->set_kbli_code("47112");
  }
  v1::BatchClassifyActivitiesResponse response;
  const grpc::Status status = stub_->BatchClassifyActivities(Within(60).get(), request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.results_size(), 1000);
  for (int i = 0; i < 1000; ++i) {
    const auto& result = response.results(i);
    if (i % 3 == 1) {
      ASSERT_EQ(result.error().code(), 5) << i;
      ASSERT_EQ(result.error().field_path(), "activity.kbli_code");
    } else {
      ASSERT_EQ(result.classification().kbli_code(), i % 3 == 0 ? "56101" : "47112") << i;
    }
  }
}

TEST_F(ServedTest, BatchRefusesOneMore) {
  v1::BatchClassifyActivitiesRequest request;
  for (int i = 0; i < 1001; ++i) request.add_requests();
  v1::BatchClassifyActivitiesResponse response;
  const grpc::Status status = stub_->BatchClassifyActivities(Within(20).get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("requests: 1001 requests: want at most 1000"));
}

TEST_F(ServedTest, BatchWithOneItemCutInACharacterIsStillReadable) {
  v1::BatchClassifyActivitiesRequest request;
  *request.add_requests() = Restaurant();
  *request.add_requests() = Restaurant();
  request.mutable_requests(1)->mutable_activity()->set_kbli_code(std::string(39, 'a') + "é");
  v1::BatchClassifyActivitiesResponse response;
  const grpc::Status status = stub_->BatchClassifyActivities(Within(20).get(), request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.results(1).error().code(), 3);
}

TEST_F(ServedTest, AnAnswerOverFourMebibytesNamesTheWayOut) {
  v1::BatchClassifyActivitiesRequest request;
  for (int i = 0; i < 1000; ++i) {
    v1::ClassifyActivityRequest& item = *request.add_requests() = Restaurant();
    item.set_explain(true);
  }
  v1::BatchClassifyActivitiesResponse response;
  const grpc::Status status = stub_->BatchClassifyActivities(Within(60).get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_THAT(status.error_message(), HasSubstr("BASIC"));
  EXPECT_THAT(status.error_message(), HasSubstr("fewer requests at once"));
}

TEST_F(ServedTest, GivesKbliEntries) {
  auto kbli = v1::KbliService::NewStub(channel_);
  v1::GetKbliEntryRequest request;
  request.set_code("56101");
  v1::GetKbliEntryResponse response;
  ASSERT_TRUE(kbli->GetKbliEntry(Within(20).get(), request, &response).ok());
  EXPECT_EQ(response.entry().scopes_size(), 2);
  request.set_code("99998");
  EXPECT_EQ(kbli->GetKbliEntry(Within(20).get(), request, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
}

TEST_F(ServedTest, AnswersAStreamItemByItem) {
  const auto context = Within(60);
  auto stream = stub_->StreamClassifyActivities(context.get());
  constexpr int kMessages = 100;  // more than may wait at once
  std::thread asking([&] {
    for (int i = 0; i < kMessages; ++i) {
      v1::StreamClassifyActivitiesRequest message;
      message.set_correlation_id(absl::StrCat("c", i));
      *message.mutable_request() = Restaurant();
      if (i % 10 == 3) message.mutable_request()->mutable_activity()->set_kbli_code("1");
      EXPECT_TRUE(stream->Write(message));
    }
    stream->WritesDone();
  });
  std::map<std::string, v1::StreamClassifyActivitiesResponse> answers;
  v1::StreamClassifyActivitiesResponse answer;
  while (stream->Read(&answer)) answers[answer.correlation_id()] = answer;
  asking.join();
  EXPECT_TRUE(stream->Finish().ok());
  v1::ClassifyActivityResponse unary;
  ASSERT_TRUE(stub_->ClassifyActivity(Within(20).get(), Restaurant(), &unary).ok());
  ASSERT_EQ(answers.size(), static_cast<std::size_t>(kMessages));
  EXPECT_EQ(answers["c0"].result().classification().SerializeAsString(),
            unary.classification().SerializeAsString());
  EXPECT_EQ(answers["c13"].result().error().field_path(), "activity.kbli_code");
  EXPECT_TRUE(answers["c14"].result().has_classification());
}

TEST_F(ServedTest, EndsAStreamThatAsksWhatMakesNoSense) {
  const auto context = Within(60);
  auto stream = stub_->StreamClassifyActivities(context.get());
  v1::StreamClassifyActivitiesRequest message;
  *message.mutable_request() = Restaurant();
  message.set_correlation_id(std::string(1500, 'x'));
  ASSERT_TRUE(stream->Write(message));
  v1::StreamClassifyActivitiesResponse answer;
  EXPECT_FALSE(stream->Read(&answer));
  const grpc::Status status = stream->Finish();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(status.error_message(), HasSubstr("correlation_id"));
}

// Its answers wait on the server, and no more are made than may wait: then HTTP/2 holds it back.
TEST_F(ServedTest, EndsAStreamWhoseCallerLeaves) {
  {
    const auto context = Within(60);
    auto stream = stub_->StreamClassifyActivities(context.get());
    v1::StreamClassifyActivitiesRequest message;
    *message.mutable_request() = Restaurant();
    for (int i = 0; i < 8; ++i) ASSERT_TRUE(stream->Write(message));
    context->TryCancel();
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
  v1::ClassifyActivityResponse unary;
  EXPECT_TRUE(stub_->ClassifyActivity(Within(20).get(), Restaurant(), &unary).ok());
}

TEST_F(ServedTest, AnswersColumnsAsItAnswersOneByOne) {
  v1::ClassifyActivityColumnsRequest request;
  for (std::uint32_t code : {56101U, 1111U, 99998U, 56101U}) {
    request.add_kbli_codes(code);
    request.mutable_scales()->push_back(v1::BUSINESS_SCALE_MICRO);
    request.mutable_locations()->push_back(1 << v1::LOCATION_TYPE_LAND);
  }
  request.mutable_locations()->back() = 0;  // none
  v1::ClassifyActivityColumnsResponse response;
  const auto registries = v1::RegistryService::NewStub(channel_);
  const grpc::Status status =
      registries->ClassifyActivityColumns(Within(60).get(), request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  v1::ClassifyActivityRequest one;
  one.mutable_activity()->set_kbli_code("01111");
  one.mutable_activity()->set_scale(v1::BUSINESS_SCALE_MICRO);
  one.mutable_activity()->add_locations(v1::LOCATION_TYPE_LAND);
  v1::ClassifyActivityResponse unary;
  ASSERT_TRUE(stub_->ClassifyActivity(Within(20).get(), one, &unary).ok());
  const v1::Classification& expected = unary.classification();
  EXPECT_EQ(response.ruleset(), expected.ruleset());
  EXPECT_EQ(response.outcomes()[1], static_cast<char>(expected.outcome()));
  EXPECT_EQ(response.risk_levels()[1], static_cast<char>(expected.risk_level()));
  EXPECT_EQ(response.refused(), 2);
  ASSERT_EQ(response.errors_size(), 2);
  EXPECT_EQ(response.errors(0).position(), 2U);
  EXPECT_EQ(response.errors(0).error().field_path(), "activity.kbli_code");
  EXPECT_EQ(response.errors(1).error().field_path(), "activity.locations");
  request.mutable_scales()->pop_back();
  EXPECT_EQ(registries->ClassifyActivityColumns(Within(20).get(), request, &response).error_code(),
            grpc::StatusCode::INVALID_ARGUMENT);
}

TEST_F(ServedTest, TellsTheContractFromWhatItDoesNotKnow) {
  const auto* service = v1::ReclassificationJob::descriptor()->file()->service(0);
  const std::string method = "/" + service->full_name() + "/" + service->method(0)->name();
  const grpc::Status known = Raw(method, "");
  EXPECT_EQ(known.error_code(), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_THAT(known.error_message(), HasSubstr("is part of the contract"));
  for (const char* unknown : {"/izin.v1.PermitClassificationService/Nothing", "/x.Y/Z", "/"}) {
    const grpc::Status status = Raw(unknown, "");
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << unknown;
    EXPECT_THAT(status.error_message(), HasSubstr("no such method")) << unknown;
  }
}

TEST_F(ServedTest, RefusesBytesThatAreNoMessage) {
  const grpc::Status status = Raw("/izin.v1.PermitClassificationService/ClassifyActivity",
                                  "\x0A\xFF\xFF\xFF\xFF\x0F garbage");
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(status.error_code(),
              ::testing::AnyOf(grpc::StatusCode::INVALID_ARGUMENT, grpc::StatusCode::INTERNAL,
                               grpc::StatusCode::UNIMPLEMENTED));
  v1::ClassifyActivityResponse response;
  EXPECT_TRUE(Classify(*address_, response).ok());
}

TEST_F(ServedTest, RefusesAMessageOverFourMebibytes) {
  v1::ClassifyActivityRequest request = Restaurant();
  request.mutable_activity()->set_legal_form(std::string((4 << 20) + 1, 'x'));
  v1::ClassifyActivityResponse response;
  const grpc::Status status = stub_->ClassifyActivity(Within(20).get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
}

// What a few bytes would inflate to cannot be known before.
TEST_F(ServedTest, RefusesCompressedRequests) {
  for (grpc_compression_algorithm algorithm : {GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE}) {
    const auto context = Within(20);
    context->set_compression_algorithm(algorithm);
    v1::BatchClassifyActivitiesRequest batch;
    for (int i = 0; i < 100; ++i) *batch.add_requests() = Restaurant();
    v1::BatchClassifyActivitiesResponse response;
    const grpc::Status status = stub_->BatchClassifyActivities(context.get(), batch, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << status.error_message();
  }
}

TEST_F(ServedTest, HonoursADeadlineThatHasPassed) {
  v1::ClassifyActivityResponse response;
  const grpc::Status status = stub_->ClassifyActivity(Within(-1).get(), Restaurant(), &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
}

TEST_F(ServedTest, IsHealthyAndReflects) {
  // grpc.health.v1: an empty request asks for the server; the answer SERVING is field 1 with
  // value 1.
  EXPECT_TRUE(Raw("/grpc.health.v1.Health/Check", "").ok());
  EXPECT_EQ(Raw("/grpc.health.v1.Health/Check", std::string("\x0A\x01x", 3)).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_NE(Raw("/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "").error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
}

TEST(IzindFlags, ReflectNothingAndLogObjectsWhereToldSo) {
  Process izind("izind",
                {"--listen", "127.0.0.1:0", "--reflection", "off", "--log-format", "json"});
  const std::string address = izind.ListeningAddress();
  ASSERT_NE(address, "") << izind.err();
  const auto channel = ChannelTo(address);
  EXPECT_EQ(testing::CallWithBytes(
                channel, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", "")
                .error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_TRUE(testing::CallWithBytes(channel, "/grpc.health.v1.Health/Check", "").ok());
  v1::ClassifyActivityResponse response;
  EXPECT_TRUE(Classify(address, response).ok());
  std::istringstream lines(izind.err());
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    EXPECT_EQ(nlohmann::json::parse(line).at("event"), "ruleset_loaded") << line;
  EXPECT_EQ(count, 2);
}

TEST_F(ServedTest, IsHealthyByTheNameOfEachService) {
  for (const std::string name : {"PermitClassificationService", "KbliService", "ReferenceService",
                                 "RulesetService", "DecisionService", "ReclassificationService"}) {
    const std::string full = "izin.v1." + name;
    const grpc::Status status = Raw("/grpc.health.v1.Health/Check",
                                    "\x0A" + std::string(1, static_cast<char>(full.size())) + full);
    // One that is part of the contract and not served yet.
    const bool is_served = name != "ReclassificationService";
    EXPECT_EQ(status.error_code(), is_served ? grpc::StatusCode::OK : grpc::StatusCode::NOT_FOUND)
        << name << ": " << status.error_message();
  }
}

TEST_F(ServedTest, AnswersBesideHostileConnections) {
  const std::string preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  const std::string settings("\0\0\0\x04\0\0\0\0\0", 9);
  const std::vector<std::string> hostile = {
      "",                                   // says nothing
      "GET / HTTP/1.1\r\nHost: x\r\n\r\n",  // another protocol
      preface.substr(0, 10),                // half a preface
      preface + std::string(64, '\xFF'),    // frames of garbage
      preface + settings +
          std::string("\xFF\xFF\xFF\0\0\0\0\0\x01", 9),  // a frame of 16 MiB that never comes
      preface + settings +
          std::string("\0\0\x01\x01\0\0\0\0\x01\x88", 10),  // headers that do not end
      preface + settings +
          std::string("\0\0\x04\x08\0\0\0\0\0\0\0\0\0", 13),  // a window of nothing
      std::string(1 << 16, '\0'),
  };
  std::vector<std::unique_ptr<izin::testing::RawClient>> open;
  for (const std::string& bytes : hostile) {
    for (int i = 0; i < 8; ++i)
      open.push_back(std::make_unique<izin::testing::RawClient>(*address_, bytes));
    v1::ClassifyActivityResponse response;
    const grpc::Status status = Classify(*address_, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
  }
  EXPECT_TRUE(open.front()->is_open());
}

// Its life.

TEST(ServerProcess, ServesAUnixSocket) {
  const TempFolder folder;
  const std::string address = "unix:" + folder / "izin.sock";
  Process server("izind", {"--listen", address});
  ASSERT_EQ(server.ListeningAddress(), address) << server.err();
  v1::ClassifyActivityResponse response;
  EXPECT_TRUE(Classify(address, response).ok());
}

TEST(ServerProcess, EndsWithZeroOnSigterm) {
  for (const int signal : {SIGTERM, SIGINT}) {
    Process server("izind", {"--listen", "127.0.0.1:0"});
    const std::string address = server.ListeningAddress();
    v1::ClassifyActivityResponse response;
    ASSERT_TRUE(Classify(address, response).ok()) << server.err();
    server.Signal(signal);
    EXPECT_EQ(server.Wait(), 0) << server.err();
    EXPECT_EQ(Classify(address, response).error_code(), grpc::StatusCode::UNAVAILABLE);
  }
}

TEST(ServerProcess, LetsACallUnderWayEndWell) {
  // Each item is decided: from memory the call would be over before the signal comes.
  Process server("izind", {"--listen", "127.0.0.1:0", "--answer-cache-mib", "-1"});
  const auto stub = v1::PermitClassificationService::NewStub(ChannelTo(server.ListeningAddress()));
  v1::ClassifyActivityResponse first;
  ASSERT_TRUE(stub->ClassifyActivity(Within(20).get(), Restaurant(), &first).ok());
  v1::BatchClassifyActivitiesRequest request;
  for (int i = 0; i < 1000; ++i) {
    v1::ClassifyActivityRequest& item = *request.add_requests() = Restaurant();
    item.set_view(v1::CLASSIFICATION_VIEW_BASIC);
  }
  grpc::CompletionQueue queue;
  const auto context = Within(60);
  auto call = stub->AsyncBatchClassifyActivities(context.get(), request, &queue);
  v1::BatchClassifyActivitiesResponse response;
  grpc::Status status;
  call->Finish(&response, &status, nullptr);
  // Another call answered means that the server has read what was sent before it on this
  // connection.
  v1::ClassifyActivityResponse second;
  ASSERT_TRUE(stub->ClassifyActivity(Within(20).get(), Restaurant(), &second).ok());
  server.Signal(SIGTERM);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  EXPECT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.results_size(), 1000);
  EXPECT_EQ(server.Wait(), 0);
}

TEST(ServerProcess, RefusesAPublicAddress) {
  for (const char* address :
       {"0.0.0.0:0", "[::]:0", "192.0.2.1:80", "example.org:80", ":80", "127.evil.example:80"}) {
    Process server("izind", {"--listen", address});
    EXPECT_EQ(server.Wait(), 2) << address;
    EXPECT_THAT(server.err(), HasSubstr(address));
    EXPECT_EQ(server.out(), "");
  }
}

TEST(ServerProcess, RefusesAPortInUse) {
  Process first("izind", {"--listen", "127.0.0.1:0"});
  const std::string address = first.ListeningAddress();
  Process second("izind", {"--listen", address});
  EXPECT_EQ(second.Wait(), 3);
  EXPECT_THAT(second.err(), HasSubstr(address));
}

TEST(ServerProcess, RefusesAWrongCommandLine) {
  Process server("izind", {"--listne", "127.0.0.1:0"});
  EXPECT_EQ(server.Wait(), 2);
}

TEST(ServerProcess, RefusesSettingsThatCannotBe) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> refused = {
      {{"--log-level", "loud"}, "log_level \"loud\": want one of debug info warning error"},
      {{"--log-level", "off"}, "log_level \"off\": want one of debug info warning error"},
      {{"--answer-cache-mib", "-2"}, "answer_cache_mib -2: want -1 or more"},
      {{"--cuti-bersama", "never"}, "cuti_bersama \"never\": want one of skip count"},
  };
  for (const auto& [flags, said] : refused) {
    Process server("izind", izin::testing::With({"--listen", "127.0.0.1:0"}, flags));
    EXPECT_EQ(server.Wait(), 2) << said;
    EXPECT_EQ(server.err(), "izind: " + said + "\n");
    EXPECT_EQ(server.out(), "");
  }
  const TempFolder folder;
  std::ofstream(folder / "izind.textproto") << "max_connections: -1\nshutdown_grace_ms: -1\n";
  Process server("izind", {"--config", folder / "izind.textproto"});
  EXPECT_EQ(server.Wait(), 2);
  EXPECT_EQ(server.err(),
            "izind: shutdown_grace_ms -1: want 0 or more\n"
            "izind: max_connections -1: want 0 or more\n");
}

TEST(ServerProcess, TellsItsVersionLibrariesAndRulesets) {
  for (const std::string program : {"izind", "izin"}) {
    Process process(program, {"--version"});
    EXPECT_EQ(process.Wait(), 0);
    EXPECT_EQ(process.err(), "");
    EXPECT_THAT(process.out(), StartsWith(program + " "));
    EXPECT_THAT(process.out(), ::testing::ContainsRegex("\nrulesets/pp28-2025@[0-9a-f]+, from "));
    EXPECT_THAT(process.out(), ::testing::ContainsRegex("\ngRPC 1[.].*CLI11 [0-9.]+"));
  }
}

TEST(ServerProcess, NamesTheFaultOfItsConfiguration) {
  const TempFolder folder;
  std::ofstream(folder / "izind.textproto") << "listen: '127.0.0.1:0'\nport: 1\n";
  Process server("izind", {"--config", folder / "izind.textproto"});
  EXPECT_EQ(server.Wait(), 2);
  EXPECT_THAT(server.err(), StartsWith(folder / "izind.textproto:2:"));
}

TEST(ServerProcess, TakesAFlagOverItsConfiguration) {
  const TempFolder folder;
  std::ofstream(folder / "izind.textproto") << "listen: '0.0.0.0:1'\n";
  Process server("izind", {"--config", folder / "izind.textproto", "--listen", "127.0.0.1:0"});
  EXPECT_THAT(server.ListeningAddress(), StartsWith("127.0.0.1:")) << server.err();
}

// A copy of the data, to be broken.
class RulesetsFolder : public ::testing::Test {
 protected:
  RulesetsFolder() {
    for (const char* part : {"kbli", "reference", "rulesets"}) {
      std::filesystem::copy(std::string("data/") + part, data_ / part,
                            std::filesystem::copy_options::recursive);
    }
  }
  TempFolder data_;
};

TEST_F(RulesetsFolder, ServesAGoodCopy) {
  Process server("izind", {"--listen", "127.0.0.1:0", "--rulesets", data_.path()});
  const std::string address = server.ListeningAddress();
  ASSERT_NE(address, "") << server.err();
  v1::ClassifyActivityResponse response;
  EXPECT_TRUE(Classify(address, response).ok());
}

TEST_F(RulesetsFolder, NamesFileLineAndColumnOfABrokenCopy) {
  std::ofstream(data_ / "rulesets/pp28-2025/land.textproto", std::ios::app) << "rwo {}\n";
  const std::string text = FileText(data_ / "rulesets/pp28-2025/land.textproto");
  const auto line = std::count(text.begin(), text.end(), '\n');
  Process server("izind", {"--listen", "127.0.0.1:0", "--rulesets", data_.path()});
  EXPECT_EQ(server.Wait(), 3);
  EXPECT_EQ(server.out(), "");
  EXPECT_THAT(server.err(),
              HasSubstr("rulesets/pp28-2025/land.textproto:" + std::to_string(line) + ":"));
}

TEST_F(RulesetsFolder, NamesAFolderWithoutRulesets) {
  std::filesystem::remove_all(data_ / "rulesets/pp28-2025");
  std::filesystem::remove_all(data_ / "rulesets/pp24-2018");
  Process server("izind", {"--listen", "127.0.0.1:0", "--rulesets", data_.path()});
  EXPECT_EQ(server.Wait(), 3);
  EXPECT_THAT(server.err(), HasSubstr(data_.path()));
}

}  // namespace
}  // namespace izin
