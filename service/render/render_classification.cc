#include "service/render/render_classification.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

#include "service/render/local_lines.h"
#include "service/render/render_questions.h"
#include "service/render/render_trace.h"

namespace izin {
namespace {

using Basis = google::protobuf::RepeatedPtrField<v1::LegalBasis>;

// Writes one decision in one form.
class Renderer {
 public:
  Renderer(const Decision& decision, const AnswerForm& form) : decision_(decision), form_(form) {}

  v1::Classification Render() {
    out_.set_ruleset(decision_.ruleset->versioned_name());
    out_.set_outcome(static_cast<v1::Outcome>(decision_.outcome));
    out_.set_risk_level(static_cast<v1::RiskLevel>(decision_.risk_level));
    out_.set_kbli_code(decision_.code.ToString());
    out_.set_kbli_edition(static_cast<v1::KbliEdition>(decision_.edition));
    if (decision_.entry != nullptr) out_.set_kbli_title(decision_.entry->title);
    out_.set_scale(static_cast<v1::BusinessScale>(decision_.scale));
    if (decision_.scope != nullptr) {
      RenderScope(*decision_.scope, decision_.risk_level, *out_.mutable_scope());
    }
    for (const ScopeCandidate& candidate : decision_.candidates) RenderCandidate(candidate);
    for (const PermitDecision& permit : decision_.permits) RenderPermit(permit);
    for (const CommitmentDecision& commitment : decision_.commitments) RenderCommitment(commitment);
    if (decision_.authority.office != nullptr)
      RenderOffice(decision_.authority, {}, *out_.mutable_authority());
    RenderStages();
    RenderQuestions(decision_, form_, *out_.mutable_questions());
    for (const WarningDecision& warning : decision_.warnings) RenderWarning(warning);
    const bool has_level = decision_.risk_level != RiskLevel::kUnspecified;
    if (has_level) RenderBasis(decision_.ruleset->data().risk_basis, *out_.mutable_legal_basis());
    if (form_.explain) RenderTrace(decision_, *out_.mutable_trace());
    const bool has_local = !decision_.ruleset->data().overlays.empty();
    if (has_local && !form_.is_basic)
      RenderLocalLines(decision_, form_.language, *out_.mutable_local_lines());
    return std::move(out_);
  }

 private:
  const std::string& In(const Bilingual& text) const {
    return form_.language == Language::kEnglish ? text.en : text.id;
  }

  void RenderText(const Bilingual& title, const std::string& detail, v1::Text& out) const {
    out.set_title(In(title));
    out.set_detail(detail);
  }

  void RenderBasis(const std::vector<Citation>& citations, Basis& out) const {
    if (form_.is_basic) return;
    for (const Citation& citation : citations) *out.Add() = RenderCitation(citation);
  }

  static void RenderScope(const Scope& scope, RiskLevel level, v1::Scope& out) {
    out.set_id(scope.id);
    out.set_label(scope.label);
    out.set_risk_level(static_cast<v1::RiskLevel>(level));
  }

  // A successor without any scope stands under its bare code.
  void RenderCandidate(const ScopeCandidate& candidate) {
    v1::Scope& out = *out_.add_candidates();
    if (candidate.scope != nullptr) return RenderScope(*candidate.scope, candidate.level, out);
    out.set_id(candidate.code.ToString());
  }

  // Who issues, with the citation of the row that says so, else of the permit.
  void RenderOffice(const OfficeChoice& choice, const std::vector<Citation>& fallback,
                    v1::Authority& out) const {
    out.set_kind(static_cast<v1::AuthorityKind>(choice.office->kind));
    if (form_.is_basic) return;
    out.set_name(NameOf(*choice.office));
    const std::vector<Citation>& citations =
        choice.row != nullptr ? choice.row->legal_basis : fallback;
    if (choice.basis != nullptr) {
      *out.mutable_legal_basis() = RenderCitation(*choice.basis);
    } else if (!citations.empty()) {
      *out.mutable_legal_basis() = RenderCitation(citations.front());
    }
  }

