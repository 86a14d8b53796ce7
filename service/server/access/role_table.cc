#include "service/server/access/role_table.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "data/loader/rule_issue.h"
#include "data/loader/source_tree.h"
#include "data/loader/textproto.h"
#include "izin/internal/access.pb.h"
#include "service/base/excerpt.h"
#include "service/server/access/embedded_roles.h"
#include "service/transport/contract_methods.h"

namespace izin {
namespace {

constexpr char kEmbeddedName[] = "roles.textproto";
constexpr std::size_t kShown = 120;  // of a name that is wrong

template <typename Map>
std::vector<std::string> SortedNames(const Map& map) {
  std::vector<std::string> names;
  for (const auto& [name, value] : map) names.push_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

std::string Wrong(absl::string_view what, absl::string_view name, absl::string_view want) {
  return absl::StrCat(what, " \"", Excerpt(name, kShown), "\": ", want);
}

void Add(const Rights& more, Rights& rights) {
  rights.methods |= more.methods;
  rights.decisions = std::max(rights.decisions, more.decisions);
}

}  // namespace

// Reads one file into a table. Each fault is told at its place.
class RoleFileReader {
 public:
  RoleFileReader(RoleTable& table, RuleIssues& issues) : table_(table), issues_(issues) {}

  void Read(const std::string& path, absl::string_view text) {
    if (CheckText(path, text, issues_) == TextState::kNoText) return;
    const std::string clean = CleanText(text);
    positions_.Parse(path, clean, file_, issues_);
    if (issues_.has_errors()) return;  // what follows from a missing role is no fault of its own
    if (file_.role_size() == 0) TakeEmbedded();
    for (const internal::Role& role : file_.role()) AddRole(role);
    for (const internal::Role& role : file_.role()) Include(role);
    for (const internal::AdminCalls& admin : file_.admin()) AddAdmin(admin);
    for (const internal::Identity& identity : file_.identity()) AddIdentity(identity);
    for (const internal::Anonymous& anonymous : file_.anonymous()) AddAnonymous(anonymous);
  }

 private:
  void TakeEmbedded() {
    const RoleTable embedded = RoleTable::Embedded();
    table_.roles_ = embedded.roles_;
    if (file_.admin_size() == 0) table_.admin_ = embedded.admin_;
  }

  Position Of(const google::protobuf::Message& entry) const { return positions_.Of(entry, ""); }

  // Names of methods into `methods`.
  template <typename Names>
  void AddMethods(const Names& names, const Position& at,
                  std::bitset<Rights::kMostMethods>& methods) {
    for (int i = 0; i < names.size(); ++i) {
      const auto found = std::find(table_.paths_.begin(), table_.paths_.end(), names[i]);
      if (found != table_.paths_.end()) {
        methods.set(static_cast<std::size_t>(found - table_.paths_.begin()));
        continue;
      }
      at.Field("method", i)
          .AddError(issues_, Wrong("method", names[i],
                                   "the contract has none of that name; want "
                                   "izin.v1.<service>/<method>"));
    }
  }

  void AddRole(const internal::Role& role) {
    const Position at = Of(role);
    Rights rights;
    if (role.name().empty()) at.AddError(issues_, "a role without a name");
    AddMethods(role.method(), at, rights.methods);
    if (role.decisions() == "own") {
      rights.decisions = DecisionScope::kOwn;
    } else if (role.decisions() == "all") {
      rights.decisions = DecisionScope::kAll;
    } else if (!role.decisions().empty()) {
      at.Field("decisions")
          .AddError(issues_, Wrong("decisions", role.decisions(), "want own or all"));
    }
    if (!table_.roles_.emplace(role.name(), std::move(rights)).second)
      at.Field("name").AddError(issues_, Wrong("role", role.name(), "is defined twice"));
  }

  // Adds what the roles may that this one includes, however deep.
  void Include(const internal::Role& role) {
    std::vector<std::string> names = {role.name()};
    for (std::size_t next = 0; next < names.size(); ++next) {
      const auto one = std::find_if(file_.role().begin(), file_.role().end(),
                                    [&](const auto& other) { return other.name() == names[next]; });
      if (one == file_.role().end()) continue;
      for (const std::string& included : one->includes()) {
        if (std::find(names.begin(), names.end(), included) == names.end())
          names.push_back(included);
      }
    }
    CheckRoles("includes", role.includes(), Of(role));
    Rights& rights = table_.roles_[role.name()];
    for (const std::string& name : names) {
      if (const auto found = table_.roles_.find(name); found != table_.roles_.end())
        Add(found->second, rights);
    }
  }

