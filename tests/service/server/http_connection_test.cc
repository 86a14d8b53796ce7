#include "service/server/http_connection.h"

#include <fcntl.h>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// One connection, whose requests are answered with what they were.
class HttpConnectionTest : public ::testing::Test {
 protected:
  HttpConnectionTest() {
    ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_);
    ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    limits_.body_bytes = 1000;
    limits_.idle = absl::Milliseconds(100);
    limits_.header_time = absl::Milliseconds(200);
    limits_.body_time = absl::Milliseconds(200);
  }
  ~HttpConnectionTest() override {
    ::close(ends_[0]);
    ::close(ends_[1]);
  }

  // All that comes back where the client sends `bytes` and then nothing more.
  std::string Exchange(const std::string& bytes, bool is_half_closed = false) {
    const HttpAnswer answer = [](const HttpRequest& request, absl::FunctionRef<bool()> /*gone*/) {
      HttpResponse response;
      response.content_type = "text/plain";
      response.body = absl::StrCat("<", request.method, " ", request.path, " ", request.Query("q"),
                                   " ", request.Header("x-a"), " ", request.body, ">");
      return response;
    };
    std::thread server([&] { ServeConnection(ends_[0], limits_, answer, state_); });
    EXPECT_EQ(::send(ends_[1], bytes.data(), bytes.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(bytes.size()));
    if (is_half_closed) ::shutdown(ends_[1], SHUT_WR);
    std::string text;
    char piece[4096];
    for (ssize_t size = 0; (size = ::recv(ends_[1], piece, sizeof piece, 0)) > 0;)
      text.append(piece, static_cast<std::size_t>(size));
    ::shutdown(ends_[1], SHUT_RDWR);
    server.join();
    return text;
  }
  static int Count(const std::string& text, const std::string& what) {
    int count = 0;
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; ++at) ++count;
    return count;
  }

  int ends_[2] = {-1, -1};
  HttpLimits limits_;
  HttpState state_;
};

TEST_F(HttpConnectionTest, AnswersGetAndPost) {
  EXPECT_THAT(Exchange("GET /a%20b?q=1%2B HTTP/1.1\r\nX-A: v\r\n\r\n"
                       "POST /c HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody"),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("<GET /a b 1+ v >"),
                    HasSubstr("<POST /c   body>")));
}

TEST_F(HttpConnectionTest, AnswersAllThatWasSentAhead) {
  std::string requests;
  for (int i = 0; i < 50; ++i)
    requests += absl::StrCat("POST /", i, " HTTP/1.1\r\nContent-Length: 2\r\n\r\n", 10 + i);
  const std::string text = Exchange(requests);
  EXPECT_EQ(Count(text, "HTTP/1.1 200 OK"), 50);
  EXPECT_LT(text.find("<POST /48   58>"), text.find("<POST /49   59>"));
}

TEST_F(HttpConnectionTest, ReadsChunks) {
  EXPECT_THAT(Exchange("POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
                       "2\r\nbo\r\n2\r\ndy\r\n0\r\n\r\n"),
              HasSubstr("<POST /c   body>"));
}

TEST_F(HttpConnectionTest, KeepsTheLibraryFromPackingAndCutting) {
  const std::string text =
      Exchange("GET / HTTP/1.1\r\nAccept-Encoding: gzip, br\r\nRange: bytes=0-1\r\nX-A: v\r\n\r\n");
  EXPECT_THAT(text, AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), Not(HasSubstr("Content-Encoding")),
                          HasSubstr("<GET /  v >")));
}

TEST_F(HttpConnectionTest, HasNoBodyForHead) {
  const std::string text = Exchange("HEAD /x HTTP/1.1\r\n\r\n");
  EXPECT_THAT(text, AllOf(HasSubstr("Content-Length: 12\r\n"), Not(HasSubstr("<HEAD"))));
}

struct BadCase {
  const char* name;
  std::string bytes;
  const char* line;
  const char* message;
};

class HttpConnectionBadTest : public HttpConnectionTest,
                              public ::testing::WithParamInterface<BadCase> {};

// An error that says why, once, and the end of the connection: nothing behind it is read as a
// request.
TEST_P(HttpConnectionBadTest, IsToldAndEnds) {
  const std::string text = Exchange(GetParam().bytes);
  EXPECT_THAT(text, AllOf(StartsWith(GetParam().line), HasSubstr(GetParam().message),
                          HasSubstr("Connection: close\r\n"),
                          HasSubstr("Content-Type: application/json\r\n")));
  EXPECT_EQ(Count(text, "HTTP/1.1 "), 1) << text;
}

