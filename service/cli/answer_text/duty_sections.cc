// Documents, requirements, obligations and reports, by permit and kind.

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

#include "service/cli/answer_text/sections.h"

namespace izin::cli {
namespace {

// The duties of one permit and kind, and what of them is folded to a count.
struct Group {
  std::vector<const v1::Commitment*> required;
  std::vector<const v1::Commitment*> conditional;  // those that only may apply
  std::size_t general_standard = 0;
  std::size_t unreadable = 0;
  std::size_t of_foreign_capital = 0;
};

// "12" months are a year.
std::string MonthsText(const Sheet& sheet, int months) {
  const bool is_years = months % 12 == 0;
  const int number = is_years ? months / 12 : months;
  const char* plural = sheet.options.is_english && number > 1 ? "s" : "";
  return absl::StrCat(
      number, is_years ? sheet.Say({" tahun", " year"}) : sheet.Say({" bulan", " month"}), plural);
}

// By when, or how often; nothing that the title says already.
std::string DueText(const Sheet& sheet, const v1::Commitment& duty) {
  const std::string& title = duty.text().title();
  if (duty.every_months() > 0) {
    const std::string period = MonthsText(sheet, duty.every_months());
    return absl::StrContains(title, period)
               ? ""
               : absl::StrCat(sheet.Say({"setiap ", "every "}), period);
  }
  std::string due;
  if (duty.due_working_days() > 0)
    due = absl::StrCat(duty.due_working_days(), sheet.Say({" hari kerja", " working days"}));
  if (duty.due_calendar_days() > 0)
    due = absl::StrCat(duty.due_calendar_days(), sheet.Say({" hari kalender", " calendar days"}));
  if (duty.due_months() > 0) due = MonthsText(sheet, duty.due_months());
  if (due.empty()) return "";
  if (absl::StrContains(title, due)) due.clear();
  const std::string& start = duty.due_after();
  // Not an event but a remark that none is named.
  const bool is_remark =
      absl::StartsWith(start, "halaman resmi") || absl::StartsWith(start, "the official page");
  if (is_remark) return due.empty() ? due : absl::StrCat(due, " (", start, ")");
  if (!start.empty()) {
    absl::StrAppend(&due, due.empty() ? "" : " ", sheet.Say({"sejak ", "after "}), start);
  }
  return due;
}

// A term is said only where it is not the permit's own.
bool HasOwnTerm(const v1::Commitment& duty, const v1::Permit* permit) {
  if (duty.due_working_days() == 0) return true;
  return permit == nullptr || permit->processing().working_days() != duty.due_working_days();
}

bool IsGeneralStandard(const v1::Commitment& duty) {
  return absl::StartsWith(duty.code(), "STANDAR_UMUM_");
}
bool CannotBeRead(const v1::Commitment& duty) {
  return duty.code() == "UNREADABLE" || absl::StartsWith(duty.code(), "FRAGMENT_");
}
bool IsOfForeignCapital(const v1::Commitment& duty) {
  return absl::StrContains(duty.text().title(), "khusus PMA") ||
         absl::StrContains(duty.text().title(), "foreign capital only") ||
         duty.code() == "SERTIFIKAT_LSPR_PMA" || absl::StartsWith(duty.code(), "BUJK_PMA");
}

std::string DutyText(const Sheet& sheet, const v1::Commitment& duty, const v1::Permit* permit) {
  std::string text = duty.text().title().empty() ? duty.code() : duty.text().title();
  if (const std::string due = DueText(sheet, duty); !due.empty() && HasOwnTerm(duty, permit))
    absl::StrAppend(&text, ", ", due);
  if (!duty.scope_ids().empty()) {
    absl::StrAppend(&text, " (", sheet.Say({"ruang lingkup ", "scope "}),
                    absl::StrJoin(duty.scope_ids(), ", "), ")");
  }
  if (sheet.options.shows_all && !duty.text().detail().empty())
    absl::StrAppend(&text, ". ", absl::StripAsciiWhitespace(duty.text().detail()));
  return text;
}

// What is folded to counts, each in words.
std::vector<std::string> CountsOf(const Sheet& sheet, const Group& group) {
  std::vector<std::string> counts;
  const auto add = [&](std::size_t count, const Words& words) {
    if (count > 0) counts.push_back(absl::StrCat(count, sheet.Say(words)));
  };
  if (!sheet.options.shows_all) {
    add(group.required.size() - std::min(sheet.fold.duties, group.required.size()),
        {" lagi (--all)", " more (--all)"});
    add(group.conditional.size(),
        {" lagi hanya bila berlaku (--all)", " more only where they apply (--all)"});
  }
  add(group.general_standard, {" kriteria standar umum usaha risiko Rendah (--all)",
                               " criteria of the general standard of low-risk business (--all)"});
  add(group.of_foreign_capital,
      {" lagi hanya bagi penanaman modal asing (--all)", " more for foreign capital only (--all)"});
  add(group.unreadable, {" lagi tidak terbaca utuh pada halaman resmi",
                         " more could not be read whole on the official page"});
  return counts;
}

std::string KindText(const Sheet& sheet, v1::CommitmentKind kind) {
  switch (kind) {
    case v1::COMMITMENT_KIND_OBLIGATION:
      return sheet.Say({"kewajiban", "obligations"});
    case v1::COMMITMENT_KIND_REPORT:
      return sheet.Say({"laporan", "reports"});
    default:
      return sheet.Say({"persyaratan", "requirements"});
  }
}

// Everything, each in a line of its own.
void PrintWhole(const Sheet& sheet, const std::string& lead, const Group& group,
                const v1::Permit* permit, Page& page) {
  page.Text(2, lead);
  for (const v1::Commitment* duty : group.required)
    page.Item(4, "- ", DutyText(sheet, *duty, permit));
  for (const v1::Commitment* duty : group.conditional) {
    page.Item(4, "- ",
              absl::StrCat(sheet.Say({"bila berlaku: ", "where it applies: "}),
                           DutyText(sheet, *duty, permit)));
  }
  for (const std::string& count : CountsOf(sheet, group)) page.Item(4, "- ", count);
}

// The first ones and counts, in one paragraph.
void PrintShort(const Sheet& sheet, const std::string& lead, const Group& group,
                const v1::Permit* permit, Page& page) {
  // What only may apply is shown with all.
  const bool is_conditional_only =
      group.required.empty() && CountsOf(sheet, group).size() == 1 && !group.conditional.empty();
  if (is_conditional_only) return;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < std::min(sheet.fold.duties, group.required.size()); ++i)
    parts.push_back(DutyText(sheet, *group.required[i], permit));
  for (std::string& count : CountsOf(sheet, group)) parts.push_back(std::move(count));
  page.Item(2, "- ", absl::StrCat(lead, ": ", absl::StrJoin(parts, "; "), "."));
}

void Add(const Sheet& sheet, const v1::Commitment& duty, Group& group) {
  const bool is_folding = !sheet.options.shows_all;
  if (CannotBeRead(duty)) {
    ++group.unreadable;
  } else if (is_folding && IsGeneralStandard(duty)) {
    ++group.general_standard;
  } else if (is_folding && !sheet.context.is_foreign && IsOfForeignCapital(duty)) {
    ++group.of_foreign_capital;
  } else {
    (duty.may_apply() ? group.conditional : group.required).push_back(&duty);
  }
}

const v1::Permit* PermitOf(const v1::Classification& answer, const std::string& code) {
  for (const v1::Permit& permit : answer.permits()) {
    if (permit.code() == code) return &permit;
  }
  return nullptr;
}

}  // namespace