  template <typename Names>
  void CheckRoles(absl::string_view field, const Names& names, const Position& at) {
    for (int i = 0; i < names.size(); ++i) {
      if (table_.roles_.contains(names[i])) continue;
      at.Field(field, i).AddError(
          issues_,
          Wrong("role", names[i],
                absl::StrCat("want one of ", absl::StrJoin(SortedNames(table_.roles_), " "))));
    }
  }

  void AddAdmin(const internal::AdminCalls& admin) {
    AddMethods(admin.method(), Of(admin), table_.admin_);
  }

  void AddIdentity(const internal::Identity& identity) {
    const Position at = Of(identity);
    struct Kind {
      const char* name;
      const std::string& value;
      RoleTable::Holders& holders;
    };
    const Kind kinds[] = {{"certificate", identity.certificate(), table_.certificates_},
                          {"subject", identity.subject(), table_.subjects_},
                          {"claim", identity.claim(), table_.claims_}};
    const auto is_given = [](const Kind& kind) { return !kind.value.empty(); };
    if (std::count_if(std::begin(kinds), std::end(kinds), is_given) != 1)
      return at.AddError(issues_, "want one of certificate, subject and claim");
    if (identity.role_size() == 0) at.AddError(issues_, "an identity without a role");
    CheckRoles("role", identity.role(), at);
    const Kind& kind = *std::find_if(std::begin(kinds), std::end(kinds), is_given);
    const std::vector<std::string> roles(identity.role().begin(), identity.role().end());
    if (!kind.holders.emplace(kind.value, roles).second)
      at.Field(kind.name).AddError(issues_, Wrong(kind.name, kind.value, "is named twice"));
    if (identity.person().empty()) return;
    table_.persons_.emplace(identity.certificate(), identity.person());
    if (identity.certificate().empty()) {
      at.Field("person").AddError(
          issues_, Wrong("person", identity.person(),
                         "goes with certificate alone: a token says itself whose it is"));
    }
  }

  void AddAnonymous(const internal::Anonymous& anonymous) {
    CheckRoles("role", anonymous.role(), Of(anonymous));
    table_.anonymous_.insert(table_.anonymous_.end(), anonymous.role().begin(),
                             anonymous.role().end());
  }

  RoleTable& table_;
  RuleIssues& issues_;
  PositionIndex positions_;
  internal::RoleFile file_;
};

RoleTable::RoleTable() {
  for (const ContractMethod& method : ContractMethods()) paths_.push_back(method.path);
}

absl::StatusOr<RoleTable> RoleTable::Parse(const std::string& path, absl::string_view text) {
  RoleTable table;
  RuleIssues issues;
  RoleFileReader(table, issues).Read(path, text);
  if (!issues.has_errors()) return table;
  std::string faults = issues.ToString();
  if (!faults.empty() && faults.back() == '\n') faults.pop_back();
  return absl::InvalidArgumentError(faults);
}

absl::StatusOr<RoleTable> RoleTable::Read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in.is_open() || !in) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  return Parse(path, text.str());
}

RoleTable RoleTable::Embedded() {
  absl::StatusOr<RoleTable> table = Parse(kEmbeddedName, EmbeddedRoles());
  if (!table.ok()) std::abort();  // part of the program, which a test reads
  return *std::move(table);
}

std::vector<std::string> RoleTable::RolesFor(int method) const {
  std::vector<std::string> names;
  for (const auto& [name, rights] : roles_) {
    if (rights.methods[static_cast<std::size_t>(method)]) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> RoleTable::certificates() const { return SortedNames(certificates_); }

Rights RoleTable::RightsOf(const std::vector<std::string>& roles) const {
  Rights rights;
  for (const std::string& name : roles) {
    const auto role = roles_.find(name);
    if (role == roles_.end()) continue;
    Add(role->second, rights);
    if (std::find(rights.roles.begin(), rights.roles.end(), name) == rights.roles.end())
      rights.roles.push_back(name);
  }
  std::sort(rights.roles.begin(), rights.roles.end());
  return rights;
}

std::vector<std::string> RoleTable::OfClaim(absl::string_view value) const {
  if (const std::vector<std::string>* given = Find(claims_, value); given != nullptr) return *given;
  if (roles_.contains(value)) return {std::string(value)};
  return {};
}

}  // namespace izin
