// A location as an activity: what each member of the payload becomes.

#include "service/answer/oss/read_place.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/answer/oss/read_payload.h"
#include "tests/service/answer/oss/payloads.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// The only place of `payload`, without faults.
OssPlace Place(const nlohmann::json& payload) {
  const GuideCodes codes(Library()->latest());
  PayloadFaults faults;
  OssPayload read = ReadOssPayload(payload.dump(), codes, v1::KBLI_EDITION_UNSPECIFIED, faults);
  EXPECT_TRUE(faults.empty()) << faults.ToStatus();
  return read.places.empty() ? OssPlace() : read.places.front();
}
std::vector<std::string> Faults(const nlohmann::json& payload) {
  const GuideCodes codes(Library()->latest());
  PayloadFaults faults;
  ReadOssPayload(payload.dump(), codes, v1::KBLI_EDITION_UNSPECIFIED, faults);
  return FaultsOf(faults.ToStatus());
}
std::vector<RemarkKind> Kinds(const OssPlace& place) {
  std::vector<RemarkKind> kinds;
  for (const Remark& remark : place.remarks) kinds.push_back(remark.kind);
  return kinds;
}

TEST(ReadPlaceTest, ReadsAFullPayload) {
  const v1::BusinessActivity activity = Place(GoldenPayload()).activity;
  EXPECT_EQ(activity.kbli_code(), "55130");
  EXPECT_EQ(activity.scale(), v1::BUSINESS_SCALE_SMALL);
  EXPECT_THAT(activity.locations(), ElementsAre(v1::LOCATION_TYPE_LAND));
  EXPECT_EQ(activity.investment().capital_idr(), 2000000000);  // without land and building
  EXPECT_FALSE(activity.investment().foreign());
  EXPECT_EQ(activity.zone(), v1::ZONE_NONE);
  EXPECT_EQ(activity.extent(), v1::ADMINISTRATIVE_EXTENT_WITHIN_REGENCY);
  EXPECT_THAT(activity.region_codes(), ElementsAre("1271"));
  EXPECT_EQ(activity.actor_type(), v1::ACTOR_TYPE_ENTITY);
  EXPECT_EQ(activity.legal_form(), "PT");
  EXPECT_DOUBLE_EQ(activity.land_area_ha(), 0.09);
  EXPECT_EQ(Place(GoldenPayload()).stated_risk, "MR");
}

TEST(ReadPlaceTest, GivesANumberItsLeadingZerosBack) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)["kbli"] = 1111;
  EXPECT_EQ(Place(payload).activity.kbli_code(), "01111");
}

TEST(ReadPlaceTest, ReadsAScaleByCodeAndByWord) {
  nlohmann::json payload = SmallPayload();
  for (const char* scale : {"03", "menengah", "Usaha Menengah", "MEDIUM"}) {
    ProjectOf(payload)["skala_usaha"] = scale;
    EXPECT_EQ(Place(payload).activity.scale(), v1::BUSINESS_SCALE_MEDIUM) << scale;
  }
}

TEST(ReadPlaceTest, TakesTheScaleOfTheNibWhereTheProjectHasNone) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload).erase("skala_usaha");
  NibOf(payload)["skala_usaha"] = "01";
  EXPECT_EQ(Place(payload).activity.scale(), v1::BUSINESS_SCALE_MICRO);
  EXPECT_THAT(Kinds(Place(payload)), ElementsAre(RemarkKind::kScaleOfTheNib));
}

TEST(ReadPlaceTest, LeavesAMissingScaleToTheCapital) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload).erase("skala_usaha");
  EXPECT_THAT(Faults(payload), ElementsAre(HasSubstr(".skala_usaha: missing: want 01 Micro")));
  ProjectOf(payload)["jumlah_investasi"] = 2000000000;
  EXPECT_EQ(Place(payload).activity.scale(), v1::BUSINESS_SCALE_UNSPECIFIED);
  EXPECT_THAT(Kinds(Place(payload)), ElementsAre(RemarkKind::kScaleDerived));
}

TEST(ReadPlaceTest, UsesNoCapitalBelowZero) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)["jumlah_investasi"] = 1;
  ProjectOf(payload)["bangunan_gedung"] = "2";
  EXPECT_EQ(Place(payload).activity.investment().capital_idr(), 0);
  EXPECT_THAT(Kinds(Place(payload)), ElementsAre(RemarkKind::kCapitalNotRead));
}

TEST(ReadPlaceTest, ReadsForeignCapitalByStatusOrByShare) {
  nlohmann::json payload = SmallPayload();
  NibOf(payload)["status_penanaman_modal"] = "01";
  EXPECT_TRUE(Place(payload).activity.investment().foreign());
  NibOf(payload)["status_penanaman_modal"] = nullptr;
  EXPECT_THAT(Kinds(Place(payload)), ElementsAre(RemarkKind::kCapitalStatusNotStated));
  NibOf(payload)["persen_pma"] = 10.5;
  EXPECT_TRUE(Place(payload).activity.investment().foreign());
  EXPECT_THAT(Kinds(Place(payload)), IsEmpty());
  NibOf(payload)["status_penanaman_modal"] = "02";
  EXPECT_THAT(Faults(payload), ElementsAre(HasSubstr("02 PMDN contradicts persen_pma")));
}

