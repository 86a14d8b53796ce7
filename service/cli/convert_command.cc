#include <functional>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"

#include "service/cli/answer_text/citations.h"
#include "service/cli/answer_text/reference_texts.h"
#include "service/cli/answer_text/words.h"
#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/render/api_words.h"
#include "service/request/typed_values.h"

namespace izin::cli {
namespace {

constexpr Words kSource = {"Sumber: ", "Source: "};

struct ConvertOptions : AskOptions {
  v1::ConvertKbliCodeRequest request;
};

void PrintConversion(const std::string& code, const v1::ConvertKbliCodeResponse& response,
                     const v1::Text& kind, bool is_english) {
  std::cout << code << ": "
            << (kind.title().empty() ? FlagValue(ApiWord(response.kind())) : kind.title()) << "\n";
  if (!kind.detail().empty()) std::cout << kind.detail() << "\n";
  for (const v1::KbliEntry& entry : response.candidates())
    std::cout << "  " << entry.code() << "  " << entry.title() << "\n";
  std::cout << kSource.In(is_english) << CitationText(response.legal_basis(), is_english) << "\n";
}

int Convert(const ConvertOptions& options) {
  const bool is_english = AnswerLanguage(options.language) == "en";
  v1::Text kind;  // what the kind of change is called, for who reads it
  return Ask(
      options,
      [&](Backend& backend) {
        auto response = backend.Convert(options.request);
        if (response.ok() && !options.is_json())
          kind =
              ReferenceTexts(backend, "conversion-kind", is_english).Of(ApiWord(response->kind()));
        return response;
      },
      [&](const v1::ConvertKbliCodeResponse& response) {
        PrintConversion(options.request.code(), response, kind, is_english);
      });
}

}  // namespace

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
  AddLanguageOption(*command, options->language);
  AddPlainOptions(*command, *options);
  command->callback([options, &exit_code] { exit_code = Convert(*options); });
}

}  // namespace izin::cli
