#include "service/server/server_config.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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

// A setting of words, and those that it may have.
struct WordSetting {
  const char* name;
  const std::string& value;
  std::initializer_list<const char*> words;
};

// A setting of a number, and the least that it may be.
struct NumberSetting {
  const char* name;
  std::int32_t value;
  std::int32_t least = 0;
};

void Check(const WordSetting& setting, std::vector<std::string>& faults) {
  const auto is_value = [&](const char* word) { return setting.value == word; };
  if (setting.value.empty() || std::any_of(setting.words.begin(), setting.words.end(), is_value)) {
    return;
  }
  faults.push_back(absl::StrCat(setting.name, " \"", setting.value, "\": want one of ",
                                absl::StrJoin(setting.words, " ")));
}

void Check(const NumberSetting& setting, std::vector<std::string>& faults) {
  if (setting.value >= setting.least) return;
  faults.push_back(
      absl::StrCat(setting.name, " ", setting.value, ": want ", setting.least, " or more"));
}

void CheckTls(const internal::ServerConfig& config, std::vector<std::string>& faults) {
  if (config.tls_cert().empty() != config.tls_key().empty())
    faults.emplace_back("tls_cert and tls_key: want both or neither");
  if (config.tls_cert().empty() && !config.tls_client_ca().empty())
    faults.emplace_back("tls_client_ca: wants tls_cert and tls_key");
}

// What of access needs what.
void CheckAccess(const internal::ServerConfig& config, std::vector<std::string>& faults) {
  const bool has_tokens = !config.jwt_keys().empty();
  if (has_tokens && (config.jwt_issuer().empty() || config.jwt_audience().empty())) {
    faults.emplace_back(
        "jwt_keys: want jwt_issuer and jwt_audience too: whose tokens are taken, and for whom");
  }
  const bool has_rest = !config.jwt_issuer().empty() || !config.jwt_audience().empty() ||
                        !config.jwt_role_claim().empty() || config.jwt_shared_secrets() ||
                        config.jwt_clock_skew_seconds() != 0;
  if (has_rest && !has_tokens)
    faults.emplace_back("jwt_*: want jwt_keys too: without keys no token is looked at");
  if (!config.two_person_activation()) return;
  if (!has_tokens && (config.roles().empty() || config.tls_client_ca().empty())) {
    faults.emplace_back(
        "two_person_activation: want jwt_keys, or roles and tls_client_ca: without them nobody has "
        "a name");
  }
  if (config.ruleset_key_size() == 0)
    faults.emplace_back("two_person_activation: want ruleset_key too: nothing is activated");
  if (!config.ruleset_dir().empty()) {
    faults.emplace_back(
        "two_person_activation: want no ruleset_dir: who writes into it activates alone");
  }
}

// What of signed rulesets needs what.
void CheckRulesets(const internal::ServerConfig& config, std::vector<std::string>& faults) {
  const bool has_key = config.ruleset_key_size() > 0;
  if (has_key && config.data_dir().empty())
    faults.emplace_back("ruleset_key: want data_dir too, where activated rulesets are kept");
  if (!config.ruleset_dir().empty() && !has_key)
    faults.emplace_back("ruleset_dir: want ruleset_key too: nothing unsigned is taken");
  if (config.signed_rulesets_only() && !has_key)
    faults.emplace_back("signed_rulesets_only: want ruleset_key too: nothing would ever answer");
  if (config.signed_rulesets_only() && !config.rulesets().empty())
    faults.emplace_back("signed_rulesets_only: want no rulesets, which are not signed");
}

}  // namespace

absl::Status CheckServerConfig(const internal::ServerConfig& config) {
  const WordSetting words[] = {
      {"log_level", config.log_level(), {"debug", "info", "warning", "error"}},
      {"log_format", config.log_format(), {"text", "json"}},
      {"log_calls", config.log_calls(), {"sampled", "faults", "off"}},
      {"reflection", config.reflection(), {"on", "off"}},
      {"cuti_bersama", config.cuti_bersama(), {"skip", "count"}},
      {"decision_log", config.decision_log(), {"off", "async", "sync"}},
      {"decision_log_on_full", config.decision_log_on_full(), {"shed", "block"}},
  };
  const NumberSetting numbers[] = {
      {"answer_cache_mib", config.answer_cache_mib(), -1},
      {"shutdown_grace_ms", config.shutdown_grace_ms()},
      {"max_connections", config.max_connections()},
      {"max_streams_per_connection", config.max_streams_per_connection()},
      {"max_buffers_mib", config.max_buffers_mib()},
      {"connection_idle_seconds", config.connection_idle_seconds()},
      {"connection_age_seconds", config.connection_age_seconds()},
      {"caller_calls", config.caller_calls()},
      {"shed_after_ms", config.shed_after_ms(), -1},
      {"unread_stream_seconds", config.unread_stream_seconds()},
      {"jwt_clock_skew_seconds", config.jwt_clock_skew_seconds(), -1},
  };
  std::vector<std::string> faults;
  for (const WordSetting& setting : words) Check(setting, faults);
  for (const NumberSetting& setting : numbers) Check(setting, faults);
  if (!(config.caller_rate() >= 0) || std::isinf(config.caller_rate()))
    faults.push_back(absl::StrCat("caller_rate ", config.caller_rate(), ": want 0 or more"));
  CheckTls(config, faults);
  CheckAccess(config, faults);
  if (config.overlay_size() > 0 && config.ruleset_key_size() > 0) {
    faults.emplace_back(
        "overlay and ruleset_key: not both: a ruleset taken while the server runs would be without "
        "the overlays");
  }
  CheckRulesets(config, faults);
  if (faults.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrJoin(faults, "\n"));
}

internal::ServerConfig WithDefaults(internal::ServerConfig config) {
  if (config.listen().empty()) config.set_listen("127.0.0.1:8980");
  if (config.log_level().empty()) config.set_log_level("info");
  if (config.decision_log().empty()) config.set_decision_log("async");
  if (config.decision_log_on_full().empty()) config.set_decision_log_on_full("shed");
  if (config.log_calls().empty()) config.set_log_calls("sampled");
  if (config.shed_after_ms() == 0) config.set_shed_after_ms(10);
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