  // What a page says of one scope holds where that is the one.
  bool IsOneScope() const {
    return decision_.scope != nullptr ||
           decision_.ruleset->scopes_of(decision_.code_index).size() == 1;
  }

  // With the region's own name where one region, or one province, is named.
  std::string NameOf(const Office& office) const {
    const std::string& in_region = In(office.name_in_region);
    const bool names_regency = absl::StrContains(in_region, "{region}");
    const bool names_province = absl::StrContains(in_region, "{province}");
    if (in_region.empty() || (names_regency && decision_.regency == nullptr) ||
        (names_province && decision_.province == nullptr)) {
      return In(office.name);
    }
    const auto name = [](const Region* region) {
      return region == nullptr ? std::string() : region->name;
    };
    return absl::StrReplaceAll(in_region, {{"{region}", name(decision_.regency)},
                                           {"{province}", name(decision_.province)}});
  }

  void RenderPermit(const PermitDecision& decided) {
    v1::Permit& out = *out_.add_permits();
    out.set_code(decided.permit->code);
    out.set_category(static_cast<v1::PermitCategory>(decided.permit->category));
    out.set_flag(static_cast<v1::CommitmentFlag>(decided.flag));
    out.set_required_before(static_cast<v1::Stage>(decided.permit->required_before));
    out.set_held(decided.held);
    if (decided.office.office != nullptr) {
      RenderOffice(decided.office, decided.permit->legal_basis, *out.mutable_authority());
    }
    out.set_may_apply(decided.row == nullptr);
    if (form_.is_basic) return;
    RenderText(decided.permit->title, In(decided.permit->detail), *out.mutable_text());
    if (decided.row == nullptr)
      return RenderBasis(decided.permit->legal_basis, *out.mutable_legal_basis());
    if (!In(decided.line->note).empty())
      absl::StrAppend(out.mutable_text()->mutable_detail(), " ", In(decided.line->note));
    if (decided.page != nullptr && !decided.page->document.empty())
      absl::StrAppend(out.mutable_text()->mutable_title(), " (", decided.page->document, ")");
    if (decided.page != nullptr && !decided.page->limits.id.empty() && IsOneScope())
      absl::StrAppend(out.mutable_text()->mutable_detail(), " ", In(decided.page->limits));
    v1::Processing& processing = *out.mutable_processing();
    processing.set_automatic(decided.line->automatic);
    processing.set_working_days(decided.working_days);
    processing.set_working_days_with_repairs(decided.working_days_with_repairs);
    processing.set_deemed_approved(decided.line->deemed_approved);
    if (const std::optional<absl::CivilDay> due = DueDate(decided, form_); due.has_value())
      processing.set_due_date(absl::FormatCivilTime(*due));
    RenderBasis(decided.row->legal_basis, *out.mutable_legal_basis());
    const bool is_of_page = decided.line->term_from_official_row && decided.working_days > 0;
    if (is_of_page || (decided.page != nullptr && !decided.page->document.empty()))
      RenderBasis(decision_.ruleset->data().official_basis, *out.mutable_legal_basis());
  }

  void RenderCommitment(const CommitmentDecision& decided) {
    const Commitment& commitment = *decided.commitment;
    v1::Commitment& out = *out_.add_commitments();
    out.set_code(commitment.code);
    out.set_kind(static_cast<v1::CommitmentKind>(commitment.kind));
    out.set_permit_code(decided.permit->code);
    out.set_due_before(static_cast<v1::Stage>(commitment.due_before));
    out.set_due_working_days(commitment.due_working_days);
    out.set_due_calendar_days(commitment.due_calendar_days);
    out.set_due_months(commitment.due_months);
    out.set_every_months(commitment.every_months);
    out.set_may_apply(commitment.may_apply);
    out.set_due_after(In(commitment.due_after));
    RenderScopes(decided.scopes, out);
    if (form_.is_basic) return;
    const bool binds_later = form_.as_of.has_value() && commitment.binding_from.has_value() &&
                             *form_.as_of < *commitment.binding_from;
    RenderText(commitment.title, In(binds_later ? commitment.detail_before : commitment.detail),
               *out.mutable_text());
    RenderBasis(commitment.legal_basis, *out.mutable_legal_basis());
  }

