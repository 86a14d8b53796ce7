// The checklist that an answer implies, in the codes of the guide.

#include "service/answer/oss/checklist.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answering.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<v1::OssChecklistItem> Checklist(const v1::ClassifyActivityRequest& request) {
  const auto answer = Answer(request);
  EXPECT_TRUE(answer.ok()) << answer.status();
  const Ruleset& ruleset = Library()->latest();
  return ChecklistOf(*answer, ruleset, GuideCodes(ruleset));
}

// "permit jenis flag kewenangan" of each item.
std::vector<std::string> Coded(const std::vector<v1::OssChecklistItem>& items) {
  std::vector<std::string> coded;
  for (const v1::OssChecklistItem& item : items)
    coded.push_back(item.permit_code() + " " + item.jenis_izin() + " " + item.flag_checklist() +
                    " " + item.kewenangan());
  return coded;
}

TEST(ChecklistTest, HoldsThePermitsOfTheAnswerInItsOrderWithoutTheNib) {
  EXPECT_THAT(Coded(Checklist(SoundRequest("activity { kbli_code: '55201' scale: "
                                           "BUSINESS_SCALE_SMALL region_codes: '1271' }"))),
              ElementsAre("PKKPR 01 Y 02", "UKL_UPL 01 O 00", "SS 04 O 02",
                          "UMKU_LAIK_SEHAT_WILAYAH K03 N "));
}

TEST(ChecklistTest, HasNoCodeForTheOfficeOfAZone) {
  const auto items = Checklist(SoundRequest(
      "activity { kbli_code: '55201' scale: BUSINESS_SCALE_SMALL zone: ZONE_SPECIAL_ECONOMIC_ZONE "
      "}"));
  for (const v1::OssChecklistItem& item : items) {
    if (item.permit_code() != "SS") continue;
    EXPECT_EQ(item.kewenangan(), "");
  }
}

TEST(ChecklistTest, NamesRequirementsOfEachPermitAlone) {
  const auto items =
      Checklist(SoundRequest("activity { kbli_code: '55201' scale: BUSINESS_SCALE_SMALL }"));
  ASSERT_FALSE(items.empty());
  ASSERT_EQ(items[0].data_persyaratan_size(), 3);
  EXPECT_EQ(items[0].data_persyaratan(0).code(), "DATA_LOKASI_KKPR");
  EXPECT_EQ(items[0].data_persyaratan(1).keterangan(), "Pembayaran PNBP");
}

TEST(ChecklistTest, IsEmptyWhereTheOutcomeNamesNoPermits) {
  EXPECT_THAT(
      Checklist(SoundRequest("activity { kbli_code: '56101' kbli_edition: KBLI_EDITION_2020 }")),
      IsEmpty());
}

}  // namespace
}  // namespace izin::testing
