#include "service/server/access/token_keys.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/tokens.h"

namespace izin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Key;
using testing::TokenSigner;

class TokenKeysTest : public ::testing::Test {
 protected:
  TokenKeysTest() : folder_(::testing::TempDir() + "izin_token_keys") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~TokenKeysTest() override { std::filesystem::remove_all(folder_); }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ + "/" + name, std::ios::trunc) << text;
  }
  std::string FaultOf(bool allows_secrets = false) const {
    return std::string(ReadTokenKeys(folder_, allows_secrets).status().message());
  }

  const std::string folder_;
};

TEST_F(TokenKeysTest, ReadsWhatEachKeyIsGoodFor) {
  TokenSigner::Rsa().Publish(folder_, "a");
  TokenSigner::Ec().Publish(folder_, "b.2");
  Write("c.secret", std::string(32, 's') + "\n");
  Write(".hidden", "no key");
  const absl::StatusOr<TokenKeySet> keys = ReadTokenKeys(folder_, true);
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_THAT(*keys, ElementsAre(Key("a"), Key("b.2"), Key("c")));
  EXPECT_EQ(keys->at("a").algorithm, TokenAlgorithm::kRs256);
  EXPECT_EQ(keys->at("b.2").algorithm, TokenAlgorithm::kEs256);
  EXPECT_EQ(keys->at("c"), (TokenKey{TokenAlgorithm::kHs256, std::string(32, 's')}));
}

TEST_F(TokenKeysTest, NamesTheFileThatWillNotDo) {
  EXPECT_THAT(FaultOf(), HasSubstr("holds no key"));
  Write("k.pem", "");
  EXPECT_THAT(FaultOf(), HasSubstr("k.pem: is empty"));
  Write("k.pem", "rubbish");
  EXPECT_THAT(FaultOf(), HasSubstr("k.pem: want a public key in PEM"));
  Write("k.pem", TokenSigner::Rsa(1024).PublicPem());
  EXPECT_THAT(FaultOf(), HasSubstr("k.pem: RSA of 1024 bits: want 2048 or more"));
  Write("k.pem", TokenSigner::Ec("P-384").PublicPem());
  EXPECT_THAT(FaultOf(), HasSubstr("k.pem: want a key of RSA"));
  Write("k.pem", std::string(20000, 'a'));
  EXPECT_THAT(FaultOf(), HasSubstr("k.pem: is no key"));
  Write("k.pem", TokenSigner::Ec().PublicPem());
  Write("k.secret", std::string(32, 's'));
  EXPECT_THAT(FaultOf(), HasSubstr("k.secret: shared secrets are taken with"));
  EXPECT_THAT(FaultOf(true), HasSubstr("a second key of the id k"));
  std::filesystem::remove(folder_ + "/k.pem");
  Write("k.secret", "short");
  EXPECT_THAT(FaultOf(true), HasSubstr("a secret of 5 bytes: want 32"));
  Write("k.secret", std::string(32, 's'));
  Write("README", "keys");
  EXPECT_THAT(FaultOf(true), HasSubstr("README: want KID.pem"));
  std::filesystem::remove_all(folder_);
  EXPECT_THAT(FaultOf(), HasSubstr("cannot be read"));
}

TEST_F(TokenKeysTest, TakesNewKeysAndKeepsTheOldWhereTheNewAreWrong) {
  TokenSigner::Ec().Publish(folder_, "a");
  const auto keys = TokenKeys::Load(folder_, false);
  ASSERT_TRUE(keys.ok()) << keys.status();
  EXPECT_FALSE((*keys)->Look());
  TokenSigner::Ec().Publish(folder_, "b");
  EXPECT_TRUE((*keys)->Look());
  EXPECT_THAT(*(*keys)->keys(), ElementsAre(Key("a"), Key("b")));
  Write("b.pem", "half of a k");
  EXPECT_FALSE((*keys)->Look());
  EXPECT_EQ((*keys)->counters().failed_reloads, 0);  // it may be on its way
  for (int i = 0; i < 3; ++i) EXPECT_FALSE((*keys)->Look());
  EXPECT_EQ((*keys)->counters().failed_reloads, 1);
  EXPECT_THAT((*keys)->counters().last_failure, HasSubstr("b.pem: want a public key"));
  EXPECT_THAT(*(*keys)->keys(), ElementsAre(Key("a"), Key("b")));
  std::filesystem::remove(folder_ + "/b.pem");
  EXPECT_TRUE((*keys)->Look());
  EXPECT_EQ((*keys)->counters().reloads, 2);
  EXPECT_EQ((*keys)->counters().last_failure, "");
}

}  // namespace
}  // namespace izin