void PrintDuties(const Sheet& sheet, Page& page) {
  if (sheet.answer.commitments().empty()) return;
  page.Blank();
  page.Heading(sheet.Say({"Dokumen dan kewajiban", "Documents and duties"}));
  if (sheet.context.is_basic) {
    page.Text(2, absl::StrCat(sheet.answer.commitments_size(),
                              sheet.Say({" persyaratan dan kewajiban; isinya dengan --view lengkap",
                                         " requirements and duties, shown with --view full"})));
    return;
  }
  std::vector<std::string> order;
  std::map<std::string, std::map<int, Group>> by_permit;
  for (const v1::Commitment& duty : sheet.answer.commitments()) {
    if (by_permit.count(duty.permit_code()) == 0) order.push_back(duty.permit_code());
    // What a later version calls otherwise stands with the requirements.
    const bool is_known =
        duty.kind() == v1::COMMITMENT_KIND_OBLIGATION || duty.kind() == v1::COMMITMENT_KIND_REPORT;
    const int kind = is_known ? duty.kind() : v1::COMMITMENT_KIND_REQUIREMENT;
    Add(sheet, duty, by_permit[duty.permit_code()][kind]);
  }
  for (const std::string& code : order) {
    const v1::Permit* permit = PermitOf(sheet.answer, code);
    for (const auto& [kind, group] : by_permit[code]) {
      const std::string lead = absl::StrCat(permit == nullptr ? code : ShortNameOf(*permit), ", ",
                                            KindText(sheet, static_cast<v1::CommitmentKind>(kind)));
      (sheet.options.shows_all ? PrintWhole : PrintShort)(sheet, lead, group, permit, page);
    }
  }
}

}  // namespace izin::cli