// Lampiran 16 of a location says whether, Lampiran 21 of the NIB which.
TEST(ReadPlaceTest, ReadsAZoneFromTwoLevels) {
  nlohmann::json payload = SmallPayload();
  PlaceOf(payload)["jenis_kawasan"] = "01";
  EXPECT_EQ(Place(payload).activity.zone(), v1::ZONE_UNSPECIFIED);
  EXPECT_THAT(Kinds(Place(payload)), ElementsAre(RemarkKind::kZoneKindNotStated));
  NibOf(payload)["jenis_kawasan"] = "02";
  EXPECT_EQ(Place(payload).activity.zone(), v1::ZONE_SPECIAL_ECONOMIC_ZONE);
  PlaceOf(payload)["jenis_kawasan"] = "02";
  EXPECT_EQ(Place(payload).activity.zone(), v1::ZONE_NONE);
  PlaceOf(payload)["jenis_kawasan"] = "03";
  EXPECT_THAT(Faults(payload), ElementsAre(HasSubstr("\"03\": want 01 within a zone or 02")));
}

// Y and N of a project, 01 and 02 of a location.
TEST(ReadPlaceTest, ReadsBoundariesFromTwoLevels) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)["jenis_lokasi"] = "Y";
  EXPECT_THAT(Place(payload).activity.region_codes(), IsEmpty());
  EXPECT_THAT(Kinds(Place(payload)), ElementsAre(RemarkKind::kExtentNotStated));
  PlaceOf(payload)["jenis_lokasi"] = "02";
  EXPECT_THAT(Place(payload).activity.region_codes(), ElementsAre("1271"));
  PlaceOf(payload)["jenis_lokasi"] = "01";
  EXPECT_THAT(Place(payload).activity.region_codes(), IsEmpty());
  PlaceOf(payload)["jenis_lokasi"] = "N";
  EXPECT_THAT(Faults(payload), ElementsAre(HasSubstr("Y and N are for the project")));
}

TEST(ReadPlaceTest, SpreadsAProjectAcrossTheRegionsOfItsLocations) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)["jenis_lokasi"] = "Y";
  nlohmann::json other = PlaceOf(payload);
  other["proyek_daerah_id"] = "12.07.05.0002";
  ProjectOf(payload)["data_lokasi_proyek"].push_back(other);
  EXPECT_THAT(Place(payload).activity.region_codes(), ElementsAre("1207", "1271"));
}

TEST(ReadPlaceTest, ReadsEachPositionOnce) {
  nlohmann::json payload = SmallPayload();
  PlaceOf(payload)["data_posisi_proyek"] = {
      {{"posisi_lokasi", "03"}}, {{"posisi_lokasi", "01"}}, {{"posisi_lokasi", "03"}}};
  EXPECT_THAT(Place(payload).activity.locations(),
              ElementsAre(v1::LOCATION_TYPE_FOREST, v1::LOCATION_TYPE_LAND));
  PlaceOf(payload)["data_posisi_proyek"] = {{{"posisi", "01"}}};
  EXPECT_THAT(Faults(payload),
              ElementsAre(HasSubstr("[0].posisi_lokasi: missing, but \"posisi\"")));
}

TEST(ReadPlaceTest, UsesNoAreaWithoutItsUnit) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)["luas_tanah"] = 3;
  EXPECT_THAT(Kinds(Place(payload)), ElementsAre(RemarkKind::kAreaWithoutUnit));
  ProjectOf(payload)["satuan_luas_tanah"] = "02";
  EXPECT_DOUBLE_EQ(Place(payload).activity.land_area_ha(), 3);
}

TEST(ReadPlaceTest, LeavesTheSpatialPlanOpen) {
  nlohmann::json payload = SmallPayload();
  PlaceOf(payload)["id_kegiatan"] = "123";
  EXPECT_EQ(Place(payload).activity.rdtr(), v1::RDTR_STATUS_UNSPECIFIED);
  EXPECT_THAT(Kinds(Place(payload)), ElementsAre(RemarkKind::kSpatialPlanNotRead));
}

struct WrongType {
  const char* name;
  const char* member;
  const char* value;
  const char* fault;
};
class ReadWrongTypeTest : public ::testing::TestWithParam<WrongType> {};

TEST_P(ReadWrongTypeTest, SaysWhatIsWanted) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)[GetParam().member] = nlohmann::json::parse(GetParam().value);
  EXPECT_THAT(Faults(payload), ElementsAre(HasSubstr(GetParam().fault)));
}
INSTANTIATE_TEST_SUITE_P(
    Types, ReadWrongTypeTest,
    ::testing::Values(
        WrongType{"NumberForScale", "skala_usaha", "2", ".skala_usaha: a number: want a string"},
        WrongType{"ListForScale", "skala_usaha", "[]", ".skala_usaha: a list: want a string"},
        WrongType{"FractionForCode", "kbli", "1.5", ".kbli: a number: want a string of 5 digits"},
        WrongType{"TruthForCode", "kbli", "true", ".kbli: true or false: want a string of 5"},
        WrongType{"TruthForNumber", "luas_tanah", "true", ".luas_tanah: true or false: want a "},
        WrongType{"SignForNumber", "jumlah_investasi", "-5", ".jumlah_investasi: want a number"},
        WrongType{"DotsForNumber", "jumlah_investasi", "\"1.000.000\"", "without signs and"},
        WrongType{"HugeNumber", "jumlah_investasi", "1e300", ".jumlah_investasi: want a number"},
        WrongType{"NoUnit", "satuan_luas_tanah", "\"03\"", "\"03\": want 01 m2 or 02 ha"},
        WrongType{"ObjectForList", "data_lokasi_proyek", "{}", ": an object: want a list"}),
    [](const auto& tested) { return std::string(tested.param.name); });

}  // namespace
}  // namespace izin::testing
