// izind with a data folder, and izin beside it: what is kept, logged, and left after a crash.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "izin/v1/decision.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "service/store/store.h"
#include "tests/integration/process.h"
#include "tests/integration/served.h"

namespace izin {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::izin::testing::Asking;
using ::izin::testing::FileText;
using ::izin::testing::KeptWithin;
using ::izin::testing::Process;
using ::izin::testing::Served;
using ::izin::testing::TempFolder;
using ::izin::testing::Within;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr int kRefused = 1;
constexpr int kUsage = 2;
constexpr int kFailure = 3;

// What izin prints; it must end with `code`.
std::string Izin(const std::vector<std::string>& arguments, int code = 0) {
  Process izin("izin", arguments);
  EXPECT_EQ(izin.Wait(), code) << ::testing::PrintToString(arguments) << izin.err();
  return izin.out();
}

// What izin says where it fails with `code`.
std::string Complaint(const std::vector<std::string>& arguments, int code) {
  Process izin("izin", arguments);
  EXPECT_EQ(izin.Wait(), code) << ::testing::PrintToString(arguments) << izin.err();
  EXPECT_EQ(izin.out(), "");
  return izin.err();
}

// --- ids of decisions -------------------------------------------------------------------------

TEST(DecisionIdTest, IsInTheTrailerWhereThereIsALog) {
  for (const char* mode : {"async", "sync"}) {
    const TempFolder folder;
    const Served server({"--data-dir", folder.path(), "--decision-log", mode});
    const std::string first = server.IdOf(Asking("56101"));
    const std::string second = server.IdOf(Asking("56101"));
    EXPECT_EQ(first.size(), 32U);
    EXPECT_EQ(first.find_first_not_of("0123456789abcdef"), std::string::npos) << first;
    EXPECT_LT(first, second);
  }
}

TEST(DecisionIdTest, IsAbsentWhereThereIsNone) {
  const TempFolder folder;
  EXPECT_EQ(Served({}).IdOf(Asking("56101")), "");
  const Served off({"--data-dir", folder.path(), "--decision-log", "off"});
  EXPECT_EQ(off.IdOf(Asking("56101")), "");
  EXPECT_EQ(Izin({"decisions", "list", "--server", off.address()}), "");
}

TEST(DecisionIdTest, IsNotGivenForARefusal) {
  const TempFolder folder;
  Served server({"--data-dir", folder.path(), "--decision-log", "sync"});
  v1::ClassifyActivityResponse response;
  std::string id;
  EXPECT_EQ(server.Classify(Asking("99998"), response, id).error_code(),
            grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(id, "");
  EXPECT_EQ(Izin({"decisions", "list", "--server", server.address()}), "");
}

grpc::Status Recorded(const Served& server, const std::string& id, v1::Decision& out) {
  v1::GetDecisionRequest request;
  request.set_id(id);
  v1::GetDecisionResponse response;
  const grpc::Status status = server.decisions().GetDecision(Within(60).get(), request, &response);
  out = response.decision();
  return status;
}

// The writer gathers records for a while; a caller who has an id need not know.
TEST(DecisionIdTest, IsFoundAtOnceThoughAnswersDoNotWaitForTheDisk) {
  const TempFolder folder;
  const Served server({"--data-dir", folder.path(), "--decision-log", "async"});
  for (int i = 0; i < 1000; ++i) {
    const std::string id = server.IdOf(Asking("56101"));
    ASSERT_EQ(id.size(), 32U);
    v1::Decision decision;
    const grpc::Status status = Recorded(server, id, decision);
    ASSERT_TRUE(status.ok()) << i << ": " << status.error_message();
    ASSERT_EQ(decision.id(), id);
  }
}

// Ids are numbers in hex; the lower half counts.
std::string IdAfter(const std::string& id, int count) {
  const std::uint64_t number = std::stoull(id.substr(16), nullptr, 16);
  return absl::StrCat(id.substr(0, 16),
                      absl::Hex(number + static_cast<std::uint64_t>(count), absl::kZeroPad16));
}

TEST(DecisionIdTest, OfABatchCountsOnFromItsFirstItem) {
  const TempFolder folder;
  const Served server({"--data-dir", folder.path(), "--decision-log", "sync"});
  v1::BatchClassifyActivitiesResponse response;
  std::string id;
  const std::vector<v1::ClassifyActivityRequest> requests = {Asking("56101"), Asking("00000"),
                                                             Asking("47112"), Asking("56101")};
  ASSERT_TRUE(server.ClassifyBatch(requests, response, id).ok());
  ASSERT_EQ(id.size(), 32U);
  for (int i = 0; i < response.results_size(); ++i) {
    SCOPED_TRACE(i);
    const v1::BatchClassifyActivitiesResult& result = response.results(i);
    v1::Decision decision;
    const grpc::Status status = Recorded(server, IdAfter(id, i), decision);
    EXPECT_EQ(status.ok(), result.has_classification()) << status.error_message();
    if (!status.ok()) continue;
    EXPECT_EQ(decision.classification(), result.classification().name());
    EXPECT_EQ(decision.request().activity().kbli_code(),
              requests[static_cast<std::size_t>(i)].activity().kbli_code());
  }
}

TEST(DecisionIdTest, NeedsASoundMode) {
  Process server("izind", {"--decision-log", "always"});
  EXPECT_EQ(server.Wait(), 2);
  EXPECT_THAT(server.err(), HasSubstr("decision_log \"always\": want one of off async sync"));
}

// --- izin beside a server ---------------------------------------------------------------------

class BesideTest : public ::testing::Test {
 protected:
  BesideTest() {
    for (const char* code : {"56101", "47112", "56101", "01111"})
      ids_.push_back(server_->IdOf(Asking(code)));
  }

  // What izin prints of the server, which is what it prints of the folder.
  std::string Same(std::vector<std::string> arguments, int code = 0) {
    std::vector<std::string> offline = arguments;
    arguments.insert(arguments.end(), {"--server", server_->address()});
    offline.insert(offline.end(), {"--data-dir", folder_.path()});
    const std::string out = Izin(arguments, code);
    EXPECT_EQ(Izin(offline, code), out);
    return out;
  }

  TempFolder folder_;
  std::unique_ptr<Served> server_ = std::make_unique<Served>(
      std::vector<std::string>{"--data-dir", folder_.path(), "--decision-log", "sync"});
  std::vector<std::string> ids_;
};

TEST_F(BesideTest, GetsADecision) {
  const std::string text = Same({"decisions", "get", ids_[1]});
  EXPECT_THAT(text, StartsWith(ids_[1] + "  20"));
  EXPECT_THAT(text, HasSubstr("  47112  DECIDED  "));
  EXPECT_THAT(text, HasSubstr("caller: -\nclassification: classifications/"));
  EXPECT_THAT(text, HasSubstr("kbli_code: \"47112\""));
  v1::GetDecisionResponse response;
  const std::string json = Same({"decisions", "get", ids_[1], "--format", "json"});
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &response).ok()) << json;
  EXPECT_EQ(response.decision().id(), ids_[1]);
  EXPECT_TRUE(MessageDifferencer::Equals(response.decision().request(), Asking("47112")));
}

