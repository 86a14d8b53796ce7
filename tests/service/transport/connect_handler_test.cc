#include "service/transport/connect_handler.h"

#include <map>
#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include <gmock/gmock.h>
#include <grpcpp/generic/async_generic_service.h>
#include <gtest/gtest.h>

#include "izin/v1/kbli.pb.h"
#include "service/transport/grpc_call.h"
#include "service/transport/gzip.h"

namespace izin {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr char kGetEntry[] = "/izin.v1.KbliService/GetKbliEntry";
constexpr char kClassify[] = "/izin.v1.PermitClassificationService/ClassifyActivity";

// Answers any call: an entry whose title is the code that was asked for, in capitals the value of
// the metadata "x-title" if there is one. The code "wait" is answered when the call is cancelled,
// "refuse" is refused.
class Oracle final : public grpc::CallbackGenericService {
 public:
  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* context) override {
    return new Call(*context);
  }

 private:
  class Call final : public grpc::ServerGenericBidiReactor {
   public:
    explicit Call(grpc::GenericCallbackServerContext& context) : context_(context) {
      StartRead(&request_);
    }
    void OnReadDone(bool /*ok*/) override {
      v1::GetKbliEntryRequest request;
      if (!WholeBytes(request_).ParseTo(request)) {
        Finish(grpc::Status(grpc::StatusCode::INVALID_ARGUMENT, "no message"));
        return;
      }
      context_.AddTrailingMetadata("izin-decision-id", "7");
      context_.AddTrailingMetadata("izin-digest-bin", std::string("\0\xff", 2));
      if (request.code() == "wait") return;
      if (request.code() == "refuse") {
        Finish(grpc::Status(grpc::StatusCode::NOT_FOUND, "no such code"));
        return;
      }
      v1::GetKbliEntryResponse response;
      response.mutable_entry()->set_title(request.code());
      const auto title = context_.client_metadata().find("x-title");
      if (title != context_.client_metadata().end())
        response.mutable_entry()->set_title(
            std::string(title->second.data(), title->second.size()));
      response_ = Encoded(response);
      StartWriteAndFinish(&response_, grpc::WriteOptions(), grpc::Status::OK);
    }
    void OnCancel() override {
      if (!WholeBytes(request_).view().empty()) Finish(grpc::Status::CANCELLED);
    }
    void OnDone() override { delete this; }

   private:
    grpc::GenericCallbackServerContext& context_;
    grpc::ByteBuffer request_;
    grpc::ByteBuffer response_;
  };
};

class ConnectHandlerTest : public ::testing::Test {
 protected:
  ConnectHandlerTest() {
    grpc::ServerBuilder builder;
    builder.RegisterCallbackGenericService(&oracle_);
    server_ = builder.BuildAndStart();
    handler_ =
        std::make_unique<ConnectHandler>(server_->InProcessChannel(grpc::ChannelArguments()), 1000);
  }
  ~ConnectHandlerTest() override { server_->Shutdown(); }

  static HttpRequest Post(const std::string& body) {
    HttpRequest request;
    request.method = "POST";
    request.path = kGetEntry;
    request.headers.emplace("content-type", "application/json");
    request.body = body;
    return request;
  }
  static HttpRequest Get(const std::multimap<std::string, std::string>& query) {
    HttpRequest request;
    request.method = "GET";
    request.path = kGetEntry;
    request.query = query;
    return request;
  }
  HttpResponse Serve(const HttpRequest& request) {
    return handler_->Serve(request, [] { return false; });
  }

  Oracle oracle_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<ConnectHandler> handler_;
};

