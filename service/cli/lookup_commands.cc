#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/render/api_words.h"
#include "service/request/typed_values.h"

namespace izin::cli {
namespace {

void AddCommonOptions(CLI::App& command, AskOptions& options) {
  AddFormatOption(command, options.format);
  AddServerOptions(command, options.backend);
  AddRulesetsOption(command, options.backend);
}

struct ConvertOptions : AskOptions {
  v1::ConvertKbliCodeRequest request;
};

int Convert(const ConvertOptions& options) {
  return Ask(
      options, [&](Backend& backend) { return backend.Convert(options.request); },
      [&](const v1::ConvertKbliCodeResponse& response) {
        std::cout << options.request.code() << ": " << FlagValue(ApiWord(response.kind())) << "\n";
        for (const v1::KbliEntry& entry : response.candidates())
          std::cout << "  " << entry.code() << "  " << entry.title() << "\n";
      });
}

struct AssessOptions : AskOptions {
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

void PrintAssessment(const v1::AssessRiskResponse& response) {
  for (const v1::AspectRisk& aspect : response.aspects()) {
    std::cout << "  " << aspect.aspect() << ": " << aspect.score() << " "
              << FlagValue(ApiWord(aspect.risk_level())) << "\n";
  }
  std::cout << FlagValue(ApiWord(response.risk_level())) << ": "
            << absl::StrJoin(response.licences(), ", ") << "\n";
  for (const v1::LegalBasis& basis : response.legal_basis()) {
    std::cout << "  " << basis.regulation() << " " << basis.provision() << "\n";
  }
}

int Assess(const AssessOptions& options) {
  return Ask(
      options, [&](Backend& backend) { return backend.Assess(options.request); }, PrintAssessment);
}

struct ReferenceOptions : AskOptions {
  v1::ListReferenceValuesRequest request;
};

void PrintValues(const v1::ListReferenceValuesResponse& response) {
  for (const v1::ReferenceValue& value : response.values()) {
    std::cout << value.code();
    if (!value.oss_code().empty()) std::cout << " (" << value.oss_code() << ")";
    std::cout << "  " << value.text().title() << "\n    " << value.text().detail() << "\n";
  }
}

int Reference(ReferenceOptions& options) {
  options.language = options.request.language_code();
  if (!options.is_json()) options.request.set_language_code(AnswerLanguage(options.language));
  return Ask(
      options,
      [&](Backend& backend) {
        return AllPages(backend, &Backend::ListReferenceValues, options.request);
      },
      PrintValues);
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
      "language of the answer: id or en [as LANG says, else id]");
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
    command->add_option_function<std::string>(
        flag,
        [set, flag](const std::string& text) {
          const std::optional<int> value = ParseEnumWord(*v1::KbliEdition_descriptor(), text);
          if (!value.has_value()) {
            throw CLI::ValidationError(
                flag, absl::StrCat("\"", text, "\": want ",
                                   EnumWords(*v1::KbliEdition_descriptor(), true)));
          }
          set(static_cast<v1::KbliEdition>(*value));
        },
        help);
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