  void RenderScopes(std::uint64_t bits, v1::Commitment& out) const {
    if (bits == 0) return;
    const absl::Span<const Scope> scopes = decision_.ruleset->scopes_of(decision_.code_index);
    for (std::size_t i = 0; i < scopes.size(); ++i) {
      if ((bits >> i & 1) != 0) out.add_scope_ids(scopes[i].id);
    }
  }

  void RenderStages() {
    v1::StageAssessment& out = *out_.mutable_stages();
    out.set_may_prepare(decision_.stages.may_prepare);
    out.set_may_build(decision_.stages.may_build);
    out.set_may_operate(decision_.stages.may_operate);
    for (const Permit* permit : decision_.stages.blocking) out.add_blocking_permits(permit->code);
  }

  // The permits whose row is marked unverified.
  std::string UnverifiedPermits() const {
    std::vector<std::string> codes;
    for (const PermitDecision& decided : decision_.permits) {
      if (decided.row != nullptr && decided.row->weakest == Verification::kUnverified)
        codes.push_back(decided.permit->code);
    }
    return absl::StrJoin(codes, ", ");
  }

  // What {value} of its text stands for.
  std::string ValueOf(const WarningDecision& warning) const {
    if (warning.of == NoticeCase::kScopesDiffer) {
      return absl::StrJoin(decision_.scope_offices, "; ",
                           [this](std::string* out, const Office* office) {
                             absl::StrAppend(out, NameOf(*office));
                           });
    }
    return warning.office != nullptr ? NameOf(*warning.office) : std::string(warning.value);
  }

  void RenderWarning(const WarningDecision& warning) {
    v1::Warning& out = *out_.add_warnings();
    out.set_code(warning.notice->code);
    if (form_.is_basic) return;
    std::string detail = absl::StrReplaceAll(In(warning.notice->detail(warning.of)),
                                             {{"{value}", ValueOf(warning)},
                                              {"{other}", warning.other},
                                              {"{permits}", UnverifiedPermits()}});
    if (warning.row != nullptr && !In(warning.row->note).empty())
      absl::StrAppend(&detail, " ", In(warning.row->note));
    if (warning.condition != nullptr) detail = In(warning.condition->text);
    RenderText(warning.notice->title, detail, *out.mutable_text());
    if (warning.row != nullptr) RenderBasis(warning.row->legal_basis, *out.mutable_legal_basis());
    if (warning.condition != nullptr)
      RenderBasis(warning.condition->legal_basis, *out.mutable_legal_basis());
  }

  const Decision& decision_;
  const AnswerForm& form_;
  v1::Classification out_;
};

}  // namespace

std::optional<absl::CivilDay> DueDate(const PermitDecision& decided, const AnswerForm& form) {
  if (!form.filed_on.has_value() || decided.working_days == 0) return std::nullopt;
  return form.calendar.DayAfter(*form.filed_on, decided.working_days);
}

v1::LegalBasis RenderCitation(const Citation& citation) {
  v1::LegalBasis out;
  out.set_regulation(citation.regulation);
  out.set_provision(citation.provision);
  out.set_url(citation.url);
  out.set_verification(static_cast<v1::Verification>(citation.verification));
  out.set_as_of(citation.as_of);
  return out;
}

v1::Classification RenderClassification(const Decision& decision, const AnswerForm& form) {
  return Renderer(decision, form).Render();
}

}  // namespace izin
