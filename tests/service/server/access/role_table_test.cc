#include "service/server/access/role_table.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/transport/contract_methods.h"

namespace izin {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

RoleTable Parsed(const std::string& text) {
  absl::StatusOr<RoleTable> table = RoleTable::Parse("r.textproto", text);
  EXPECT_TRUE(table.ok()) << table.status();
  return *std::move(table);
}

std::string FaultsOf(const std::string& text) {
  return std::string(RoleTable::Parse("r.textproto", text).status().message());
}

bool May(const RoleTable& table, const std::vector<std::string>& roles, const char* method) {
  return table.RightsOf(roles).methods[static_cast<std::size_t>(MethodNamed(method).number)];
}

// The names of the methods as the files of the contract spell them.
std::set<std::string> MethodsInProtos() {
  std::set<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator("proto/izin/v1")) {
    std::ifstream in(file.path());
    for (std::string line; std::getline(in, line);) {
      absl::string_view rest = line;
      if (absl::ConsumePrefix(&rest, "  rpc "))
        names.insert(std::string(rest.substr(0, rest.find('('))));
    }
  }
  return names;
}

TEST(ContractMethods, AreAllThatTheFilesHave) {
  std::set<std::string> names;
  for (const ContractMethod& method : ContractMethods()) {
    EXPECT_TRUE(names.insert(method.name).second) << method.path << ": its name is not its own";
    EXPECT_TRUE(absl::EndsWith(method.path, absl::StrCat("/", method.name)));
  }
  EXPECT_EQ(names, MethodsInProtos());
  EXPECT_LE(names.size(), Rights::kMostMethods);
}

TEST(RoleTable, OfTheProgramNamesEveryMethodOfTheContract) {
  const RoleTable table = RoleTable::Embedded();
  for (const ContractMethod& method : ContractMethods())
    EXPECT_THAT(table.RolesFor(MethodNamed(method.name).number), Not(IsEmpty())) << method.path;
}

TEST(RoleTable, OfTheProgramGivesEachRoleItsOwn) {
  const RoleTable table = RoleTable::Embedded();
  EXPECT_TRUE(May(table, {"viewer"}, "GetKbliEntry"));
  EXPECT_FALSE(May(table, {"viewer"}, "ClassifyActivity"));
  EXPECT_TRUE(May(table, {"caller"}, "ClassifyActivity"));
  EXPECT_TRUE(May(table, {"caller"}, "GetKbliEntry"));
  EXPECT_FALSE(May(table, {"caller"}, "ReplayDecisions"));
  EXPECT_FALSE(May(table, {"officer"}, "ActivateRuleset"));
  EXPECT_TRUE(May(table, {"officer"}, "ReplayDecisions"));
  EXPECT_TRUE(May(table, {"rule-admin"}, "ActivateRuleset"));
  EXPECT_FALSE(May(table, {"rule-admin"}, "GetDecision"));
  EXPECT_TRUE(May(table, {"viewer", "rule-admin"}, "RollbackRuleset"));
  EXPECT_EQ(table.RightsOf({"viewer"}).decisions, DecisionScope::kNone);
  EXPECT_EQ(table.RightsOf({"caller"}).decisions, DecisionScope::kOwn);
  EXPECT_EQ(table.RightsOf({"caller", "officer"}).decisions, DecisionScope::kAll);
  EXPECT_THAT(table.anonymous(), IsEmpty());
}

TEST(RoleTable, KeepsAccountOfWhatChangesTheRules) {
  const RoleTable table = RoleTable::Embedded();
  for (const char* method : {"ActivateRuleset", "RollbackRuleset", "ReplayDecisions"})
    EXPECT_TRUE(table.IsAdmin(MethodNamed(method).number)) << method;
  EXPECT_FALSE(table.IsAdmin(MethodNamed("ClassifyActivity").number));
  EXPECT_EQ(table.PathOf(MethodNamed("GetKbliEntry").number), "izin.v1.KbliService/GetKbliEntry");
}

