// izind against clients that take more than their part.

#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/raw_client.h"
#include "tests/integration/served.h"

namespace izin::testing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kClassify[] = "/izin.v1.PermitClassificationService/ClassifyActivity";
constexpr char kBatch[] = "/izin.v1.PermitClassificationService/BatchClassifyActivities";
constexpr char kAssess[] = "/izin.v1.PermitClassificationService/AssessRisk";
constexpr char kEntry[] = "/izin.v1.KbliService/GetKbliEntry";

grpc::Status Ask(const std::string& address) {
  v1::ClassifyActivityResponse response;
  return v1::PermitClassificationService::NewStub(ChannelTo(address))
      ->ClassifyActivity(Within(20).get(), Asking("56101"), &response);
}

// One server for the tests that leave it as it was.
class HostileRequest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new Process("izind", {"--listen", "127.0.0.1:0"});
    address_ = new std::string(server_->ListeningAddress());
    ASSERT_TRUE(Ask(*address_).ok()) << server_->err();
  }
  static void TearDownTestSuite() {
    delete server_;
    delete address_;
  }

  // What the server took at most for a call, in MiB beyond what it had.
  long PeakOf(const std::string& method, const std::string& bytes, grpc::Status& status,
              grpc_compression_algorithm algorithm = GRPC_COMPRESS_NONE) const {
    ResetPeak(server_->pid());
    const long before = MemoryOf(server_->pid(), "VmRSS");
    status = CallWithBytes(channel_, method, bytes, algorithm);
    return MemoryOf(server_->pid(), "VmHWM") - before;
  }

  static Process* server_;
  static std::string* address_;
  std::shared_ptr<grpc::Channel> channel_ = ChannelTo(*address_);
};

Process* HostileRequest::server_ = nullptr;
std::string* HostileRequest::address_ = nullptr;

struct Heavy {
  std::string name;
  std::string method;
  std::string bytes;
};

std::string Repeated(const std::string& part, std::size_t bytes) {
  std::string out;
  while (out.size() + part.size() <= bytes) out += part;
  return out;
}

constexpr std::size_t kAlmostFourMebibytes = (std::size_t{4} << 20) - 64;

std::vector<Heavy> HeavyRequests() {
  const std::string locations = BytesField(5, std::string(kAlmostFourMebibytes, '\x01'));
  // Tags of two bytes: field 17, region_codes; field 120, unknown; a group of it.
  const std::string empty_region("\x8A\x01\x00", 3);
  const std::string unknown("\xC0\x07\x01", 3);
  const std::string unknown_groups("\xC3\x07\xC4\x07", 4);
  std::string batch;
  for (int i = 0; i < 1000; ++i)
    batch += BytesField(1, BytesField(1, Repeated(empty_region, 4100)));
  return {
      {"Locations", kClassify, BytesField(1, locations)},
      {"LocationsOfABatch", kBatch, BytesField(1, BytesField(1, locations))},
      {"EmptyRegions", kClassify, BytesField(1, Repeated(empty_region, kAlmostFourMebibytes))},
      {"EmptyAspects", kAssess, Repeated(std::string("\x0A\x00", 2), kAlmostFourMebibytes)},
      {"EmptyItemsOfABatch", kBatch, Repeated(std::string("\x0A\x00", 2), kAlmostFourMebibytes)},
      {"EmptyRegionsOfABatch", kBatch, batch},
      {"UnknownFields", kEntry, Repeated(unknown, kAlmostFourMebibytes)},
      {"UnknownGroups", kBatch, Repeated(unknown_groups, kAlmostFourMebibytes)},
  };
}

class HeavyRequest : public HostileRequest, public ::testing::WithParamInterface<Heavy> {};

TEST_P(HeavyRequest, TakesAtMostEightTimesItsBytes) {
  grpc::Status status;
  const long peak = PeakOf(GetParam().method, GetParam().bytes, status);
  EXPECT_LE(peak, 8 * 4);
  EXPECT_THAT(status.error_code(),
              AnyOf(grpc::StatusCode::RESOURCE_EXHAUSTED, grpc::StatusCode::INVALID_ARGUMENT))
      << status.error_message();
  EXPECT_TRUE(Ask(*address_).ok());
}

INSTANTIATE_TEST_SUITE_P(All, HeavyRequest, ::testing::ValuesIn(HeavyRequests()),
                         [](const auto& heavy) { return heavy.param.name; });

// A few kilobytes that would inflate to 32 MiB.
TEST_F(HostileRequest, CompressedIsRefusedBeforeItIsInflated) {
  for (const grpc_compression_algorithm algorithm : {GRPC_COMPRESS_GZIP, GRPC_COMPRESS_DEFLATE}) {
    grpc::Status status;
    const long peak = PeakOf(kBatch, std::string(std::size_t{32} << 20, '\0'), status, algorithm);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED) << status.error_message();
    EXPECT_LE(peak, 8);
  }
}

