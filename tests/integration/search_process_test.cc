// The search over a real socket, and izin search as a process.

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "izin/v1/kbli.grpc.pb.h"
#include "tests/integration/process.h"
#include "tests/integration/served.h"

namespace izin {
namespace {

using ::izin::testing::ChannelTo;
using ::izin::testing::Process;
using ::izin::testing::Ran;
using ::izin::testing::RunIzin;
using ::izin::testing::With;
using ::izin::testing::Within;
using ::testing::AnyOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class SearchServed : public ::testing::Test {
 protected:
  SearchServed() : server_("izind", {"--listen", "127.0.0.1:0"}) {
    address_ = server_.ListeningAddress();
    EXPECT_NE(address_, "") << server_.err();
    kbli_ = v1::KbliService::NewStub(ChannelTo(address_));
  }
  grpc::Status Search(const std::string& query, v1::SearchKbliEntriesResponse& response) const {
    v1::SearchKbliEntriesRequest request;
    request.set_query(query);
    return kbli_->SearchKbliEntries(Within(60).get(), request, &response);
  }

  Process server_;
  std::string address_;
  std::unique_ptr<v1::KbliService::Stub> kbli_;
};

TEST_F(SearchServed, FindsTheCodeOfACoffeeShop) {
  v1::SearchKbliEntriesResponse response;
  const grpc::Status status = Search("mau buka kedai kopi", response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_GT(response.matches_size(), 0);
  EXPECT_THAT(response.matches(0).entry().code(), AnyOf("56303", "56304"));
  EXPECT_GT(response.matches(0).scope_levels_size(), 0);
  EXPECT_GT(response.matches(0).siblings_size(), 0);
}

TEST_F(SearchServed, RefusesWithTheField) {
  for (const std::string& query : {std::string(), std::string(10240, 'k')}) {
    v1::SearchKbliEntriesResponse response;
    const grpc::Status status = Search(query, response);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_THAT(status.error_message(), StartsWith("query: "));
    google::rpc::Status details;
    ASSERT_TRUE(details.ParseFromString(status.error_details()));
    google::rpc::BadRequest bad;
    ASSERT_TRUE(details.details(0).UnpackTo(&bad));
    EXPECT_EQ(bad.field_violations(0).field(), "query");
  }
}

TEST_F(SearchServed, NoMatchIsAnAnswerWithASuggestion) {
  v1::SearchKbliEntriesResponse response;
  ASSERT_TRUE(Search("'; DROP TABLE xqzjwvk; --", response).ok());
  ASSERT_TRUE(Search("xqzjwvk", response).ok());
  EXPECT_EQ(response.matches_size(), 0);
  EXPECT_THAT(response.suggestion(), HasSubstr("Tidak ada yang cocok"));
}

TEST_F(SearchServed, AnswersManyClientsAtOnce) {
  std::vector<std::thread> clients;
  std::vector<int> right(8);
  for (int& count : right) {
    clients.emplace_back([this, &count] {
      for (int i = 0; i < 25; ++i) {
        v1::SearchKbliEntriesResponse response;
        if (Search("bengkel motor", response).ok() && response.matches_size() > 0 &&
            response.matches(0).entry().code() == "95320") {
          ++count;
        }
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_THAT(right, Each(25));
}

TEST_F(SearchServed, TheCommandPrintsTheSameWithAndWithoutAServer) {
  for (const auto& question :
       std::vector<std::vector<std::string>>{{"search", "mau buka kedai kopi"},
                                             {"search", "mau buka kedai kopi", "--format", "json"},
                                             {"search", "56", "--lang", "en"},
                                             {"search", "bengkl motor", "--edition", "2020"},
                                             {"search", "xqzjwvk"},
                                             {"search", ""}}) {
    const Ran alone = RunIzin(question);
    const Ran asked = RunIzin(With(question, {"--server", address_}));
    EXPECT_EQ(asked.out, alone.out);
    EXPECT_EQ(asked.err, alone.err);
    EXPECT_EQ(asked.exit_code, alone.exit_code);
  }
}

// Words and titles of the folder; the embedded index knows none of them.
TEST(SearchProcess, SearchesADataFolder) {
  const std::string data = std::string(std::getenv("IZIN_SOURCE_DIR")) + "/data";
  const Ran ran = RunIzin({"search", "mau buka kedai kopi", "--rulesets", data});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out, RunIzin({"search", "mau buka kedai kopi"}).out);
}

}  // namespace
}  // namespace izin