TEST_F(BesideTest, ListsDecisions) {
  const std::string text = Same({"decisions", "list"});
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 4);
  std::size_t at = 0;
  for (const std::string& id : ids_) {
    ASSERT_NE(text.find(id, at), std::string::npos) << text;
    at = text.find(id, at);
  }
  v1::ListDecisionsResponse response;
  const std::string json = Same({"decisions", "list", "--kbli", "56101", "--format", "json"});
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &response).ok()) << json;
  ASSERT_EQ(response.decisions_size(), 2);
  EXPECT_EQ(response.decisions(1).id(), ids_[2]);
  EXPECT_EQ(Same({"decisions", "list", "--to", "2020-01-01T00:00:00Z"}), "");
}

TEST_F(BesideTest, ReplaysDecisions) {
  EXPECT_EQ(Same({"decisions", "replay", "--ruleset", "pp28-2025"}), "0 decisions would differ\n");
  const std::string text = Same({"decisions", "replay", "--ruleset", "pp24-2018"});
  for (const std::string& id : ids_) EXPECT_THAT(text, HasSubstr(id));
  EXPECT_THAT(text, HasSubstr("\n4 decisions would differ\n"));
  const std::string json =
      Same({"decisions", "replay", "--ruleset", "pp24-2018", "--format", "json"});
  EXPECT_EQ(std::count(json.begin(), json.end(), '\n'), 4);
}

