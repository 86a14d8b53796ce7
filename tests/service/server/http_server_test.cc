#include "service/server/http_server.h"

#include <memory>
#include <string>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::HasSubstr;

constexpr char kAsk[] = "GET / HTTP/1.1\r\n\r\n";

// A server whose answers wait until they may go.
class HttpServerTest : public ::testing::Test {
 protected:
  HttpServerTest()
      : path_(absl::StrCat(::testing::TempDir(), "/h", ::getpid(), "-",
                           ::testing::UnitTest::GetInstance()->current_test_info()->line())) {}
  ~HttpServerTest() override {
    server_.reset();
    ::unlink((path_ + ".lock").c_str());
  }

  void Start(int connections, int waiting) {
    HttpServer::Options options{.listen = "unix:" + path_};
    options.limits.connections = connections;
    options.limits.waiting = waiting;
    options.answer = [this](const HttpRequest& /*request*/, absl::FunctionRef<bool()> is_gone) {
      if (!has_begun_.HasBeenNotified()) has_begun_.Notify();
      while (!may_go_.WaitForNotificationWithTimeout(absl::Milliseconds(5))) {
        if (is_gone()) break;
      }
      return HttpResponse{.content_type = "text/plain", .body = "done"};
    };
    absl::StatusOr<std::unique_ptr<HttpServer>> started = HttpServer::Start(std::move(options));
    ASSERT_TRUE(started.ok()) << started.status();
    server_ = *std::move(started);
  }
  // A client that has sent `bytes`.
  int Connect(const std::string& bytes) const {
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un at = {};
    at.sun_family = AF_UNIX;
    path_.copy(at.sun_path, sizeof at.sun_path - 1);
    EXPECT_EQ(::connect(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
    ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    return fd;
  }
  // All that comes, to the end of the connection.
  static std::string ReadAll(int fd) {
    std::string text;
    char piece[1000];
    for (ssize_t size = 0; (size = ::recv(fd, piece, sizeof piece, 0)) > 0;)
      text.append(piece, static_cast<std::size_t>(size));
    ::close(fd);
    return text;
  }

  const std::string path_;
  absl::Notification has_begun_;
  absl::Notification may_go_;
  std::unique_ptr<HttpServer> server_;
};

TEST_F(HttpServerTest, RefusesAddressesThatAreNotOfThisMachine) {
  const auto started = HttpServer::Start({.listen = "0.0.0.0:0"});
  EXPECT_EQ(started.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(HttpServerTest, LetsRequestsUnderWayBeAnsweredWhenItEnds) {
  Start(2, 2);
  const int asking = Connect(kAsk);
  const int idle = Connect("");
  has_begun_.WaitForNotification();
  std::thread releasing([this] {
    absl::SleepFor(absl::Milliseconds(50));
    may_go_.Notify();
  });
  EXPECT_TRUE(server_->Drain(absl::Now() + absl::Seconds(20)));
  releasing.join();
  EXPECT_THAT(ReadAll(asking), HasSubstr("done"));
  EXPECT_EQ(ReadAll(idle), "");
}

TEST_F(HttpServerTest, GivesUpOnRequestsThatDoNotEnd) {
  Start(1, 0);
  const int asking = Connect(kAsk);
  has_begun_.WaitForNotification();
  EXPECT_FALSE(server_->Drain(absl::Now() + absl::Milliseconds(20)));
  server_.reset();  // the caller is taken for gone
  ::close(asking);
}

TEST_F(HttpServerTest, ClosesConnectionsBeyondThoseThatMayWait) {
  Start(1, 1);
  const int served = Connect(kAsk);
  has_begun_.WaitForNotification();
  const int waiting = Connect(kAsk);
  EXPECT_EQ(ReadAll(Connect(kAsk)), "");
  may_go_.Notify();
  EXPECT_THAT(ReadAll(served), HasSubstr("Connection: close"));  // since another waits
  ::shutdown(waiting, SHUT_WR);
  EXPECT_THAT(ReadAll(waiting), HasSubstr("done"));
}

}  // namespace
}  // namespace izin
