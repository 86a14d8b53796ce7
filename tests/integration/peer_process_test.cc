// From where calls come: what a caller from elsewhere can make of it.

#include <cstddef>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <netinet/in.h>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <grpcpp/create_channel_posix.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <ifaddrs.h>
#include <net/if.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/ruleset.grpc.pb.h"
#include "tests/integration/process.h"
#include "tests/integration/raw_client.h"
#include "tests/integration/served.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// An address by which others reach this machine; empty where it has none.
std::string AddressOfThisMachine() {
  ifaddrs* all = nullptr;
  if (::getifaddrs(&all) != 0) return "";
  std::string found;
  for (const ifaddrs* one = all; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET) continue;
    if ((one->ifa_flags & IFF_LOOPBACK) != 0) continue;
    char text[INET_ADDRSTRLEN] = {};
    const auto* address = reinterpret_cast<const sockaddr_in*>(one->ifa_addr);
    if (::inet_ntop(AF_INET, &address->sin_addr, text, sizeof text) != nullptr) found = text;
  }
  ::freeifaddrs(all);
  return found;
}

sockaddr_un UnixAddress(const std::string& path) {
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

// A connection to the socket at `path` whose own end is called `name`.
int ConnectedFrom(const std::string& name, const std::string& path) {
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (!name.empty()) {
    const sockaddr_un own = UnixAddress(name);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size() +
                                             (name[0] == '\0' ? 0 : 1));
    EXPECT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&own), size), 0) << name;
  }
  const sockaddr_un to = UnixAddress(path);
  EXPECT_EQ(::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to), 0) << path;
  EXPECT_EQ(::fcntl(fd, F_SETFL, O_NONBLOCK), 0);
  return fd;
}

// A whole call of RollbackRuleset in the bytes of HTTP/2.
std::string RollbackCall() {
  const auto literal = [](const std::string& name, const std::string& value) {
    return std::string(1, '\0') + static_cast<char>(name.size()) + name +
           static_cast<char>(value.size()) + value;
  };
  const auto frame = [](char type, char flags, char stream, const std::string& content) {
    return std::string("\0", 1) + static_cast<char>(content.size() >> 8) +
           static_cast<char>(content.size() & 0xff) + type + flags + std::string(3, '\0') + stream +
           content;
  };
  const std::string headers = literal(":method", "POST") + literal(":scheme", "http") +
                              literal(":path", "/izin.v1.RulesetService/RollbackRuleset") +
                              literal(":authority", "x") + literal("te", "trailers") +
                              literal("content-type", "application/grpc");
  return "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0, "") + frame(1, 4, 1, headers) +
         frame(0, 1, 1, std::string(5, '\0'));
}

// Sends the bytes and is gone at once, with a reset where it says so.
void GoneClient(const std::string& address, const std::string& bytes, bool is_reset) {
  const int fd = ConnectedTo(address);
  EXPECT_GE(fd, 0);
  ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  const linger at_once = {.l_onoff = is_reset ? 1 : 0, .l_linger = 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(fd);
}

class PeerProcess : public ::testing::Test {
 protected:
  std::string Roles(const std::string& text) const {
    const std::string path = folder_ / "roles.textproto";
    std::ofstream(path) << text << "\n";
    return path;
  }

  TempFolder folder_;
};

// Whoever shows nothing and has no address of this machine is nobody, however it calls itself.
TEST_F(PeerProcess, GivesNobodyFromElsewhereTheRightsOfThisMachine) {
  const std::string own = AddressOfThisMachine();
  if (own.empty()) GTEST_SKIP() << "this machine has no address but loopback";
  Process izind("izind", {"--listen", "0.0.0.0:0", "--insecure-listen", "--http", "127.0.0.1:0",
                          "--roles", Roles("anonymous { role: \"viewer\" }")});
  const std::string bound = izind.ListeningAddress();
  const std::string port = bound.substr(bound.rfind(':'));
  const auto look = [&](const std::string& address, const std::string& name,
                        const std::string& value) {
    const auto context = Within(60);
    if (!name.empty()) context->AddMetadata(name, value);
    v1::GetKbliEntryRequest request;
    request.set_code("56101");
    v1::GetKbliEntryResponse response;
    return v1::KbliService::NewStub(ChannelTo(address + port))
        ->GetKbliEntry(context.get(), request, &response)
        .error_code();
  };
  EXPECT_EQ(look("127.0.0.1", "", ""), grpc::StatusCode::OK);
  EXPECT_EQ(look(own, "", ""), grpc::StatusCode::UNAUTHENTICATED);
  for (const char* name : {"peer", "x-forwarded-for", "forwarded", "remote_addr", "x-real-ip"}) {
    for (const char* value : {"unknown", "inproc", "unix:", "127.0.0.1", "ipv4:127.0.0.1:1"})
      EXPECT_EQ(look(own, name, value), grpc::StatusCode::UNAUTHENTICATED) << name << value;
  }
}

// The server's own channel, by which HTTP comes, is the only peer without an address.
TEST_F(PeerProcess, TakesNoConnectionForItsOwnChannel) {
  const std::string path = folder_ / "izind.sock";
  Process izind("izind", {"--listen", "unix:" + path});
  ASSERT_NE(izind.ListeningAddress(), "") << izind.err();
  const auto roll_back = [&](const std::string& client) {
    v1::RollbackRulesetRequest request;
    request.set_name("rulesets/pp28-2025");
    v1::RollbackRulesetResponse response;
    const auto channel = grpc::CreateInsecureChannelFromFd("unix", ConnectedFrom(client, path));
    EXPECT_EQ(v1::RulesetService::NewStub(channel)
                  ->RollbackRuleset(Within(60).get(), request, &response)
                  .error_code(),
              grpc::StatusCode::FAILED_PRECONDITION)
        << client;
  };
  const std::string before = std::filesystem::current_path();
  std::filesystem::current_path(folder_.path());  // for names without a folder
  for (const std::string client : {"", "unknown", "inproc", "ipv4:127.0.0.1:1"}) roll_back(client);
  roll_back(std::string("\0unknown", 8));  // of no file
  std::filesystem::current_path(before);
  const std::string said = izind.err();
  EXPECT_THAT(said, HasSubstr("event=audit who=\"\" from=\"unix:unknown\""));
  EXPECT_THAT(said, Not(HasSubstr("from=\"http\""))) << said;
  EXPECT_THAT(said, Not(HasSubstr("from=\"unknown\""))) << said;
}

// A caller that is gone when its connection is taken has no address any more.
TEST_F(PeerProcess, TakesNoCallerThatIsGoneForItsOwnChannel) {
  const Served server({"--roles", Roles("anonymous { role: \"rule-admin\" role: \"viewer\" }")});
  const std::string call = RollbackCall();
  for (int i = 0; i < 300; ++i) GoneClient(server.address(), call, /*is_reset=*/i % 2 == 0);
  const Ran still = RunIzin({"convert", "56101", "--server", server.address()});
  EXPECT_EQ(still.exit_code, 0) << still.err;
  EXPECT_THAT(server.err(), HasSubstr("from=\"ipv4:127.0.0.1:"));
  EXPECT_THAT(server.err(), Not(HasSubstr("from=\"http\"")));
}

}  // namespace
}  // namespace izin::testing
