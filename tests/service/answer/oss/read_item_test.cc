// Items of data_checklist.

#include "service/answer/oss/read_item.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answer/oss/payloads.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Read {
  OssItem item;
  std::vector<std::string> faults;
};

Read ReadJson(const std::string& json) {
  const nlohmann::json object = nlohmann::json::parse(json);
  PayloadFaults faults;
  Read read;
  read.item =
      ReadItem({object, GuideLevel::kChecklist, "c[0]", faults}, GuideCodes(Library()->latest()));
  if (!faults.empty()) read.faults = FaultsOf(faults.ToStatus());
  return read;
}

TEST(ReadItemTest, ReadsCodesOfTheGuide) {
  const Read read = ReadJson(R"({"id_proyek":"P","jenis_izin":"K02","nama_izin":"X",
      "kewenangan":"00","flag_checklist":"T","kd_daerah":"12"})");
  EXPECT_THAT(read.faults, IsEmpty());
  EXPECT_EQ(read.item.path, "c[0]");
  EXPECT_EQ(read.item.jenis_izin, "K02");
  EXPECT_EQ(read.item.kewenangan, "00");
  EXPECT_EQ(read.item.flag_checklist, "T");
  EXPECT_EQ(read.item.region, "12");
}

TEST(ReadItemTest, TellsEveryCodeThatIsNone) {
  EXPECT_THAT(ReadJson(R"({"jenis_izin":"03","kewenangan":"2","flag_checklist":"y",
                           "kd_daerah":"Medan"})")
                  .faults,
              ElementsAre(HasSubstr("c[0].kd_daerah: \"Medan\": want a code of Kemendagri of 2"),
                          HasSubstr("c[0].jenis_izin: \"03\": want 01 Base requirement, 02 "),
                          HasSubstr("c[0].kewenangan: \"2\": want 00 OSS institution/"),
                          HasSubstr("c[0].flag_checklist: \"y\": want Y Commitment, N ")));
}

TEST(ReadItemTest, WantsANameOrAKind) {
  EXPECT_THAT(ReadJson("{}").faults, ElementsAre(HasSubstr("c[0].nama_izin: missing")));
}

TEST(ReadItemTest, CutsNamesThatAreTooLong) {
  const Read read = ReadJson("{\"nama_izin\":\"" + std::string(5000, 'x') + "\"}");
  EXPECT_EQ(read.item.nama_izin.size(), 255U);
}

}  // namespace
}  // namespace izin::testing
