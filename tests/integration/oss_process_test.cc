// Payloads of OSS over a real server: the same answer by every way, and nothing of a person on
// disk.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "izin/v1/oss_payload.grpc.pb.h"
#include "tests/integration/process.h"
#include "tests/integration/served.h"

namespace izin::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kPayload[] = "tests/golden/oss/payload.json";

// Every string that names a person in the payload, or is of one.
constexpr const char* kPersonal[] = {"ORANG-UJI", "UJI-KTP",    "0800-UJI",
                                     "99.UJI",    "UJI-NIK",    "example.invalid",
                                     "UJI-AGAMA", "1900-01-01", "VUpJ"};

grpc::Status Ask(const std::string& address, const std::string& payload,
                 v1::ClassifyOssPayloadResponse& response, std::string& id) {
  const auto stub = v1::OssPayloadService::NewStub(ChannelTo(address));
  v1::ClassifyOssPayloadRequest request;
  request.set_payload_json(payload);
  const auto context = Within(60);
  const grpc::Status status = stub->ClassifyOssPayload(context.get(), request, &response);
  const auto at = context->GetServerTrailingMetadata().find("izin-decision-id");
  if (at != context->GetServerTrailingMetadata().end())
    id = std::string(at->second.data(), at->second.size());
  return status;
}

// The files below a folder that hold one of those strings.
std::vector<std::string> FilesWithPersons(const std::string& folder) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    const std::string text = FileText(entry.path());
    for (const char* personal : kPersonal) {
      if (text.find(personal) != std::string::npos)
        found.push_back(entry.path().string() + ": " + personal);
    }
  }
  return found;
}

TEST(OssProcessTest, AnswersAlikeByGrpcByServerAndAlone) {
  const Served server({});
  v1::ClassifyOssPayloadResponse response;
  std::string id;
  const grpc::Status status = Ask(server.address(), FileText(kPayload), response, id);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.locations_size(), 3);
  const Ran alone = RunIzin({"oss", "classify", kPayload, "--json"});
  const Ran asked = RunIzin({"oss", "classify", kPayload, "--json", "--server", server.address()});
  EXPECT_EQ(alone.exit_code, 1);
  EXPECT_EQ(asked.exit_code, 1) << asked.err;
  EXPECT_EQ(asked.out, alone.out);
  EXPECT_THAT(alone.out, HasSubstr("\"kind\":\"OSS_FINDING_KIND_OTHER_AUTHORITY\""));
}

TEST(OssProcessTest, KeepsNothingOfAPerson) {
  const TempFolder folder;
  const std::string payload = FileText(kPayload);
  for (const char* personal : kPersonal) ASSERT_THAT(payload, HasSubstr(personal));
  const std::string bad =
      "{\"dataNIB\":{\"nama_perseroan\":\"ORANG-UJI\",\"data_proyek\":\"UJI-KTP\"";
  std::string err;
  {
    Served server(
        {"--data-dir", folder / "data", "--decision-log", "sync", "--log-level", "debug"});
    v1::ClassifyOssPayloadResponse response;
    std::string id;
    const grpc::Status status = Ask(server.address(), payload, response, id);
    ASSERT_TRUE(status.ok()) << status.error_message();
    // Faulty ones may be quoted by a log too.
    for (const std::string& faulty : {bad, bad + "}}", std::string("ORANG-UJI")})
      EXPECT_FALSE(Ask(server.address(), faulty, response, id).ok());
    // The decision is there: each location left a record.
    v1::GetDecisionRequest asked;
    asked.set_id(id);
    v1::GetDecisionResponse decision;
    const grpc::Status got = server.decisions().GetDecision(Within(60).get(), asked, &decision);
    ASSERT_TRUE(got.ok()) << got.error_message() << " " << id;
    EXPECT_EQ(decision.decision().request().activity().kbli_code(), "55130");
    v1::ListDecisionsResponse list;
    ASSERT_TRUE(server.decisions().ListDecisions(Within(60).get(), {}, &list).ok());
    EXPECT_EQ(list.decisions_size(), 3);
    v1::Classification kept;
    EXPECT_TRUE(KeptWithin(30, server,
                           response.locations_size() == 0
                               ? decision.decision().classification()
                               : response.locations(0).classification().name(),
                           kept)
                    .ok());
    server.Stop();
    err = server.err();
  }
  EXPECT_THAT(FilesWithPersons(folder / "data"), ::testing::IsEmpty());
  EXPECT_FALSE(std::filesystem::is_empty(folder / "data"));
  for (const char* personal : kPersonal) EXPECT_THAT(err, Not(HasSubstr(personal)));
}

TEST(OssProcessTest, RefusesWhatIsFaultyWithAllItsPaths) {
  const Served server({});
  const Ran ran = RunIzin({"oss", "classify", "-", "--json", "--server", server.address()},
                          R"({"dataNIB":{"data_proyek":[{"kbli":"1"},{"kbli":true}]}})");
  EXPECT_EQ(ran.exit_code, 1) << ran.err;
  const nlohmann::json error = nlohmann::json::parse(ran.out)["error"];
  EXPECT_EQ(error["code"], "INVALID_ARGUMENT");
  EXPECT_GE(error["faults"].size(), 5U);
  EXPECT_THAT(ran.out, HasSubstr("dataNIB.data_proyek[1].kbli"));
}

TEST(OssProcessTest, RefusesFiveMebibytesAndGoesOn) {
  const Served server({});
  v1::ClassifyOssPayloadResponse response;
  std::string id;
  const std::string large = "{\"dataNIB\":\"" + std::string(5 << 20, 'x') + "\"}";
  EXPECT_EQ(Ask(server.address(), large, response, id).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_TRUE(Ask(server.address(), FileText(kPayload), response, id).ok());
}

}  // namespace
}  // namespace izin::testing
