#include "service/server/server_config.h"

#include <cstdio>
#include <fstream>
#include <string>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace izin {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// A file of its own for each test.
class ServerConfigTest : public ::testing::Test {
 protected:
  ServerConfigTest()
      : path_(absl::StrCat(::testing::TempDir(), "/config-", ::getpid(), "-",
                           ::testing::UnitTest::GetInstance()->current_test_info()->name())) {}
  ~ServerConfigTest() override { std::remove(path_.c_str()); }

  absl::StatusOr<internal::ServerConfig> Read(const std::string& text) {
    std::ofstream(path_, std::ios::binary) << text;
    return ReadServerConfig(path_);
  }

  const std::string path_;
};

TEST_F(ServerConfigTest, DefaultsStandWhereNothingIsSaid) {
  const internal::ServerConfig config = WithDefaults({});
  EXPECT_EQ(config.listen(), "127.0.0.1:8980");
  EXPECT_EQ(config.log_level(), "info");
  EXPECT_EQ(config.shutdown_grace_ms(), 5000);
  EXPECT_EQ(config.rulesets(), "");
}

TEST_F(ServerConfigTest, WhatIsSaidStands) {
  const auto config =
      Read("listen: '[::1]:0'\nlog_level: 'debug' # talkative\nshutdown_grace_ms: 7\n");
  ASSERT_TRUE(config.ok()) << config.status();
  const internal::ServerConfig full = WithDefaults(*config);
  EXPECT_EQ(full.listen(), "[::1]:0");
  EXPECT_EQ(full.log_level(), "debug");
  EXPECT_EQ(full.shutdown_grace_ms(), 7);
}

TEST_F(ServerConfigTest, AnEmptyFileIsAllDefaults) {
  const auto config = Read("");
  ASSERT_TRUE(config.ok()) << config.status();
  EXPECT_EQ(config->ByteSizeLong(), 0U);
}

TEST_F(ServerConfigTest, AnUnknownFieldIsNamedWithItsPlace) {
  const absl::Status status = Read("listen: '127.0.0.1:0'\n  port: 1\n").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith(absl::StrCat(path_, ":2:")));
  EXPECT_THAT(std::string(status.message()), HasSubstr("port"));
}

TEST_F(ServerConfigTest, AWrongTypeIsNamedWithItsPlace) {
  const absl::Status status = Read("shutdown_grace_ms: 'soon'\n").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), StartsWith(absl::StrCat(path_, ":1:")));
}

TEST_F(ServerConfigTest, AMissingFileIsNamed) {
  const absl::Status status = ReadServerConfig(path_ + "-none").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), StartsWith(path_ + "-none: "));
}

}  // namespace
}  // namespace izin
