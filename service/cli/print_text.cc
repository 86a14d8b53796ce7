#include "service/cli/print_text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

#include "service/base/utf8.h"
#include "service/render/phrase.h"

namespace izin::cli {
namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kLabelWidth = 16;

constexpr Phrase kOutcomes[] = {{"-", "-"},
                                {"Diputuskan", "Decided"},
                                {"Pilih ruang lingkup", "Choose a scope"},
                                {"Skala tidak tersedia", "Scale not offered"},
                                {"Tidak dilayani melalui OSS", "Not licensed via OSS"},
                                {"Kode perlu ditinjau", "Code needs review"},
                                {"Ditolak", "Refused"}};
constexpr Phrase kRisks[] = {{"-", "-"},
                             {"Rendah", "Low"},
                             {"Menengah Rendah", "Medium low"},
                             {"Menengah Tinggi", "Medium high"},
                             {"Tinggi", "High"}};
constexpr Phrase kScales[] = {
    {"-", "-"}, {"Mikro", "Micro"}, {"Kecil", "Small"}, {"Menengah", "Medium"}, {"Besar", "Large"}};

constexpr const char* kBold = "1";
constexpr const char* kRed = "31";
constexpr const char* kGreen = "32";
constexpr const char* kYellow = "33";

class Printer {
 public:
  Printer(const v1::Classification& in, const TextStyle& style, std::ostream& out)
      : in_(in), style_(style), out_(out) {}

  void Print() {
    out_ << Color(kBold, absl::StrCat(in_.kbli_code(), "  ", in_.kbli_title())) << "\n";
    Line(Say({"Hasil", "Outcome"}),
         Color(in_.outcome() == v1::OUTCOME_DECIDED ? kGreen : kRed, At(kOutcomes, in_.outcome())));
    Line(Say({"Tingkat risiko", "Risk level"}), Color(RiskColor(), At(kRisks, in_.risk_level())));
    Line(Say({"Skala usaha", "Scale"}), At(kScales, in_.scale()));
    if (in_.has_scope())
      Line(Say({"Ruang lingkup", "Scope"}),
           absl::StrCat(in_.scope().id(), "  ", in_.scope().label()));
    if (in_.has_authority()) Line(Say({"Kewenangan", "Authority"}), in_.authority().name());
    if (in_.legal_basis_size() > 0)
      Line(Say({"Dasar risiko", "Risk basis"}), Basis(in_.legal_basis()));
    Candidates();
    Permits();
    Commitments();
    Stages();
    Questions();
    Warnings();
    Trace();
    Line(Say({"Aturan", "Ruleset"}), in_.ruleset());
  }

 private:
  std::string Say(Phrase words) const { return style_.is_english ? words.en : words.id; }

  template <std::size_t N>
  std::string At(const Phrase (&words)[N], int index) const {
    return Say(words[static_cast<std::size_t>(index) < N ? static_cast<std::size_t>(index) : 0]);
  }

  std::string Color(const char* code, const std::string& text) const {
    return style_.use_color ? absl::StrCat("\x1b[", code, "m", text, "\x1b[0m") : text;
  }

  const char* RiskColor() const {
    if (in_.risk_level() >= v1::RISK_LEVEL_HIGH) return kRed;
    return in_.risk_level() == v1::RISK_LEVEL_MEDIUM_HIGH ? kYellow : kGreen;
  }

  void Line(const std::string& label, const std::string& value) {
    out_ << "  " << label << std::string(kLabelWidth - std::min(kLabelWidth, Columns(label)), ' ')
         << value << "\n";
  }

  void Heading(Phrase words) { out_ << Color(kBold, Say(words)) << "\n"; }

  // Breaks `text` at blanks so that no line is wider than the page.
  void Wrapped(std::size_t indent, const std::string& text) {
    std::string line(indent, ' ');
    for (absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
      if (Columns(line) + Columns(word) + 1 > kWidth && line.size() > indent) {
        out_ << line << "\n";
        line.assign(indent, ' ');
      }
      if (line.size() > indent) line += ' ';
      absl::StrAppend(&line, word);
    }
    if (line.size() > indent) out_ << line << "\n";
  }

  std::string Basis(const google::protobuf::RepeatedPtrField<v1::LegalBasis>& citations) const {
    std::vector<std::string> parts;
    for (const v1::LegalBasis& citation : citations) {
      std::string part =
          absl::StrCat(citation.regulation(), " ", citation.provision(), " [",
                       Say(MarkPhrase(static_cast<Verification>(citation.verification()))));
      if (!citation.as_of().empty()) absl::StrAppend(&part, " ", citation.as_of());
      parts.push_back(absl::StrCat(part, "]"));
    }
    return absl::StrJoin(parts, "; ");
  }

  void Candidates() {
    if (in_.candidates().empty()) return;
    Heading({"Pilihan ruang lingkup", "Scopes to choose from"});
    for (const v1::Scope& scope : in_.candidates()) {
      const bool is_offered = scope.risk_level() != v1::RISK_LEVEL_UNSPECIFIED;
      const std::string level =
          is_offered ? At(kRisks, scope.risk_level()) : Say({"tidak tersedia", "not offered"});
      out_ << "  " << scope.id()
           << std::string(10 - std::min<std::size_t>(10, scope.id().size()), ' ') << level
           << std::string(18 - std::min<std::size_t>(18, level.size()), ' ') << scope.label()
           << "\n";
    }
  }

