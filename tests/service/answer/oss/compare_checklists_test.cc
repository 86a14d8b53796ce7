// Items of a payload beside those that the rules imply.

#include "service/answer/oss/compare_checklists.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/answer/oss/checklist.h"
#include "tests/service/answer/oss/payloads.h"

namespace izin::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A homestay of a small business: PKKPR (02), UKL_UPL (00), SS (02), and a UMKU that may apply.
v1::OssLocationClassification Homestay(const std::string& changes = "") {
  v1::OssLocationClassification place;
  const auto answer = Answer(SoundRequest(
      "activity { kbli_code: '55201' scale: BUSINESS_SCALE_SMALL region_codes: '1271' " + changes +
      " }"));
  EXPECT_TRUE(answer.ok()) << answer.status();
  *place.mutable_classification() = *answer;
  const Ruleset& ruleset = Library()->latest();
  for (const auto& item : ChecklistOf(*answer, ruleset, GuideCodes(ruleset)))
    *place.add_checklist() = item;
  return place;
}

v1::OssLocationClassification Compared(const std::vector<OssItem>& items,
                                       v1::OssLocationClassification place = Homestay()) {
  std::vector<const OssItem*> stated;
  for (const OssItem& item : items) stated.push_back(&item);
  PermitNames names(Library()->latest());
  CompareChecklists(stated, names, /*is_english=*/true, place);
  return place;
}

const OssItem kPkkpr = {.path = "i[0]",
                        .jenis_izin = "01",
                        .nama_izin = "PKKPR",
                        .kewenangan = "02",
                        .flag_checklist = "Y"};
const OssItem kUklUpl = {.path = "i[1]",
                         .jenis_izin = "01",
                         .nama_izin = "Persetujuan Lingkungan (PKPLH)",
                         .kewenangan = "00",
                         .flag_checklist = "O"};
const OssItem kCertificate = {.path = "i[2]",
                              .jenis_izin = "04",
                              .nama_izin = "Sertifikat Standar Homestay",
                              .kewenangan = "02",
                              .flag_checklist = "O"};

TEST(CompareChecklistsTest, FindsNothingWhereBothAgree) {
  const auto place = Compared({kPkkpr, kUklUpl, kCertificate});
  EXPECT_THAT(Named(place.findings()), IsEmpty());
  EXPECT_EQ(place.checklist(0).found_path(), "i[0]");
  EXPECT_EQ(place.checklist(2).found_path(), "i[2]");
  EXPECT_EQ(place.checklist(3).found_path(), "");  // may apply: need not be there
}

TEST(CompareChecklistsTest, TellsAnotherAuthorityAndFlag) {
  OssItem other = kCertificate;
  other.kewenangan = "01";
  other.flag_checklist = "Y";
  const auto place = Compared({kPkkpr, kUklUpl, other});
  ASSERT_THAT(Named(place.findings()), ElementsAre("OTHER_AUTHORITY SS i[2].kewenangan",
                                                   "OTHER_FLAG SS i[2].flag_checklist"));
  EXPECT_EQ(place.findings(0).expected(), "02");
  EXPECT_EQ(place.findings(0).found(), "01");
  EXPECT_THAT(place.findings(0).text().detail(),
              HasSubstr("the payload has 01 province, the rules say 02 regency or city (Bupati"));
}

TEST(CompareChecklistsTest, TellsWhereTheAuthorityIsInferred) {
  OssItem other = kPkkpr;  // who issues a PKKPR is no text of the regulation
  other.kewenangan = "01";
  const auto place = Compared({other, kUklUpl, kCertificate});
  ASSERT_THAT(Named(place.findings()), ElementsAre("OTHER_AUTHORITY PKKPR i[0].kewenangan"));
  EXPECT_THAT(place.findings(0).text().detail(), HasSubstr(", which is unverified."));
}

TEST(CompareChecklistsTest, TellsALicenceOfAnotherRisk) {
  OssItem licence = kCertificate;
  licence.jenis_izin = "02";
  licence.nama_izin = "Izin Usaha Homestay";
  EXPECT_THAT(Named(Compared({kPkkpr, kUklUpl, licence}).findings()),
              ElementsAre("MISSING SS ", "EXTRA  i[2]"));
}

TEST(CompareChecklistsTest, TellsAnotherKindOfTheSamePermit) {
  OssItem confirmation = kPkkpr;
  confirmation.nama_izin = "Konfirmasi KKPR";
  EXPECT_THAT(Named(Compared({confirmation, kUklUpl, kCertificate}).findings()),
              ElementsAre("MISSING PKKPR ", "EXTRA KKPR_KONFIRMASI i[0]"));
}

TEST(CompareChecklistsTest, TakesANameThatPermitsShareForTheOneThatIsImplied) {
  OssItem any = kPkkpr;
  any.nama_izin = "Kesesuaian Kegiatan Pemanfaatan Ruang";
  EXPECT_THAT(Named(Compared({any, kUklUpl, kCertificate}).findings()), IsEmpty());
}

