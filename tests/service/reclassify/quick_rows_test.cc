// Rows that look like one seen before, and are another: what is written of them is what the long
// way writes.

#include "service/reclassify/quick_rows.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include <gtest/gtest.h>

#include "tests/service/reclassify/registry_files.h"

namespace izin {
namespace {

using ::izin::testing::RegistryFolder;
using ::izin::testing::RegistryOutcome;

constexpr absl::string_view kHead =
    "business_id,project_id,kbli_code,kbli_edition,scope_id,scale,locations,capital_idr,foreign,"
    "zone,note,settled_days,distance_nm,held_permits,region_codes,legal_form,land_area_ha\n";
constexpr absl::string_view kPlain =
    "B1,P1,56101,2025,,micro,land,500000000,,none,x,,,NIB|IZIN_USAHA,1271,PT,0.05\n";

// Each behind the plain row, which was learnt then: one text changed to another.
const std::vector<std::pair<std::string, std::string>>& Changes() {
  static const auto* const changes = new std::vector<std::pair<std::string, std::string>>{
      {"", ""},
      {"B1", "B2"},
      {"B1", ""},
      {"B1", "B\x01"},
      {"B1", "B\xC3\xA9"},
      {"B1", "B\xFF"},
      {"B1", std::string(129, '9')},
      {"P1", "\"P,1\""},
      {"P1", ""},
      {"56101", "56102"},
      {"56101", "56 01"},
      {"56101", "5610"},
      {"56101", "561011"},
      {",2025,,", ",2020,,"},
      {",2025,,", ",,,"},
      {",2025,,", ",2025,56101-1,"},
      {",2025,,", ",2025,56101-01,"},
      {",2025,,", ",2025,56101-99,"},
      {",2025,,", ",2025,55101-1,"},
      {"micro", " micro "},
      {"micro", "tiny"},
      {"micro", ""},
      {"micro", "large"},
      {"land", "land|sea"},
      {"500000000", "500.000.000"},
      {"500000000", " 500000000"},
      {"500000000", "1000000000"},
      {"500000000", "1000000001"},
      {"500000000", "99999999999999999999"},
      {"500000000", "-5"},
      {"500000000", "000000000000000001"},
      {"500000000", ""},
      {",none,", ",kek,"},
      {",x,,", ",y,,"},
      {",x,,", ",x,29,"},
      {",x,,", ",x,30,"},
      {",x,,", ",x,2147483648,"},
      {",x,,,", ",x,,12,"},
      {",x,,,", ",x,,12.5,"},
      {",x,,,", ",x,,12,5,"},
      {"NIB|IZIN_USAHA", "NIB"},
      {"NIB|IZIN_USAHA", "NIB|NONE"},
      {"1271", "3171"},
      {"1271", "9999"},
      {"1271", "1271|1275"},
      {"1271", ""},
      {"PT", "CV"},
      {"PT", "?"},
      {"0.05", "1.5"},
      {"0.05", "30"},
      {"0.05", "1.500"},
      {"0.05", "0,05"},
      {"0.05", "x"},
      {"0.05", ""},
      {"0.05", std::string(1, '\0')},
      {"0.05", std::string("0.05\0", 5)},
      {"0.05\n", "0.05\r\n"},
      {"0.05\n", "0.05,\n"},
      {"0.05\n", "\n"},
      {"NIB|IZIN_USAHA", "\"NIB|IZIN_USAHA\""},
      {"P1", "\"P\n1\""},
  };
  return *changes;
}

std::string Registry() {
  std::string registry(kHead);
  for (const auto& [from, to] : Changes()) {
    absl::StrAppend(&registry, kPlain, kPlain, "\n");
    std::string row(kPlain);
    if (!from.empty()) row.replace(row.find(from), from.size(), to);
    absl::StrAppend(&registry, row, row);  // the second time it may be known
  }
  return registry;
}

class QuickRowsTest : public ::testing::TestWithParam<const char*> {};

TEST_P(QuickRowsTest, AreWrittenAsTheLongWayWritesThem) {
  const std::string registry = absl::StrReplaceAll(Registry(), {{",", GetParam()}});
  RegistryFolder folder;
  folder.names() = {.from = "pp24-2018", .to = "pp28-2025", .from_day = "", .to_day = ""};
  const RegistryOutcome whole = folder.Run(registry);  // with notifications no row is quick
  folder.options().outputs.notifications.clear();
  const RegistryOutcome quick = folder.Run(registry);
  ASSERT_TRUE(whole.status.ok() && quick.status.ok()) << whole.status << quick.status;
  EXPECT_EQ(quick.changes, whole.changes);
  EXPECT_EQ(quick.rejects, whole.rejects);
  EXPECT_EQ(quick.result.summary.DebugString(), whole.result.summary.DebugString());
  EXPECT_GT(quick.change_lines().size(), 2 * Changes().size());
  EXPECT_GT(quick.reject_lines().size(), 20U);
}

INSTANTIATE_TEST_SUITE_P(Delimiters, QuickRowsTest, ::testing::Values(",", ";", "\t"),
                         [](const ::testing::TestParamInfo<const char*>& of) {
                           const char delimiter = of.param[0];
                           return std::string(delimiter == ','   ? "Comma"
                                              : delimiter == ';' ? "Semicolon"
                                                                 : "Tab");
                         });

}  // namespace
}  // namespace izin
