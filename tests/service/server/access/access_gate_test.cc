#include "service/server/access/access_gate.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include "izin/v1/decision.grpc.pb.h"
#include "izin/v1/kbli.grpc.pb.h"
#include "izin/v1/permit_classification_service.grpc.pb.h"
#include "izin/v1/ruleset.grpc.pb.h"
#include "service/client/call_status.h"
#include "service/rulesets/ruleset_library.h"
#include "service/server/server.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/tokens.h"

namespace izin {
namespace {

using ::testing::AllOf;
using testing::ClaimsOf;
using testing::FakeClock;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::TokenSigner;

const absl::Time kNow = absl::FromUnixSeconds(1'790'000'000);

// A server in this process, whom callers meet over a real socket.
class AccessGateTest : public ::testing::Test {
 protected:
  AccessGateTest() : folder_(::testing::TempDir() + "izin_access_gate") {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ + "/keys");
    signer_.Publish(folder_ + "/keys", "sso");
    options_.listen = "127.0.0.1:0";
    options_.http = "127.0.0.1:0";
    options_.access.jwt_keys = folder_ + "/keys";
    options_.access.token = {.issuer = "https://sso.example.go.id", .audience = "izin"};
  }
  ~AccessGateTest() override {
    server_.reset();
    std::filesystem::remove_all(folder_);
  }

  void Start(const std::string& roles = "") {
    if (!roles.empty()) {
      options_.access.roles = folder_ + "/roles.textproto";
      std::ofstream(options_.access.roles, std::ios::trunc) << roles;
    }
    auto server = Server::Start(options_, *RulesetLibrary::Embedded(), clock_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(server_->address(), grpc::InsecureChannelCredentials());
  }

  std::string TokenOf(const std::string& subject, const std::string& roles) const {
    return signer_.SignAs("sso",
                          ClaimsOf(subject, kNow, absl::StrCat(R"(,"roles":[)", roles, "]")));
  }

  // Calls with the headers of `authorization`.
  template <typename Call>
  grpc::Status With(const std::vector<std::string>& authorization, const Call& call) {
    grpc::ClientContext context;
    for (const std::string& value : authorization) context.AddMetadata("authorization", value);
    return call(context);
  }
  grpc::Status Look(const std::vector<std::string>& authorization) {
    return With(authorization, [&](grpc::ClientContext& context) {
      v1::GetKbliEntryRequest request;
      request.set_code("56101");
      v1::GetKbliEntryResponse response;
      return v1::KbliService::NewStub(channel_)->GetKbliEntry(&context, request, &response);
    });
  }
  grpc::Status Classify(const std::string& token, std::string* id = nullptr) {
    return With({"Bearer " + token}, [&](grpc::ClientContext& context) {
      v1::ClassifyActivityRequest request;
      request.mutable_activity()->set_kbli_code("56101");
      request.mutable_activity()->set_scale(v1::BUSINESS_SCALE_MICRO);
      request.mutable_activity()->add_locations(v1::LOCATION_TYPE_LAND);
      v1::ClassifyActivityResponse response;
      const grpc::Status status =
          v1::PermitClassificationService::NewStub(channel_)->ClassifyActivity(&context, request,
                                                                               &response);
      const auto& trailers = context.GetServerTrailingMetadata();
      const auto found = trailers.find("izin-decision-id");
      if (id != nullptr && found != trailers.end())
        *id = std::string(found->second.data(), found->second.size());
      return status;
    });
  }
  grpc::Status Rollback(const std::string& token) {
    return With({"Bearer " + token}, [&](grpc::ClientContext& context) {
      v1::RollbackRulesetRequest request;
      request.set_name("rulesets/pp28-2025");
      v1::RollbackRulesetResponse response;
      return v1::RulesetService::NewStub(channel_)->RollbackRuleset(&context, request, &response);
    });
  }
  std::string TextOf(const std::string& name) const {
    std::ostringstream text;
    text << std::ifstream(absl::StrCat(folder_, "/", name)).rdbuf();
    return text.str();
  }

  const std::string folder_;
  const TokenSigner signer_ = TokenSigner::Ec();
  FakeClock clock_{kNow};
  Server::Options options_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(AccessGateTest, LetsInWhoseTokenAndRoleWillDo) {
  Start();
  const std::string token = TokenOf("siti", "\"caller\"");
  EXPECT_TRUE(Classify(token).ok());
  EXPECT_TRUE(Look({"Bearer " + token}).ok());
  EXPECT_TRUE(Look({"bearer  " + token}).ok());
  EXPECT_EQ(server_->counters().calls_denied, 0);
  const grpc::Status denied = Classify(TokenOf("budi", "\"viewer\",\"root\""));
  EXPECT_EQ(denied.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(denied.error_message(),
            "izin.v1.PermitClassificationService/ClassifyActivity: jwt:budi has role viewer; want "
            "caller, officer");
  EXPECT_THAT(IndonesianOf(FromGrpcStatus(denied)), HasSubstr("perlu peran caller, officer"));
  EXPECT_THAT(Look({"Bearer " + TokenOf("budi", "\"root\"")}).error_message(),
              HasSubstr("jwt:budi has no role here; want caller, officer, rule-admin, viewer"));
  EXPECT_EQ(server_->counters().calls_denied, 2);
}

TEST_F(AccessGateTest, RefusesWhoShowsNothingOrTooMuch) {
  Start();
  const std::string token = TokenOf("siti", "\"caller\"");
  struct Case {
    std::vector<std::string> headers;
    const char* says;
  };
  for (const Case& one : std::vector<Case>{
           {{}, "want a token"},
           {{"Basic c2l0aTpz"}, "authorization: want Bearer"},
           {{token}, "authorization: want Bearer"},
           {{"Bearer"}, "authorization: want Bearer"},
           {{"Bearer "}, "no JSON Web Token"},
           {{"Bearer " + token, "Bearer " + token}, "more than one"},
           {{"Bearer " + token + ", Bearer " + token}, "no JSON Web Token"},
           {{"Bearer " + token.substr(0, 100)}, "no JSON Web Token"},
       }) {
    const grpc::Status status = Look(one.headers);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED) << status.error_message();
    EXPECT_THAT(status.error_message(), HasSubstr(one.says));
    EXPECT_THAT(status.error_message(), Not(HasSubstr(token)));
  }
  EXPECT_EQ(server_->counters().calls_unauthenticated, 8);
}

TEST_F(AccessGateTest, ForgetsATokenWhenItExpires) {
  Start();
  const std::string token = TokenOf("siti", "\"viewer\"");
  EXPECT_TRUE(Look({"Bearer " + token}).ok());
  clock_.AdvanceBy(absl::Hours(1) + absl::Seconds(59));
  EXPECT_TRUE(Look({"Bearer " + token}).ok());
  clock_.AdvanceBy(absl::Seconds(1));
  const grpc::Status status = Look({"Bearer " + token});
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_THAT(status.error_message(), HasSubstr("token: has expired"));
}

TEST_F(AccessGateTest, ForgetsTheTokensOfAKeyThatIsTakenAway) {
  Start();
  const std::string token = TokenOf("siti", "\"viewer\"");
  EXPECT_TRUE(Look({"Bearer " + token}).ok());
  TokenSigner::Ec().Publish(folder_ + "/keys", "sso");
  server_->LookAtCertificates();
  EXPECT_THAT(Look({"Bearer " + token}).error_message(), HasSubstr("signature"));
  EXPECT_EQ(server_->counters().jwt_key_reloads, 1);
}

TEST_F(AccessGateTest, GivesWhoCallsFromHereItsOwnRoles) {
  Start("identity { subject: \"siti\" role: \"officer\" }\nanonymous { role: \"viewer\" }\n");
  EXPECT_TRUE(Look({}).ok());
  EXPECT_EQ(With({},
                 [&](grpc::ClientContext& context) {
                   v1::ClassifyActivityResponse response;
                   return v1::PermitClassificationService::NewStub(channel_)->ClassifyActivity(
                       &context, v1::ClassifyActivityRequest(), &response);
                 })
                .error_message(),
            "izin.v1.PermitClassificationService/ClassifyActivity: a caller without a name has "
            "role viewer; want caller, officer");
  EXPECT_TRUE(Classify(TokenOf("siti", "")).ok());
  // A token that is not believed is not passed over.
  EXPECT_EQ(Look({"Bearer x"}).error_code(), grpc::StatusCode::UNAUTHENTICATED);
}

TEST_F(AccessGateTest, AsksOverHttpToo) {
  Start();
  httplib::Client client("http://" + server_->http_address());
  const auto post = [&](const httplib::Headers& headers) {
    return client.Post("/izin.v1.KbliService/GetKbliEntry", headers, R"({"code":"56101"})",
                       "application/json");
  };
  const auto nothing = post({});
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->status, 401);
  EXPECT_EQ(nothing->get_header_value("WWW-Authenticate"), "Bearer realm=\"izin\"");
  EXPECT_THAT(nothing->body, AllOf(HasSubstr("unauthenticated"), HasSubstr("TOKEN_MISSING")));
  const auto wrong = post({{"Authorization", "Bearer rubbish"}});
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->status, 401);
  EXPECT_THAT(wrong->body, AllOf(HasSubstr("no JSON Web Token"), Not(HasSubstr("rubbish"))));
  const auto twice = post({{"Authorization", "Bearer " + TokenOf("siti", "\"viewer\"")},
                           {"Authorization", "Bearer " + TokenOf("siti", "\"viewer\"")}});
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->status, 401);
  const auto denied = client.Post("/izin.v1.RulesetService/RollbackRuleset",
                                  {{"Authorization", "Bearer " + TokenOf("siti", "\"viewer\"")}},
                                  "{}", "application/json");
  ASSERT_TRUE(denied);
  EXPECT_EQ(denied->status, 403);
  const auto good = post({{"Authorization", "Bearer " + TokenOf("siti", "\"viewer\"")}});
  ASSERT_TRUE(good);
  EXPECT_EQ(good->status, 200) << good->body;
}

// Of who is refused nothing is unpacked or parsed; the call is counted as any other.
TEST_F(AccessGateTest, LooksAtNoBodyOfWhoIsRefusedOverHttp) {
  options_.access.audit_log = folder_ + "/audit.jsonl";
  Start();
  httplib::Client client("http://" + server_->http_address());
  const std::string viewer = "Bearer " + TokenOf("siti", "\"viewer\"");
  const auto status_of = [&](const char* method, httplib::Headers headers,
                             const std::string& body) {
    const auto answer = client.Post(method, headers, body, "application/json");
    return answer ? answer->status : -1;
  };
  constexpr char kLook[] = "/izin.v1.KbliService/GetKbliEntry";
  constexpr char kRollback[] = "/izin.v1.RulesetService/RollbackRuleset";
  const httplib::Headers gzip = {{"Content-Encoding", "gzip"}};
  EXPECT_EQ(status_of(kLook, {}, "no JSON"), 401);
  EXPECT_EQ(status_of(kLook, gzip, "no gzip"), 401);
  EXPECT_EQ(status_of(kLook, {{"Authorization", "Bearer rubbish"}}, "no JSON"), 401);
  EXPECT_EQ(status_of(kRollback, {{"Authorization", viewer}}, "no JSON"), 403);
  EXPECT_EQ(status_of(kLook, {{"Authorization", viewer}}, "no JSON"), 400);
  EXPECT_EQ(server_->counters().calls_unauthenticated, 3);
  EXPECT_EQ(server_->counters().calls_denied, 1);
  const std::string text = TextOf("audit.jsonl");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
  EXPECT_THAT(text, HasSubstr(R"("who":"jwt:siti","from":"http","method":"RollbackRuleset")"));
  const auto metrics = client.Get("/metrics");
  ASSERT_TRUE(metrics);
  EXPECT_THAT(
      metrics->body,
      AllOf(
          HasSubstr("izin_calls_total{code=\"UNAUTHENTICATED\",method=\"GetKbliEntry\"} 3"),
          HasSubstr("izin_calls_total{code=\"PERMISSION_DENIED\",method=\"RollbackRuleset\"} 1")));
}

TEST_F(AccessGateTest, GivesHttpWithoutATokenTheRolesOfThisMachine) {
  Start("anonymous { role: \"viewer\" }\n");
  httplib::Client client("http://" + server_->http_address());
  const auto answer =
      client.Post("/izin.v1.KbliService/GetKbliEntry", R"({"code":"56101"})", "application/json");
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200) << answer->body;
}

