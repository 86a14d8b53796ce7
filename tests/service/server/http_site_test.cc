#include "service/server/http_site.h"

#include <string>
#include <utility>

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "service/transport/gzip.h"

namespace izin {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

// Calls lead nowhere here: what they answer is in connect_handler_test.cc.
class HttpSiteTest : public ::testing::Test {
 protected:
  HttpSiteTest()
      : calls_(grpc::CreateChannel("unix:/nowhere", grpc::InsecureChannelCredentials()), 1000) {}

  HttpResponse Serve(HttpRequest request, std::vector<std::string> origins = {}) {
    const HttpSite site(
        calls_, {.cors_origins = std::move(origins), .is_ready = [this] { return is_ready_; }});
    return site.Serve(request, [] { return false; });
  }
  static HttpRequest Get(const std::string& path,
                         const std::multimap<std::string, std::string>& headers = {}) {
    HttpRequest request;
    request.method = "GET";
    request.path = path;
    request.headers = headers;
    return request;
  }
  static std::string Header(const HttpResponse& response, const std::string& name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return "";
  }

  ConnectHandler calls_;
  bool is_ready_ = true;
};

TEST_F(HttpSiteTest, TellsProbesHowItIs) {
  EXPECT_EQ(Serve(Get("/healthz")).status, 200);
  EXPECT_EQ(Serve(Get("/readyz")).status, 200);
  is_ready_ = false;
  EXPECT_EQ(Serve(Get("/healthz")).status, 200);
  EXPECT_EQ(Serve(Get("/readyz")).status, 503);
  EXPECT_THAT(Serve(Get("/readyz")).headers, Not(Contains(Key("ETag"))));
}

TEST_F(HttpSiteTest, ServesTheDescriptionOfTheApi) {
  const HttpResponse response = Serve(Get("/openapi.json"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.content_type, "application/json");
  const auto document = nlohmann::json::parse(response.body);
  EXPECT_EQ(document["openapi"], "3.1.0");
  EXPECT_TRUE(document["paths"].contains("/izin.v1.KbliService/GetKbliEntry"));
}

TEST_F(HttpSiteTest, PacksWhatIsLargeForWhoTakesIt) {
  const HttpResponse plain = Serve(Get("/openapi.json"));
  const HttpResponse packed = Serve(Get("/openapi.json", {{"accept-encoding", "gzip"}}));
  EXPECT_EQ(Header(packed, "Content-Encoding"), "gzip");
  EXPECT_THAT(plain.headers, Contains(Pair("Vary", "Accept-Encoding")));
  EXPECT_EQ(*Gunzip(packed.body, plain.body.size()), plain.body);
  EXPECT_EQ(Header(packed, "ETag"), Header(plain, "ETag"));
  EXPECT_EQ(Header(Serve(Get("/healthz", {{"accept-encoding", "gzip"}})), "Content-Encoding"), "");
}

TEST_F(HttpSiteTest, TellsWhoHasItAlreadySo) {
  const std::string tag = Header(Serve(Get("/openapi.json")), "ETag");
  ASSERT_THAT(tag, HasSubstr("W/\""));
  for (const std::string& known : {tag, "\"x\", " + tag, tag.substr(2), std::string("*")}) {
    const HttpResponse response = Serve(Get("/openapi.json", {{"if-none-match", known}}));
    EXPECT_EQ(response.status, 304) << known;
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(Header(response, "ETag"), tag);
  }
  EXPECT_EQ(Serve(Get("/openapi.json", {{"if-none-match", "\"x\""}})).status, 200);
}

TEST_F(HttpSiteTest, LeavesOtherPathsToTheCalls) {
  EXPECT_EQ(Serve(Get("/nothing")).status, 404);
  EXPECT_EQ(Serve(Get("/")).status, 404);
  HttpRequest post = Get("/openapi.json");
  post.method = "POST";
  EXPECT_EQ(Serve(post).status, 405);
}

TEST_F(HttpSiteTest, AllowsOriginsItIsTold) {
  const std::string origin = "https://portal.example.go.id";
  const HttpRequest request = Get("/healthz", {{"origin", origin}});
  EXPECT_THAT(Serve(request).headers, Not(Contains(Key("Access-Control-Allow-Origin"))));
  EXPECT_EQ(Header(Serve(request, {origin}), "Access-Control-Allow-Origin"), origin);
  EXPECT_EQ(Header(Serve(request, {"*"}), "Access-Control-Allow-Origin"), "*");
  const HttpResponse other = Serve(request, {"https://other.example.go.id"});
  EXPECT_THAT(other.headers, Not(Contains(Key("Access-Control-Allow-Origin"))));
  EXPECT_EQ(Header(other, "Vary"), "Origin");
}

TEST_F(HttpSiteTest, AnswersPreflights) {
  HttpRequest request =
      Get("/izin.v1.KbliService/GetKbliEntry",
          {{"origin", "https://a.id"}, {"access-control-request-method", "POST"}});
  request.method = "OPTIONS";
  const HttpResponse response = Serve(request, {"https://a.id"});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(Header(response, "Access-Control-Allow-Methods"), "GET, POST");
  EXPECT_THAT(Header(response, "Access-Control-Allow-Headers"),
              HasSubstr("Connect-Protocol-Version"));
  EXPECT_THAT(Serve(request).headers, Not(Contains(Key("Access-Control-Allow-Methods"))));
}

TEST(CorsOriginsTest, AreOriginsAndNothingElse) {
  EXPECT_TRUE(CheckCorsOrigins({}).ok());
  EXPECT_TRUE(
      CheckCorsOrigins({"*", "https://a.id", "http://localhost:8080", "http://[::1]:80"}).ok());
  for (const char* origin : {"", "a.id", "https://", "https://a.id/", "https://*.a.id", "ftp://a",
                             "https://a.id\r\nX: y"}) {
    EXPECT_EQ(CheckCorsOrigins({origin}).code(), absl::StatusCode::kInvalidArgument) << origin;
  }
}

}  // namespace
}  // namespace izin
