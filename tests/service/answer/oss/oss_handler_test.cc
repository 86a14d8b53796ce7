// A payload as a whole: what is answered for each location, and what is refused.

#include "service/answer/oss/oss_handler.h"

#include <string>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/service/answer/oss/payloads.h"

namespace izin::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::vector<std::string> NoteCodes(const v1::OssLocationClassification& place) {
  return CodesOf(place.notes());
}

TEST(OssHandlerTest, AnswersEachLocationOfEachProject) {
  const auto answer = AnswerPayload(GoldenPayload());
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->locations_size(), 3);
  EXPECT_EQ(answer->locations(0).classification().kbli_code(), "55201");
  EXPECT_EQ(answer->locations(1).path(), "dataNIB.data_proyek[1].data_lokasi_proyek[0]");
  EXPECT_EQ(answer->locations(1).project_id(), "P-2");
  EXPECT_EQ(answer->locations(2).location_id(), "L-3");
  EXPECT_EQ(answer->guide_version(), "4.3.22");
}

TEST(OssHandlerTest, GivesTheAnswerThatTheActivityAloneHas) {
  const auto answer = AnswerPayload(GoldenPayload());
  ASSERT_TRUE(answer.ok()) << answer.status();
  for (const v1::OssLocationClassification& place : answer->locations()) {
    v1::ClassifyActivityRequest request;
    *request.mutable_activity() = place.activity();
    const auto alone = Answer(request);
    ASSERT_TRUE(alone.ok()) << alone.status();
    EXPECT_EQ(place.classification().SerializeAsString(), alone->SerializeAsString());
  }
}

TEST(OssHandlerTest, TellsWhatIsMissingExtraOrOfAnotherAuthority) {
  const auto answer = AnswerPayload(GoldenPayload());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_TRUE(answer->locations(0).is_compared());
  EXPECT_THAT(Named(answer->locations(0).findings()),
              ElementsAre("MISSING UKL_UPL ", "EXTRA PBG dataNIB.data_checklist[2]",
                          "OTHER_AUTHORITY SS dataNIB.data_checklist[1].kewenangan",
                          "OTHER_FLAG SS dataNIB.data_checklist[1].flag_checklist"));
  EXPECT_THAT(Named(answer->locations(1).findings()),
              ElementsAre("MISSING PKKPR ", "MISSING PPKH ", "MISSING UKL_UPL ",
                          "UNRECOGNISED  dataNIB.data_checklist[4]"));
  // Its items are of another region.
  EXPECT_THAT(Named(answer->locations(2).findings()),
              ElementsAre("MISSING PKKPR ", "MISSING UKL_UPL ", "MISSING SS_TERVERIFIKASI "));
  EXPECT_THAT(Named(answer->findings()), ElementsAre("UNPLACED  dataNIB.data_checklist[5]"));
}

TEST(OssHandlerTest, ComparesNothingWithoutAChecklist) {
  const auto answer = AnswerPayload(SmallPayload());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_FALSE(answer->locations(0).is_compared());
  EXPECT_THAT(answer->locations(0).findings(), IsEmpty());
  EXPECT_EQ(answer->locations(0).checklist_size(), 4);
  EXPECT_THAT(CodesOf(answer->notes()), Contains("NO_CHECKLIST"));
}

TEST(OssHandlerTest, MissesEverythingInAnEmptyChecklist) {
  nlohmann::json payload = SmallPayload();
  NibOf(payload)["data_checklist"] = nlohmann::json::array();
  const auto answer = AnswerPayload(payload);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(Named(answer->locations(0).findings()),
              ElementsAre("MISSING PKKPR ", "MISSING UKL_UPL ", "MISSING SS "));
}

TEST(OssHandlerTest, ComparesNothingWhereTheOutcomeNamesNoPermits) {
  nlohmann::json payload = GoldenPayload();
  ProjectOf(payload)["kbli"] = "56101";  // split: a person must choose
  const auto answer = AnswerPayload(payload);
  ASSERT_TRUE(answer.ok()) << answer.status();
  const v1::OssLocationClassification& place = answer->locations(0);
  EXPECT_EQ(place.classification().outcome(), v1::OUTCOME_CODE_REVIEW_REQUIRED);
  EXPECT_FALSE(place.is_compared());
  EXPECT_THAT(place.findings(), IsEmpty());
  EXPECT_THAT(NoteCodes(place), Contains("NOT_COMPARED"));
}

TEST(OssHandlerTest, SaysWhatTheGuideLeavesOpen) {
  const auto answer = AnswerPayload(GoldenPayload());
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(NoteCodes(answer->locations(0)),
              AllOf(Contains("INPUTS_OPEN"), Contains("REQUIREMENTS_NOT_COMPARED")));
  EXPECT_THAT(NoteCodes(answer->locations(1)), Contains("ZONE_KIND_NOT_STATED"));
  EXPECT_THAT(CodesOf(answer->notes()), ElementsAre("EDITION_BY_THE_GUIDE", "NIB_WITHOUT_CODE"));
}

