// Which roles may call which methods, and who has them: one table, as data.

#ifndef IZIN_SERVICE_SERVER_ACCESS_ROLE_TABLE_H_
#define IZIN_SERVICE_SERVER_ACCESS_ROLE_TABLE_H_

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace izin {

// Whose decisions somebody reads.
enum class DecisionScope : std::uint8_t { kNone, kOwn, kAll };

// What somebody may.
struct Rights {
  static constexpr std::size_t kMostMethods = 64;

  std::bitset<kMostMethods> methods;  // by CalledMethod::number
  DecisionScope decisions = DecisionScope::kNone;
  std::vector<std::string> roles;  // by name
};

// A method is known by CalledMethod::number; there is one for each that is asked of. Immutable.
class RoleTable {
 public:
  // The text of a file of roles (internal::RoleFile), `path` for what is said of it. Where it
  // defines no role it has those of the program. InvalidArgument with every fault, a line each:
  // "roles.textproto:12:3: error: role \"chief\": want one of caller officer rule-admin viewer".
  static absl::StatusOr<RoleTable> Parse(const std::string& path, absl::string_view text);
  // The file at `path`. Errors as Parse's; NotFound if it cannot be read.
  static absl::StatusOr<RoleTable> Read(const std::string& path);
  // The program's own, which gives nobody a role but by the names in tokens.
  static RoleTable Embedded();

  // True for calls of which account is kept.
  bool IsAdmin(int method) const { return admin_[static_cast<std::size_t>(method)]; }
  // "izin.v1.KbliService/GetKbliEntry"
  const std::string& PathOf(int method) const { return paths_[static_cast<std::size_t>(method)]; }
  // The roles that may call it, by name.
  std::vector<std::string> RolesFor(int method) const;

  // What the roles may together. Names that are none are passed over.
  Rights RightsOf(const std::vector<std::string>& roles) const;

  // The roles that somebody has; null where the table does not name them.
  const std::vector<std::string>* OfCertificate(absl::string_view name) const {
    return Find(certificates_, name);
  }
  // The "sub" of tokens of the person whose certificate it is; empty where the table does not say.
  absl::string_view PersonOf(absl::string_view certificate) const {
    const auto at = persons_.find(certificate);
    return at == persons_.end() ? absl::string_view() : absl::string_view(at->second);
  }
  const std::vector<std::string>* OfSubject(absl::string_view subject) const {
    return Find(subjects_, subject);
  }
  // Of a value of the claim of roles: those that the table gives it, or the role of that name.
  std::vector<std::string> OfClaim(absl::string_view value) const;
  // Of who shows nothing and calls from this machine; may be none.
  const std::vector<std::string>& anonymous() const { return anonymous_; }
  // The names of certificates that have roles.
  std::vector<std::string> certificates() const;

 private:
  friend class RoleFileReader;
  using Holders = absl::flat_hash_map<std::string, std::vector<std::string>>;

  RoleTable();
  static const std::vector<std::string>* Find(const Holders& holders, absl::string_view name) {
    const auto at = holders.find(name);
    return at == holders.end() ? nullptr : &at->second;
  }

  std::vector<std::string> paths_;  // of the methods
  std::bitset<Rights::kMostMethods> admin_;
  absl::flat_hash_map<std::string, Rights> roles_;  // each with what it includes
  Holders certificates_, subjects_, claims_;
  absl::flat_hash_map<std::string, std::string> persons_;  // by the name of a certificate of theirs
  std::vector<std::string> anonymous_;
};

}  // namespace izin

#endif  // IZIN_SERVICE_SERVER_ACCESS_ROLE_TABLE_H_
