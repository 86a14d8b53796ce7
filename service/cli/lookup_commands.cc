#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "service/cli/backend.h"
#include "service/cli/classify_flags.h"
#include "service/cli/commands.h"
#include "service/cli/report.h"

namespace izin::cli {
namespace {

// What every command that asks has.
struct Options {
  std::string format = "text";
  BackendOptions backend;

  bool is_json() const { return format == "json"; }
};

void AddCommonOptions(CLI::App& command, Options& options) {
  command.add_option("--format", options.format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  AddServerOptions(command, options.backend);
  command.add_option("--rulesets", options.backend.rulesets,
                     "data folder to use instead of the embedded rulesets");
}

// "CONVERSION_KIND_SPLIT" -> "split"
std::string Word(absl::string_view enum_name, absl::string_view prefix) {
  return FlagValue(absl::StripPrefix(enum_name, prefix));
}

struct ConvertOptions : Options {
  v1::ConvertKbliCodeRequest request;
};

int Convert(const ConvertOptions& options) {
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  if (!backend.ok()) return ReportFailure(backend.status(), options.is_json());
  const absl::StatusOr<v1::ConvertKbliCodeResponse> response = (*backend)->Convert(options.request);
  if (!response.ok()) return ReportFailure(response.status(), options.is_json());
  if (options.is_json()) return PrintJson(*response);
  std::cout << options.request.code() << ": "
            << Word(v1::ConversionKind_Name(response->kind()), "CONVERSION_KIND_") << "\n";
  for (const v1::KbliEntry& entry : response->candidates()) {
    std::cout << "  " << entry.code() << "  " << entry.title() << "\n";
  }
  return 0;
}

struct AssessOptions : Options {
  v1::AssessRiskRequest request;
};

// "2x3": hazard x likelihood.
void AddAspect(const std::string& flag, const std::string& name, const std::string& text,
               v1::AssessRiskRequest& request) {
  const std::vector<std::string> parts = absl::StrSplit(text, 'x');
  int hazard = 0;
  int likelihood = 0;
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &hazard) ||
      !absl::SimpleAtoi(parts[1], &likelihood)) {
    throw CLI::ValidationError(flag,
                               absl::StrCat("\"", text, "\": want HAZARDxLIKELIHOOD, as 2x3"));
  }
  v1::HazardAssessment& aspect = *request.add_aspects();
  aspect.set_aspect(name);
  aspect.set_hazard(hazard);
  aspect.set_likelihood(likelihood);
}

int Assess(const AssessOptions& options) {
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  if (!backend.ok()) return ReportFailure(backend.status(), options.is_json());
  const absl::StatusOr<v1::AssessRiskResponse> response = (*backend)->Assess(options.request);
  if (!response.ok()) return ReportFailure(response.status(), options.is_json());
  if (options.is_json()) return PrintJson(*response);
  for (const v1::AspectRisk& aspect : response->aspects()) {
    std::cout << "  " << aspect.aspect() << ": " << aspect.score() << " "
              << Word(v1::RiskLevel_Name(aspect.risk_level()), "RISK_LEVEL_") << "\n";
  }
  std::cout << Word(v1::RiskLevel_Name(response->risk_level()), "RISK_LEVEL_") << ": "
            << absl::StrJoin(response->licences(), ", ") << "\n";
  for (const v1::LegalBasis& basis : response->legal_basis()) {
    std::cout << "  " << basis.regulation() << " " << basis.provision() << "\n";
  }
  return 0;
}

struct ReferenceOptions : Options {
  v1::ListReferenceValuesRequest request;
};

// All pages of the list, as one.
absl::StatusOr<v1::ListReferenceValuesResponse> AllValues(Backend& backend,
                                                          v1::ListReferenceValuesRequest request) {
  v1::ListReferenceValuesResponse all;
  do {
    absl::StatusOr<v1::ListReferenceValuesResponse> page = backend.ListReferenceValues(request);
    if (!page.ok()) return page.status();
    request.set_page_token(page->next_page_token());
    all.mutable_values()->MergeFrom(page->values());
  } while (!request.page_token().empty());
  return all;
}

int Reference(const ReferenceOptions& options) {
  const absl::StatusOr<std::unique_ptr<Backend>> backend = MakeBackend(options.backend);
  if (!backend.ok()) return ReportFailure(backend.status(), options.is_json());
  const absl::StatusOr<v1::ListReferenceValuesResponse> values =
      AllValues(**backend, options.request);
  if (!values.ok()) return ReportFailure(values.status(), options.is_json());
  if (options.is_json()) return PrintJson(*values);
  for (const v1::ReferenceValue& value : values->values()) {
    std::cout << value.code();
    if (!value.oss_code().empty()) std::cout << " (" << value.oss_code() << ")";
    std::cout << "  " << value.text().title() << "\n    " << value.text().detail() << "\n";
  }
  return 0;
}

}  // namespace

void AddReferenceCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("reference", "What the values of a field mean");
  command->footer("Example: izin reference scale");
  auto options = std::make_shared<ReferenceOptions>();
  command->add_option_function<std::string>(
      "KIND", [options](const std::string& kind) { options->request.set_kind(kind); },
      "scale, permit, region, note, ...; without it the kinds are listed");
  command->add_option_function<std::string>(
      "--lang", [options](const std::string& code) { options->request.set_language_code(code); },
      "id (default) or en");
  AddCommonOptions(*command, *options);
  command->callback([options, &exit_code] { exit_code = Reference(*options); });
}

void AddConvertCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("convert", "What became of a KBLI code");
  command->footer("Example: izin convert 56101 --from 2020");
  auto options = std::make_shared<ConvertOptions>();
  command->add_option_function<std::string>(
      "CODE", [options](const std::string& code) { options->request.set_code(code); },
      "KBLI code, 5 digits");
  const auto edition = [command](const std::string& flag, const std::string& help,
                                 const std::function<void(v1::KbliEdition)>& set) {
    command
        ->add_option_function<std::string>(
            flag,
            [set](const std::string& text) {
              set(text == "2020" ? v1::KBLI_EDITION_2020 : v1::KBLI_EDITION_2025);
            },
            help)
        ->check(CLI::IsMember({"2020", "2025"}));
  };
  edition("--from", "edition of CODE [2020]",
          [options](v1::KbliEdition value) { options->request.set_from(value); });
  edition("--to", "the other edition",
          [options](v1::KbliEdition value) { options->request.set_to(value); });
  AddCommonOptions(*command, *options);
  command->callback([options, &exit_code] { exit_code = Convert(*options); });
}

void AddAssessCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("assess", "Risk level from hazard and likelihood");
  command->footer("Example: izin assess --health 2x3 --safety 1x4");
  auto options = std::make_shared<AssessOptions>();
  for (const std::string name : {"health", "safety", "environment", "resources"}) {
    const std::string flag = absl::StrCat("--", name);
    command->add_option_function<std::string>(
        flag,
        [flag, name, options](const std::string& text) {
          AddAspect(flag, name, text, options->request);
        },
        "hazard x likelihood, each 1 to 4, as 2x3");
  }
  AddCommonOptions(*command, *options);
  command->callback([options, &exit_code] { exit_code = Assess(*options); });
}

}  // namespace izin::cli
