#include "service/rulesets/overlaid_rulesets.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/service/answering.h"

namespace izin {
namespace {

namespace fs = std::filesystem;
using ::izin::testing::Library;
using ::izin::testing::TempFolder;
using ::testing::HasSubstr;

constexpr char kMedan[] = "data/overlays/medan-example";

std::string FingerprintOf(const RulesetLibrary& library, const std::string& id) {
  return (*library.Find(id))->data().fingerprint;
}

TEST(OverlaidRulesetsTest, WithoutOverlaysTheLibraryIsAsItWas) {
  const auto library = LibraryWithOverlays("", {});
  ASSERT_TRUE(library.ok());
  EXPECT_EQ(FingerprintOf(**library, "pp28-2025"), FingerprintOf(*Library(), "pp28-2025"));
}

TEST(OverlaidRulesetsTest, TheExampleThatShipsCompilesAndIsMarkedAsOne) {
  const auto library = LibraryWithOverlays("", {kMedan});
  ASSERT_TRUE(library.ok()) << library.status();
  const auto& overlays = (*library)->latest().data().overlays;
  ASSERT_EQ(overlays.size(), 1U);
  EXPECT_TRUE(overlays[0].is_example);
  EXPECT_EQ(overlays[0].region, "1271");
  EXPECT_NE(FingerprintOf(**library, "pp28-2025"), FingerprintOf(*Library(), "pp28-2025"));
  EXPECT_EQ(FingerprintOf(**library, "pp24-2018"), FingerprintOf(*Library(), "pp24-2018"));
  // What it was compiled of can be listed and compared.
  EXPECT_TRUE((*library)->RulesOf((*library)->latest()).ok());
}

TEST(OverlaidRulesetsTest, OfADataFolderItIsTheSame) {
  const auto embedded = LibraryWithOverlays("", {kMedan});
  const auto folder = LibraryWithOverlays("data", {std::string(kMedan) + "/"});
  ASSERT_TRUE(folder.ok()) << folder.status();
  EXPECT_EQ(FingerprintOf(**folder, "pp28-2025"), FingerprintOf(**embedded, "pp28-2025"));
}

TEST(OverlaidRulesetsTest, WhatCannotBeIsRefusedWithItsReason) {
  EXPECT_EQ(LibraryWithOverlays("", {"no/such"}).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(LibraryWithOverlays("", {kMedan, kMedan}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(LibraryWithOverlays("data/none", {kMedan}).status().code(),
            absl::StatusCode::kNotFound);
  const TempFolder folder;
  EXPECT_EQ(LibraryWithOverlays("", {folder.path()}).status().code(), absl::StatusCode::kNotFound);
}

TEST(OverlaidRulesetsTest, EveryFaultIsToldOnce) {
  const TempFolder folder;
  const std::string copy = folder / "kota";
  fs::create_directory(copy);
  std::ofstream(copy + "/overlay.textproto")
      << "overlay { id: \"kota\" title { id: \"a\" en: \"a\" } ruleset: \"pp28-2025\" "
         "region: \"1271\" as_of: \"2026-01-01\" source: \"a\" }\n"
         "local_service { permit: \"PKKPR\" working_days: 26 }\n"
         "local_service { permit: \"PBG\" risk: \"LOW\" }\n";
  const absl::Status status = LibraryWithOverlays("", {copy}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  const std::string told(status.message());
  EXPECT_THAT(told, HasSubstr("overlays/kota/overlay.textproto:2:"));
  EXPECT_THAT(told, HasSubstr("overlays/kota/overlay.textproto:3:"));
  EXPECT_EQ(told.find("\"risk\""), told.rfind("\"risk\""));
}

TEST(OverlaidRulesetsTest, AnOverlayOfNoRulesetIsAFault) {
  const TempFolder folder;
  const std::string copy = folder / "kota";
  fs::create_directory(copy);
  std::ofstream(copy + "/overlay.textproto")
      << "overlay { id: \"kota\" title { id: \"a\" en: \"a\" } ruleset: \"pp28-2052\" "
         "region: \"1271\" as_of: \"2026-01-01\" source: \"a\" }\n";
  EXPECT_THAT(std::string(LibraryWithOverlays("", {copy}).status().message()),
              HasSubstr("names no ruleset that is held: held are pp24-2018, pp28-2025"));
}

}  // namespace
}  // namespace izin
