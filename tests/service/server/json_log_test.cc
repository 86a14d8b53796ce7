// Lines of the log as JSON.

#include "service/server/json_log.h"

#include <string>

#include "absl/time/time.h"
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <spdlog/details/log_msg.h>

namespace izin {
namespace {

std::string Formatted(const std::string& text,
                      spdlog::level::level_enum level = spdlog::level::info) {
  spdlog::details::log_msg line("izind", level, text);
  line.time = absl::ToChronoTime(absl::FromUnixMicros(1'000'000'123'456));
  spdlog::memory_buf_t out;
  JsonLogFormatter().clone()->format(line, out);
  return std::string(out.data(), out.size());
}

TEST(JsonLog, MakesMembersOfKeysAndValues) {
  EXPECT_EQ(
      Formatted("event=store_failing failed_writes=2 cause=\"the disk is full\"",
                spdlog::level::warn),
      "{\"time\":\"1970-01-12T13:46:40.123456Z\",\"level\":\"warning\",\"event\":\"store_failing\","
      "\"failed_writes\":\"2\",\"cause\":\"the disk is full\"}\n");
}

TEST(JsonLog, KeepsWhatIsNoKeyAndValue) {
  const auto line = nlohmann::json::parse(
      Formatted("event=insecure_listen address=0.0.0.0:1 anyone reads, a+b=c, event=again"));
  EXPECT_EQ(line["event"], "insecure_listen");
  EXPECT_EQ(line["address"], "0.0.0.0:1");
  EXPECT_EQ(line["message"], "anyone reads, a+b=c, event=again");
  EXPECT_EQ(nlohmann::json::parse(Formatted(""))["level"], "info");
}

TEST(JsonLog, IsJsonWhateverIsLogged) {
  for (const char* text : {"cause=\"an open quote", "path=/tmp/\xff\xfe", "=", "a=\"", "\n\t\"{}\\",
                           "time=1 level=2"}) {
    const auto line = nlohmann::json::parse(Formatted(text));
    EXPECT_EQ(line["time"], "1970-01-12T13:46:40.123456Z") << text;
    EXPECT_EQ(line["level"], "info") << text;
  }
}

}  // namespace
}  // namespace izin