TEST_F(AccessGateTest, ShowsACallerItsOwnDecisionsAlone) {
  options_.data_dir = folder_ + "/data";
  options_.decision_log.mode = DecisionLogMode::kSync;
  Start();
  const std::string siti = TokenOf("siti", "\"caller\"");
  const std::string budi = TokenOf("budi", "\"caller\"");
  const std::string officer = TokenOf("ani", "\"officer\"");
  std::string id;
  ASSERT_TRUE(Classify(siti, &id).ok());
  ASSERT_TRUE(Classify(budi).ok());
  ASSERT_NE(id, "");
  const auto stub = v1::DecisionService::NewStub(channel_);
  const auto read = [&](const std::string& token) {
    return With({"Bearer " + token}, [&](grpc::ClientContext& context) {
      v1::GetDecisionRequest request;
      request.set_id(id);
      v1::GetDecisionResponse response;
      const grpc::Status status = stub->GetDecision(&context, request, &response);
      EXPECT_EQ(response.decision().caller(), status.ok() ? "jwt:siti" : "");
      return status;
    });
  };
  const auto count = [&](const std::string& token) {
    v1::ListDecisionsResponse response;
    EXPECT_TRUE(With({"Bearer " + token}, [&](grpc::ClientContext& context) {
                  return stub->ListDecisions(&context, v1::ListDecisionsRequest(), &response);
                }).ok());
    return response.decisions_size();
  };
  EXPECT_TRUE(read(siti).ok());
  EXPECT_EQ(read(budi).error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_TRUE(read(officer).ok());
  EXPECT_EQ(count(siti), 1);
  EXPECT_EQ(count(officer), 2);
  EXPECT_EQ(read(TokenOf("x", "\"viewer\"")).error_code(), grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(AccessGateTest, KeepsAccountOfAdminCalls) {
  options_.access.audit_log = folder_ + "/audit.jsonl";
  Start();
  EXPECT_EQ(Rollback(TokenOf("ani", "\"rule-admin\"")).error_code(),
            grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(Rollback(TokenOf("siti", "\"officer\"")).error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_TRUE(Look({"Bearer " + TokenOf("siti", "\"officer\"")}).ok());
  const std::string text = TextOf("audit.jsonl");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3) << text;
  EXPECT_THAT(text, HasSubstr(R"("who":"jwt:ani","from":"ipv4:127.0.0.1:)"));
  EXPECT_THAT(text, HasSubstr(R"("method":"RollbackRuleset","outcome":"BEGUN"})"));
  EXPECT_THAT(text, HasSubstr(R"("outcome":"FAILED_PRECONDITION","asked":"rulesets/pp28-2025")"));
  EXPECT_THAT(text, HasSubstr(R"("outcome":"PERMISSION_DENIED")"));
}

TEST_F(AccessGateTest, RefusesAnAdminCallThatItCannotKeepAccountOf) {
  options_.access.audit_log = "/dev/full";
  Start();
  const grpc::Status status = Rollback(TokenOf("ani", "\"rule-admin\""));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_THAT(status.error_message(), HasSubstr("no account can be kept of this call"));
  EXPECT_TRUE(Look({"Bearer " + TokenOf("siti", "\"officer\"")}).ok());
  EXPECT_EQ(server_->counters().failed_audits, 1);
}

TEST_F(AccessGateTest, LetsAllDoEverythingWhereNothingIsConfigured) {
  std::vector<std::string> told;
  options_.access = {};
  options_.tell = [&](const std::string& line, bool /*is_fault*/) { told.push_back(line); };
  Start();
  EXPECT_TRUE(Look({}).ok());
  EXPECT_TRUE(Look({"Basic c2l0aTpz"}).ok());
  EXPECT_EQ(Rollback("").error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(told, ::testing::Contains(HasSubstr("event=audit who=\"\" from=\"ipv4:127.0.0.1:")));
}

TEST_F(AccessGateTest, DoesNotStartWithWhatWillNotDo) {
  const auto fault = [&] {
    return std::string(
        Server::Start(options_, *RulesetLibrary::Embedded(), clock_).status().message());
  };
  options_.access.roles = folder_ + "/roles.textproto";
  EXPECT_THAT(fault(), HasSubstr("roles.textproto: cannot be read"));
  std::ofstream(options_.access.roles) << "anonymous { role: \"king\" }\n";
  EXPECT_THAT(fault(), HasSubstr("roles.textproto:1:13: error: role \"king\": want one of"));
  options_.access.roles = "";
  options_.access.jwt_keys = folder_ + "/none";
  EXPECT_THAT(fault(), HasSubstr("none: cannot be read"));
}

}  // namespace
}  // namespace izin
