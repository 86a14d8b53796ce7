#include <array>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

#include "service/cli/answer_text/citations.h"
#include "service/cli/answer_text/reference_texts.h"
#include "service/cli/answer_text/words.h"
#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/render/api_words.h"

namespace izin::cli {
namespace {

constexpr Words kRisk = {"Tingkat risiko: ", "Risk level: "};
constexpr Words kLicences = {"Perizinan: ", "Licences: "};
constexpr Words kBasis = {"Dasar: ", "Basis: "};

struct Aspect {
  const char* name;  // of the request, and of the flag
  Words words;
};

// Those of PP 28/2025 Lampiran III.
constexpr std::array<Aspect, 4> kAspects = {{
    {"health", {"kesehatan", "health"}},
    {"safety", {"keselamatan", "safety"}},
    {"environment", {"lingkungan", "environment"}},
    {"resources", {"pemanfaatan sumber daya", "use of resources"}},
}};

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

std::string NameOfAspect(const std::string& name, bool is_english) {
  for (const Aspect& aspect : kAspects)
    if (name == aspect.name) return aspect.words.In(is_english);
  return name;
}

void PrintAssessment(const v1::AssessRiskResponse& response,
                     const std::vector<std::string>& licences, bool is_english) {
  std::cout << kRisk.In(is_english) << RiskWords(response.risk_level()).In(is_english) << "\n";
  for (const v1::AspectRisk& aspect : response.aspects()) {
    std::cout << "  " << NameOfAspect(aspect.aspect(), is_english) << ": " << aspect.score() << ", "
              << RiskWords(aspect.risk_level()).In(is_english) << "\n";
  }
  std::cout << kLicences.In(is_english) << Listed(licences, is_english) << "\n"
            << kBasis.In(is_english) << CitationsText(response.legal_basis(), is_english) << "\n";
}

int Assess(const AssessOptions& options) {
  const bool is_english = AnswerLanguage(options.language) == "en";
  std::vector<std::string> licences;  // what they are called
  return Ask(
      options,
      [&](Backend& backend) {
        auto response = backend.Assess(options.request);
        if (!response.ok() || options.is_json()) return response;
        ReferenceTexts permits(backend, "permit", is_english);
        for (const std::string& code : response->licences())
          licences.push_back(permits.TitleOf(code));
        return response;
      },
      [&](const v1::AssessRiskResponse& response) {
        PrintAssessment(response, licences, is_english);
      });
}

}  // namespace

void AddAssessCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("assess", "Risk level from hazard and likelihood");
  command->footer("Example: izin assess --health 2x3 --safety 1x4");
  auto options = std::make_shared<AssessOptions>();
  for (const Aspect& aspect : kAspects) {
    const std::string flag = absl::StrCat("--", aspect.name);
    command->add_option_function<std::string>(
        flag,
        [flag, name = std::string(aspect.name), options](const std::string& text) {
          AddAspect(flag, name, text, options->request);
        },
        "hazard x likelihood, each 1 to 4, as 2x3");
  }
  AddLanguageOption(*command, options->language);
  AddPlainOptions(*command, *options);
  command->callback([options, &exit_code] { exit_code = Assess(*options); });
}

}  // namespace izin::cli
