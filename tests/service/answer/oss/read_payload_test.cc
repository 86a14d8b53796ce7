// What is read of a payload, block by block, and what is said of blocks that are not there.

#include "service/answer/oss/read_payload.h"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answer/oss/payloads.h"

namespace izin::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct Read {
  OssPayload payload;
  absl::Status faults;
};

Read ReadText(const std::string& text, v1::KbliEdition edition = v1::KBLI_EDITION_UNSPECIFIED) {
  const GuideCodes codes(Library()->latest());
  PayloadFaults faults;
  Read read{.payload = ReadOssPayload(text, codes, edition, faults)};
  read.faults = faults.ToStatus();
  return read;
}
Read ReadJson(const nlohmann::json& payload) { return ReadText(payload.dump()); }

TEST(ReadPayloadTest, ReadsPlacesAndItems) {
  const Read read = ReadJson(GoldenPayload());
  ASSERT_TRUE(read.faults.ok()) << read.faults;
  ASSERT_EQ(read.payload.places.size(), 3U);
  EXPECT_EQ(read.payload.places[2].project_path, "dataNIB.data_proyek[1]");
  EXPECT_TRUE(read.payload.has_checklist);
  ASSERT_EQ(read.payload.items.size(), 6U);
  EXPECT_EQ(read.payload.items[3].path, "dataNIB.data_checklist[3]");
}

TEST(ReadPayloadTest, ReadsAnEditionThatIsNotNamedAsTheGuideDoes) {
  EXPECT_EQ(ReadJson(SmallPayload()).payload.places[0].activity.kbli_edition(),
            v1::KBLI_EDITION_2020);
  EXPECT_EQ(ReadText(SmallPayload().dump(), v1::KBLI_EDITION_2025)
                .payload.places[0]
                .activity.kbli_edition(),
            v1::KBLI_EDITION_2025);
}

struct BadText {
  const char* name;
  const char* text;
  const char* fault;
};
class ReadBadTextTest : public ::testing::TestWithParam<BadText> {};

TEST_P(ReadBadTextTest, SaysWhereAndWhatIsWanted) {
  EXPECT_THAT(FaultsOf(ReadText(GetParam().text).faults), ElementsAre(HasSubstr(GetParam().fault)));
}
INSTANTIATE_TEST_SUITE_P(
    Texts, ReadBadTextTest,
    ::testing::Values(
        BadText{"Empty", "", "payload_json: the payload is empty: want JSON"},
        BadText{"NoJson", "<xml/>", "payload_json: the payload is no JSON: line 1, column 1"},
        BadText{"CutOff", "{\"dataNIB\":\n{", "is no JSON: line 2, column 2: it ends too early"},
        BadText{"AList", "[]", "payload_json: a list: want an object with dataNIB"},
        BadText{"NoNib", "{}", "dataNIB: missing: want the object that receiveNIB sends"},
        BadText{"NibIsNull", R"({"dataNIB":null})", "dataNIB: missing"},
        BadText{"NibIsText", R"({"dataNIB":"x"})", "dataNIB: a string: want an object"},
        BadText{"NibByAnotherName", R"({"dataNib":{}})",
                "dataNIB: missing, but \"dataNib\" stands there: the guide's name is \"dataNIB\""},
        BadText{"NoProjects", R"({"dataNIB":{}})", "dataNIB.data_proyek: missing: want a list"},
        BadText{"EmptyProjects", R"({"dataNIB":{"data_proyek":[]}})",
                "dataNIB.data_proyek: missing: want a list of at least one project"},
        BadText{"ProjectsAreAnObject", R"({"dataNIB":{"data_proyek":{"0":{}}}})",
                "dataNIB.data_proyek: an object: want a list of objects"},
        BadText{"ProjectIsText", R"({"dataNIB":{"data_proyek":["P"]}})",
                "dataNIB.data_proyek[0]: a string: want an object"},
        BadText{"ProjectsByAnotherName", R"({"dataNIB":{"data_project":[]}})",
                "dataNIB.data_proyek: missing, but \"data_project\" stands there"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(ReadPayloadTest, RefusesWhatIsNestedDeep) {
  const std::string deep = std::string(100000, '[') + std::string(100000, ']');
  EXPECT_THAT(FaultsOf(ReadText("{\"dataNIB\":" + deep + "}").faults),
              ElementsAre(HasSubstr("lie 100001 deep in each other (line 1, column 100011): want "
                                    "at most 32")));
}

TEST(ReadPayloadTest, RefusesMillionsOfValues) {
  std::string list = "[0";
  for (int i = 0; i < 1000000; ++i) list += ",0";
  EXPECT_THAT(FaultsOf(ReadText("{\"dataNIB\":" + list + "]}").faults),
              ElementsAre(HasSubstr("values: want at most 200000")));
}

TEST(ReadPayloadTest, NamesBlocksThatALevelLacks) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload).erase("data_lokasi_proyek");
  EXPECT_THAT(FaultsOf(ReadJson(payload).faults),
              ElementsAre(StartsWith("dataNIB.data_proyek[0].data_lokasi_proyek: missing")));
}

// A region is kd_daerah of an item and proyek_daerah_id of a location.
TEST(ReadPayloadTest, TellsANameOfAnotherLevel) {
  nlohmann::json payload = SmallPayload();
  PlaceOf(payload).erase("proyek_daerah_id");
  PlaceOf(payload)["kd_daerah"] = "1271010001";
  EXPECT_THAT(FaultsOf(ReadJson(payload).faults),
              ElementsAre("dataNIB.data_proyek[0].data_lokasi_proyek[0].proyek_daerah_id: missing, "
                          "but \"kd_daerah\" stands there: the guide's name is "
                          "\"proyek_daerah_id\" at this level"));
}

TEST(ReadPayloadTest, PassesOverUnknownMembersAndSaysSo) {
  nlohmann::json payload = SmallPayload();
  PlaceOf(payload)["isian_baru"] = "x";
  const Read read = ReadJson(payload);
  EXPECT_TRUE(read.faults.ok()) << read.faults;
  ASSERT_EQ(read.payload.remarks.back().kind, RemarkKind::kUnknownMembers);
  EXPECT_EQ(read.payload.remarks.back().value,
            "dataNIB.data_proyek[0].data_lokasi_proyek[0].isian_baru");
}

// Coordinates have the name of the locations that they are of.
TEST(ReadPayloadTest, TakesCoordinatesForNoLocations) {
  nlohmann::json payload = SmallPayload();
  PlaceOf(payload)["data_lokasi_proyek"] = {{{"serial", "1"}, {"lat_lng", "3.5,98.6"}}};
  const Read read = ReadJson(payload);
  EXPECT_TRUE(read.faults.ok()) << read.faults;
  EXPECT_EQ(read.payload.places.size(), 1U);
}

TEST(ReadPayloadTest, NotesWhatWasConvertedToAnotherCode) {
  nlohmann::json payload = SmallPayload();
  NibOf(payload)["data_checklist"] = {
      {{"id_proyek", "P-1"}, {"nama_izin", "Sertifikat Standar"}, {"kbli_konversi", 1111}}};
  const Read read = ReadJson(payload);
  ASSERT_EQ(read.payload.places[0].remarks.size(), 1U);
  EXPECT_EQ(read.payload.places[0].remarks[0].kind, RemarkKind::kKbliConverted);
  EXPECT_EQ(read.payload.places[0].remarks[0].value, "01111");
}

}  // namespace
}  // namespace izin::testing
