#include "service/server/listen_address.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::HasSubstr;

TEST(ListenAddress, ReadsPortsOfThisMachine) {
  struct Case {
    std::string written;
    std::string host;
    int port;
  };
  for (const Case& c : std::vector<Case>{{"127.0.0.1:8980", "127.0.0.1", 8980},
                                         {"127.1.2.3:0", "127.1.2.3", 0},
                                         {"[::1]:65535", "::1", 65535},
                                         {"localhost:1", "127.0.0.1", 1}}) {
    const absl::StatusOr<ListenAddress> address = ParseListenAddress(c.written);
    ASSERT_TRUE(address.ok()) << address.status();
    EXPECT_EQ(address->host, c.host);
    EXPECT_EQ(address->port, c.port);
    EXPECT_EQ(address->path, "");
    EXPECT_EQ(address->written, c.written);
  }
}

TEST(ListenAddress, ReadsPaths) {
  for (const char* written : {"unix:/run/izin/s", "unix:///run/izin/s"}) {
    const absl::StatusOr<ListenAddress> address = ParseListenAddress(written);
    ASSERT_TRUE(address.ok()) << address.status();
    EXPECT_EQ(address->path, "/run/izin/s");
    EXPECT_EQ(address->host, "");
  }
  EXPECT_EQ(ParseListenAddress("unix:s")->path, "s");
}

TEST(ListenAddress, LeavesThisMachineWhereItMay) {
  struct Case {
    std::string written;
    std::string host;
    bool is_of_this_machine;
  };
  for (const Case& c : std::vector<Case>{{"0.0.0.0:80", "0.0.0.0", false},
                                         {"10.1.2.3:8980", "10.1.2.3", false},
                                         {"[::]:80", "::", false},
                                         {"[fd00::1]:80", "fd00::1", false},
                                         {"127.0.0.1:80", "127.0.0.1", true},
                                         {"localhost:80", "127.0.0.1", true},
                                         {"unix:s", "", true}}) {
    const absl::StatusOr<ListenAddress> address = ParseListenAddress(c.written, Reach::kNetwork);
    ASSERT_TRUE(address.ok()) << address.status();
    EXPECT_EQ(address->host, c.host);
    EXPECT_EQ(IsOfThisMachine(*address), c.is_of_this_machine) << c.written;
    EXPECT_EQ(ParseListenAddress(c.written).ok(), c.is_of_this_machine) << c.written;
  }
  for (const char* written :
       {"izin.example.go.id:80", "::1:80", "1.2.3:80", "[1.2.3.4]:80", ":80"}) {
    const absl::Status status = ParseListenAddress(written, Reach::kNetwork).status();
    EXPECT_THAT(std::string(status.message()), HasSubstr("want an address")) << written;
  }
}

TEST(ListenAddress, SaysWhatIsWrong) {
  struct Case {
    std::string written;
    std::string says;
  };
  for (const Case& c : std::vector<Case>{
           {"127.0.0.1:65536", "want a port of 0 to 65535"},
           {"127.0.0.1:99999999999999999999", "want a port of 0 to 65535"},
           {"127.0.0.1:+1", "want a port of 0 to 65535"},
           {"127.0.0.1: 1", "want a port of 0 to 65535"},
           {"127.0.0.1:", "the port is missing"},
           {"127.0.0.1", "the port is missing"},
           {"localhost", "the port is missing"},
           {"[::1]", "the port is missing"},
           {"", "want 127.0.0.1:PORT"},
           {":80", "want 127.0.0.1:PORT"},
           {"0.0.0.0:80", "want 127.0.0.1:PORT"},
           {"0.0.0.0:80", "give izind --tls-cert and --tls-key"},
           {"127.0.0.1.example.org:80", "want 127.0.0.1:PORT"},
           {"::1:80", "want 127.0.0.1:PORT"},
           {"unix:", "want unix:PATH"},
           {"unix:" + std::string(108, 'x'), "a path of 108 bytes: a socket takes at most 107"}}) {
    const absl::Status status = ParseListenAddress(c.written).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << c.written;
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.says)) << c.written;
  }
}

}  // namespace
}  // namespace izin