TEST(OssHandlerTest, ReadsCodesAsTheEditionThatIsNamed) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)["kbli"] = "55201";
  v1::ClassifyOssPayloadRequest request;
  request.set_kbli_edition(v1::KBLI_EDITION_2025);
  const auto answer = AnswerPayload(payload, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->locations(0).classification().kbli_code(), "55201");
  EXPECT_THAT(CodesOf(answer->notes()), Not(Contains("EDITION_BY_THE_GUIDE")));
}

TEST(OssHandlerTest, AnswersInBothLanguagesAndInTheBasicView) {
  v1::ClassifyOssPayloadRequest request;
  request.set_language_code("en");
  request.set_view(v1::CLASSIFICATION_VIEW_BASIC);
  const auto answer = AnswerPayload(GoldenPayload(), request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  const v1::OssChecklistItem& item = answer->locations(0).checklist(0);
  EXPECT_EQ(item.permit_code(), "PKKPR");
  EXPECT_EQ(item.nama_izin(), "Persetujuan KKPR darat (PKKPR)");
  EXPECT_EQ(item.instansi(), "");
  EXPECT_EQ(item.data_persyaratan(0).keterangan(), "");
  EXPECT_EQ(answer->locations(0).findings(0).text().title(), "Missing");
}

TEST(OssHandlerTest, ComparesWithTheRulesetThatAnswered) {
  v1::ClassifyOssPayloadRequest request;
  request.set_ruleset("pp24-2018");
  nlohmann::json payload = SmallPayload();
  NibOf(payload)["data_checklist"] = nlohmann::json::array(
      {{{"id_proyek", "P-1"}, {"jenis_izin", "02"}, {"nama_izin", "Izin Usaha Pariwisata"}}});
  const auto answer = AnswerPayload(payload, request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(Named(answer->locations(0).findings()), Not(Contains("MISSING IZIN_USAHA ")));
  EXPECT_THAT(Named(answer->locations(0).findings()), Contains("MISSING IZIN_LOKASI "));
}

// Faults.

TEST(OssHandlerTest, TellsAllFaultsOfAllProjectsAtOnce) {
  nlohmann::json payload = GoldenPayload();
  NibOf(payload)["jenis_pelaku_usaha"] = "09";
  ProjectOf(payload)["kbli"] = "00000";                              // no code of any edition
  PlaceOf(payload)["data_posisi_proyek"] = nlohmann::json::array();  // a block is missing
  NibOf(payload)["data_proyek"][1]["skala_usaha"] = "raksasa";
  NibOf(payload)["data_proyek"][1]["data_lokasi_proyek"][1]["proyek_daerah_id"] = "9999010001";
  NibOf(payload)["data_checklist"][0]["kewenangan"] = "07";
  const auto answer = AnswerPayload(payload);
  EXPECT_EQ(answer.status().code(), absl::StatusCode::kInvalidArgument);
  const std::vector<std::string> faults = FaultsOf(answer.status());
  EXPECT_EQ(faults.size(), 6U) << ::testing::PrintToString(faults);
  EXPECT_THAT(faults, Contains(HasSubstr("dataNIB.jenis_pelaku_usaha: \"09\": want 01 ")));
  EXPECT_THAT(faults, Contains(HasSubstr("dataNIB.data_proyek[0].kbli: ")));
  EXPECT_THAT(faults, Contains(HasSubstr("dataNIB.data_proyek[0].data_lokasi_proyek[0]."
                                         "data_posisi_proyek: missing: want a list")));
  EXPECT_THAT(faults, Contains(HasSubstr("dataNIB.data_proyek[1].skala_usaha: \"raksasa\": want "
                                         "01 Micro business")));
  EXPECT_THAT(faults, Contains(HasSubstr("dataNIB.data_proyek[1].data_lokasi_proyek[1]."
                                         "proyek_daerah_id: \"9999\"")));
  EXPECT_THAT(faults,
              Contains(HasSubstr("dataNIB.data_checklist[0].kewenangan: \"07\": want 00 ")));
}

TEST(OssHandlerTest, TellsEachFaultInIndonesianToo) {
  nlohmann::json payload = GoldenPayload();
  ProjectOf(payload)["jenis_lokasi"] = "01";
  PlaceOf(payload)["jenis_kawasan"] = "03";
  PlaceOf(payload)["jenis_lokasi"] = "Y";
  ProjectOf(payload).erase("kbli");
  for (const std::string& fault : FaultsOf(AnswerPayload(payload).status(), false))
    EXPECT_THAT(fault, Not(::testing::EndsWith(": "))) << fault;
}

TEST(OssHandlerTest, DoesNotFindACodeThatNoEditionHas) {
  nlohmann::json payload = SmallPayload();
  ProjectOf(payload)["kbli"] = "52291";  // of KBLI 2017 and 2020
  EXPECT_TRUE(AnswerPayload(payload).ok());
  ProjectOf(payload)["kbli"] = "99998";
  const absl::Status status = AnswerPayload(payload).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(FaultsOf(status), ElementsAre(HasSubstr("dataNIB.data_proyek[0].kbli: ")));
}

TEST(OssHandlerTest, TellsOfTheRequestBesideThePayloadOnce) {
  v1::ClassifyOssPayloadRequest request;
  request.set_as_of("2022-13-01");
  request.set_language_code("fr");
  const std::vector<std::string> faults =
      FaultsOf(AnswerPayload(GoldenPayload(), request).status());
  EXPECT_THAT(faults, ElementsAre(HasSubstr("as_of: "), HasSubstr("language_code: ")));
}

TEST(OssHandlerTest, HasNoRulesetForDaysBetweenTwoRegimes) {
  v1::ClassifyOssPayloadRequest request;
  request.set_as_of("2022-01-01");
  EXPECT_EQ(AnswerPayload(SmallPayload(), request).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(OssHandlerTest, RefusesWhatIsTooLarge) {
  const std::string large(10 << 20, ' ');
  EXPECT_EQ(AnswerText(large).status().code(), absl::StatusCode::kResourceExhausted);
  nlohmann::json payload = SmallPayload();
  for (int i = 0; i < 1001; ++i)
    ProjectOf(payload)["data_lokasi_proyek"].push_back(PlaceOf(payload));
  EXPECT_THAT(FaultsOf(AnswerPayload(payload).status()),
              ElementsAre(HasSubstr("dataNIB.data_proyek: more than 1000 of them")));
}

// As much work as four mebibytes can ask for: ends in time, and with what is too much.
TEST(OssHandlerTest, BoundsWhatItDoes) {
  nlohmann::json payload = SmallPayload();
  for (int i = 1; i < 900; ++i)
    ProjectOf(payload)["data_lokasi_proyek"].push_back(PlaceOf(payload));
  for (int i = 0; i < 2000; ++i)
    NibOf(payload)["data_checklist"].push_back({{"nama_izin", "N" + std::to_string(i)}});
  v1::ClassifyOssPayloadRequest request;
  request.set_view(v1::CLASSIFICATION_VIEW_BASIC);
  const absl::Time begin = absl::Now();
  EXPECT_EQ(AnswerPayload(payload, request).status().code(), absl::StatusCode::kResourceExhausted);
  NibOf(payload)["data_checklist"].push_back({{"nama_izin", "one more"}});
  EXPECT_THAT(FaultsOf(AnswerPayload(payload, request).status()),
              ElementsAre(HasSubstr("dataNIB.data_checklist: more than 2000 of them")));
  nlohmann::json strange = SmallPayload();
  for (int i = 0; i < 100000; ++i) PlaceOf(strange)["member" + std::to_string(i)] = 1;
  EXPECT_TRUE(AnswerPayload(strange).ok());
  EXPECT_LT(absl::Now() - begin, absl::Seconds(20));
}

TEST(OssHandlerTest, LogsOneRecordForEachLocationAndNoneOfWhatItRefuses) {
  GivenRecords given;
  ASSERT_TRUE(AnswerText(GoldenPayload().dump(), {}, &given).ok());
  EXPECT_EQ(given.items().size(), 3U);
  // Nothing of a person is in them.
  EXPECT_THAT(given.bytes(), Not(HasSubstr("UJI")));
  nlohmann::json payload = GoldenPayload();
  NibOf(payload)["data_proyek"][1]["kbli"] = "99998";
  EXPECT_FALSE(AnswerText(payload.dump(), {}, &given).ok());
  EXPECT_TRUE(given.empty());
}

TEST(OssHandlerTest, HoldsNothingOfAPersonInItsAnswer) {
  const auto answer = AnswerPayload(GoldenPayload());
  ASSERT_TRUE(answer.ok());
  EXPECT_THAT(answer->SerializeAsString(), Not(HasSubstr("UJI")));
}

TEST(OssHandlerTest, QuotesNothingOfAPersonInItsFaults) {
  nlohmann::json payload = GoldenPayload();
  NibOf(payload)["penanggung_jwb"] = "ORANG-UJI";
  NibOf(payload)["data_proyek"] = "ORANG-UJI";
  NibOf(payload)["data_checklist"] = {{"nama", "ORANG-UJI"}};
  const absl::Status status = AnswerPayload(payload).status();
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(FaultsOf(status), Not(Contains(HasSubstr("UJI"))));
}

TEST(OssHandlerTest, EndsWhenTheCallerIsGone) {
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  const Pipeline pipeline(Rulesets(), clock);
  v1::ClassifyOssPayloadRequest request;
  request.set_payload_json(SmallPayload().dump());
  const auto is_gone = [] { return true; };
  EXPECT_TRUE(absl::IsCancelled(
      OssHandler(pipeline).Classify(request, {.is_cancelled = is_gone}).status()));
}

}  // namespace
}  // namespace izin::testing
