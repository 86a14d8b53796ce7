#include "service/transport/contract_methods.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

namespace izin {
namespace {

TEST(ContractMethods, HaveNamesOfOneMethodEach) {
  std::set<std::string> names;
  for (const ContractMethod& method : ContractMethods()) {
    EXPECT_TRUE(names.insert(method.name).second) << method.path;
    EXPECT_EQ(method.path.rfind("izin.v1.", 0), 0U) << method.path;
    EXPECT_EQ(method.path.substr(method.path.rfind('/') + 1), method.name);
  }
  EXPECT_EQ(names.count("GetKbliEntry"), 1U);
  EXPECT_EQ(names.count("CreateReclassificationJob"), 1U) << "served or not";
}

TEST(ContractMethods, AreFoundByNameAndKnownByTheirPlace) {
  for (std::size_t i = 0; i < ContractMethods().size(); ++i) {
    const CalledMethod method = MethodNamed(ContractMethods()[i].name);
    EXPECT_EQ(method.number, static_cast<int>(i));
    EXPECT_EQ(method.name, ContractMethods()[i].name);
    EXPECT_EQ(CalledMethodAt("/" + ContractMethods()[i].path).number, method.number);
  }
  EXPECT_EQ(MethodNamed("NoMethod").number, -1);
  EXPECT_STREQ(MethodNamed("NoMethod").name, "");
  EXPECT_EQ(MethodNamed("").number, -1);
  EXPECT_EQ(CalledMethodAt("izin.v1.KbliService/GetKbliEntry").number, -1);
  EXPECT_EQ(CalledMethodAt("/izin.v1.NoService/GetKbliEntry").number, -1);
}

}  // namespace
}  // namespace izin
