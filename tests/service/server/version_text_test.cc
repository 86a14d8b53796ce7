#include "service/server/version_text.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin {
namespace {

using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

TEST(VersionTextTest, NamesSoftwareRulesetsAndLibraries) {
  const std::string text = VersionText("izin", *testing::Library(), {"CLI11 2.1.2"});
  const std::vector<std::string> lines = absl::StrSplit(text, '\n');
  const auto rulesets = testing::Library()->rulesets();
  ASSERT_EQ(lines.size(), rulesets.size() + 3);
  EXPECT_THAT(lines[0], MatchesRegex("izin [0-9]+\\.[0-9]+\\.[0-9]+"));
  EXPECT_EQ(lines[1], absl::StrCat(rulesets[0]->versioned_name(), ", 2018-06-21 to 2021-02-01"));
  EXPECT_EQ(lines[2], absl::StrCat(rulesets[1]->versioned_name(), ", from 2025-06-05"));
  EXPECT_THAT(lines[2], ContainsRegex("rulesets/pp28-2025@[0-9a-f]+, "));
  EXPECT_THAT(lines[3], MatchesRegex("answers by code [0-9a-f]+"));
  for (const char* library : {"gRPC 1.", "Protobuf 3.", "Abseil 20", "RocksDB 7.", "libsodium 1."})
    EXPECT_THAT(lines[4], HasSubstr(library));
  EXPECT_THAT(lines[4], EndsWith(", CLI11 2.1.2"));
}

}  // namespace
}  // namespace izin