TEST_F(BesideTest, RefusesAlike) {
  const std::vector<std::vector<std::string>> refused = {
      {"decisions", "get", "abc"},
      {"decisions", "get", std::string(32, '0')},
      {"decisions", "list", "--from", "yesterday"},
      {"decisions", "list", "--kbli", "5610"},
      {"decisions", "replay", "--ruleset", "pp99-2099"},
  };
  for (const std::vector<std::string>& arguments : refused) {
    std::vector<std::string> online = arguments;
    std::vector<std::string> offline = arguments;
    online.insert(online.end(), {"--server", server_->address()});
    offline.insert(offline.end(), {"--data-dir", folder_.path()});
    const std::string said = Complaint(online, kRefused);
    EXPECT_THAT(said, StartsWith("izin: "));
    EXPECT_EQ(Complaint(offline, kRefused), said);
  }
}

TEST_F(BesideTest, SaysWhereItCannotRead) {
  EXPECT_THAT(Complaint({"decisions", "list"}, kUsage), HasSubstr("want --server or --data-dir"));
  const std::string nowhere = folder_ / "nothing here";
  EXPECT_THAT(Complaint({"decisions", "list", "--data-dir", nowhere}, kFailure),
              HasSubstr(nowhere));
  EXPECT_THAT(Complaint({"cache", "get", "classifications/x", "--data-dir", nowhere}, kFailure),
              HasSubstr(nowhere));
  EXPECT_THAT(Complaint({"decisions", "list", "--server", "127.0.0.1:1"}, kFailure),
              StartsWith("izin: "));
}

TEST_F(BesideTest, ReadsAnAnswerByItsName) {
  v1::ClassifyActivityResponse given;
  std::string id;
  ASSERT_TRUE(server_->Classify(Asking("56101"), given, id).ok());
  const std::string name = given.classification().name();
  v1::Classification kept;
  const grpc::Status status = KeptWithin(20, *server_, name, kept);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_TRUE(MessageDifferencer::Equals(kept, given.classification()));

  v1::Classification read;
  const std::string json = Izin({"cache", "get", name, "--data-dir", folder_.path()});
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(json, &read).ok()) << json;
  EXPECT_TRUE(MessageDifferencer::Equals(read, given.classification()));

  server_->Stop();
  EXPECT_EQ(Izin({"cache", "get", name, "--data-dir", folder_.path()}), json);  // nobody serves it
  server_ = std::make_unique<Served>(std::vector<std::string>{"--data-dir", folder_.path()});
  ASSERT_TRUE(server_->GetClassification(name, kept).ok());
  EXPECT_TRUE(MessageDifferencer::Equals(kept, given.classification()));
}

