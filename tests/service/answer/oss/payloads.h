// Payloads for the tests of OSS: all of them made up, with nobody's data.

#ifndef IZIN_TESTS_SERVICE_ANSWER_OSS_PAYLOADS_H_
#define IZIN_TESTS_SERVICE_ANSWER_OSS_PAYLOADS_H_

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "izin/v1/oss_payload.pb.h"
#include "service/answer/oss/oss_handler.h"
#include "service/request/request_faults.h"
#include "tests/service/answering.h"

namespace izin::testing {

// The payload of tests/golden/oss: two projects, three locations, six items.
inline nlohmann::json GoldenPayload() {
  return nlohmann::json::parse(ReadFile("tests/golden/oss/payload.json"));
}

// One homestay on land in Medan, as small as a payload may be; without a checklist.
inline nlohmann::json SmallPayload() {
  return nlohmann::json::parse(R"({"dataNIB":{"status_penanaman_modal":"02","data_proyek":[
      {"id_proyek":"P-1","kbli":"55130","skala_usaha":"02","data_lokasi_proyek":[
        {"id_proyek_lokasi":"L-1","proyek_daerah_id":"1271010001",
         "data_posisi_proyek":[{"posisi_lokasi":"01"}]}]}]}})");
}

// The members of the payload's only project, of its only location and of dataNIB.
inline nlohmann::json& NibOf(nlohmann::json& payload) { return payload["dataNIB"]; }
inline nlohmann::json& ProjectOf(nlohmann::json& payload) {
  return payload["dataNIB"]["data_proyek"][0];
}
inline nlohmann::json& PlaceOf(nlohmann::json& payload) {
  return ProjectOf(payload)["data_lokasi_proyek"][0];
}

inline bool IsNever() { return false; }

// The answer on kToday; `request` has everything but the payload.
inline absl::StatusOr<v1::ClassifyOssPayloadResponse> AnswerText(
    const std::string& text, v1::ClassifyOssPayloadRequest request = {},
    GivenRecords* given = nullptr) {
  const FakeClock clock(FakeClock::NoonInJakarta(kToday));
  const Pipeline pipeline(Rulesets(), clock);
  request.set_payload_json(text);
  return OssHandler(pipeline).Classify(request, {.is_cancelled = IsNever, .given = given});
}
inline absl::StatusOr<v1::ClassifyOssPayloadResponse> AnswerPayload(
    const nlohmann::json& payload, v1::ClassifyOssPayloadRequest request = {}) {
  return AnswerText(payload.dump(), std::move(request));
}

// "path: what is wrong" of each fault, in English or Indonesian.
inline std::vector<std::string> FaultsOf(const absl::Status& status, bool is_english = true) {
  std::vector<std::string> faults;
  const auto details = BadRequestOf(status);
  if (!details.has_value()) return {std::string(status.message())};
  for (const auto& violation : details->field_violations())
    faults.push_back(
        violation.field() + ": " +
        (is_english ? violation.description() : violation.localized_message().message()));
  return faults;
}

// "KIND permit path" of each finding.
template <typename Findings>
std::vector<std::string> Named(const Findings& findings) {
  std::vector<std::string> named;
  for (const v1::OssChecklistFinding& finding : findings) {
    named.push_back(v1::OssFindingKind_Name(finding.kind()).substr(17) + " " +
                    finding.permit_code() + " " + finding.field_path());
  }
  return named;
}

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_ANSWER_OSS_PAYLOADS_H_
