// The C++ client against real servers, of which one dies and comes back.

#include <csignal>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "service/client/client.h"
#include "tests/integration/process.h"
#include "tests/integration/served.h"

namespace izin {
namespace {

using ::izin::testing::Asking;
using ::izin::testing::Process;
using ::izin::testing::TempFolder;
using ::testing::HasSubstr;

Client ClientOf(const std::string& target) {
  absl::StatusOr<Client> client = Client::Create({.target = target, .timeout = absl::Seconds(30)});
  EXPECT_TRUE(client.ok()) << client.status();
  return *std::move(client);
}

v1::GetKbliEntryRequest Restaurant() {
  v1::GetKbliEntryRequest request;
  request.set_code("56101");
  return request;
}

TEST(ClientProcess, GivesAnswersFaultsAndTheIdOfTheDecision) {
  const TempFolder folder;
  const Process server("izind", {"--listen", "127.0.0.1:0", "--data-dir", folder / "data"});
  const Client client = ClientOf(server.ListeningAddress());
  CallOptions call;
  std::string id;
  call.on_trailers = [&id](const CallOptions::Trailers& trailers) {
    const auto found = trailers.find("izin-decision-id");
    if (found != trailers.end()) id = found->second;
  };
  const auto answer = client.ClassifyActivity(Asking("56101"), call);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->classification().risk_level(), v1::RISK_LEVEL_MEDIUM_LOW);
  ASSERT_NE(id, "");
  v1::GetDecisionRequest decision;
  decision.set_id(id);
  const auto kept = client.GetDecision(decision);
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ(kept->decision().request().activity().kbli_code(), "56101");

  const absl::Status refused = client.ClassifyActivity(Asking("5610")).status();
  EXPECT_TRUE(absl::IsInvalidArgument(refused));
  const std::vector<FieldFault> faults = FaultsOf(refused);
  ASSERT_EQ(faults.size(), 1);
  EXPECT_EQ(faults[0].field, "activity.kbli_code");
  EXPECT_THAT(faults[0].en, HasSubstr("want 5 digits"));
  EXPECT_THAT(faults[0].id, HasSubstr("tulis 5 angka"));
}

TEST(ClientProcess, TakesTheLargestBatch) {
  const Process server("izind", {"--listen", "127.0.0.1:0"});
  const Client client = ClientOf(server.ListeningAddress());
  v1::BatchClassifyActivitiesRequest request;
  for (int i = 0; i < 1000; ++i) {
    *request.add_requests() = Asking("56101");
    request.mutable_requests(i)->set_view(v1::CLASSIFICATION_VIEW_BASIC);
  }
  const auto response = client.BatchClassifyActivities(request);
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->results_size(), 1000);
  EXPECT_EQ(response->results(999).classification().kbli_code(), "56101");
}

// Two servers, one of which is killed under way: no call without side effects is lost.
TEST(ClientProcess, LosesNoSafeCallWhenOneOfTwoServersDies) {
  Process one("izind", {"--listen", "127.0.0.1:0"});
  const Process other("izind", {"--listen", "127.0.0.1:0"});
  const std::string address = one.ListeningAddress();
  const Client client = ClientOf("ipv4:" + address + "," + other.ListeningAddress());
  int answered = 0;
  for (int i = 0; i < 400; ++i) {
    if (i == 100) {
      one.Signal(SIGKILL);
      one.Wait();
    }
    const auto response = client.GetKbliEntry(Restaurant());
    ASSERT_TRUE(response.ok()) << i << ": " << response.status();
    answered += response->entry().code() == "56101" ? 1 : 0;
  }
  EXPECT_EQ(answered, 400);
  // What has side effects goes to the server that is there.
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(client.ClassifyActivity(Asking("56101")).ok());
}

TEST(ClientProcess, SaysUnavailableWhereNoServerIsLeft) {
  const TempFolder folder;
  const absl::Status status =
      ClientOf("unix:" + folder / "none").GetKbliEntry(Restaurant()).status();
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
}

TEST(ClientProcess, ReplaysUntilItIsToldToStop) {
  const TempFolder folder;
  const Process server("izind", {"--listen", "127.0.0.1:0", "--data-dir", folder / "data",
                                 "--decision-log", "sync"});
  const Client client = ClientOf(server.ListeningAddress());
  for (const char* code : {"56101", "47112", "56303"})
    ASSERT_TRUE(client.ClassifyActivity(Asking(code)).ok());
  v1::ReplayDecisionsRequest request;
  request.set_ruleset("pp24-2018");
  int taken = 0;
  const auto count = [&taken](const v1::ReplayDecisionsResponse&) { return ++taken < 2; };
  EXPECT_TRUE(client.ReplayDecisions(request, count).ok());
  EXPECT_EQ(taken, 2);
}

}  // namespace
}  // namespace izin
