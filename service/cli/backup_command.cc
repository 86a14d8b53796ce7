#include "service/cli/backup_command.h"

#include <iostream>
#include <memory>
#include <string>
#include <sys/stat.h>

#include "service/cli/backend.h"
#include "service/cli/quiet.h"
#include "service/cli/report.h"
#include "service/decisions/stored_decision.h"
#include "service/store/backup.h"

namespace izin::cli {
namespace {

void PrintCounts(const std::string& to, const CopyReport& report) {
  std::cout << to << ":";
  for (int i = 0; i < kFamilyCount; ++i) {
    const auto family = static_cast<Family>(i);
    if (family == Family::kClassification) continue;
    std::cout << (i == 1 ? " " : ", ") << Name(family) << " "
              << report.keys.at(static_cast<std::size_t>(i));
  }
  std::cout << "\n";
}

int Copy(const std::string& from, const std::string& to, bool is_quiet) {
  ::umask(S_IRWXG | S_IRWXO);  // as of izind
  const absl::StatusOr<CopyReport> report = CopyStore(from, to);
  if (!report.ok()) return Fail(report.status().message(), kFailure);
  if (!is_quiet) PrintCounts(to, *report);
  for (const LostSpan& span : report->lost)
    std::cerr << "izin: not in the copy, for it cannot be read: " << Describe(span) << "\n";
  return report->lost.empty() ? 0 : kRefused;
}

}  // namespace

void AddBackupCommands(CLI::App& app, int& exit_code) {
  CLI::App* backup =
      app.add_subcommand("backup", "Copy the records of a server, which may run meanwhile");
  backup->footer("Example: izin backup --data-dir /var/lib/izin/data --to /backup/izin-2026-11-30");
  auto from = std::make_shared<std::string>();
  auto to = std::make_shared<std::string>();
  AddDataDirOption(*backup, *from)->required();
  backup->add_option("--to", *to, "folder of the copy; must not be there yet")->required();
  backup->callback([=, &exit_code] { exit_code = Copy(*from, *to, IsQuiet(*backup)); });

  CLI::App* restore =
      app.add_subcommand("restore", "Make a data folder, which must not be there yet, of a backup");
  restore->footer(
      "Example: izin restore --from /backup/izin-2026-11-30 --data-dir /var/lib/izin/data");
  auto source = std::make_shared<std::string>();
  auto target = std::make_shared<std::string>();
  restore->add_option("--from", *source, "folder that izin backup made")->required();
  AddDataDirOption(*restore, *target)->required();
  restore->callback([=, &exit_code] { exit_code = Copy(*source, *target, IsQuiet(*restore)); });
}

}  // namespace izin::cli
