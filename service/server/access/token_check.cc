#include "service/server/access/token_check.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include <jwt.h>
#include <nlohmann/json.hpp>

#include "service/base/excerpt.h"

namespace izin {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostKidBytes = 100;
constexpr std::size_t kMostSubjectBytes = 256;
constexpr std::size_t kMostRoles = 100;
constexpr double kMostSeconds = 253402300799.0;  // the end of the year 9999

struct Free {
  void operator()(jwt_t* token) const { jwt_free(token); }
  void operator()(char* text) const { std::free(text); }
};
using Token = std::unique_ptr<jwt_t, Free>;

CheckedToken Failed(absl::string_view reason, std::string en, std::string id) {
  return {.fault = TokenFault{reason, {std::move(en), std::move(id)}}, .claims = {}};
}

// Three parts of base64url, the last of which may not be empty.
bool HasForm(absl::string_view token) {
  const auto is_of_form = [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.';
  };
  return std::count(token.begin(), token.end(), '.') == 2 &&
         std::all_of(token.begin(), token.end(), is_of_form);
}

// Without a key nothing is checked but the form.
Token Decode(const std::string& token, const TokenKey* key) {
  jwt_t* decoded = nullptr;
  const auto* bytes =
      key == nullptr ? nullptr : reinterpret_cast<const unsigned char*>(key->bytes.data());
  const int size = key == nullptr ? 0 : static_cast<int>(key->bytes.size());
  return Token(jwt_decode(&decoded, token.c_str(), bytes, size) == 0 ? decoded : nullptr);
}

Json Read(char* text) {
  const std::unique_ptr<char, Free> owned(text);
  if (text == nullptr) return Json();
  return Json::parse(text, nullptr, /*allow_exceptions=*/false);
}

jwt_alg_t LibraryName(TokenAlgorithm algorithm) {
  switch (algorithm) {
    case TokenAlgorithm::kRs256:
      return JWT_ALG_RS256;
    case TokenAlgorithm::kEs256:
      return JWT_ALG_ES256;
    case TokenAlgorithm::kHs256:
      return JWT_ALG_HS256;
  }
  return JWT_ALG_INVAL;
}

// Nothing where the claim is not there; a time that no clock shows where it is no time.
std::optional<absl::Time> TimeIn(const Json& claims, const char* name) {
  const auto at = claims.find(name);
  if (at == claims.end()) return std::nullopt;
  const double seconds = at->is_number() ? at->get<double>() : -1;
  if (!(seconds >= 0 && seconds <= kMostSeconds)) return absl::InfinitePast();
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

// A string, or a list of them.
std::vector<std::string> StringsIn(const Json& claims, const std::string& name) {
  std::vector<std::string> strings;
  const auto at = claims.find(name);
  if (at == claims.end()) return strings;
  if (at->is_string()) strings.push_back(at->get<std::string>());
  if (!at->is_array()) return strings;
  for (const Json& one : *at) {
    if (one.is_string() && strings.size() < kMostRoles) strings.push_back(one.get<std::string>());
  }
  return strings;
}

CheckedToken CheckTimes(const Json& claims, const TokenRules& rules, absl::Time now) {
  const std::optional<absl::Time> expires = TimeIn(claims, "exp");
  if (!expires.has_value() || *expires == absl::InfinitePast()) {
    return Failed("TOKEN_CLAIM_MISSING", "token: exp: want the time at which it expires",
                  "token: exp: wajib memuat waktu berakhirnya");
  }
  if (now >= *expires + rules.clock_skew) {
    return Failed(
        "TOKEN_EXPIRED",
        absl::StrCat("token: has expired at ", absl::FormatTime(*expires, absl::UTCTimeZone())),
        absl::StrCat(
            "token: sudah kedaluwarsa sejak ",
            absl::FormatTime("%Y-%m-%d %H:%M:%S WIB", *expires, absl::FixedTimeZone(7 * 60 * 60)),
            "; mintalah token baru"));
  }
  const std::optional<absl::Time> begins = TimeIn(claims, "nbf");
  if (begins.has_value() && (*begins == absl::InfinitePast() || now < *begins - rules.clock_skew)) {
    return Failed("TOKEN_NOT_YET_VALID", "token: nbf: is not valid yet",
                  "token: nbf: belum berlaku; periksa jam kedua mesin");
  }
  return {.fault = std::nullopt,
          .claims = {.subject = "", .roles = {}, .expires = *expires + rules.clock_skew}};
}

CheckedToken CheckClaims(const Json& claims, const TokenRules& rules, absl::Time now) {
  CheckedToken checked = CheckTimes(claims, rules, now);
  if (checked.fault.has_value()) return checked;
  const auto issuer = claims.find("iss");
  if (issuer == claims.end() || *issuer != rules.issuer) {
    return Failed("TOKEN_ISSUER", absl::StrCat("token: iss: want ", rules.issuer),
                  absl::StrCat("token: iss: penerbitnya harus ", rules.issuer));
  }
  const std::vector<std::string> audiences = StringsIn(claims, "aud");
  if (std::find(audiences.begin(), audiences.end(), rules.audience) == audiences.end()) {
    return Failed("TOKEN_AUDIENCE", absl::StrCat("token: aud: want ", rules.audience),
                  absl::StrCat("token: aud: tujuannya harus ", rules.audience));
  }
  const auto subject = claims.find("sub");
  if (subject != claims.end() && subject->is_string())
    checked.claims.subject = subject->get<std::string>();
  if (checked.claims.subject.empty() || checked.claims.subject.size() > kMostSubjectBytes) {
    return Failed("TOKEN_CLAIM_MISSING", "token: sub: want a name of 1 to 256 bytes",
                  "token: sub: wajib memuat nama 1 sampai 256 bita");
  }
  checked.claims.roles = StringsIn(claims, rules.role_claim);
  return checked;
}

// The key that the header names, or why there is none.
CheckedToken FindKey(jwt_t* token, const TokenKeySet& keys, const TokenKey*& key) {
  const char* const kid = jwt_get_header(token, "kid");
  if (kid == nullptr || *kid == '\0') {
    return Failed("TOKEN_KEY_UNKNOWN", "token: kid: missing: want the id of the key that signed it",
                  "token: kid: tidak ada; wajib menyebut kunci penanda tangannya");
  }
  if (const auto at = keys.find(absl::string_view(kid)); at != keys.end()) key = &at->second;
  if (key == nullptr) {
    const std::string shown = Excerpt(kid, kMostKidBytes);
    return Failed("TOKEN_KEY_UNKNOWN",
                  absl::StrCat("token: kid \"", shown, "\": this server has no key of that id"),
                  absl::StrCat("token: kid \"", shown, "\": kunci itu tidak dikenal server ini"));
  }
  // By its header: what the library says of one that was decoded without a key is "none".
  const char* const want = jwt_alg_str(LibraryName(key->algorithm));
  const char* const alg = jwt_get_header(token, "alg");
  if (alg == nullptr || absl::string_view(alg) != want ||
      !Read(jwt_get_headers_json(token, "crit")).is_null()) {
    return Failed("TOKEN_ALGORITHM",
                  absl::StrCat("token: alg: want ", want, " of this key, and no crit"),
                  absl::StrCat("token: alg: kunci ini hanya untuk ", want, ", tanpa crit"));
  }
  return {};
}

}  // namespace

CheckedToken CheckToken(absl::string_view token, const TokenRules& rules, const TokenKeySet& keys,
                        absl::Time now) {
  if (token.size() > TokenRules::kMostBytes) {
    return Failed(
        "TOKEN_TOO_LONG",
        absl::StrCat("token: ", token.size(), " bytes: want at most ", TokenRules::kMostBytes),
        absl::StrCat("token: ", token.size(), " bita; paling banyak ", TokenRules::kMostBytes));
  }
  const std::string text(token);
  const Token unchecked = HasForm(token) ? Decode(text, nullptr) : nullptr;
  if (unchecked == nullptr) {
    return Failed("TOKEN_MALFORMED", "token: is no JSON Web Token of RS256 or ES256, or is cut off",
                  "token: bukan JSON Web Token RS256 atau ES256, atau terpotong");
  }
  const TokenKey* key = nullptr;
  if (CheckedToken found = FindKey(unchecked.get(), keys, key); found.fault.has_value())
    return found;
  const Token believed = Decode(text, key);
  if (believed == nullptr || jwt_get_alg(believed.get()) != LibraryName(key->algorithm)) {
    return Failed("TOKEN_SIGNATURE", "token: its signature is not that of its key",
                  "token: tanda tangannya tidak cocok dengan kuncinya");
  }
  const Json claims = Read(jwt_get_grants_json(believed.get(), nullptr));
  if (!claims.is_object()) {
    return Failed("TOKEN_MALFORMED", "token: claims nothing that can be read",
                  "token: isinya tidak dapat dibaca");
  }
  return CheckClaims(claims, rules, now);
}

}  // namespace izin
