#include "service/server/server_config.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"

namespace izin {
namespace {

// The first fault, with the place a person counts from 1.
class FirstFault : public google::protobuf::io::ErrorCollector {
 public:
  explicit FirstFault(const std::string& path) : path_(path) {}
  void AddError(int line, int column, const std::string& message) override {
    if (text_.empty()) text_ = absl::StrCat(path_, ":", line + 1, ":", column + 1, ": ", message);
  }
  const std::string& text() const { return text_; }

 private:
  const std::string& path_;
  std::string text_;
};

}  // namespace

internal::ServerConfig WithDefaults(internal::ServerConfig config) {
  if (config.listen().empty()) config.set_listen("127.0.0.1:8980");
  if (config.log_level().empty()) config.set_log_level("info");
  if (config.decision_log().empty()) config.set_decision_log("async");
  if (config.decision_log_on_full().empty()) config.set_decision_log_on_full("shed");
  if (config.answer_cache_mib() == 0) config.set_answer_cache_mib(128);
  if (config.cuti_bersama().empty()) config.set_cuti_bersama("skip");
  if (config.shutdown_grace_ms() <= 0) config.set_shutdown_grace_ms(5000);
  return config;
}

absl::StatusOr<internal::ServerConfig> ReadServerConfig(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  internal::ServerConfig config;
  FirstFault fault(path);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&fault);
  if (!parser.ParseFromString(text.str(), &config)) return absl::InvalidArgumentError(fault.text());
  return config;
}

}  // namespace izin
