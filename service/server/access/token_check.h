// Whether a bearer token is one that this server believes: a JSON Web Token (RFC 7519), signed.

#ifndef IZIN_SERVICE_SERVER_ACCESS_TOKEN_CHECK_H_
#define IZIN_SERVICE_SERVER_ACCESS_TOKEN_CHECK_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

#include "service/request/request_faults.h"
#include "service/server/access/token_keys.h"

namespace izin {

// What every token must be.
struct TokenRules {
  static constexpr std::size_t kMostBytes = 8 << 10;

  std::string issuer;
  std::string audience;  // one of those that the token names
  std::string role_claim = "roles";
  absl::Duration clock_skew = absl::Seconds(60);
};

// What a token says that was believed.
struct TokenClaims {
  std::string subject;
  std::vector<std::string> roles;  // of the claim of roles, a string or a list of them
  absl::Time expires;              // with the skew
};

// Which check failed. Its text never holds anything of the token but the id of a key.
struct TokenFault {
  absl::string_view reason;  // "TOKEN_EXPIRED"
  FaultText text;
};

struct CheckedToken {
  std::optional<TokenFault> fault;
  TokenClaims claims;  // without a fault
};

// Looks at the form, then the key that its header names, then the signature by the one algorithm
// that this key is good for, and only then at what it claims: exp and sub are required, nbf is
// held to where it stands, iss and aud must be those of the rules.
CheckedToken CheckToken(absl::string_view token, const TokenRules& rules, const TokenKeySet& keys,
                        absl::Time now);

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_TOKEN_CHECK_H_
