#include "service/cli/region_names.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/cli/local_answers.h"

namespace izin::cli {
namespace {

using ::izin::testing::LocalAnswers;
using ::testing::ElementsAre;

struct Case {
  std::string name;
  std::string typed;
  std::string code;  // the text itself where it is refused
  std::string fault_id;
  std::string fault_en;
};

class RegionName : public ::testing::TestWithParam<Case> {};

TEST_P(RegionName, IsItsCode) {
  LocalAnswers backend;
  v1::BusinessActivity activity;
  activity.add_region_codes(GetParam().typed);
  const auto faults = ResolveRegions(backend, activity);
  ASSERT_TRUE(faults.ok());
  EXPECT_EQ(activity.region_codes(0), GetParam().code);
  EXPECT_EQ(faults->size(), GetParam().fault_id.empty() ? 0u : 1u);
  for (const FlagFault& fault : *faults) {
    EXPECT_EQ(fault.flag, "--region");
    EXPECT_EQ(fault.id, GetParam().fault_id);
    EXPECT_EQ(fault.en, GetParam().fault_en);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Names, RegionName,
    ::testing::Values(
        Case{"Whole", "Kota Medan", "1271", "", ""},
        Case{"AnyCaseAndBlanks", "  kota   MEDAN ", "1271", "", ""},
        Case{"AloneOfItsName", "Medan", "1271", "", ""},
        Case{"Abbreviated", "kab. Bandung", "3204", "", ""},
        Case{"Jakarta", "DKI Jakarta", "31", "", ""},
        Case{"Yogyakarta", "DI Yogyakarta", "34", "", ""},
        Case{"Administrative", "Kota Jakarta Pusat", "3171", "", ""},
        Case{"AdministrativeWithoutKind", "Jakarta Pusat", "3171", "", ""},
        Case{"Code", "1271", "1271", "", ""}, Case{"UnknownCode", "9999", "9999", "", ""},
        Case{
            "TwoOfOneName", "Bandung", "Bandung",
            "\"Bandung\": ada Kabupaten Bandung (3204) dan Kota Bandung (3273); tulis nama lengkap",
            "\"Bandung\": may be Kabupaten Bandung (3204) or Kota Bandung (3273); write the whole "
            "name"},
        Case{"Misspelt", "Kota Mdan", "Kota Mdan",
             "\"Kota Mdan\": tidak ada daerah bernama begitu; maksudnya Kota Medan (1271), Kota "
             "Padang (1371), atau Kota Malang (3573)?",
             "\"Kota Mdan\": no region has this name; did you mean Kota Medan (1271), Kota Padang "
             "(1371) or Kota Malang (3573)?"},
        Case{"Nonsense", "qqqqqqqqqq", "qqqqqqqqqq",
             "\"qqqqqqqqqq\": tidak ada daerah bernama begitu",
             "\"qqqqqqqqqq\": no region has this name"}),
    [](const auto& test) { return test.param.name; });

TEST(ResolveRegionsTest, TellsOfAllAtOnce) {
  LocalAnswers backend;
  v1::BusinessActivity activity;
  for (const char* name : {"Kota Medan", "qqqqqqqqqq", "1275", "Bandung"})
    activity.add_region_codes(name);
  const auto faults = ResolveRegions(backend, activity);
  ASSERT_TRUE(faults.ok());
  EXPECT_EQ(faults->size(), 2u);
  EXPECT_THAT(activity.region_codes(), ElementsAre("1271", "qqqqqqqqqq", "1275", "Bandung"));
}

}  // namespace
}  // namespace izin::cli