  std::string Term(const v1::Processing& processing) const {
    std::string term;
    if (processing.automatic()) {
      term = Say(kIssuedAutomatically);
    } else if (processing.working_days() == 0) {
      term = Say({"jangka waktu tidak dipublikasikan", "term not published"});
    } else {
      term = absl::StrCat(processing.working_days(), Say({" hari kerja", " working days"}));
      if (processing.working_days_with_repairs() > processing.working_days()) {
        absl::StrAppend(&term, " (", processing.working_days_with_repairs(),
                        Say({" dengan perbaikan)", " with repairs)"}));
      }
    }
    if (!processing.due_date().empty()) {
      absl::StrAppend(&term, Say({", jatuh tempo ", ", due "}), processing.due_date());
    }
    if (processing.deemed_approved()) absl::StrAppend(&term, Say(kDeemedApproved));
    return term;
  }

  void Permits() {
    if (in_.permits().empty()) return;
    Heading({"Perizinan", "Permits"});
    std::size_t width = 0;
    for (const v1::Permit& permit : in_.permits()) width = std::max(width, permit.code().size());
    for (const v1::Permit& permit : in_.permits()) {
      const std::string held = permit.held() ? Say({" [dimiliki]", " [held]"}) : "";
      out_ << "  " << Color(kBold, permit.code())
           << std::string(width - permit.code().size() + 2, ' ') << permit.text().title()
           << Color(kGreen, held) << "\n";
      if (!permit.has_processing()) continue;
      const std::string who = permit.has_authority() ? permit.authority().name() : "-";
      Wrapped(width + 4, absl::StrCat(who, "; ", Term(permit.processing())));
      Wrapped(width + 4, Basis(permit.legal_basis()));
    }
  }

  std::string Due(const v1::Commitment& commitment) const {
    std::string due;
    if (commitment.due_working_days() > 0)
      due = absl::StrCat(commitment.due_working_days(), Say({" hari kerja", " working days"}));
    if (commitment.due_calendar_days() > 0)
      due = absl::StrCat(commitment.due_calendar_days(), Say({" hari kalender", " calendar days"}));
    if (commitment.due_months() > 0)
      due = absl::StrCat(commitment.due_months(), Say({" bulan", " months"}));
    if (commitment.every_months() > 0)
      due = absl::StrCat(Say({"setiap ", "every "}), commitment.every_months(),
                         Say({" bulan", " months"}));
    return due;
  }

  void Commitments() {
    if (in_.commitments().empty()) return;
    Heading({"Persyaratan dan kewajiban", "Requirements and obligations"});
    for (const v1::Commitment& commitment : in_.commitments()) {
      std::vector<std::string> notes = {commitment.permit_code()};
      if (const std::string due = Due(commitment); !due.empty()) notes.push_back(due);
      if (commitment.may_apply()) notes.push_back(Say(kMayApply));
      const std::string title =
          commitment.text().title().empty() ? commitment.code() : commitment.text().title();
      Wrapped(2, absl::StrCat("- ", title, " (", absl::StrJoin(notes, "; "), ")"));
    }
  }

  void Stages() {
    const v1::StageAssessment& stages = in_.stages();
    if (in_.permits().empty()) return;
    const auto yes_no = [&](bool may) {
      return may ? Color(kGreen, Say({"ya", "yes"})) : Say({"belum", "not yet"});
    };
    Line(Say({"Boleh sekarang", "Allowed now"}),
         absl::StrCat(Say({"persiapan ", "prepare "}), yes_no(stages.may_prepare()), ", ",
                      Say({"membangun ", "build "}), yes_no(stages.may_build()), ", ",
                      Say({"beroperasi ", "operate "}), yes_no(stages.may_operate())));
    if (stages.blocking_permits_size() > 0) {
      Line(Say({"Masih kurang", "Still missing"}), absl::StrJoin(stages.blocking_permits(), ", "));
    }
  }

  void Questions() {
    for (const v1::Question& question : in_.questions()) {
      out_ << Color(kYellow, "? ") << question.text().title() << " (" << question.field_path()
           << ")\n";
    }
  }

  void Warnings() {
    for (const v1::Warning& warning : in_.warnings()) {
      out_ << Color(kYellow, "! ") << warning.code();
      if (!warning.text().title().empty()) out_ << ": " << warning.text().title();
      out_ << "\n";
      Wrapped(4, warning.text().detail());
      if (warning.legal_basis_size() > 0) Wrapped(4, Basis(warning.legal_basis()));
    }
  }

  // Tables as branches, rows as leaves; the conditions of a row beside it.
  void Trace() {
    if (in_.trace().empty()) return;
    Heading({"Penjelasan", "Explanation"});
    std::string table;
    for (const v1::TraceStep& step : in_.trace()) {
      if (step.table() != table || step.row() == first_row_) {
        table = step.table();
        first_row_ = step.row();
        out_ << "  " << table << "\n";
      }
      const std::string mark = step.matched() ? Color(kGreen, "=> ") : "   ";
      out_ << "  " << mark << step.row() << "  " << step.where() << "  "
           << absl::StrJoin(step.conditions(), "; ") << "\n";
    }
  }

  const v1::Classification& in_;
  const TextStyle& style_;
  std::ostream& out_;
  std::string first_row_;
};

}  // namespace

void PrintClassification(const v1::Classification& classification, const TextStyle& style,
                         std::ostream& out) {
  Printer(classification, style, out).Print();
}

}  // namespace izin::cli