TEST_F(BesideTest, KnowsNoOtherName) {
  v1::Classification kept;
  EXPECT_EQ(server_->GetClassification("x", kept).error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  const std::string unknown = "classifications/" + std::string(32, '0');
  const grpc::Status status = server_->GetClassification(unknown, kept);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(status.error_message(), HasSubstr("classify the activity again"));
  EXPECT_THAT(Complaint({"cache", "get", unknown, "--data-dir", folder_.path()}, kRefused),
              HasSubstr("classify the activity again"));
  const grpc::Status without = Served({}).GetClassification(unknown, kept);
  EXPECT_EQ(without.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(without.error_message(),
              HasSubstr("this server keeps no answers, for it runs without --data-dir"));
}

// --- other code -------------------------------------------------------------------------------

TEST(OtherCodeTest, WhatItKeptIsDroppedAtTheStartAndItsRecordsStay) {
  const TempFolder folder;
  const std::vector<std::string> flags = {"--data-dir", folder.path(), "--decision-log", "sync"};
  v1::ClassifyActivityResponse given;
  v1::Classification kept;
  std::string id;
  {
    Served server(flags);
    ASSERT_TRUE(server.Classify(Asking("56101"), given, id).ok());
    ASSERT_TRUE(KeptWithin(20, server, given.classification().name(), kept).ok());
    server.Stop();
  }
  {
    Served same(flags);
    EXPECT_TRUE(same.GetClassification(given.classification().name(), kept).ok());
    same.Stop();
  }
  Store::Options options;
  options.path = folder.path();
  options.answers_revision = "other code";
  {
    StoreBatch batch;
    batch.Put(Family::kClassification, "key", "of other code");
    const auto other = Store::Open(options);
    ASSERT_TRUE(other.ok()) << other.status();
    ASSERT_TRUE((*other)->Write(batch, Durability::kProcess).ok());
  }
  Served(flags).Stop();
  const auto left = Store::OpenReadOnly(options);
  ASSERT_TRUE(left.ok()) << left.status();
  EXPECT_TRUE(absl::IsNotFound((*left)->Get(Family::kClassification, "key").status()));
  EXPECT_THAT(Izin({"decisions", "get", id, "--data-dir", folder.path()}), HasSubstr(id));
}

// --- who may read it --------------------------------------------------------------------------

// Everything that a run leaves, under the umask that lets others read.
TEST_F(BesideTest, NobodyElseMayReadWhatIsKept) {
  v1::ClassifyActivityResponse given;
  v1::Classification kept;
  std::string id;
  ASSERT_TRUE(server_->Classify(Asking("56101"), given, id).ok());
  ASSERT_TRUE(KeptWithin(20, *server_, given.classification().name(), kept).ok());
  server_->Stop();
  Served({"--data-dir", folder_.path()}).Stop();  // writes tables
  const auto check = [&] {
    int files = 0;
    EXPECT_EQ(std::filesystem::status(folder_.path()).permissions(), std::filesystem::perms(0700));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path())) {
      ++files;
      EXPECT_EQ(entry.status().permissions(),
                std::filesystem::perms(entry.is_directory() ? 0700 : 0600))
          << entry.path();
    }
    return files;
  };
  EXPECT_GT(check(), 5);
  Izin({"repair", "--data-dir", folder_.path()});
  EXPECT_GT(check(), 5);
}

// --- a folder that cannot be used -------------------------------------------------------------

TEST_F(BesideTest, TwoServersDoNotShareAFolder) {
  Process second("izind", {"--listen", "127.0.0.1:0", "--data-dir", folder_.path()});
  EXPECT_EQ(second.Wait(), kFailure);
  EXPECT_THAT(second.err(), HasSubstr(folder_.path()));
  EXPECT_THAT(second.err(), HasSubstr("another process has this database open"));
  EXPECT_EQ(second.out(), "");
  EXPECT_NE(server_->IdOf(Asking("56101")), "");
  EXPECT_THAT(Complaint({"repair", "--data-dir", folder_.path()}, kFailure),
              HasSubstr("another process has this database open"));
}

TEST(DataFolderTest, ThatIsAFileIsNamed) {
  const TempFolder folder;
  std::ofstream(folder / "file") << "no folder\n";
  Process server("izind", {"--listen", "127.0.0.1:0", "--data-dir", folder / "file"});
  EXPECT_EQ(server.Wait(), kFailure);
  EXPECT_THAT(server.err(), HasSubstr(folder / "file"));
}

// Changes a bit of the first record in every table of the log of decisions.
int DamageTheLog(const std::string& path) {
  int damaged = 0;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() != ".sst") continue;
    std::string bytes = FileText(entry.path().string());
    if (bytes.find("decision_log") == std::string::npos) continue;  // the family, in plain text
    bytes[10] = static_cast<char>(bytes[10] ^ 1);
    std::ofstream(entry.path(), std::ios::binary | std::ios::trunc) << bytes;
    ++damaged;
  }
  return damaged;
}