const char kSmuggled[] = "GET /smuggled HTTP/1.1\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Requests, HttpConnectionBadTest,
    ::testing::Values(
        BadCase{"NoHttp", absl::StrCat("hello\r\n\r\n", kSmuggled), "HTTP/1.1 400",
                "no request of"},
        BadCase{"Http2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/1.1 400", "no request of"},
        BadCase{"LongLine", "GET /" + std::string(9000, 'x') + " HTTP/1.1\r\n\r\n", "HTTP/1.1 414",
                "a request line of more than 8192 bytes"},
        BadCase{"LongHeaders", "GET / HTTP/1.1\r\nA: b\r\n" + std::string(20000, 'x'),
                "HTTP/1.1 431", "headers of more than 16384 bytes"},
        BadCase{"HeadersThatStop", "GET / HTTP/1.1\r\nA", "HTTP/1.1 408",
                "the headers did not come within 200ms"},
        BadCase{"BodyThatStops", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nbo", "HTTP/1.1 408",
                "the body did not come within 200ms"},
        BadCase{"ChunksThatStop", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbo",
                "HTTP/1.1 408", "the body did not come within 200ms"},
        BadCase{"NoChunk", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "HTTP/1.1 400", "a chunk of the body is malformed"},
        BadCase{"LongBody",
                "POST / HTTP/1.1\r\nContent-Length: 1001\r\n\r\n" + std::string(1001, 'x'),
                "HTTP/1.1 413", "a body of more than 1000 bytes"},
        BadCase{"LongChunks",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                    std::string(1001, 'x') + "\r\n0\r\n\r\n",
                "HTTP/1.1 413", "a body of more than 1000 bytes"},
        BadCase{"TwoLengths",
                absl::StrCat("POST / HTTP/1.1\r\nContent-Length: 0\r\nContent-Length: 26\r\n\r\n",
                             kSmuggled),
                "HTTP/1.1 400", "more than one length"},
        BadCase{"LengthAndChunks",
                absl::StrCat("POST / HTTP/1.1\r\nContent-Length: 26\r\nTransfer-Encoding: "
                             "chunked\r\n\r\n0\r\n\r\n",
                             kSmuggled),
                "HTTP/1.1 400", "more than one length"},
        BadCase{"NoLength",
                absl::StrCat("POST / HTTP/1.1\r\nContent-Length: +0\r\n\r\n", kSmuggled),
                "HTTP/1.1 400", "Content-Length: want a number"},
        BadCase{"SpaceBeforeColon",
                absl::StrCat("POST / HTTP/1.1\r\nContent-Length : 26\r\n\r\n", kSmuggled),
                "HTTP/1.1 400", "the name of a header is malformed"},
        BadCase{
            "OtherCoding",
            absl::StrCat("POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", kSmuggled),
            "HTTP/1.1 400", "Transfer-Encoding: want chunked"},
        BadCase{"ExpectedTooMuch",
                "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 9999\r\n\r\n",
                "HTTP/1.1 413", "a body of more than 1000 bytes"}),
    [](const auto& tested) { return tested.param.name; });

// The body of a GET is not read, so that what follows it is unknown.
TEST_F(HttpConnectionTest, EndsAfterABodyThatIsNotRead) {
  const std::string text =
      Exchange(absl::StrCat("GET /a HTTP/1.1\r\nContent-Length: 26\r\n\r\n", kSmuggled));
  EXPECT_EQ(Count(text, "HTTP/1.1 200"), 1);
  EXPECT_THAT(text, Not(HasSubstr("smuggled")));
}

TEST_F(HttpConnectionTest, TellsClientsToSendTheirBody) {
  EXPECT_THAT(Exchange("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok"),
              AllOf(StartsWith("HTTP/1.1 100 Continue\r\n\r\n"), HasSubstr("<POST /   ok>")));
}

TEST_F(HttpConnectionTest, EndsAfterSoManyRequests) {
  limits_.requests_per_connection = 2;
  const std::string one = "GET / HTTP/1.1\r\n\r\n";
  const std::string text = Exchange(one + one + one);
  EXPECT_EQ(Count(text, "HTTP/1.1 200"), 2);
  EXPECT_EQ(Count(text, "Connection: close"), 1);
}

TEST_F(HttpConnectionTest, EndsWithItsAnswerWhileOthersWait) {
  state_.waiting = 1;
  const std::string one = "GET / HTTP/1.1\r\n\r\n";
  const std::string text = Exchange(one + one);
  EXPECT_EQ(Count(text, "HTTP/1.1 200"), 1);
  EXPECT_EQ(Count(text, "Connection: close"), 1);
}

TEST_F(HttpConnectionTest, EndsWithItsAnswerWhenTheServerEnds) {
  state_.is_closing = true;
  EXPECT_THAT(Exchange("GET / HTTP/1.1\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("Connection: close")));
}

}  // namespace
}  // namespace izin
