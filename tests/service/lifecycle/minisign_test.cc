// Keys and signatures, against Debian's minisign.

#include "service/lifecycle/minisign.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"

namespace izin::minisign {
namespace {

using ::izin::testing::FileText;
using ::izin::testing::TempFolder;
using ::testing::HasSubstr;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;
constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

constexpr char kContent[] = "Perizinan berusaha, baris pertama.\nBaris kedua.\n";

void Write(const std::string& path, const std::string& content) {
  std::ofstream(path, std::ios::binary) << content;
}

// How minisign ends; what it says goes nowhere.
int Minisign(const TempFolder& folder, const std::string& words, const std::string& input = "") {
  Write(folder / "input", input);
  return std::system(
      absl::StrCat("cd ", folder.path(), " && minisign ", words, " <input >said 2>&1").c_str());
}

std::string With(std::string text, const std::string& from, const std::string& to) {
  return absl::StrReplaceAll(text, {{from, to}});
}

class MinisignTest : public ::testing::Test {
 protected:
  MinisignTest() { Write(folder_ / "file", kContent); }
  TempFolder folder_;
};

TEST_F(MinisignTest, TheProgramAcceptsOurSignature) {
  const SecretKey key = SecretKey::Generate();
  Write(folder_ / "our.pub", key.public_key().ToFile());
  Write(folder_ / "file.minisig", *key.Sign(kContent, "versi 2, disetujui"));
  EXPECT_EQ(Minisign(folder_, "-V -p our.pub -m file"), 0) << FileText(folder_ / "said");
  EXPECT_THAT(FileText(folder_ / "said"), HasSubstr("versi 2, disetujui"));
  Write(folder_ / "file", absl::StrCat(kContent, "x"));
  EXPECT_NE(Minisign(folder_, "-V -p our.pub -m file"), 0);
}

TEST_F(MinisignTest, TheProgramSignsWithOurKey) {
  const SecretKey key = SecretKey::Generate();
  Write(folder_ / "our.key", *key.ToFile(""));
  ASSERT_EQ(Minisign(folder_, "-S -s our.key -m file"), 0) << FileText(folder_ / "said");
  EXPECT_TRUE(Verify({key.public_key()}, kContent, FileText(folder_ / "file.minisig")).ok());
}

TEST_F(MinisignTest, KeysAndSignaturesOfTheProgramAreTaken) {
  ASSERT_EQ(Minisign(folder_, "-G -W -p its.pub -s its.key"), 0) << FileText(folder_ / "said");
  const auto pub = PublicKey::Parse(FileText(folder_ / "its.pub"));
  ASSERT_TRUE(pub.ok()) << pub.status();
  const auto secret = SecretKey::Parse(FileText(folder_ / "its.key"), "");
  ASSERT_TRUE(secret.ok()) << secret.status();
  EXPECT_EQ(secret->public_key().id(), pub->id());
  EXPECT_THAT(FileText(folder_ / "its.pub"), HasSubstr(pub->id()));
  for (const char* kind : {"", "-l"}) {
    ASSERT_EQ(Minisign(folder_, absl::StrCat("-S ", kind, " -s its.key -t tepercaya -m file")), 0);
    const auto by = Verify({*pub}, kContent, FileText(folder_ / "file.minisig"));
    ASSERT_TRUE(by.ok()) << kind << by.status();
    EXPECT_EQ(by->comment, "tepercaya");
    EXPECT_EQ(by->key_id, pub->id());
  }
  Write(folder_ / "file.minisig", *secret->Sign(kContent, "kami"));
  EXPECT_EQ(Minisign(folder_, "-V -p its.pub -m file"), 0) << FileText(folder_ / "said");
}

// scrypt takes a gibibyte and some seconds, once each way.
TEST_F(MinisignTest, KeysEncryptedByAPasswordAreTakenBothWays) {
  ASSERT_EQ(Minisign(folder_, "-G -p its.pub -s its.key", "rahasia\nrahasia\n"), 0)
      << FileText(folder_ / "said");
  const std::string file = FileText(folder_ / "its.key");
  EXPECT_EQ(SecretKey::Parse(file, "").status().code(), kPrecondition);
  const auto wrong = SecretKey::Parse(file, "rahasiA");
  EXPECT_EQ(wrong.status().code(), kPrecondition);
  EXPECT_THAT(wrong.status().message(), HasSubstr("wrong password"));
  const auto key = SecretKey::Parse(file, "rahasia");
  ASSERT_TRUE(key.ok()) << key.status();
  Write(folder_ / "our.key", *key->ToFile("lain"));
  ASSERT_EQ(Minisign(folder_, "-S -s our.key -m file", "lain\n"), 0) << FileText(folder_ / "said");
  EXPECT_TRUE(Verify({key->public_key()}, kContent, FileText(folder_ / "file.minisig")).ok());
}

TEST_F(MinisignTest, AKeyIsReadFromItsLineToo) {
  const PublicKey key = SecretKey::Generate().public_key();
  const std::string file = key.ToFile();
  const std::string line = file.substr(file.find('\n') + 1);
  EXPECT_EQ(PublicKey::Parse(line)->id(), key.id());
  EXPECT_EQ(PublicKey::Parse(With(file, "\n", "\r\n"))->id(), key.id());
}

TEST_F(MinisignTest, WhatIsNoKeyIsRefused) {
  const std::string file = *SecretKey::Generate().ToFile("");
  for (const std::string& text :
       {std::string(), std::string("RWQ"), std::string(200000, 'A'), file, file.substr(0, 60)}) {
    EXPECT_EQ(PublicKey::Parse(text).status().code(), kInvalid) << text.substr(0, 80);
  }
  EXPECT_EQ(SecretKey::Parse(SecretKey::Generate().public_key().ToFile(), "").status().code(),
            kInvalid);
  std::string damaged = file;
  damaged[damaged.size() - 40] = damaged[damaged.size() - 40] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(SecretKey::Parse(damaged, "").ok());
}

TEST_F(MinisignTest, AnotherKeyIsNotTrusted) {
  const SecretKey one = SecretKey::Generate();
  const PublicKey other = SecretKey::Generate().public_key();
  const std::string signature = *one.Sign(kContent, "");
  EXPECT_EQ(*SignerOf(signature), one.public_key().id());
  const auto refused = Verify({other}, kContent, signature);
  EXPECT_EQ(refused.status().code(), kPrecondition);
  EXPECT_THAT(refused.status().message(),
              HasSubstr(absl::StrCat("signed by key ", one.public_key().id(),
                                     ", which is not trusted; trusted are ", other.id())));
  EXPECT_TRUE(Verify({other, one.public_key()}, kContent, signature).ok());
}

// Any byte of content or signature but the untrusted comment.
TEST_F(MinisignTest, NothingMayBeChanged) {
  const SecretKey key = SecretKey::Generate();
  const std::string signature = *key.Sign(kContent, "versi 2");
  const auto verify = [&](const std::string& content, const std::string& text) {
    return Verify({key.public_key()}, content, text).ok();
  };
  ASSERT_TRUE(verify(kContent, signature));
  for (std::size_t i = 0; i < sizeof(kContent) - 1; ++i) {
    std::string changed = kContent;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(verify(changed, signature)) << i;
  }
  EXPECT_FALSE(verify(kContent, With(signature, "versi 2", "versi 3")));
  for (std::size_t i = signature.find('\n') + 1; i < signature.size() - 1; ++i) {
    std::string changed = signature;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_TRUE(changed == signature || !verify(kContent, changed)) << i;
  }
  for (std::size_t size = 0; size < signature.size() - 1; ++size)
    EXPECT_FALSE(verify(kContent, signature.substr(0, size))) << size;
}

TEST_F(MinisignTest, ACommentIsOneLine) {
  const SecretKey key = SecretKey::Generate();
  EXPECT_EQ(key.Sign(kContent, "a\nb").status().code(), kInvalid);
  EXPECT_EQ(key.Sign(kContent, std::string(5000, 'a')).status().code(), kInvalid);
}

}  // namespace
}  // namespace izin::minisign
