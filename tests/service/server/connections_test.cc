#include "service/server/connections.h"

#include <memory>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include <gtest/gtest.h>

#include "service/server/listening_socket.h"

namespace izin {
namespace {

// A socket of its own, and who takes what comes.
class ConnectionsTest : public ::testing::Test {
 protected:
  ConnectionsTest()
      : path_(absl::StrCat(::testing::TempDir(), "/c", ::getpid(), "-",
                           ::testing::UnitTest::GetInstance()->current_test_info()->line())) {}
  ~ConnectionsTest() override {
    connections_.reset();
    ::unlink((path_ + ".lock").c_str());
    for (const int fd : taken_) ::close(fd);
  }

  void Open(int most) {
    absl::StatusOr<ListeningSocket> socket =
        ListeningSocket::Open({.written = "unix:" + path_, .path = path_});
    ASSERT_TRUE(socket.ok()) << socket.status();
    connections_ = std::make_unique<Connections>(
        *std::move(socket),
        Connections::Options{.max_open = most, .take = [this](int /*listener*/, int fd) {
                               absl::MutexLock lock(&mutex_);
                               taken_.push_back(fd);
                             }});
  }

  // A client; -1 where nobody listens.
  int Connect() const {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un at = {};
    at.sun_family = AF_UNIX;
    path_.copy(at.sun_path, sizeof at.sun_path - 1);
    if (::connect(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at) == 0) return fd;
    ::close(fd);
    return -1;
  }

  // The end of a connection, as its client sees it.
  static bool IsEnded(int client) {
    char byte = 0;
    return ::recv(client, &byte, 1, 0) == 0;
  }

  std::size_t AwaitTaken(std::size_t count) {
    absl::MutexLock lock(&mutex_);
    const auto has = [&]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) { return taken_.size() >= count; };
    mutex_.AwaitWithTimeout(absl::Condition(&has), absl::Seconds(10));
    return taken_.size();
  }

  const std::string path_;
  absl::Mutex mutex_;
  std::vector<int> taken_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<Connections> connections_;
};

TEST_F(ConnectionsTest, HandsOverWhatComes) {
  Open(2);
  const Descriptor client(Connect());
  EXPECT_EQ(AwaitTaken(1), 1U);
  EXPECT_EQ(connections_->CountOpen(), 1U);
  EXPECT_EQ(connections_->counters().taken, 1U);
  EXPECT_FALSE(connections_->AwaitNone(absl::Now()));
}

TEST_F(ConnectionsTest, EndsOneTooManyAndTakesTheNextOnceOneIsClosed) {
  Open(2);
  const Descriptor first(Connect());
  const Descriptor second(Connect());
  ASSERT_EQ(AwaitTaken(2), 2U);
  const Descriptor third(Connect());
  EXPECT_TRUE(IsEnded(third.get()));
  EXPECT_EQ(connections_->counters().refused, 1U);
  {
    absl::MutexLock lock(&mutex_);
    ::close(taken_.back());
    taken_.pop_back();
  }
  EXPECT_EQ(connections_->CountOpen(), 1U);
  const Descriptor fourth(Connect());
  EXPECT_EQ(AwaitTaken(2), 2U);
  EXPECT_EQ(connections_->counters().taken, 3U);
}

TEST_F(ConnectionsTest, TakesNoneOnceStopped) {
  Open(2);
  connections_->StopAccepting();
  EXPECT_EQ(Connect(), -1);
  EXPECT_TRUE(connections_->AwaitNone(absl::Now()));
}

TEST_F(ConnectionsTest, EndsWhatIsQuiet) {
  Open(2);
  const Descriptor client(Connect());
  ASSERT_EQ(AwaitTaken(1), 1U);
  EXPECT_EQ(connections_->EndQuiet(absl::ZeroDuration()), 1U);
  EXPECT_TRUE(IsEnded(client.get()));
}

TEST_F(ConnectionsTest, LeavesWhatTheClientHasNotTaken) {
  Open(2);
  const Descriptor client(Connect());
  ASSERT_EQ(AwaitTaken(1), 1U);
  {
    absl::MutexLock lock(&mutex_);
    ASSERT_EQ(::send(taken_[0], "answer", 6, MSG_NOSIGNAL), 6);
  }
  connections_->EndQuiet(absl::ZeroDuration());
  char bytes[6] = {};
  EXPECT_EQ(::recv(client.get(), bytes, sizeof bytes, 0), 6);
  EXPECT_EQ(::send(client.get(), "more", 4, MSG_NOSIGNAL), 4);  // still open
}

TEST_F(ConnectionsTest, ASecondListenerIsRefusedAndTheFirstStays) {
  Open(2);
  const absl::Status second =
      ListeningSocket::Open({.written = "unix:" + path_, .path = path_}).status();
  EXPECT_TRUE(absl::IsUnavailable(second)) << second;
  const Descriptor client(Connect());
  EXPECT_EQ(AwaitTaken(1), 1U);
}

}  // namespace
}  // namespace izin