TEST(CompareChecklistsTest, FindsSupportingPermitsByName) {
  OssItem known = {.path = "i[3]",
                   .jenis_izin = "K03",
                   .nama_izin = "Sertifikat laik sehat - di wilayah",
                   .flag_checklist = "N"};
  OssItem unknown = {.path = "i[4]", .jenis_izin = "K03", .nama_izin = "Sertifikat Apa Saja"};
  OssItem other = {
      .path = "i[5]", .jenis_izin = "K03", .nama_izin = "Penyelenggaraan bank mata di rumah sakit"};
  EXPECT_THAT(Named(Compared({kPkkpr, kUklUpl, kCertificate, known, unknown, other}).findings()),
              ElementsAre("EXTRA UMKU_BANK_MATA_RS i[5]", "UNRECOGNISED  i[4]"));
}

TEST(CompareChecklistsTest, LeavesStandardRequirementsToAPerson) {
  OssItem requirement = {.path = "i[3]", .jenis_izin = "K02", .nama_izin = "Sarana"};
  const auto place = Compared({kPkkpr, kUklUpl, kCertificate, requirement});
  ASSERT_THAT(Named(place.findings()), ElementsAre("UNRECOGNISED  i[3]"));
  EXPECT_THAT(place.findings(0).text().detail(), HasSubstr("K02"));
}

TEST(CompareChecklistsTest, PassesOverTheNib) {
  OssItem nib = {.path = "i[3]", .jenis_izin = "01", .nama_izin = "Nomor Induk Berusaha"};
  EXPECT_THAT(Named(Compared({kPkkpr, kUklUpl, kCertificate, nib}).findings()), IsEmpty());
}

TEST(CompareChecklistsTest, ComparesNoOfficeThatIsNotStated) {
  OssItem silent = kPkkpr;
  silent.kewenangan = "";
  const auto place = Compared({silent, kUklUpl, kCertificate});
  EXPECT_THAT(Named(place.findings()), IsEmpty());
  EXPECT_THAT(CodesOf(place.notes()), ElementsAre("OFFICE_NOT_STATED"));
}

TEST(CompareChecklistsTest, ComparesNoOfficeWithoutACode) {
  OssItem certificate = kCertificate;
  certificate.kewenangan = "01";
  const auto place =
      Compared({kPkkpr, kUklUpl, certificate}, Homestay("zone: ZONE_SPECIAL_ECONOMIC_ZONE"));
  for (const std::string& finding : Named(place.findings()))
    EXPECT_NE(finding, "OTHER_AUTHORITY SS i[2].kewenangan");
}

// Where items belong.

OssPayload TwoProjects() {
  OssPayload payload;
  payload.places = {
      {.path = "p[0]", .project_path = "0", .project_id = "A", .region = "1271010001"},
      {.path = "p[1]", .project_path = "0", .project_id = "A", .region = "1207050002"},
      {.path = "p[2]", .project_path = "1", .project_id = "B", .region = ""}};
  return payload;
}

std::vector<int> PlacesOf(const OssItem& item, OssPayload payload = TwoProjects()) {
  payload.items = {item};
  const PlacedItems placed = PlaceItems(payload);
  std::vector<int> places;
  for (std::size_t i = 0; i < placed.of_place.size(); ++i)
    if (!placed.of_place[i].empty()) places.push_back(static_cast<int>(i));
  EXPECT_EQ(places.empty(), !placed.unplaced.empty());
  return places;
}

TEST(PlaceItemsTest, GoByProjectAndRegion) {
  EXPECT_THAT(PlacesOf({.project_id = "A", .region = "1271010001"}), ElementsAre(0));
  EXPECT_THAT(PlacesOf({.project_id = "A", .region = "1207000000"}), ElementsAre(1));
  EXPECT_THAT(PlacesOf({.project_id = "A", .region = "1200000000"}), ElementsAre(0, 1));
  EXPECT_THAT(PlacesOf({.project_id = "A", .region = "12"}), ElementsAre(0, 1));
  EXPECT_THAT(PlacesOf({.project_id = "A"}), ElementsAre(0, 1));
  EXPECT_THAT(PlacesOf({.project_id = "B", .region = "3171010001"}), ElementsAre(2));
}

TEST(PlaceItemsTest, HaveNoPlaceWhereProjectOrRegionIsAnother) {
  EXPECT_THAT(PlacesOf({.project_id = "C"}), IsEmpty());
  EXPECT_THAT(PlacesOf({.project_id = "A", .region = "3171010001"}), IsEmpty());
  EXPECT_THAT(PlacesOf({.region = "1271010001"}), IsEmpty());  // of which project?
}

TEST(PlaceItemsTest, BelongToTheOnlyProjectWithoutNamingIt) {
  OssPayload payload = TwoProjects();
  payload.places.pop_back();
  EXPECT_THAT(PlacesOf({}, payload), ElementsAre(0, 1));
  EXPECT_EQ(UnplacedFinding({.path = "i[0]", .nama_izin = "X"}, true).kind(),
            v1::OSS_FINDING_KIND_UNPLACED);
}

}  // namespace
}  // namespace izin::testing