// 100,000 distinct codes were held against each other.
TEST_F(HostileRequest, ManyRegionsHoldUpNobody) {
  v1::ClassifyActivityRequest request = Asking("56101");
  for (int i = 0; i < 100000; ++i)
    request.mutable_activity()->add_region_codes(std::to_string(10000 + i));
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 2; ++i) {
    v1::ClassifyActivityResponse response;
    const grpc::Status status =
        v1::PermitClassificationService::NewStub(channel_)->ClassifyActivity(Within(60).get(),
                                                                             request, &response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
    EXPECT_THAT(status.error_message(), HasSubstr("want at most 65536"));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(2));
}

TEST_F(HostileRequest, AListBeyondItsLimitIsNamed) {
  v1::ClassifyActivityRequest request = Asking("56101");
  for (int i = 0; i < 601; ++i) request.mutable_activity()->add_region_codes("1271");
  v1::ClassifyActivityResponse response;
  const grpc::Status status = v1::PermitClassificationService::NewStub(channel_)->ClassifyActivity(
      Within(20).get(), request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(status.error_message(), "activity.region_codes: 601 entries: want at most 600");
}

// --- connections --------------------------------------------------------------------------------

// 256 descriptors leave 128 connections.
TEST(HostileConnections, MoreThanDescriptorsLeaveAServerThatAccepts) {
  Process server("izind", {"--listen", "127.0.0.1:0"}, "", 256);
  const std::string address = server.ListeningAddress();
  ASSERT_TRUE(Ask(address).ok()) << server.err();
  for (int round = 0; round < 2; ++round) {
    std::vector<std::unique_ptr<RawClient>> idle;
    for (int i = 0; i < 400; ++i) idle.push_back(std::make_unique<RawClient>(address, ""));
    EXPECT_EQ(Ask(address).error_code(), grpc::StatusCode::UNAVAILABLE);
    idle.clear();
    grpc::Status status;
    for (int i = 0; i < 20 && !(status = Ask(address)).ok(); ++i) {
    }
    EXPECT_TRUE(status.ok()) << status.error_message();
  }
  EXPECT_THAT(server.err(), Not(HasSubstr("accept4")));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
}

// The system itself may have no room: accepting goes on once it has.
TEST(HostileConnections, AnAcceptThatFailsIsTriedAgain) {
  Process server("izind", {"--listen", "127.0.0.1:0"});
  const std::string address = server.ListeningAddress();
  ASSERT_TRUE(Ask(address).ok()) << server.err();
  rlimit before = {};
  rlimit none = {};
  ASSERT_EQ(::prlimit(server.pid(), RLIMIT_NOFILE, nullptr, &before), 0);
  none.rlim_max = before.rlim_max;
  none.rlim_cur = 4;
  ASSERT_EQ(::prlimit(server.pid(), RLIMIT_NOFILE, &none, nullptr), 0);
  std::vector<std::unique_ptr<RawClient>> waiting;
  for (int i = 0; i < 50; ++i) waiting.push_back(std::make_unique<RawClient>(address, ""));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  ASSERT_EQ(::prlimit(server.pid(), RLIMIT_NOFILE, &before, nullptr), 0);
  EXPECT_TRUE(Ask(address).ok());
}

// --- streams ------------------------------------------------------------------------------------

TEST(HostileStreams, UnreadReplaysAreFewAndEnd) {
  const TempFolder folder;
  std::ofstream(folder / "izind.textproto") << "unread_stream_seconds: 1\n";
  Served server({"--config", folder / "izind.textproto", "--data-dir", folder / "data",
                 "--decision-log", "sync"});
  const std::vector<v1::ClassifyActivityRequest> asked(500, [] {
    v1::ClassifyActivityRequest request = Asking("56101");
    request.set_view(v1::CLASSIFICATION_VIEW_BASIC);
    return request;
  }());
  v1::BatchClassifyActivitiesResponse answered;
  std::string id;
  ASSERT_TRUE(server.ClassifyBatch(asked, answered, id).ok());

  v1::ReplayDecisionsRequest request;
  request.set_ruleset("pp24-2018");
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReader<v1::ReplayDecisionsResponse>>> streams;
  for (int i = 0; i < 100; ++i) {
    contexts.push_back(Within(60));
    streams.push_back(server.decisions().ReplayDecisions(contexts.back().get(), request));
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(3500));
  int refused = 0;
  int ended = 0;
  for (const auto& stream : streams) {
    v1::ReplayDecisionsResponse response;
    while (stream->Read(&response)) {
    }
    const grpc::Status status = stream->Finish();
    refused += status.error_code() == grpc::StatusCode::RESOURCE_EXHAUSTED ? 1 : 0;
    ended += status.error_code() == grpc::StatusCode::CANCELLED ? 1 : 0;
  }
  EXPECT_GE(refused, 60);
  EXPECT_GE(ended, 1);
  const auto begin = std::chrono::steady_clock::now();
  server.Stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(4));
}

}  // namespace
}  // namespace izin::testing
