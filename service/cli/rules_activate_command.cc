#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"

#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/cli/report.h"
#include "service/cli/ruleset_status_text.h"
#include "service/request/request_faults.h"

namespace izin::cli {
namespace {

struct ActivateOptions : AskOptions {
  std::string bundle;
  std::string signature;
  bool validate_only = false;
};

bool ReadInto(const std::string& path, std::string& content) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  content = text.str();
  return in.good() && !content.empty();
}

// What was refused: faults of the rules as a compiler tells them, all others as the service does.
int Refused(const absl::Status& status, bool is_json, bool is_english) {
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (is_json || !details.has_value()) return ReportFailure(status, is_json, is_english);
  for (const google::rpc::BadRequest::FieldViolation& violation : details->field_violations())
    std::cerr << "izin: " << SaidOf(violation, is_english) << "\n";
  return absl::IsUnavailable(status) ? kFailure : kRefused;
}

int Activate(const ActivateOptions& options) {
  v1::ActivateRulesetRequest request;
  request.set_validate_only(options.validate_only);
  const std::string signature =
      options.signature.empty() ? absl::StrCat(options.bundle, ".minisig") : options.signature;
  if (!ReadInto(options.bundle, *request.mutable_bundle()))
    return Fail(absl::StrCat(options.bundle, ": cannot be read, or is empty"), kFailure);
  if (!ReadInto(signature, *request.mutable_signature()))
    return Fail(absl::StrCat(signature, ": cannot be read, or is empty"), kFailure);
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  const bool is_english = SpeaksEnglish(options.language);
  if (!backend.ok()) return ReportFailure(backend.status(), options.is_json(), is_english);
  const auto response = (*backend)->ActivateRuleset(request);
  if (!response.ok()) return Refused(response.status(), options.is_json(), is_english);
  const int exit_code = response->has_ruleset() ? 0 : kRefused;
  if (options.is_json()) return PrintJson(*response) == 0 ? exit_code : kFailure;
  std::cout << ActivationText(*response, options.validate_only, is_english);
  return exit_code;
}

struct RollbackOptions : AskOptions {
  v1::RollbackRulesetRequest request;
};

int Rollback(const RollbackOptions& options) {
  return Ask(
      options, [&](Backend& backend) { return backend.RollbackRuleset(options.request); },
      [&](const v1::RollbackRulesetResponse& response) {
        std::cout << RulesetText(response.ruleset(), SpeaksEnglish(options.language));
      });
}

int Status(const AskOptions& options) {
  return Ask(
      options,
      [](Backend& backend) {
        return AllPages<v1::ListRulesetsRequest, v1::ListRulesetsResponse>(
            backend, &Backend::ListRulesets, v1::ListRulesetsRequest());
      },
      [&](const v1::ListRulesetsResponse& list) {
        std::cout << StatusText(list, SpeaksEnglish(options.language));
      });
}

void AddServer(CLI::App& command, AskOptions& options) {
  AddServerOptions(command, options.backend);
  AddFormatOption(command, options.format);
  AddLanguageOption(command, options.language);
}

}  // namespace

void AddRulesActivation(CLI::App& rules, int& exit_code) {
  CLI::App* activate =
      rules.add_subcommand("activate", "Let a server answer by a signed bundle from now on");
  activate->footer(
      "Example: izin rules activate pp28-2025.bundle --server 127.0.0.1:8980 --validate-only");
  auto activating = std::make_shared<ActivateOptions>();
  activate->add_option("FILE", activating->bundle, "the bundle")->required();
  activate->add_option("--signature", activating->signature, "the signature [FILE.minisig]");
  activate->add_flag("--validate-only", activating->validate_only,
                     "check, prove and test it there, tell what would change, and swap nothing");
  AddServer(*activate, *activating);
  activate->get_option("--server")->required();
  activate->callback([=, &exit_code] { exit_code = Activate(*activating); });

  CLI::App* rollback =
      rules.add_subcommand("rollback", "Let a server answer by an earlier bundle again");
  rollback->footer("Example: izin rules rollback pp28-2025 --server 127.0.0.1:8980");
  auto rolling = std::make_shared<RollbackOptions>();
  rollback
      ->add_option("RULESET", *rolling->request.mutable_name(),
                   "ID for the one before, ID@FINGERPRINT for a certain one")
      ->required();
  AddServer(*rollback, *rolling);
  rollback->get_option("--server")->required();
  rollback->callback([=, &exit_code] { exit_code = Rollback(*rolling); });

  CLI::App* status = rules.add_subcommand(
      "status", "Which rulesets answer, who signed them, and what was refused");
  status->footer("Example: izin rules status --server 127.0.0.1:8980");
  auto asking = std::make_shared<AskOptions>();
  AddServer(*status, *asking);
  AddDataDirOption(*status, asking->backend.data_dir)->excludes(status->get_option("--server"));
  status->callback([=, &exit_code] { exit_code = Status(*asking); });
}

}  // namespace izin::cli
