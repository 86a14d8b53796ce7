// What the manager of the service hears, on a socket as systemd's.

#include "service/server/service_manager.h"

#include <cstdlib>
#include <string>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace izin {
namespace {

class ServiceManagerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "/izin-XXXXXX";
    folder_ = ::mkdtemp(pattern.data());
    path_ = folder_ + "/notify";
    socket_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = {}};
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    const timeval short_wait = {.tv_sec = 1, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &short_wait, sizeof short_wait);
    ::setenv("NOTIFY_SOCKET", path_.c_str(), 1);
  }
  void TearDown() override {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(socket_);
    ::unlink(path_.c_str());
    ::rmdir(folder_.c_str());
  }

  // The next message; "" if none comes.
  std::string Heard() const {
    char buffer[500];
    const ssize_t size = ::recv(socket_, buffer, sizeof buffer, 0);
    return size < 0 ? "" : std::string(buffer, static_cast<std::size_t>(size));
  }

  std::string folder_;
  std::string path_;
  int socket_ = -1;
};

TEST_F(ServiceManagerTest, HearsAllOfTheLife) {
  TellManagerReady("127.0.0.1:8980");
  TellManagerAlive();
  TellManagerAlive();
  TellManagerStopping();
  EXPECT_EQ(Heard(), "READY=1\nSTATUS=serves on 127.0.0.1:8980");
  EXPECT_EQ(Heard(), "WATCHDOG=1");
  EXPECT_EQ(Heard(), "WATCHDOG=1");
  EXPECT_EQ(Heard(), "STOPPING=1\nSTATUS=calls under way end");
}

TEST_F(ServiceManagerTest, NothingIsSaidWhereNobodyListens) {
  ::unsetenv("NOTIFY_SOCKET");
  TellManagerAlive();
  ::setenv("NOTIFY_SOCKET", path_.c_str(), 1);
  TellManagerStopping();
  EXPECT_EQ(Heard(), "STOPPING=1\nSTATUS=calls under way end");
}

}  // namespace
}  // namespace izin