TEST_F(BesideTest, TellsOfADamagedLogAndServesOn) {
  server_->Stop();
  const std::vector<std::string> flags = {"--data-dir", folder_.path(), "--decision-log", "sync"};
  Served(flags).Stop();  // what was in the write-ahead log is in tables now
  ASSERT_GT(DamageTheLog(folder_.path()), 0);
  server_ = std::make_unique<Served>(flags);

  v1::ClassifyActivityResponse response;
  std::string id;
  ASSERT_TRUE(server_->Classify(Asking("56101"), response, id).ok());
  EXPECT_NE(id, "");
  for (const std::vector<std::string>& where : std::vector<std::vector<std::string>>{
           {"--server", server_->address()}, {"--data-dir", folder_.path()}}) {
    const std::string said =
        Complaint(izin::testing::With({"decisions", "get", ids_[0]}, where), kFailure);
    EXPECT_THAT(said, HasSubstr("the log of decisions is damaged"));
    EXPECT_THAT(said, HasSubstr("izin repair --data-dir " + folder_.path()));
    // What can be read is, and what is missing is named.
    for (const auto& reading : std::vector<std::vector<std::string>>{
             {"decisions", "list"}, {"decisions", "replay", "--ruleset", "pp24-2018"}}) {
      const izin::testing::Ran partial =
          izin::testing::RunIzin(izin::testing::With(reading, where));
      EXPECT_EQ(partial.exit_code, kRefused) << partial.err;
      EXPECT_THAT(partial.out, HasSubstr(id));
      EXPECT_THAT(partial.err, HasSubstr("is not whole"));
      EXPECT_THAT(partial.err, HasSubstr(ids_[0]));
    }
  }

  server_->Stop();
  const izin::testing::Ran repaired =
      izin::testing::RunIzin({"repair", "--data-dir", folder_.path()});
  EXPECT_EQ(repaired.exit_code, kRefused) << repaired.err;
  EXPECT_THAT(repaired.out + repaired.err, HasSubstr(ids_[0]));
  server_ = std::make_unique<Served>(flags);
  EXPECT_NE(server_->IdOf(Asking("56101")), "");
  EXPECT_THAT(Izin({"decisions", "list", "--server", server_->address()}), HasSubstr(id));
}

// --- kill -9 ----------------------------------------------------------------------------------

int CallsToKillIn() {
  const char* cases = std::getenv("IZIN_KILL9_CASES");
  return cases == nullptr ? 3000 : std::atoi(cases);
}

// Asks from eight threads, kills the server when half of it is answered, and gives the ids of every
// answer that came.
std::vector<std::string> IdsUntilTheKill(Served& server) {
  constexpr int kThreads = 8;
  const int calls = CallsToKillIn();
  std::atomic<int> answered{0};
  std::vector<std::vector<std::string>> received(kThreads);
  std::vector<std::thread> threads;
  for (std::vector<std::string>& ids : received) {
    threads.emplace_back([&] {
      const char* const kCodes[] = {"56101", "47112", "01111"};
      for (int i = 0; i < calls / kThreads; ++i) {
        v1::ClassifyActivityResponse response;
        std::string id;
        if (!server.Classify(Asking(kCodes[i % 3]), response, id).ok()) return;
        ids.push_back(id);
        ++answered;
      }
    });
  }
  for (int i = 0; i < 60'000 + 10 * calls && answered < calls / 2; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  server.Kill();
  for (std::thread& thread : threads) thread.join();
  std::vector<std::string> all;
  for (const std::vector<std::string>& ids : received)
    all.insert(all.end(), ids.begin(), ids.end());
  EXPECT_GE(all.size(), static_cast<std::size_t>(calls / 2));
  EXPECT_LT(all.size(), static_cast<std::size_t>(calls)) << "all answered before the kill";
  return all;
}

// Every id that ListDecisions knows, page by page.
std::set<std::string> LoggedIds(Served& server) {
  std::set<std::string> ids;
  v1::ListDecisionsRequest request;
  do {
    v1::ListDecisionsResponse page;
    const grpc::Status status = server.decisions().ListDecisions(Within(60).get(), request, &page);
    EXPECT_TRUE(status.ok()) << status.error_message();
    for (const v1::Decision& decision : page.decisions()) ids.insert(decision.id());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return ids;
}

TEST(KillTest, LosesNoDecisionThatWasAnswered) {
  const TempFolder folder;
  const std::vector<std::string> flags = {"--data-dir", folder.path(), "--decision-log", "sync"};
  std::set<std::string> received;
  auto server = std::make_unique<Served>(flags);
  for (int round = 0; round < 3; ++round) {
    for (const std::string& id : IdsUntilTheKill(*server)) {
      ASSERT_EQ(id.size(), 32U);
      EXPECT_TRUE(received.insert(id).second) << "given twice: " << id;
    }
    server = std::make_unique<Served>(flags);
    const std::set<std::string> logged = LoggedIds(*server);
    int lost = 0;
    for (const std::string& id : received) lost += logged.contains(id) ? 0 : 1;
    EXPECT_EQ(lost, 0) << "of " << received.size() << " in round " << round;
  }
}

}  // namespace
}  // namespace izin
