// Permits in the order of acting.

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "service/cli/answer_text/citations.h"
#include "service/cli/answer_text/sections.h"

namespace izin::cli {
namespace {

using Colour = Page::Colour;

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

bool IsUnverified(const v1::LegalBasis& basis) {
  return basis.verification() == v1::VERIFICATION_UNVERIFIED;
}

// " (belum diverifikasi)" where one of the citations is not verified.
std::string MarkOf(const v1::Permit& permit, bool is_english) {
  const auto unverified =
      std::find_if(permit.legal_basis().begin(), permit.legal_basis().end(), IsUnverified);
  return unverified == permit.legal_basis().end()
             ? ""
             : absl::StrCat(" ", VerificationMark(*unverified, is_english));
}

// The office and the term. That an office stands in the official data is said on the first screen.
// A date is that of a permit filed now; what comes later has none of its own.
std::string IssueText(const Sheet& sheet, const v1::Permit& permit) {
  const bool is_english = sheet.options.is_english;
  std::string text = OfficeOf(permit.authority(), is_english);
  const v1::LegalBasis& basis = permit.authority().legal_basis();
  if (!text.empty() && basis.verification() != v1::VERIFICATION_OFFICIAL_SNAPSHOT) {
    const std::string mark = VerificationMark(basis, is_english);
    absl::StrAppend(&text, mark.empty() ? "" : " ", mark);
  }
  if (!permit.has_processing()) return text;
  v1::Processing term = permit.processing();
  const std::vector<const v1::Permit*>& now = sheet.way.now;
  if (std::find(now.begin(), now.end(), &permit) == now.end()) term.clear_due_date();
  return absl::StrCat(text, text.empty() ? "" : "; ", TermText(term, is_english));
}

void PrintPermit(const Sheet& sheet, const v1::Permit& permit, std::size_t indent, Page& page) {
  const bool is_english = sheet.options.is_english;
  std::string title = page.In(Colour::kBold, NameOf(permit));
  absl::StrAppend(&title, MarkOf(permit, is_english));
  if (permit.held())
    absl::StrAppend(&title, " ",
                    page.In(Colour::kGreen, sheet.Say({"(sudah dimiliki)", "(held)"})));
  const std::string issue = IssueText(sheet, permit);
  page.Item(indent, "- ", issue.empty() ? title : absl::StrCat(title, ": ", issue, "."));
  if (!sheet.options.shows_all) return;
  page.Text(indent + 2, permit.text().detail());
  page.Text(indent + 2, CitationsText(permit.legal_basis(), is_english));
  page.Text(6,
            absl::StrCat(sheet.Say({"Kode untuk --held: ", "Code for --held: "}), permit.code()));
}

void PrintSupporting(const Sheet& sheet, Page& page) {
  std::vector<const v1::Permit*> supporting;
  for (const v1::Permit& permit : sheet.answer.permits()) {
    if (permit.may_apply()) supporting.push_back(&permit);
  }
  if (supporting.empty()) return;
  page.Text(2, absl::StrCat(
                   sheet.Say({"Mungkin juga perlu, tergantung produk atau sarananya: ",
                              "May be needed too, by product or facility: "}),
                   supporting.size(),
                   sheet.Say({" perizinan penunjang (PB UMKU)", " supporting permits (PB UMKU)"})));
  const std::size_t shown = sheet.options.shows_all
                                ? supporting.size()
                                : std::min(sheet.fold.supporting, supporting.size());
  for (std::size_t i = 0; i < shown; ++i) page.Item(4, "- ", NameOf(*supporting[i]));
  if (shown > 0 && shown < supporting.size()) {
    page.Item(4, "- ",
              absl::StrCat(sheet.Say({"dan ", "and "}), supporting.size() - shown,
                           sheet.Say({" lagi (--all)", " more (--all)"})));
  }
}

}  // namespace

void PrintPermits(const Sheet& sheet, Page& page) {
  if (sheet.answer.permits().empty()) return;
  page.Blank();
  page.Heading(
      sheet.Say({"Perizinan menurut urutan pengurusan", "Permits in the order of acting"}));
  std::set<v1::Stage> stages;
  for (const v1::Permit& permit : sheet.answer.permits()) {
    if (!permit.may_apply()) stages.insert(permit.required_before());
  }
  for (const v1::Stage stage : {v1::STAGE_START, v1::STAGE_PREPARATION, v1::STAGE_CONSTRUCTION,
                                v1::STAGE_OPERATION, v1::STAGE_UNSPECIFIED}) {
    bool is_first = true;
    for (const v1::Permit& permit : sheet.answer.permits()) {
      if (permit.may_apply() || permit.required_before() != stage) continue;
      // One stage alone needs no name.
      if (is_first && stages.size() > 1) page.Text(2, sheet.Say(StageWords(stage)));
      is_first = false;
      PrintPermit(sheet, permit, stages.size() > 1 ? 4 : 2, page);
    }
  }
  PrintSupporting(sheet, page);
}

}  // namespace izin::cli
