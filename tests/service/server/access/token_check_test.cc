#include "service/server/access/token_check.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/testing/tokens.h"

namespace izin {
namespace {

using testing::ClaimsOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::TokenSigner;

constexpr char kSecret[] = "a secret of more than thirty-two bytes";
const absl::Time kNow = absl::FromUnixSeconds(1'790'000'000);

// Made once: a key of RSA takes a while.
struct Provider {
  TokenSigner rsa = TokenSigner::Rsa();
  TokenSigner ec = TokenSigner::Ec();
  TokenKeySet keys = {{"rsa", {TokenAlgorithm::kRs256, rsa.PublicPem()}},
                      {"ec", {TokenAlgorithm::kEs256, ec.PublicPem()}},
                      {"secret", {TokenAlgorithm::kHs256, kSecret}}};
  TokenRules rules{.issuer = "https://sso.example.go.id", .audience = "izin"};
};

const Provider& Sso() {
  static const Provider provider;
  return provider;
}

CheckedToken Check(const std::string& token, absl::Time now = kNow) {
  return CheckToken(token, Sso().rules, Sso().keys, now);
}

std::string Good() {
  return Sso().ec.SignAs("ec", ClaimsOf("siti", kNow, R"(,"roles":["officer","x"])"));
}

// Claims with one member in place of what a good token has.
std::string Claims(const std::string& members) {
  return absl::StrCat(R"({"iss":"https://sso.example.go.id","aud":"izin","sub":"siti","exp":)",
                      absl::ToUnixSeconds(kNow) + 3600, members, "}");
}
std::string Header(const std::string& members) {
  return absl::StrCat(R"({"typ":"JWT")", members, "}");
}

TEST(CheckToken, BelievesWhatIsSignedByItsKeys) {
  for (const std::string& token :
       {Good(), Sso().rsa.SignAs("rsa", ClaimsOf("siti", kNow, R"(,"roles":["officer","x"])")),
        TokenSigner::SignBySecret(kSecret, Header(R"(,"alg":"HS256","kid":"secret")"),
                                  ClaimsOf("siti", kNow, R"(,"roles":["officer","x"])"))}) {
    const CheckedToken checked = Check(token);
    ASSERT_FALSE(checked.fault.has_value()) << checked.fault->text.en;
    EXPECT_EQ(checked.claims.subject, "siti");
    EXPECT_THAT(checked.claims.roles, ElementsAre("officer", "x"));
    EXPECT_EQ(checked.claims.expires, kNow + absl::Hours(1) + absl::Seconds(60));
  }
}

TEST(CheckToken, ReadsRolesAndAudiencesAsOneOrAsAList) {
  const CheckedToken one =
      Check(Sso().ec.SignAs("ec", Claims(R"(,"roles":"officer","aud":["other","izin"])")));
  ASSERT_FALSE(one.fault.has_value()) << one.fault->text.en;
  EXPECT_THAT(one.claims.roles, ElementsAre("officer"));
  EXPECT_THAT(Check(Sso().ec.SignAs("ec", Claims(R"(,"roles":{"a":1})"))).claims.roles, IsEmpty());
}

struct Hostile {
  std::string name;
  std::string token;
  absl::string_view reason;
  std::string says;
};

std::vector<Hostile> HostileTokens() {
  const Provider& sso = Sso();
  const std::string good = Good();
  const std::string claims = Claims("");
  const std::string another = sso.ec.SignAs("ec", claims);
  const TokenSigner stranger = TokenSigner::Ec();
  return {
      {"empty", "", "TOKEN_MALFORMED", "no JSON Web Token"},
      {"rubbish", "rubbish", "TOKEN_MALFORMED", "no JSON Web Token"},
      {"truncated", good.substr(0, good.size() / 2), "TOKEN_MALFORMED", "cut off"},
      {"signature cut", good.substr(0, good.size() - 8), "TOKEN_SIGNATURE", "signature"},
      {"signature missing", good.substr(0, good.rfind('.') + 1), "TOKEN_SIGNATURE", "signature"},
      {"signature of another text",
       another.substr(0, another.rfind('.')) + good.substr(good.rfind('.')), "TOKEN_SIGNATURE",
       "signature"},
      {"a line end in it", good + "\n", "TOKEN_MALFORMED", "no JSON Web Token"},
      {"a zero byte in it", good + std::string(1, '\0') + "x", "TOKEN_MALFORMED", ""},
      {"a megabyte", std::string(1 << 20, 'a'), "TOKEN_TOO_LONG", "1048576 bytes"},
      {"alg none", TokenSigner::Signed(Header(R"(,"alg":"none","kid":"ec")"), claims) + ".",
       "TOKEN_ALGORITHM", "alg: want ES256"},
      {"alg None, signed", sso.ec.Sign(Header(R"(,"alg":"None","kid":"ec")"), claims), "TOKEN_",
       ""},
      {"no alg", sso.ec.Sign(Header(R"(,"kid":"ec")"), claims), "TOKEN_", ""},
      {"HS256 keyed by the public key",
       TokenSigner::SignBySecret(sso.rsa.PublicPem(), Header(R"(,"alg":"HS256","kid":"rsa")"),
                                 claims),
       "TOKEN_ALGORITHM", "alg: want RS256"},
      {"RS256 under the id of a secret",
       sso.rsa.Sign(Header(R"(,"alg":"RS256","kid":"secret")"), claims), "TOKEN_ALGORITHM",
       "alg: want HS256"},
      {"RS512", sso.rsa.Sign(Header(R"(,"alg":"RS512","kid":"rsa")"), claims), "TOKEN_ALGORITHM",
       "alg: want RS256"},
      {"crit", sso.ec.Sign(Header(R"(,"alg":"ES256","kid":"ec","crit":["exp"])"), claims),
       "TOKEN_ALGORITHM", "no crit"},
      {"no kid", sso.ec.Sign(Header(R"(,"alg":"ES256")"), claims), "TOKEN_KEY_UNKNOWN",
       "kid: missing"},
      {"kid that is a number", sso.ec.Sign(Header(R"(,"alg":"ES256","kid":7)"), claims),
       "TOKEN_KEY_UNKNOWN", "kid: missing"},
      {"unknown kid", sso.ec.SignAs("other", claims), "TOKEN_KEY_UNKNOWN", "\"other\""},
      {"kid that is a path", sso.ec.SignAs("../ec", claims), "TOKEN_KEY_UNKNOWN", "\"../ec\""},
      {"key of somebody else", stranger.SignAs("ec", claims), "TOKEN_SIGNATURE", "signature"},
      {"other issuer", sso.ec.SignAs("ec", Claims(R"(,"iss":"https://sso.example.com")")),
       "TOKEN_ISSUER", "want https://sso.example.go.id"},
      {"issuer that is a list",
       sso.ec.SignAs("ec", Claims(R"(,"iss":["https://sso.example.go.id"])")), "TOKEN_ISSUER", ""},
      {"other audience", sso.ec.SignAs("ec", Claims(R"(,"aud":"portal")")), "TOKEN_AUDIENCE",
       "want izin"},
      {"no audience", sso.ec.SignAs("ec", Claims(R"(,"aud":null)")), "TOKEN_AUDIENCE", "want izin"},
      {"no exp", sso.ec.SignAs("ec", Claims(R"(,"exp":null)")), "TOKEN_CLAIM_MISSING", "exp"},
      {"exp that is text", sso.ec.SignAs("ec", Claims(R"(,"exp":"never")")), "TOKEN_CLAIM_MISSING",
       "exp"},
      {"exp beyond any clock", sso.ec.SignAs("ec", Claims(R"(,"exp":1e300)")),
       "TOKEN_CLAIM_MISSING", "exp"},
      {"nbf that is text", sso.ec.SignAs("ec", Claims(R"(,"nbf":"now")")), "TOKEN_NOT_YET_VALID",
       "nbf"},
      {"no sub", sso.ec.SignAs("ec", Claims(R"(,"sub":"")")), "TOKEN_CLAIM_MISSING", "sub"},
      {"claims that are a list", sso.ec.SignAs("ec", "[]"), "TOKEN_", ""},
  };
}

TEST(CheckToken, SaysWhichCheckAHostileTokenFails) {
  for (const Hostile& hostile : HostileTokens()) {
    const CheckedToken checked = Check(hostile.token);
    ASSERT_TRUE(checked.fault.has_value()) << hostile.name;
    EXPECT_THAT(std::string(checked.fault->reason), HasSubstr(std::string(hostile.reason)))
        << hostile.name << ": " << checked.fault->text.en;
    EXPECT_THAT(checked.fault->text.en, HasSubstr(hostile.says)) << hostile.name;
    EXPECT_NE(checked.fault->text.id, "") << hostile.name;
    if (hostile.token.size() > 40) {
      EXPECT_THAT(checked.fault->text.en, Not(HasSubstr(hostile.token.substr(0, 40))))
          << hostile.name;
    }
  }
}

TEST(CheckToken, HoldsToItsTimesWithinTheSkew) {
  const std::string token = Sso().ec.SignAs("ec", ClaimsOf("siti", kNow));
  const absl::Time begins = kNow - absl::Hours(1);
  const absl::Time ends = kNow + absl::Hours(1);
  EXPECT_FALSE(Check(token, ends + absl::Seconds(59)).fault.has_value());
  EXPECT_EQ(Check(token, ends + absl::Seconds(60)).fault->reason, "TOKEN_EXPIRED");
  EXPECT_FALSE(Check(token, begins - absl::Seconds(60)).fault.has_value());
  EXPECT_EQ(Check(token, begins - absl::Seconds(61)).fault->reason, "TOKEN_NOT_YET_VALID");
  TokenRules strict = Sso().rules;
  strict.clock_skew = absl::ZeroDuration();
  EXPECT_EQ(CheckToken(token, strict, Sso().keys, ends).fault->reason, "TOKEN_EXPIRED");
}

}  // namespace
}  // namespace izin
