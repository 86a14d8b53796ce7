// izind with a data folder that goes bad: a full disk, a damaged cache, a folder it may not write.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "google/protobuf/util/message_differencer.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "tests/integration/process.h"
#include "tests/integration/served.h"
#include "tests/integration/small_disk.h"

namespace izin::testing {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr int kFailure = 3;

// Requests whose records fill a disk soon.
std::vector<v1::ClassifyActivityRequest> Many() {
  v1::ClassifyActivityRequest request = Asking("56101");
  request.set_view(v1::CLASSIFICATION_VIEW_BASIC);
  return std::vector<v1::ClassifyActivityRequest>(1000, request);
}

bool HasRetryInfo(const grpc::Status& status) {
  google::rpc::Status rich;
  if (!rich.ParseFromString(status.error_details())) return false;
  return std::any_of(rich.details().begin(), rich.details().end(), [](const auto& detail) {
    google::rpc::RetryInfo retry;
    return detail.UnpackTo(&retry) && retry.retry_delay().seconds() > 0;
  });
}

// Whether a record is there, once the log can be read: while the database is opened anew after an
// error nobody can tell.
bool IsLogged(const Served& server, const std::string& id) {
  v1::GetDecisionRequest request;
  request.set_id(id);
  grpc::Status status;
  for (int i = 0; i < 200; ++i) {
    v1::GetDecisionResponse response;
    status = server.decisions().GetDecision(Within(60).get(), request, &response);
    if (status.error_code() != grpc::StatusCode::UNAVAILABLE) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_TRUE(status.ok()) << status.error_message();
  return status.ok();
}

int Count(const std::string& text, const std::string& word) {
  int count = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    ++count;
  return count;
}

// Waits for a word on stderr.
bool Says(const Served& server, const std::string& word) {
  for (int i = 0; i < 3000 && Count(server.err(), word) == 0; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return Count(server.err(), word) > 0;
}

// What grpc.health.v1 says of the server: the answer is field 1, 1 = SERVING, 2 = NOT_SERVING.
int HealthOf(const Served& server) {
  grpc::GenericStub stub(ChannelTo(server.address()));
  grpc::CompletionQueue queue;
  const auto context = Within(60);
  const grpc::Slice nothing("");
  const grpc::ByteBuffer request(&nothing, 1);
  auto call = stub.PrepareUnaryCall(context.get(), "/grpc.health.v1.Health/Check", request, &queue);
  call->StartCall();
  grpc::ByteBuffer response;
  grpc::Status status;
  call->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  grpc::Slice slice;
  const bool is_answer = status.ok() && response.DumpToSingleSlice(&slice).ok() &&
                         slice.size() == 2 && slice.begin()[0] == 0x08;
  return is_answer ? slice.begin()[1] : 0;
}

// Waits until it says so.
bool HealthBecomes(const Served& server, int health) {
  for (int i = 0; i < 300 && HealthOf(server) != health; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return HealthOf(server) == health;
}
constexpr int kServing = 1;
constexpr int kNotServing = 2;

// --- a full disk ------------------------------------------------------------------------------

class FullDisk : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!disk_.fault().empty()) GTEST_SKIP() << "no tmpfs can be mounted: " << disk_.fault();
  }

  std::vector<std::string> Flags(const std::string& mode) const {
    return {"--data-dir", disk_.path() + "/db", "--decision-log", mode};
  }
  static v1::Classification Answer(const Served& server, const std::string& code) {
    v1::ClassifyActivityResponse response;
    std::string id;
    const grpc::Status status = server.Classify(Asking(code), response, id);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.classification();
  }

  SmallDisk disk_{"96m"};
};

TEST_F(FullDisk, StopsNoAnswerUnderAsyncAndOff) {
  const v1::Classification restaurant = Answer(Served({}), "56101");
  const v1::Classification shop = Answer(Served({}), "47112");
  for (const char* mode : {"async", "off"}) {
    Served server({"--data-dir", disk_.path() + "/" + mode, "--decision-log", mode});
    EXPECT_TRUE(MessageDifferencer::Equals(Answer(server, "56101"), restaurant));
    disk_.Fill();
    for (int i = 0; i < 100; ++i) {
      EXPECT_TRUE(MessageDifferencer::Equals(Answer(server, "56101"), restaurant));
      v1::BatchClassifyActivitiesResponse response;
      std::string id;
      EXPECT_TRUE(server.ClassifyBatch(Many(), response, id).ok());
    }
    EXPECT_TRUE(MessageDifferencer::Equals(Answer(server, "47112"), shop));  // new to it
    EXPECT_TRUE(Says(server, "event=store_failing")) << server.err();
    disk_.Free();
    // Others, so that there is something to write under off too.
    const char* const kCodes[] = {"01111", "10710", "41011", "62011", "85131", "96121"};
    for (int i = 0; i < 300 && Count(server.err(), "event=store_recovered") == 0; ++i) {
      v1::ClassifyActivityRequest request = Asking(kCodes[i % 6]);
      request.mutable_activity()->set_scale(static_cast<v1::BusinessScale>(1 + i / 6 % 4));
      v1::ClassifyActivityResponse response;
      std::string id;
      server.Classify(request, response, id);
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    server.Stop();
    EXPECT_EQ(Count(server.err(), "event=store_failing"), 1) << server.err();
    EXPECT_EQ(Count(server.err(), "event=store_recovered"), 1) << server.err();
    EXPECT_THAT(server.err(), HasSubstr("the disk is full"));
    EXPECT_THAT(server.err(), ContainsRegex("event=stopped cache_hits=.*failed_writes=[1-9]"));
  }
}

TEST_F(FullDisk, MakesSyncUnavailableUntilThereIsRoom) {
  auto server = std::make_unique<Served>(Flags("sync"));
  std::vector<std::string> ids;
  for (int i = 0; i < 50; ++i) ids.push_back(server->IdOf(Asking("56101")));
  disk_.Fill();
  for (int i = 0; i < 50; ++i) {
    v1::ClassifyActivityResponse response;
    std::string id;
    const grpc::Status status = server->Classify(Asking("56101"), response, id);
    ASSERT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
    EXPECT_TRUE(HasRetryInfo(status));
    EXPECT_EQ(id, "");
    EXPECT_THAT(status.error_message(), HasSubstr("the decision cannot be logged now"));
  }
  EXPECT_TRUE(IsLogged(*server, ids[0]));  // reading goes on
  EXPECT_TRUE(HealthBecomes(*server, kNotServing));
  disk_.Free();
  EXPECT_TRUE(HealthBecomes(*server, kServing));  // though nobody calls
  std::string id;
  for (int i = 0; i < 300 && id.empty(); ++i) {
    v1::ClassifyActivityResponse response;
    server->Classify(Asking("56101"), response, id);
    if (id.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  ASSERT_NE(id, "");
  ids.push_back(id);
  for (const std::string& each : ids) EXPECT_TRUE(IsLogged(*server, each)) << each;
  server->Stop();
  server = std::make_unique<Served>(Flags("sync"));
  for (const std::string& each : ids) EXPECT_TRUE(IsLogged(*server, each)) << each;
}

// The disk fills up and is freed while records are written, so that RocksDB itself meets its end.
TEST_F(FullDisk, LosesNothingThatWasAcknowledgedWhereItComesAndGoes) {
  auto server = std::make_unique<Served>(Flags("sync"));
  std::atomic<bool> is_over{false};
  std::vector<std::string> ids;
  std::thread caller([&] {
    while (!is_over) {
      // Many records at once, so that the end of the disk comes soon.
      v1::BatchClassifyActivitiesResponse response;
      std::string id;
      const grpc::Status status = server->ClassifyBatch(Many(), response, id);
      if (status.ok()) {
        ids.push_back(id);
      } else {
        EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
      }
    }
  });
  for (int i = 0; i < 20; ++i) {
    disk_.Fill();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    disk_.Free();
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  is_over = true;
  caller.join();
  EXPECT_GT(ids.size(), 20U);
  for (const std::string& id : ids) ASSERT_TRUE(IsLogged(*server, id)) << id;
  server->Stop();
  server = std::make_unique<Served>(Flags("sync"));
  for (const std::string& id : ids) ASSERT_TRUE(IsLogged(*server, id)) << id;
}

TEST_F(FullDisk, IsToldAtTheStart) {
  const std::string id = Served(Flags("sync")).IdOf(Asking("56101"));
  disk_.Fill();
  for (const std::string& path : {disk_.path() + "/db", disk_.path() + "/new"}) {
    Process server("izind", {"--listen", "127.0.0.1:0", "--data-dir", path});
    EXPECT_EQ(server.Wait(), kFailure);
    EXPECT_THAT(server.err(), AllOf(HasSubstr(path), HasSubstr("the disk is full"),
                                    HasSubstr("free some space on this disk")));
    EXPECT_EQ(server.out(), "");
  }
  disk_.Free();
  EXPECT_TRUE(IsLogged(Served(Flags("sync")), id));
}

// --- a folder that may not be written ---------------------------------------------------------

TEST_F(FullDisk, OrOneThatIsReadOnlyIsToldAtTheStart) {
  v1::ClassifyActivityResponse given;
  std::string id;
  {
    Served server(Flags("sync"));
    ASSERT_TRUE(server.Classify(Asking("56101"), given, id).ok());
    v1::Classification kept;
    ASSERT_TRUE(KeptWithin(20, server, given.classification().name(), kept).ok());
    server.Stop();
  }
  ASSERT_TRUE(disk_.MakeReadOnly());
  for (const std::string& path : {disk_.path() + "/db", disk_.path() + "/new"}) {
    Process server("izind", {"--listen", "127.0.0.1:0", "--data-dir", path});
    EXPECT_EQ(server.Wait(), kFailure);
    EXPECT_THAT(server.err(), AllOf(HasSubstr(path), HasSubstr("Read-only file system"),
                                    HasSubstr("mount it writable or name another folder")));
    // A line of the ruleset for each, and one of this.
    EXPECT_EQ(Count(server.err(), "\n") - Count(server.err(), "event=ruleset_loaded"), 1);
  }
  EXPECT_EQ(RunIzin({"decisions", "get", id, "--data-dir", disk_.path() + "/db"}).exit_code, 0);
  const Ran read =
      RunIzin({"cache", "get", given.classification().name(), "--data-dir", disk_.path() + "/db"});
  EXPECT_EQ(read.exit_code, 0) << read.err;
}

// Runs izind as a user without rights, and gives what it said.
std::string ErrorsAsNobody(const std::string& path, int& exit_code) {
  constexpr int kNobody = 65534;
  const TempFolder folder;
  const char* build = std::getenv("IZIN_BINARY_DIR");
  const std::string program =
      std::string(build == nullptr ? "build/release" : build) + "/bin/izind";
  const int binary = ::open(program.c_str(), O_RDONLY);
  const int errors = ::open((folder / "err").c_str(), O_WRONLY | O_CREAT, 0600);
  std::vector<std::string> arguments = {"izind", "--listen", "127.0.0.1:0", "--data-dir", path};
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const pid_t child = ::fork();
  if (child == 0) {
    const bool is_ready =
        ::dup2(errors, STDERR_FILENO) >= 0 && ::setgid(kNobody) == 0 && ::setuid(kNobody) == 0;
    if (is_ready) ::fexecve(binary, argv.data(), environ);
    ::_exit(127);
  }
  ::close(binary);
  ::close(errors);
  int status = 0;
  ::waitpid(child, &status, 0);
  exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return FileText(folder / "err");
}

TEST(ForeignFolderTest, IsNamedWithItsRemedy) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  const TempFolder folder;
  Served({"--data-dir", folder / "db"}).Stop();
  std::filesystem::create_directory(folder / "empty");
  // Both may be read by everybody.
  for (const std::string& path : {folder.path(), folder / "db", folder / "empty"})
    std::filesystem::permissions(path, std::filesystem::perms(0755));
  for (const std::string& path : {folder / "db", folder / "empty", folder / "new"}) {
    int exit_code = 0;
    const std::string said = ErrorsAsNobody(path, exit_code);
    EXPECT_EQ(exit_code, kFailure) << said;
    EXPECT_THAT(said, AllOf(HasSubstr(path + ":"), HasSubstr("Permission denied"),
                            HasSubstr("want a folder that this user (65534) may write")));
    EXPECT_EQ(Count(said, "\n") - Count(said, "event=ruleset_loaded"), 1) << said;
  }
}

// --- a damaged cache --------------------------------------------------------------------------

// The tables of a family, which are named in them in plain text.
std::vector<std::string> TablesOf(const std::string& path, const std::string& family) {
  std::vector<std::string> tables;
  for (const auto& entry : std::filesystem::directory_iterator(path)) {
    if (entry.path().extension() != ".sst") continue;
    if (FileText(entry.path().string()).find(family) == std::string::npos) continue;
    tables.push_back(entry.path().string());
  }
  return tables;
}

// Flips a bit of every 64th byte of a part of the file, in place: who has it open sees it.
void Damage(const std::string& table, double from, double to) {
  const auto size = static_cast<double>(std::filesystem::file_size(table));
  std::string bytes = FileText(table);
  std::fstream file(table, std::ios::binary | std::ios::in | std::ios::out);
  for (auto at = static_cast<std::size_t>(from * size); at < static_cast<std::size_t>(to * size);
       at += 64) {
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(bytes[at] ^ 1));
  }
}

int QuarantinedTables(const std::string& path) {
  int tables = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(path)) {
    const bool is_table = entry.path().extension() == ".sst";
    tables += is_table && entry.path().string().find("/quarantine-") != std::string::npos ? 1 : 0;
  }
  return tables;
}

class DamagedCache : public ::testing::Test {
 protected:
  // Answers are in tables, and in nobody's memory.
  DamagedCache() {
    {
      Served server(flags_);
      for (const char* code : {"56101", "47112", "01111"}) {
        v1::ClassifyActivityResponse response;
        std::string id;
        EXPECT_TRUE(server.Classify(Asking(code), response, id).ok());
        given_.push_back(response.classification());
        ids_.push_back(id);
        v1::Classification kept;
        EXPECT_TRUE(KeptWithin(20, server, response.classification().name(), kept).ok());
      }
      server.Stop();
    }
    Served(flags_).Stop();
    tables_ = TablesOf(folder_.path(), "classification");
    EXPECT_FALSE(tables_.empty());
  }

  // Every answer is as it was, is kept again, and no record is lost.
  void ExpectServedAndKept(const Served& server) const {
    for (const v1::Classification& before : given_) {
      v1::ClassifyActivityResponse response;
      std::string id;
      ASSERT_TRUE(server.Classify(Asking(before.kbli_code()), response, id).ok());
      EXPECT_TRUE(MessageDifferencer::Equals(response.classification(), before));
    }
    EXPECT_TRUE(Says(server, "event=store_cache_rebuilt")) << server.err();
    for (const v1::Classification& before : given_) {
      v1::ClassifyActivityResponse response;
      std::string id;
      ASSERT_TRUE(server.Classify(Asking(before.kbli_code()), response, id).ok());
      v1::Classification kept;
      ASSERT_TRUE(KeptWithin(20, server, before.name(), kept).ok());
      EXPECT_TRUE(MessageDifferencer::Equals(kept, before));
    }
    for (const std::string& id : ids_) EXPECT_TRUE(IsLogged(server, id)) << id;
  }

  TempFolder folder_;
  const std::vector<std::string> flags_ = {"--data-dir", folder_.path(),       "--decision-log",
                                           "sync",       "--answer-cache-mib", "-1"};
  std::vector<v1::Classification> given_;
  std::vector<std::string> ids_;
  std::vector<std::string> tables_;
};

TEST_F(DamagedCache, IsRebuiltWhileItIsServed) {
  Served server(flags_);
  for (const std::string& table : tables_) Damage(table, 0.05, 0.5);
  ExpectServedAndKept(server);
  server.Stop();
  EXPECT_THAT(server.err(), ContainsRegex("event=store_read_error store_read_errors=[1-9]"));
  EXPECT_THAT(server.err(), ContainsRegex("store_read_errors=[1-9].* store_rebuilds=1 "));
  EXPECT_GE(QuarantinedTables(folder_.path()), 1);
  Served again(flags_);
  v1::Classification kept;
  EXPECT_TRUE(again.GetClassification(given_[0].name(), kept).ok());
  again.Stop();
  EXPECT_THAT(again.err(), HasSubstr(" store_rebuilds=0 "));
}

TEST_F(DamagedCache, KeepsNoServerFromStarting) {
  for (const std::string& table : tables_) Damage(table, 0.9, 1.0);
  Served server(flags_);
  ExpectServedAndKept(server);
  server.Stop();
  EXPECT_THAT(server.err(), HasSubstr(" store_rebuilds=1 "));
}

TEST_F(DamagedCache, OrALostOneKeepsNoServerFromStarting) {
  for (const std::string& table : tables_) std::filesystem::remove(table);
  Served server(flags_);
  ExpectServedAndKept(server);
  server.Stop();
  EXPECT_THAT(server.err(), Not(HasSubstr("izin repair")));
}

// A damaged log of decisions is no cache: the server does not help itself.
TEST_F(DamagedCache, IsNotMendedAtTheCostOfRecords) {
  const std::vector<std::string> records = TablesOf(folder_.path(), "decision_log");
  ASSERT_FALSE(records.empty());
  for (const std::string& table : tables_) Damage(table, 0.9, 1.0);
  for (const std::string& table : records) Damage(table, 0.9, 1.0);
  Process server("izind", {"--listen", "127.0.0.1:0", "--data-dir", folder_.path()});
  EXPECT_EQ(server.Wait(), kFailure);
  EXPECT_THAT(server.err(), HasSubstr("izin repair --data-dir " + folder_.path()));
  for (const std::string& table : records) EXPECT_TRUE(std::filesystem::exists(table));
}

}  // namespace
}  // namespace izin::testing