TEST_F(ConnectHandlerTest, AnswersJson) {
  const HttpResponse response = Serve(Post(R"({"code":"56101"})"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json");
  EXPECT_EQ(response.body, R"({"entry":{"title":"56101"}})");
}

TEST_F(ConnectHandlerTest, AnswersBytesOfProtobuf) {
  v1::GetKbliEntryRequest asked;
  asked.set_code("56101");
  HttpRequest request = Post(asked.SerializeAsString());
  request.headers.find("content-type")->second = "application/proto";
  const HttpResponse response = Serve(request);
  EXPECT_EQ(response.content_type, "application/proto");
  v1::GetKbliEntryResponse answer;
  ASSERT_TRUE(answer.ParseFromString(response.body));
  EXPECT_EQ(answer.entry().title(), "56101");
}

TEST_F(ConnectHandlerTest, CarriesMetadataBothWays) {
  HttpRequest request = Post(R"({"code":"56101"})");
  request.headers.emplace("x-title", "asked with it");
  request.headers.emplace("user-agent", "not for the call");
  const HttpResponse response = Serve(request);
  EXPECT_EQ(response.body, R"({"entry":{"title":"asked with it"}})");
  EXPECT_THAT(response.headers, Contains(Pair("Trailer-izin-decision-id", "7")));
  EXPECT_THAT(response.headers, Contains(Pair("Trailer-izin-digest-bin", "AP8")));
}

TEST_F(ConnectHandlerTest, GivesErrorsOfTheCall) {
  const HttpResponse response = Serve(Post(R"({"code":"refuse"})"));
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, R"({"code":"not_found","message":"no such code"})");
  EXPECT_THAT(response.headers, Contains(Pair("Trailer-izin-decision-id", "7")));
}

// Who is let in all the same has asked for nothing: the server sees that it is no message.
TEST_F(ConnectHandlerTest, MakesNoMessageOfWhoIsNotLetIn) {
  std::string asked;
  ConnectHandler handler(
      server_->InProcessChannel(grpc::ChannelArguments()), 1000,
      [&](const google::protobuf::MethodDescriptor& method, const auto& request) {
        asked += method.name() + " ";
        return request.headers.count("authorization") > 0;
      });
  const auto serve = [&](HttpRequest request, const std::string& token) {
    if (!token.empty()) request.headers.emplace("authorization", token);
    return handler.Serve(request, [] { return false; });
  };
  HttpRequest packed = Post("no gzip");
  packed.headers.emplace("content-encoding", "gzip");
  for (const HttpRequest& request :
       {Post("no JSON"), packed, Post(std::string(5000, ' ')), Post(R"({"code":"56101"})"),
        Get({{"encoding", "json"}, {"message", "a+b"}, {"base64", "1"}})}) {
    const HttpResponse response = serve(request, "");
    EXPECT_THAT(response.body, HasSubstr("no message")) << response.body;
  }
  EXPECT_EQ(asked, "GetKbliEntry GetKbliEntry GetKbliEntry GetKbliEntry GetKbliEntry ");
  EXPECT_EQ(serve(Post(R"({"code":"56101"})"), "x").body, R"({"entry":{"title":"56101"}})");
  EXPECT_EQ(serve(Post("no JSON"), "x").status, 400);
}

TEST_F(ConnectHandlerTest, TakesGetWithoutSideEffects) {
  EXPECT_EQ(
      Serve(Get({{"encoding", "json"}, {"message", R"({"code":"A"})"}, {"connect", "v1"}})).body,
      R"({"entry":{"title":"A"}})");
  EXPECT_EQ(Serve(Get({{"encoding", "json"},
                       {"message", absl::WebSafeBase64Escape(R"({"code":"A?"})")},
                       {"base64", "1"}}))
                .body,
            R"({"entry":{"title":"A?"}})");
  EXPECT_EQ(Serve(Get({{"encoding", "json"},
                       {"message", absl::WebSafeBase64Escape(Gzip(R"({"code":"A"})")) + "=="},
                       {"base64", "1"},
                       {"compression", "gzip"}}))
                .body,
            R"({"entry":{"title":"A"}})");
}

TEST_F(ConnectHandlerTest, RefusesGetThatIsNotWhole) {
  EXPECT_THAT(Serve(Get({{"encoding", "xml"}, {"message", "{}"}})).body,
              HasSubstr("encoding \\\"xml\\\" in the query: want json or proto"));
  EXPECT_THAT(Serve(Get({{"encoding", "json"}})).body, HasSubstr("the query has no message"));
  EXPECT_THAT(Serve(Get({{"encoding", "json"}, {"message", "a+b"}, {"base64", "1"}})).body,
              HasSubstr("want base64 of URLs"));
  EXPECT_THAT(Serve(Get({{"encoding", "json"}, {"message", "{}"}, {"connect", "v2"}})).body,
              HasSubstr("want v1"));
}

// A record of the decision is a side effect.
TEST_F(ConnectHandlerTest, RefusesGetWithSideEffects) {
  HttpRequest request = Get({{"encoding", "json"}, {"message", "{}"}});
  request.path = kClassify;
  const HttpResponse response = Serve(request);
  EXPECT_EQ(response.status, 405);
  EXPECT_THAT(response.headers, Contains(Pair("Allow", "POST")));
}

TEST_F(ConnectHandlerTest, RefusesOtherContentTypes) {
  for (const char* type : {"", "text/plain", "application/x-www-form-urlencoded",
                           "application/connect+json", "application/json; charset=latin1"}) {
    HttpRequest request = Post("{}");
    request.headers.find("content-type")->second = type;
    const HttpResponse response = Serve(request);
    EXPECT_EQ(response.status, 415) << type;
    EXPECT_THAT(response.headers,
                Contains(Pair("Accept-Post", "application/json, application/proto")));
  }
  HttpRequest request = Post(R"({"code":"A"})");
  request.headers.find("content-type")->second = "Application/JSON; charset=UTF-8";
  EXPECT_EQ(Serve(request).status, 200);
}

TEST_F(ConnectHandlerTest, RefusesPathsAndStreams) {
  for (const char* path :
       {"/", "", "/izin.v1.KbliService", "/izin.v1.KbliService/", "/izin.v1.KbliService/Nothing",
        "/x/y/z", "izin.v1.KbliService/GetKbliEntry"}) {
    HttpRequest request = Post("{}");
    request.path = path;
    EXPECT_EQ(Serve(request).status, 404) << path;
  }
  HttpRequest request = Post("{}");
  request.path = "/izin.v1.DecisionService/ReplayDecisions";
  EXPECT_EQ(Serve(request).status, 501);
  EXPECT_THAT(Serve(request).body, HasSubstr("streams are served over gRPC alone"));
}

TEST_F(ConnectHandlerTest, UnpacksBodiesAndBoundsThem) {
  HttpRequest request = Post(Gzip(R"({"code":"A"})"));
  request.headers.emplace("content-encoding", "gzip");
  EXPECT_EQ(Serve(request).body, R"({"entry":{"title":"A"}})");
  request.body = Gzip("{\"code\":\"" + std::string(100000, 'A') + "\"}");
  EXPECT_EQ(Serve(request).status, 429);
  request.headers.find("content-encoding")->second = "br";
  EXPECT_EQ(Serve(request).status, 501);
  EXPECT_THAT(Serve(request).body, HasSubstr("want identity or gzip"));
  EXPECT_EQ(Serve(Post("{\"code\":\"" + std::string(1000, 'A') + "\"}")).status, 429);
}

TEST_F(ConnectHandlerTest, RefusesVersionsAndTimeoutsItDoesNotKnow) {
  HttpRequest request = Post("{}");
  request.headers.emplace("connect-protocol-version", "2");
  EXPECT_EQ(Serve(request).status, 400);
  for (const char* timeout : {"soon", "-1", "12345678901", "1.5"}) {
    request = Post("{}");
    request.headers.emplace("connect-timeout-ms", timeout);
    EXPECT_EQ(Serve(request).status, 400) << timeout;
  }
}

TEST_F(ConnectHandlerTest, EndsAtTheDeadline) {
  HttpRequest request = Post(R"({"code":"wait"})");
  request.headers.emplace("connect-timeout-ms", "20");
  const HttpResponse response = Serve(request);
  EXPECT_EQ(response.status, 504);
  EXPECT_THAT(response.body, HasSubstr("deadline_exceeded"));
}

TEST_F(ConnectHandlerTest, EndsWhenItsCallerIsGone) {
  const HttpResponse response = handler_->Serve(Post(R"({"code":"wait"})"), [] { return true; });
  EXPECT_EQ(response.status, 499);
}

}  // namespace
}  // namespace izin
