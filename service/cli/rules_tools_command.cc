#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

#include "data/loader/format_file.h"
#include "service/cli/ask.h"
#include "service/cli/commands.h"
#include "service/cli/report.h"
#include "service/review/sheets/sheet.h"
#include "service/review/stats.h"
#include "service/rulesets/overlaid_rulesets.h"

namespace izin::cli {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<std::shared_ptr<const RulesetLibrary>> LibraryOf(const std::string& data) {
  return data.empty() ? RulesetLibrary::Embedded() : RulesetLibrary::FromFolder(data);
}

struct FormatOptions {
  std::string data = "data";
  bool check = false;
};

// Lays out and sorts one file; true if it was laid out already. A fault of reading is printed.
bool FormatInPlace(const fs::path& path, bool check, int& exit_code) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  const absl::StatusOr<std::string> formatted =
      izin::FormatFile(path.generic_string(), content.str());
  if (!formatted.ok()) {
    std::cout << path.string() << ":" << formatted.status().message() << "\n";
    exit_code = kRefused;
    return true;
  }
  if (*formatted == content.str()) return true;
  std::cout << path.string() << (check ? ": want izin rules fmt" : ": formatted") << "\n";
  if (check) {
    exit_code = kRefused;
    return false;
  }
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << *formatted;
  out.close();
  if (!out) exit_code = Fail(absl::StrCat(path.string(), ": cannot be written"), kFailure);
  return false;
}

int Format(const FormatOptions& options) {
  if (!fs::is_directory(options.data))
    return Fail(absl::StrCat(options.data, ": no such folder"), kFailure);
  int exit_code = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(options.data)) {
    const fs::path extension = entry.path().extension();
    if (extension != ".textproto" && extension != ".tsv") continue;
    if (absl::StrContains(entry.path().generic_string(), "/cases/")) continue;
    FormatInPlace(entry.path(), options.check, exit_code);
  }
  return exit_code;
}

void AddFormat(CLI::App& rules, int& exit_code) {
  CLI::App* format = rules.add_subcommand(
      "fmt", "Lay out the rule files of a data folder, and sort what is sorted");
  format->footer("Example: izin rules fmt --check");
  auto options = std::make_shared<FormatOptions>();
  format->add_option("--data", options->data, "data folder")->capture_default_str();
  format->add_flag("--check", options->check, "change nothing; exit 1 if a file is not laid out");
  format->callback([options, &exit_code] { exit_code = Format(*options); });
}

void AddStats(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand("stats", "Figures of the rulesets held");
  command->footer("Example: izin rules stats --ruleset pp28-2025");
  struct Options {
    std::string data;
    std::string ruleset;
  };
  auto options = std::make_shared<Options>();
  command->add_option("--data", options->data,
                      "data folder to use instead of the embedded rulesets");
  command->add_option("--ruleset", options->ruleset, "only this one");
  command->callback([options, &exit_code] {
    const auto library = LibraryOf(options->data);
    if (!library.ok()) {
      exit_code = Fail(library.status().message(), kFailure);
      return;
    }
    bool has_any = false;
    for (const auto& ruleset : (*library)->rulesets()) {
      if (!options->ruleset.empty() && ruleset->data().id != options->ruleset) continue;
      std::cout << StatsText(*ruleset, StatsOf(*ruleset));
      has_any = true;
    }
    if (!has_any) exit_code = Fail(absl::StrCat("no ruleset ", options->ruleset), kRefused);
  });
}

struct SheetOptions {
  std::string subject;
  std::string ruleset = "pp28-2025";
  std::string data;
  std::string format = "text";
  std::string language = "id";
  std::string region;
  std::vector<std::string> overlays;
};

int PrintSheet(const SheetOptions& options) {
  const auto library = LibraryWithOverlays(options.data, options.overlays);
  if (!library.ok()) return Fail(library.status().message(), kFailure);
  const auto ruleset = (*library)->Find(options.ruleset);
  if (!ruleset.ok()) return Fail(ruleset.status().message(), kRefused);
  const Language language = options.language == "en" ? Language::kEnglish : Language::kIndonesian;
  const Region* region = nullptr;
  if (!options.region.empty()) {
    region = FindRegion(**ruleset, options.region);
    if (region == nullptr) {
      return Fail(absl::StrCat("--region \"", options.region,
                               "\": want a code or name of reference/regions.tsv, as 1271 or ",
                               "\"Kota Medan\""),
                  kRefused);
    }
  }
  Sheet sheet;
  if (const Permit* permit = (*ruleset)->FindPermit(options.subject); permit != nullptr) {
    sheet = PermitSheet(**ruleset, *permit, language, region);
  } else {
    const absl::StatusOr<KbliCode> code = KbliCode::Parse(options.subject);
    const std::optional<int> index =
        code.ok() ? (*ruleset)->kbli().IndexOf(*code) : std::optional<int>();
    if (!index.has_value()) {
      return Fail(absl::StrCat("\"", options.subject, "\": want a permit or a KBLI code of ",
                               (*ruleset)->name()),
                  kRefused);
    }
    sheet = KbliSheet(**ruleset, *index, language, region);
  }
  std::cout << (options.format == "html" ? SheetHtml(sheet) : SheetText(sheet));
  return 0;
}

void AddSheet(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand(
      "sheet", "The service-standard sheet of a permit, or the fact-check sheet of a KBLI code");
  command->footer("Example: izin rules sheet PKKPR --region 1271 --format html > pkkpr.html");
  auto options = std::make_shared<SheetOptions>();
  command->add_option("SUBJECT", options->subject, "permit code or KBLI code")->required();
  command->add_option("--ruleset", options->ruleset, "ruleset")->capture_default_str();
  command->add_option("--data", options->data,
                      "data folder to use instead of the embedded rulesets");
  command->add_option("--format", options->format, "text or html")
      ->check(CLI::IsMember({"text", "html"}));
  command->add_option("--lang", options->language, "id or en")->check(CLI::IsMember({"id", "en"}));
  command->add_option("--region", options->region,
                      "whose office prints it: code or name of a region (1271, \"Kota Medan\")");
  AddOverlayOption(*command, options->overlays);
  command->callback([options, &exit_code] { exit_code = PrintSheet(*options); });
}

}  // namespace

void AddRulesTools(CLI::App& rules, int& exit_code) {
  AddFormat(rules, exit_code);
  AddRulesDiff(rules, exit_code);
  AddStats(rules, exit_code);
  AddSheet(rules, exit_code);
}

}  // namespace izin::cli
