// Permits, and what must be fulfilled for them.

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "service/cli/answer_text/citations.h"
#include "service/cli/answer_text/sections.h"

namespace izin::cli {
namespace {

using Colour = Page::Colour;

constexpr std::size_t kSupportingShown = 3;
// Of one permit and kind, before the rest is a count.
constexpr std::size_t kDutiesShown = 6;

Words StageWords(v1::Stage stage) {
  switch (stage) {
    case v1::STAGE_START:
      return {"Untuk memulai usaha", "To start the business"};
    case v1::STAGE_PREPARATION:
      return {"Sebelum persiapan", "Before preparation"};
    case v1::STAGE_CONSTRUCTION:
      return {"Sebelum membangun", "Before building"};
    case v1::STAGE_OPERATION:
      return {"Sebelum beroperasi", "Before operation"};
    default:
      return {"Lainnya", "Other"};
  }
}

void PrintPermit(const Sheet& sheet, const v1::Permit& permit, Page& page) {
  const bool is_english = sheet.options.is_english;
  const std::string held =
      permit.held() ? page.In(Colour::kGreen, sheet.Say({" (sudah dimiliki)", " (held)"})) : "";
  page.Item(4, absl::StrCat(page.In(Colour::kBold, permit.code()), "  "),
            absl::StrCat(permit.text().title(), held));
  if (!permit.has_processing()) return;
  const std::string mark = VerificationMark(permit.authority().legal_basis(), is_english);
  std::string who = permit.authority().name();
  if (!who.empty()) absl::StrAppend(&who, mark.empty() ? "" : " ", mark, "; ");
  page.Text(8, absl::StrCat(who, TermText(permit.processing(), is_english)));
  if (sheet.options.shows_all && !permit.text().detail().empty())
    page.Text(8, permit.text().detail());
  if (sheet.options.shows_all ||
      std::any_of(permit.legal_basis().begin(), permit.legal_basis().end(),
                  [](const v1::LegalBasis& basis) {
                    return basis.verification() == v1::VERIFICATION_UNVERIFIED;
                  })) {
    page.Text(8, CitationsText(permit.legal_basis(), is_english));
  }
}

void PrintSupporting(const Sheet& sheet, Page& page) {
  std::vector<const v1::Permit*> supporting;
  for (const v1::Permit& permit : sheet.answer.permits()) {
    if (permit.may_apply()) supporting.push_back(&permit);
  }
  if (supporting.empty()) return;
  page.Text(
      2, absl::StrCat(
             sheet.Say({"Penunjang (PB UMKU) yang mungkin berlaku, tergantung produk atau sarana: ",
                        "Supporting permits (PB UMKU) that may apply, by product or facility: "}),
             supporting.size()));
  const std::size_t shown =
      sheet.options.shows_all ? supporting.size() : std::min(kSupportingShown, supporting.size());
  for (std::size_t i = 0; i < shown; ++i) page.Item(4, "- ", NameOf(*supporting[i]));
  if (shown < supporting.size()) {
    page.Text(4, absl::StrCat(sheet.Say({"dan ", "and "}), supporting.size() - shown,
                              sheet.Say({" lagi (--all)", " more (--all)"})));
  }
}

std::string DueText(const Sheet& sheet, const v1::Commitment& duty) {
  const auto count = [&sheet](int number, const Words& unit) {
    return absl::StrCat(number, " ", sheet.Say(unit));
  };
  std::string due;
  if (duty.due_working_days() > 0)
    due = count(duty.due_working_days(), {"hari kerja", "working days"});
  if (duty.due_calendar_days() > 0)
    due = count(duty.due_calendar_days(), {"hari kalender", "calendar days"});
  if (duty.due_months() > 0) due = count(duty.due_months(), {"bulan", "months"});
  if (!due.empty() && !duty.due_after().empty())
    absl::StrAppend(&due, sheet.Say({" sesudah ", " after: "}), duty.due_after());
  if (duty.every_months() > 0)
    due = absl::StrCat(sheet.Say({"setiap ", "every "}),
                       count(duty.every_months(), {"bulan", "months"}));
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
  return absl::StrContains(duty.code(), "_PMA") ||
         absl::StrContains(duty.text().title(), "khusus PMA");
}

// The duties of one permit and kind, and what of them is folded to a count.
struct Group {
  std::vector<const v1::Commitment*> shown;
  int general_standard = 0;
  int unreadable = 0;
  int of_foreign_capital = 0;
};

std::string DutyText(const Sheet& sheet, const v1::Commitment& duty, const v1::Permit* permit) {
  std::vector<std::string> notes;
  if (const std::string due = DueText(sheet, duty); !due.empty() && HasOwnTerm(duty, permit))
    notes.push_back(due);
  if (duty.may_apply()) notes.push_back(sheet.Say({"bila berlaku", "where it applies"}));
  if (!duty.scope_ids().empty()) notes.push_back(absl::StrJoin(duty.scope_ids(), ", "));
  const std::string title = duty.text().title().empty() ? duty.code() : duty.text().title();
  std::string text =
      notes.empty() ? title : absl::StrCat(title, " (", absl::StrJoin(notes, "; "), ")");
  if (sheet.options.shows_all && !duty.text().detail().empty())
    absl::StrAppend(&text, ". ", duty.text().detail());
  return text;
}

void PrintFolded(const Sheet& sheet, const Group& group, std::size_t hidden, Page& page) {
  const auto line = [&](int count, const Words& words) {
    if (count > 0) page.Item(6, "- ", absl::StrCat(count, sheet.Say(words)));
  };
  line(group.general_standard, {" kriteria standar umum usaha risiko rendah (--all)",
                                " criteria of the general standard of low-risk business (--all)"});
  line(static_cast<int>(hidden), {" lagi (--all)", " more (--all)"});
  line(group.of_foreign_capital,
       {" lagi hanya untuk penanaman modal asing", " more for foreign capital only"});
  line(group.unreadable,
       {" lagi tidak terbaca pada halaman resmi", " more cannot be read on the official page"});
}

void PrintGroup(const Sheet& sheet, const Group& group, const v1::Permit* permit, Page& page) {
  const std::size_t shown =
      sheet.options.shows_all ? group.shown.size() : std::min(kDutiesShown, group.shown.size());
  for (std::size_t i = 0; i < shown; ++i)
    page.Item(6, "- ", DutyText(sheet, *group.shown[i], permit));
  PrintFolded(sheet, group, group.shown.size() - shown, page);
}

Words KindWords(v1::CommitmentKind kind) {
  switch (kind) {
    case v1::COMMITMENT_KIND_OBLIGATION:
      return {"kewajiban", "obligations"};
    case v1::COMMITMENT_KIND_REPORT:
      return {"laporan", "reports"};
    default:
      return {"dokumen dan persyaratan", "documents and requirements"};
  }
}

void Add(const Sheet& sheet, const v1::Commitment& duty, Group& group) {
  if (CannotBeRead(duty)) {
    ++group.unreadable;
  } else if (!sheet.options.shows_all && IsGeneralStandard(duty)) {
    ++group.general_standard;
  } else if (!sheet.options.shows_all && !sheet.context.is_foreign && IsOfForeignCapital(duty)) {
    ++group.of_foreign_capital;
  } else {
    group.shown.push_back(&duty);
  }
}

}  // namespace

void PrintPermits(const Sheet& sheet, Page& page) {
  if (sheet.answer.permits().empty()) return;
  page.Blank();
  page.Heading(
      sheet.Say({"Perizinan menurut urutan pengurusan", "Permits in the order of acting"}));
  v1::Stage stage = v1::STAGE_UNSPECIFIED;
  for (const v1::Stage of : {v1::STAGE_START, v1::STAGE_PREPARATION, v1::STAGE_CONSTRUCTION,
                             v1::STAGE_OPERATION, v1::STAGE_UNSPECIFIED}) {
    for (const v1::Permit& permit : sheet.answer.permits()) {
      if (permit.may_apply() || permit.required_before() != of) continue;
      if (stage != of || of == v1::STAGE_UNSPECIFIED) page.Text(2, sheet.Say(StageWords(of)));
      stage = of;
      PrintPermit(sheet, permit, page);
    }
  }
  PrintSupporting(sheet, page);
}

void PrintDuties(const Sheet& sheet, Page& page) {
  if (sheet.answer.commitments().empty()) return;
  page.Blank();
  page.Heading(sheet.Say({"Dokumen dan kewajiban", "Documents and duties"}));
  std::vector<std::string> order;
  std::map<std::string, std::map<int, Group>> by_permit;
  for (const v1::Commitment& duty : sheet.answer.commitments()) {
    if (by_permit.count(duty.permit_code()) == 0) order.push_back(duty.permit_code());
    Add(sheet, duty, by_permit[duty.permit_code()][duty.kind()]);
  }
  for (const std::string& code : order) {
    const auto permit = std::find_if(sheet.answer.permits().begin(), sheet.answer.permits().end(),
                                     [&code](const v1::Permit& one) { return one.code() == code; });
    const v1::Permit* of = permit == sheet.answer.permits().end() ? nullptr : &*permit;
    for (const auto& [kind, group] : by_permit[code]) {
      page.Text(2, absl::StrCat(of == nullptr ? code : NameOf(*of), ": ",
                                sheet.Say(KindWords(static_cast<v1::CommitmentKind>(kind)))));
      PrintGroup(sheet, group, of, page);
    }
  }
}

}  // namespace izin::cli
