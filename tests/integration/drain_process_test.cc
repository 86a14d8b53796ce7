// izind as it ends, and as it shares a machine: signals, addresses, sockets.

#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/raw_client.h"
#include "tests/integration/served.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;

grpc::Status Ask(const std::string& address) {
  v1::ClassifyActivityResponse response;
  return v1::PermitClassificationService::NewStub(ChannelTo(address))
      ->ClassifyActivity(Within(20).get(), Asking("56101"), &response);
}

// How calls of clients ended that call, each after each, until the server is gone.
struct Tally {
  std::atomic<int> answered = 0;
  std::atomic<int> unavailable = 0;
  std::atomic<int> others = 0;
};

void CallUntilGone(const std::string& address, int items, Tally& tally) {
  const auto stub = v1::PermitClassificationService::NewStub(ChannelTo(address));
  v1::BatchClassifyActivitiesRequest batch;
  for (int i = 0; i < items; ++i) *batch.add_requests() = Asking("56101");
  for (;;) {
    v1::ClassifyActivityResponse response;
    v1::BatchClassifyActivitiesResponse responses;
    const grpc::Status status =
        items == 0 ? stub->ClassifyActivity(Within(20).get(), Asking("56101"), &response)
                   : stub->BatchClassifyActivities(Within(20).get(), batch, &responses);
    if (status.ok()) {
      ++tally.answered;
      continue;
    }
    const bool is_unavailable = status.error_code() == grpc::StatusCode::UNAVAILABLE;
    ++(is_unavailable ? tally.unavailable : tally.others);
    // A connection that was reset may have lost an answer; one that is refused may not.
    if (!is_unavailable || status.error_message().find("onnect") == std::string::npos)
      ADD_FAILURE() << status.error_code() << " " << status.error_message();
    return;
  }
}

// Ends a server beside clients that go on calling.
void EndBesideClients(int clients, int items) {
  Process server("izind", {"--listen", "127.0.0.1:0"});
  const std::string address = server.ListeningAddress();
  ASSERT_TRUE(Ask(address).ok()) << server.err();
  Tally tally;
  std::vector<std::thread> threads;
  for (int i = 0; i < clients; ++i)
    threads.emplace_back([&] { CallUntilGone(address, items, tally); });
  while (tally.answered < 3 * clients && tally.others == 0)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0) << server.err();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(tally.unavailable, clients);
  EXPECT_EQ(tally.others, 0);
}

TEST(Drain, NoUnaryCallIsCancelled) { EndBesideClients(16, 0); }

TEST(Drain, NoBatchIsCancelled) { EndBesideClients(4, 100); }

// Of either kind: one that has said nothing, one that speaks HTTP/2.
TEST(Drain, AConnectionWithoutCallsCostsNoGrace) {
  const std::string preface =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + std::string("\0\0\0\x04\0\0\0\0\0", 9);
  for (const std::string& said : {std::string(), preface}) {
    Process server("izind", {"--listen", "127.0.0.1:0"});
    const std::string address = server.ListeningAddress();
    const RawClient idle(address, said);
    ASSERT_TRUE(Ask(address).ok()) << server.err();
    const auto begin = std::chrono::steady_clock::now();
    server.Signal(SIGTERM);
    EXPECT_EQ(server.Wait(), 0) << server.err();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(3));
  }
}

TEST(Signals, AHangUpEndsNothing) {
  Process server("izind", {"--listen", "127.0.0.1:0"});
  const std::string address = server.ListeningAddress();
  ASSERT_TRUE(Ask(address).ok()) << server.err();
  server.Signal(SIGHUP);
  server.Signal(SIGPIPE);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  EXPECT_TRUE(Ask(address).ok());
  server.Signal(SIGTERM);
  EXPECT_EQ(server.Wait(), 0);
}

TEST(Addresses, WhatIsNoneIsAFaultOfUsage) {
  struct Case {
    std::string written;
    std::string says;
  };
  for (const Case& c : std::vector<Case>{{"127.0.0.1:99999", "want a port of 0 to 65535"},
                                         {"127.0.0.1:-1", "want a port of 0 to 65535"},
                                         {"127.0.0.1:http", "want a port of 0 to 65535"},
                                         {"127.0.0.1:", "the port is missing"},
                                         {"127.0.0.1", "the port is missing"},
                                         {"[::1]", "the port is missing"},
                                         {"127.0.0.256:80", "want 127.0.0.1:PORT"},
                                         {"127.:80", "want 127.0.0.1:PORT"},
                                         {"unix:", "want unix:PATH"}}) {
    Process server("izind", {"--listen", c.written});
    EXPECT_EQ(server.Wait(), 2) << c.written;
    EXPECT_THAT(server.err(), HasSubstr("listen \"" + c.written + "\": " + c.says));
  }
}

TEST(Sockets, ASecondServerLeavesTheFirstOnesAlone) {
  const TempFolder folder;
  const std::string address = "unix:" + folder / "s";
  Process first("izind", {"--listen", address});
  ASSERT_EQ(first.ListeningAddress(), address) << first.err();
  Process second("izind", {"--listen", address});
  EXPECT_EQ(second.Wait(), 3);
  EXPECT_THAT(second.err(), HasSubstr("another server listens there"));
  EXPECT_TRUE(Ask(address).ok());
  first.Signal(SIGTERM);
  EXPECT_EQ(first.Wait(), 0);
  EXPECT_FALSE(std::filesystem::exists(folder / "s"));
}

TEST(Sockets, OneThatADeadServerLeftIsTakenOver) {
  const TempFolder folder;
  const std::string address = "unix:" + folder / "s";
  Process first("izind", {"--listen", address});
  ASSERT_EQ(first.ListeningAddress(), address) << first.err();
  first.Signal(SIGKILL);
  EXPECT_EQ(first.Wait(), -1);
  ASSERT_TRUE(std::filesystem::exists(folder / "s"));
  Process second("izind", {"--listen", address});
  ASSERT_EQ(second.ListeningAddress(), address) << second.err();
  EXPECT_TRUE(Ask(address).ok());
}

TEST(Sockets, AFileOfAnotherKindStays) {
  const TempFolder folder;
  std::ofstream(folder / "s") << "precious";
  Process server("izind", {"--listen", "unix:" + folder / "s"});
  EXPECT_EQ(server.Wait(), 3);
  EXPECT_THAT(server.err(), HasSubstr("no socket"));
  EXPECT_EQ(FileText(folder / "s"), "precious");
}

}  // namespace
}  // namespace izin::testing
