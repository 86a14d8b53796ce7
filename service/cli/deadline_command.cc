#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "classifier/working_days.h"
#include "service/cli/classify_flags.h"
#include "service/cli/commands.h"
#include "service/cli/language.h"
#include "service/cli/report.h"
#include "service/request/parse_date.h"
#include "service/rulesets/ruleset_library.h"

namespace izin::cli {
namespace {

struct Options {
  std::string from;
  std::string permit;
  int days = 0;
  std::string ruleset;
  JointLeave joint_leave = JointLeave::kSkipped;
};

// Working days without and with repairs.
using Term = std::pair<int, int>;

// The terms that the tables give a permit, each once.
std::set<Term> TermsOf(const Ruleset& ruleset, const Permit& permit) {
  std::set<Term> terms;
  for (const DecisionTable& table : ruleset.data().tables) {
    for (const TableRow& row : table.rows) {
      for (const RowPermit& line : row.permits) {
        if (&ruleset.permit(line.permit) == &permit && line.working_days > 0)
          terms.emplace(line.working_days, line.working_days_with_repairs);
      }
    }
  }
  return terms;
}

// Prints when `days` are over; kFailure for a year whose holidays are not known.
int PrintDue(const WorkingCalendar& calendar, absl::CivilDay from, int days,
             absl::string_view what) {
  const std::optional<absl::CivilDay> due = calendar.DayAfter(from, days);
  if (!due.has_value()) {
    return Fail(absl::StrCat("the public holidays of a year within ", days, " working days from ",
                             absl::FormatCivilTime(from), " are not known: no date is given"),
                kFailure);
  }
  std::cout << absl::FormatCivilTime(*due) << "  " << what << ", " << days << " hari kerja\n";
  return 0;
}

int PrintDeadlines(const Options& options) {
  const std::optional<absl::CivilDay> from = ParseDate(options.from);
  if (!from.has_value())
    return Fail(absl::StrCat("--from ", WantDate(options.from).In(SpeaksEnglish(""))), kUsage);
  if (options.days < 0) return Fail("--days: want 1 or more", kUsage);
  if (options.permit.empty() == (options.days == 0))
    return Fail("want either --permit or --days", kUsage);
  const auto library = RulesetLibrary::Embedded();
  if (!library.ok()) return Fail(library.status().message(), kFailure);
  // Holidays are the same whatever the law.
  const WorkingCalendar calendar((*library)->latest().data().holidays, options.joint_leave);
  if (options.days > 0) return PrintDue(calendar, *from, options.days, "batas waktu");
  const auto ruleset =
      options.ruleset.empty() ? (*library)->InForceOn(*from) : (*library)->Find(options.ruleset);
  if (!ruleset.ok()) return Fail(ruleset.status().message(), kRefused);
  const Permit* permit = (*ruleset)->FindPermit(options.permit);
  if (permit == nullptr) {
    return Fail(
        absl::StrCat("--permit \"", options.permit, "\": no such permit in ", (*ruleset)->name()),
        kRefused);
  }
  const std::set<Term> terms = TermsOf(**ruleset, *permit);
  if (terms.empty()) {
    return Fail(absl::StrCat(permit->code, ": no table gives it a term; a licence takes its term ",
                             "from the official page of its code: see izin classify --filed-on"),
                kRefused);
  }
  for (const auto& [days, with_repairs] : terms) {
    if (const int failed = PrintDue(calendar, *from, days, permit->code); failed != 0)
      return failed;
    if (with_repairs == days) continue;
    const int failed =
        PrintDue(calendar, *from, with_repairs, absl::StrCat(permit->code, " dengan perbaikan"));
    if (failed != 0) return failed;
  }
  return 0;
}

}  // namespace

void AddDeadlineCommand(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("deadline", "When working days are over");
  command->footer("Example: izin deadline --from 2026-11-24 --permit PKKPR");
  auto options = std::make_shared<Options>();
  command
      ->add_option("--from", options->from, "day of filing, YYYY-MM-DD; counting starts after it")
      ->required();
  command->add_option("--permit", options->permit, "code of the permit whose term runs");
  command->add_option("--days", options->days, "working days, instead of a permit's term");
  command->add_option("--ruleset", options->ruleset, "ruleset whose terms hold");
  AddJointLeaveOption(*command, options->joint_leave);
  command->callback([options, &exit_code] { exit_code = PrintDeadlines(*options); });
}

}  // namespace izin::cli
