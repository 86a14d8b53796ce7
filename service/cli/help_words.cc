#include "service/cli/help_words.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

#include "service/cli/classify_flags.h"
#include "service/cli/help_sentences.h"

namespace izin::cli {
namespace {

// Headings and the kinds of values, as CLI11 names them.
constexpr HelpSentence kLabels[] = {
    {"Usage", "Pemakaian"},     {"OPTIONS", "PILIHAN"},      {"Options", "Pilihan"},
    {"SUBCOMMAND", "PERINTAH"}, {"SUBCOMMANDS", "PERINTAH"}, {"Subcommands", "Perintah"},
    {"TEXT", "TEKS"},           {"FLOAT", "BILANGAN"},       {"INT", "BILANGAN"},
    {"UINT", "BILANGAN"},       {"REQUIRED", "WAJIB"},       {"Excludes", "Tidak bersama"},
    {"Needs", "Perlu"},         {"Positionals", "Argumen"},
};

std::shared_ptr<CLI::Formatter> Formatter() {
  auto formatter = std::make_shared<CLI::Formatter>();
  for (const HelpSentence& label : kLabels) formatter->label(label.english, label.indonesian);
  return formatter;
}

// Line by line: an example stays, its heading does not.
std::string Footer(const std::string& english) {
  std::vector<std::string> lines = absl::StrSplit(english, '\n');
  for (std::string& line : lines) {
    const std::optional<std::string> whole = IndonesianHelp(line);
    absl::string_view rest = line;
    if (whole.has_value()) {
      line = *whole;
    } else if (absl::ConsumePrefix(&rest, "Example: ")) {
      line = absl::StrCat("Contoh: ", rest);
    }
  }
  return absl::StrJoin(lines, "\n");
}

}  // namespace

std::optional<std::string> IndonesianHelp(absl::string_view english) {
  for (const HelpSentence& sentence : HelpSentences()) {
    if (english == sentence.english) return sentence.indonesian;
  }
  return std::nullopt;
}

void SpeakIndonesian(CLI::App& app) {
  if (ClassifyFlags::AreOf(app)) ClassifyFlags::DescribeIn(app, /*is_english=*/false);
  const auto put = [](auto& part) {
    if (const auto words = IndonesianHelp(part.get_description()); words.has_value())
      part.description(*words);
  };
  put(app);
  app.footer(Footer(app.get_footer()));
  app.formatter(Formatter());
  for (CLI::Option* option : app.get_options()) {
    put(*option);
    if (option->get_group() == "Options") option->group("Pilihan");
  }
  for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    SpeakIndonesian(*command);
    if (command->get_group() == "Subcommands") command->group("Perintah");
  }
}

std::string IndonesianFault(const CLI::ParseError& error) {
  return absl::StrReplaceAll(error.what(),
                             {{"The following arguments were not expected", "Tidak dikenal"},
                              {"The following argument was not expected", "Tidak dikenal"},
                              {"A subcommand is required", "Sebutkan perintahnya"},
                              {" is required", " wajib diisi"},
                              {" requires at least ", " perlu sedikitnya "},
                              {" not in ", " bukan salah satu dari "},
                              {" excludes ", " tidak dapat bersama "},
                              {" requires ", " perlu "},
                              {"Could not convert", "Tidak dapat dibaca"}});
}

}  // namespace izin::cli
