#include "service/server/http_stream.h"

#include <fcntl.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

#include "absl/time/clock.h"
#include <gtest/gtest.h>

namespace izin {
namespace {

class HttpStreamTest : public ::testing::Test {
 protected:
  HttpStreamTest() {
    ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends_);
    limits_.header_bytes = 100;
    limits_.body_bytes = 100;
    limits_.idle = absl::Milliseconds(20);
    limits_.header_time = absl::Milliseconds(50);
    limits_.body_time = absl::Milliseconds(50);
    limits_.write_time = absl::Milliseconds(50);
  }
  ~HttpStreamTest() override {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }

  void Send(const std::string& bytes) const {
    ASSERT_EQ(::send(ends_[1], bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
  }
  // Reads byte by byte, as the library does, to the end of the headers or until nothing comes.
  static std::string ReadHeaders(HttpStream& stream) {
    std::string text;
    for (char c = 0; !stream.is_in_body() && stream.read(&c, 1) == 1;) text.push_back(c);
    return text;
  }
  static bool Never() { return false; }

  int ends_[2] = {-1, -1};
  HttpLimits limits_;
};

TEST_F(HttpStreamTest, FindsTheEndOfTheHeaders) {
  HttpStream stream(ends_[0], limits_);
  Send("GET / HTTP/1.1\r\nA: \r\r\n\r\nbody");
  ASSERT_TRUE(stream.AwaitRequest(Never));
  EXPECT_EQ(ReadHeaders(stream), "GET / HTTP/1.1\r\nA: \r\r\n\r\n");
  char body[10] = {};
  EXPECT_EQ(stream.read(body, sizeof body), 4);
  EXPECT_EQ(std::string(body), "body");
}

TEST_F(HttpStreamTest, TakesNoHeadersWithoutEnd) {
  HttpStream stream(ends_[0], limits_);
  Send(std::string(200, 'x'));
  ASSERT_TRUE(stream.AwaitRequest(Never));
  EXPECT_EQ(ReadHeaders(stream).size(), 99U);
  EXPECT_EQ(stream.fault(), HttpFault::kHeadersTooLong);
}

TEST_F(HttpStreamTest, TakesNoBodyWithoutEnd) {
  HttpStream stream(ends_[0], limits_);
  Send("\r\n\r\n" + std::string(300, 'x'));
  ASSERT_TRUE(stream.AwaitRequest(Never));
  ReadHeaders(stream);
  char body[300];
  EXPECT_EQ(stream.read(body, sizeof body), -1);
  EXPECT_EQ(stream.fault(), HttpFault::kBodyTooLong);
}

// A byte now and then would reset a timeout of each wait.
TEST_F(HttpStreamTest, BoundsTheTimeOfAllHeadersTogether) {
  HttpStream stream(ends_[0], limits_);
  Send("G");
  ASSERT_TRUE(stream.AwaitRequest(Never));
  const absl::Time begin = absl::Now();
  for (char c = 0; stream.read(&c, 1) == 1;) {
    ::usleep(5000);
    Send("x");
  }
  EXPECT_EQ(stream.fault(), HttpFault::kTooSlow);
  EXPECT_GE(absl::Now() - begin, absl::Milliseconds(40));
}

TEST_F(HttpStreamTest, NoticesThatTheClientHasGone) {
  HttpStream stream(ends_[0], limits_);
  Send("G");
  EXPECT_FALSE(stream.IsGone());
  ::shutdown(ends_[1], SHUT_WR);
  EXPECT_TRUE(stream.IsGone());
  ASSERT_TRUE(stream.AwaitRequest(Never));
  char c = 0;
  EXPECT_EQ(stream.read(&c, 1), 1);
  EXPECT_EQ(stream.read(&c, 1), -1);
  EXPECT_EQ(stream.fault(), HttpFault::kGone);
}

TEST_F(HttpStreamTest, WaitsForARequestAsLongAsItMay) {
  HttpStream stream(ends_[0], limits_);
  EXPECT_FALSE(stream.AwaitRequest(Never));
  EXPECT_FALSE(stream.AwaitRequest([] { return true; }));
  Send("G");
  EXPECT_TRUE(stream.AwaitRequest([] { return true; }));  // what has come is heard
}

TEST_F(HttpStreamTest, GivesUpOnAClientThatReadsNothing) {
  HttpStream stream(ends_[0], limits_);
  const std::string much(std::size_t{8} << 20, 'x');
  EXPECT_EQ(stream.write(much.data(), much.size()), -1);
  EXPECT_FALSE(stream.is_writable());
}

}  // namespace
}  // namespace izin