TEST(RoleTable, HasTheRolesOfTheProgramWhereAFileDefinesNone) {
  const RoleTable table = Parsed(R"(
identity { certificate: "portal.example.go.id" role: "caller" }
identity { subject: "siti" role: "officer" role: "rule-admin" }
identity { claim: "dpmptsp" role: "officer" }
anonymous { role: "viewer" }
)");
  EXPECT_THAT(*table.OfCertificate("portal.example.go.id"), ElementsAre("caller"));
  EXPECT_EQ(table.OfCertificate("siti"), nullptr);
  EXPECT_THAT(*table.OfSubject("siti"), ElementsAre("officer", "rule-admin"));
  EXPECT_THAT(table.OfClaim("dpmptsp"), ElementsAre("officer"));
  EXPECT_THAT(table.OfClaim("viewer"), ElementsAre("viewer"));
  EXPECT_THAT(table.OfClaim("root"), IsEmpty());
  EXPECT_THAT(table.anonymous(), ElementsAre("viewer"));
  EXPECT_TRUE(May(table, {"officer"}, "ReplayDecisions"));
  EXPECT_TRUE(table.IsAdmin(MethodNamed("ActivateRuleset").number));
}

TEST(RoleTable, HasTheRolesOfAFileThatDefinesSomeAndNoOthers) {
  const RoleTable table = Parsed(R"(
role { name: "a" includes: "b" }
role { name: "b" includes: "c" method: "izin.v1.KbliService/GetKbliEntry" }
role { name: "c" includes: "a" method: "izin.v1.KbliService/ConvertKbliCode" decisions: "own" }
)");
  EXPECT_TRUE(May(table, {"a"}, "GetKbliEntry"));
  EXPECT_TRUE(May(table, {"a"}, "ConvertKbliCode"));
  EXPECT_TRUE(May(table, {"b"}, "ConvertKbliCode"));
  EXPECT_EQ(table.RightsOf({"b"}).decisions, DecisionScope::kOwn);
  EXPECT_THAT(table.RightsOf({"viewer", "b", "b"}).roles, ElementsAre("b"));
  EXPECT_THAT(table.RolesFor(MethodNamed("ClassifyActivity").number), IsEmpty());
  EXPECT_FALSE(table.IsAdmin(MethodNamed("ActivateRuleset").number));
}

TEST(RoleTable, KnowsWhoseACertificateIs) {
  const RoleTable table = Parsed(R"(
identity { certificate: "siti-laptop" person: "198001012005011001" role: "rule-admin" }
identity { certificate: "portal" role: "caller" }
)");
  EXPECT_EQ(table.PersonOf("siti-laptop"), "198001012005011001");
  EXPECT_EQ(table.PersonOf("portal"), "");
  EXPECT_EQ(table.PersonOf("stranger"), "");
  EXPECT_THAT(FaultsOf("identity { subject: \"siti\" person: \"siti\" role: \"viewer\" }\n"),
              HasSubstr("r.textproto:1:28: error: person \"siti\": goes with certificate alone"));
}

TEST(RoleTable, TellsEveryFaultAtItsPlace) {
  const std::string faults = FaultsOf(R"(role {
  name: "clerk"
  method: "izin.v1.KbliService/GetKbli"
  includes: "chief"
  decisions: "some"
}
identity { certificate: "a" subject: "b" role: "clerk" }
identity { subject: "b" role: "boss" }
identity { subject: "b" role: "clerk" }
anonymous { role: "nobody" }
)");
  EXPECT_THAT(faults, HasSubstr("r.textproto:3:3: error: method \"izin.v1.KbliService/GetKbli\""));
  EXPECT_THAT(faults, HasSubstr("r.textproto:4:3: error: role \"chief\": want one of clerk"));
  EXPECT_THAT(faults, HasSubstr("r.textproto:5:3: error: decisions \"some\": want own or all"));
  EXPECT_THAT(faults, HasSubstr("r.textproto:7:1: error: want one of certificate, subject"));
  EXPECT_THAT(faults, HasSubstr("r.textproto:8:25: error: role \"boss\""));
  EXPECT_THAT(faults, HasSubstr("r.textproto:9:12: error: subject \"b\": is named twice"));
  EXPECT_THAT(faults, HasSubstr("r.textproto:10:13: error: role \"nobody\""));
}

TEST(RoleTable, TellsWhatIsNoFileOfRoles) {
  EXPECT_THAT(FaultsOf("rolle { name: \"a\" }\n"), HasSubstr("r.textproto:1:7: error: "));
  EXPECT_THAT(FaultsOf("role { name: \"a\" colour: \"red\" }\nrole { size: 1 }\n"),
              HasSubstr("r.textproto:2:"));
  EXPECT_THAT(FaultsOf("role { }\n"), HasSubstr("a role without a name"));
  EXPECT_THAT(FaultsOf("role { name: \"a\" }\nrole { name: \"a\" }\n"),
              HasSubstr("r.textproto:2:8: error: role \"a\": is defined twice"));
  EXPECT_TRUE(absl::IsNotFound(RoleTable::Read("no/such/file").status()));
}

}  // namespace
}  // namespace izin
