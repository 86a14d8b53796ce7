#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/cli/report.h"
#include "service/cli/ruleset_folders.h"
#include "service/lifecycle/imports/import_pages.h"
#include "service/lifecycle/imports/import_table.h"
#include "service/lifecycle/imports/ruleset_files.h"
#include "service/lifecycle/imports/snapshot_changes.h"

namespace izin::cli {
namespace {

struct ImportOptions {
  std::string input;
  std::string base = "data/rulesets/pp28-2025";
  std::string output;
  bool dry_run = false;
  std::string language;
  PageImport pages;
  TableImport table;
};

// The ruleset imported to, as text and compiled.
struct Ground {
  std::shared_ptr<const RulesetLibrary> library;
  std::shared_ptr<const Ruleset> ruleset;
  RuleTables before;
};

absl::StatusOr<Ground> ReadGround(const std::string& folder) {
  absl::StatusOr<std::shared_ptr<const RulesetLibrary>> library = LibraryOfFolder(folder, "");
  if (!library.ok()) return library.status();
  const absl::StatusOr<SourceTree> files = ReadRulesetFiles(folder);
  if (!files.ok()) return files.status();
  absl::StatusOr<RuleTables> tables = RuleTables::Read(*files);
  if (!tables.ok()) return tables.status();
  Ground ground{.library = *library, .before = *std::move(tables)};
  ground.ruleset = ground.library->rulesets().front();
  return ground;
}

int FailOf(const absl::Status& status) {
  const bool is_wrong = absl::IsInvalidArgument(status) || absl::IsFailedPrecondition(status) ||
                        absl::IsAlreadyExists(status) || absl::IsNotFound(status);
  return Fail(status.message(), is_wrong ? kRefused : kFailure);
}

// What could not be read, a line each, then how many.
void PrintFindings(const Findings& findings, bool is_english) {
  int lost = 0;
  for (const Finding& finding : findings.all()) {
    std::cout << (is_english ? "read     " : "baca     ") << finding.ToString(is_english) << "\n";
    if (finding.is_lost) ++lost;
  }
  if (findings.all().empty()) return;
  std::cout << findings.all().size()
            << (is_english ? " findings in what was read, of which not taken: "
                           : " catatan tentang yang dibaca, di antaranya tidak diambil: ")
            << lost << "\n";
}

void PrintChanges(const std::vector<SnapshotChange>& changes, bool is_english) {
  for (const SnapshotChange& change : changes) std::cout << change.ToString(is_english) << "\n";
  std::cout << changes.size() << (is_english ? " changes\n" : " perubahan\n");
}

// Writes the folder, compiles it as anyone would and says what it is.
int Finish(const ImportOptions& options, const Ground& ground, const RuleTables& after,
           const Findings& findings, bool is_english) {
  PrintFindings(findings, is_english);
  PrintChanges(ChangesBetween(ground.before, after), is_english);
  const int exit_code = findings.all().empty() ? 0 : kRefused;
  if (options.dry_run) return exit_code;
  const absl::Status written = WriteRulesetFiles(after.Print(), options.base, options.output);
  if (!written.ok()) return FailOf(written);
  const auto library = LibraryOfFolder(options.output, "");
  if (!library.ok()) {
    std::cout << library.status().message();
    return Fail(absl::StrCat(options.output,
                             is_english ? ": does not compile yet" : ": belum dapat disusun"),
                kRefused);
  }
  std::cout << options.output << ": " << (*library)->rulesets().front()->versioned_name() << "\n";
  return exit_code;
}

int ImportOss(const ImportOptions& options) {
  const bool is_english = SpeaksEnglish(options.language);
  absl::StatusOr<Ground> ground = ReadGround(options.base);
  if (!ground.ok()) return FailOf(ground.status());
  const absl::StatusOr<SourceTree> files = ReadInputFiles(options.input, ".json");
  if (!files.ok()) return FailOf(files.status());
  Findings findings;
  std::vector<OfficialPage> pages;
  for (const auto& [path, bytes] : *files) {
    for (OfficialPage& page : ReadOfficialPages(path, bytes, findings))
      pages.push_back(std::move(page));
  }
  RuleTables after = ground->before;
  const PagesTaken taken = ImportPages(pages, options.pages, *ground->ruleset, after, findings);
  const int exit_code = Finish(options, *ground, after, findings, is_english);
  std::cout << (is_english ? "pages taken: " : "halaman yang diambil: ") << taken.pages
            << (is_english ? ", rows: " : ", baris: ") << taken.rows
            << (is_english ? ", texts quoted: " : ", teks yang dikutip: ") << taken.quoted
            << (is_english ? ", codes without a page, kept: "
                           : ", kode tanpa halaman, dipertahankan: ")
            << taken.kept << "\n";
  return exit_code;
}

int ImportCsv(const ImportOptions& options) {
  const bool is_english = SpeaksEnglish(options.language);
  TableImport table = options.table;
  if (table.title.id.empty()) table.title.id = table.regulation;
  if (table.title.en.empty()) table.title.en = table.title.id;
  if (const absl::Status sound = CheckTableImport(table); !sound.ok())
    return Fail(sound.message(), kUsage);
  absl::StatusOr<Ground> ground = ReadGround(options.base);
  if (!ground.ok()) return FailOf(ground.status());
  const absl::StatusOr<SourceTree> files = ReadInputFiles(options.input, ".csv");
  if (!files.ok()) return FailOf(files.status());
  Findings findings;
  const auto& [path, content] = *files->begin();
  const std::vector<PlainRow> rows = ReadPlainTable(path, content, findings);
  RuleTables after = ground->before;
  const absl::Status imported = ImportTable(rows, path, table, *ground->ruleset, after, findings);
  if (!imported.ok()) {
    PrintFindings(findings, is_english);
    return FailOf(imported);
  }
  // Another ruleset, not the next state of its base: what it holds is what is new.
  RuleTables catalogues = ground->before;
  for (absl::string_view file : {kMatrixFile, kRowsFile, kCodesFile, kScopesFile, kDetailsFile,
                                 kPagesFile, kPatternsFile, kPossibleFile})
    catalogues.at(file).Clear();
  ground->before = std::move(catalogues);
  return Finish(options, *ground, after, findings, is_english);
}

std::shared_ptr<ImportOptions> AddCommon(CLI::App& command) {
  auto options = std::make_shared<ImportOptions>();
  command.add_option("--base", options->base, "folder of the ruleset that is imported to")
      ->capture_default_str();
  CLI::Option* output = command.add_option("--output", options->output,
                                           "folder to write: a new one, or that of --base itself");
  CLI::Option* dry_run =
      command.add_flag("--dry-run", options->dry_run, "write nothing; only tell what would change");
  output->excludes(dry_run);
  command.add_option("--lang", options->language, "id or en")->check(CLI::IsMember({"id", "en"}));
  return options;
}

void CheckOutput(const ImportOptions& options) {
  if (options.output.empty() && !options.dry_run) throw CLI::RequiredError("--output");
}

void AddImportCsv(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand(
      "import-csv", "Make a ruleset of a plain table: kbli, edition, scope, scale, risk, office");
  command->footer(
      "Example: izin rules import-csv pp5.csv --id pp5-2021 --from 2021-02-02 --to 2025-06-04 "
      "--regulation \"PP 5/2021\" --provision \"Lampiran I\" --output data/rulesets/pp5-2021");
  const auto options = AddCommon(*command);
  TableImport& table = options->table;
  command->add_option("FILE", options->input, "table as CSV")->required();
  command->add_option("--id", table.id, "id of the new ruleset")->required();
  command->add_option("--from", table.effective_from, "first day it was in force")->required();
  command->add_option("--to", table.effective_to, "last day it was in force");
  command->add_option("--regulation", table.regulation, "regulation that the table is of")
      ->required();
  command->add_option("--provision", table.provision, "where in the regulation")->required();
  command->add_option("--title", table.title.id, "title of the ruleset [the regulation]");
  command->add_option("--title-en", table.title.en, "its English title");
  command->add_option("--as-of", table.as_of, "day that the table is of");
  command->add_option("--verification", table.verification, "UNVERIFIED or SECONDARY")
      ->capture_default_str();
  command->callback([options, &exit_code] {
    CheckOutput(*options);
    exit_code = ImportCsv(*options);
  });
}

}  // namespace

void AddRulesImports(CLI::App& rules, int& exit_code) {
  CLI::App* command = rules.add_subcommand(
      "import-oss", "Take official KBLI pages (JSON) into a ruleset, and tell what changed");
  command->footer(
      "Example: izin rules import-oss pages/ --base data/rulesets/pp28-2025 "
      "--output data/rulesets/pp28-2025");
  const auto options = AddCommon(*command);
  command->add_option("PATH", options->input, "file of pages, or folder of *.json")->required();
  command->add_flag("--complete", options->pages.is_complete,
                    "the pages are all there are: codes without one are gone");
  command->add_option("--read-on", options->pages.read_on,
                      "day on which pages were read that do not say it");
  command->callback([options, &exit_code] {
    CheckOutput(*options);
    exit_code = ImportOss(*options);
  });
  AddImportCsv(rules, exit_code);
}

}  // namespace izin::cli
