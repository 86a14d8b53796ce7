#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

#include "classifier/engine_notices.h"
#include "data/loader/internal/assembly.h"

namespace izin::internal {
namespace {

constexpr absl::string_view kCategoryNames[] = {
    "", "BASE_REQUIREMENT", "LICENCE", "STANDARD_CERTIFICATE", "SUPPORTING", "IDENTITY"};
constexpr absl::string_view kStageNames[] = {"", "START", "PREPARATION", "CONSTRUCTION",
                                             "OPERATION"};
constexpr absl::string_view kAuthorityKindNames[] = {"",
                                                     "OSS_INSTITUTION",
                                                     "MINISTER",
                                                     "GOVERNOR",
                                                     "REGENT_OR_MAYOR",
                                                     "KEK_ADMINISTRATOR",
                                                     "KPBPB_AGENCY",
                                                     "ESTATE_MANAGER"};
constexpr absl::string_view kIssuerNames[] = {"", "LICENCE", "BASE", "ENVIRONMENT"};
constexpr absl::string_view kCommitmentKindNames[] = {"", "REQUIREMENT", "OBLIGATION", "REPORT"};
constexpr absl::string_view kRiskNames[] = {"", "LOW", "MEDIUM_LOW", "MEDIUM_HIGH", "HIGH"};
constexpr int kMaxPermits = 64;  // the bits of Input::kPermit

// Catalogues are sorted, so that a line is found and a diff is small.
void CheckKey(absl::string_view what, const std::string& key, std::string& last,
              const Position& position, RuleIssues& issues) {
  if (key.empty()) position.AddError(issues, absl::StrCat("missing ", what));
  if (key == last) position.AddError(issues, absl::StrCat("duplicate ", what, " \"", key, "\""));
  if (key < last) {
    position.AddError(
        issues, absl::StrCat(what, " \"", key, "\" after \"", last, "\": want entries sorted"));
  }
  last = key;
}

Stage ResolveStage(const std::string& name, const Position& position, RuleIssues& issues) {
  if (name.empty()) return Stage::kUnspecified;
  return ResolveEnum<Stage>("stage", name, kStageNames, position, issues);
}

void AssembleOffices(Assembly& assembly) {
  std::string last;
  for (const OfficeEntry& entry : assembly.rules().office()) {
    const Position position = assembly.positions.Of(entry, entry.where());
    CheckKey("id", entry.id(), last, position, assembly.issues);
    assembly.office_by_id[entry.id()] = static_cast<int>(assembly.out.offices.size());
    assembly.out.offices.push_back(
        {.id = entry.id(),
         .kind = ResolveEnum<AuthorityKind>("kind", entry.kind(), kAuthorityKindNames,
                                            position.Field("kind"), assembly.issues),
         .name = RequiredText("name", entry.name(), position, assembly.issues),
         .name_in_region =
             OptionalText("name_in_region", entry.name_in_region(), position, assembly.issues)});
  }
}

void AssembleNotices(Assembly& assembly) {
  std::string last;
  for (const NoticeEntry& entry : assembly.rules().notice()) {
    const Position position = assembly.positions.Of(entry, entry.where());
    CheckKey("code", entry.code(), last, position, assembly.issues);
    assembly.notice_by_code[entry.code()] = static_cast<int>(assembly.out.notices.size());
    assembly.out.notices.push_back(
        {.code = entry.code(),
         .title = RequiredText("title", entry.title(), position, assembly.issues),
         .detail = RequiredText("detail", entry.detail(), position, assembly.issues)});
  }
  for (const RulesetHeader& header : assembly.rules().ruleset()) {
    if (header.scale_notice().empty()) continue;
    const auto it = assembly.notice_by_code.find(header.scale_notice());
    if (it != assembly.notice_by_code.end()) {
      assembly.out.scale_notice = it->second;
    } else {
      assembly.positions.Of(header, "ruleset.textproto:1")
          .Field("scale_notice")
          .AddError(assembly.issues, absl::StrCat("unknown notice \"", header.scale_notice(),
                                                  "\": want one of notices.textproto"));
    }
  }
  for (absl::string_view code : kEngineNotices) {
    if (assembly.notice_by_code.contains(code)) continue;
    assembly.issues.AddError(absl::StrCat("rulesets/", assembly.out.id, "/notices.textproto"), 1, 1,
                             absl::StrCat("missing notice ", code, ": the engine gives it"));
  }
}

// Who issues: a fixed office, or the table that says.
void ResolveIssuer(Assembly& assembly, const PermitEntry& entry, const Position& position,
                   izin::Permit& permit) {
  if (permit.category == PermitCategory::kSupporting) return;
  if (entry.office().empty() == entry.authority().empty()) {
    position.AddError(assembly.issues,
                      absl::StrCat("permit ", entry.code(), ": want either office or authority"));
    return;
  }
  if (!entry.office().empty()) {
    const auto it = assembly.office_by_id.find(entry.office());
    if (it == assembly.office_by_id.end()) {
      position.Field("office").AddError(
          assembly.issues,
          absl::StrCat("unknown office \"", entry.office(), "\": want one of offices.textproto"));
      return;
    }
    permit.office = it->second;
    return;
  }
  permit.issued_by = ResolveEnum<IssuedBy>("authority", entry.authority(), kIssuerNames,
                                           position.Field("authority"), assembly.issues);
  if (permit.issued_by != IssuedBy::kBaseTable) return;
  const std::string key = entry.authority_as().empty() ? entry.code() : entry.authority_as();
  const auto [it, is_new] = assembly.authority_key_by_name.try_emplace(
      key, static_cast<int>(assembly.out.authority_keys.size()));
  if (is_new) assembly.out.authority_keys.push_back(key);
  permit.authority_key = it->second;
}

void AssemblePermits(Assembly& assembly) {
  std::string last;
  for (const PermitEntry& entry : assembly.rules().permit()) {
    const Position position = assembly.positions.Of(entry, entry.where());
    CheckKey("code", entry.code(), last, position, assembly.issues);
    izin::Permit permit{.code = entry.code()};
    permit.category = ResolveEnum<PermitCategory>("category", entry.category(), kCategoryNames,
                                                  position.Field("category"), assembly.issues);
    permit.required_before =
        ResolveStage(entry.required_before(), position.Field("required_before"), assembly.issues);
    permit.title = RequiredText("title", entry.title(), position, assembly.issues);
    permit.detail = RequiredText("detail", entry.detail(), position, assembly.issues);
    permit.oss_code = entry.oss_code();
    permit.legal_basis =
        ResolveCitations(entry.legal_basis(), "legal_basis", position, assembly.issues);
    ResolveIssuer(assembly, entry, position, permit);
    assembly.permit_by_code[entry.code()] = static_cast<int>(assembly.out.permits.size());
    assembly.out.permits.push_back(std::move(permit));
    if (assembly.out.permits.size() == kMaxPermits + 1) {
      position.AddError(assembly.issues,
                        absl::StrCat("more than ", kMaxPermits, " permits in the catalogue"));
    }
  }
}

}  // namespace

void AssembleCatalogues(Assembly& assembly) {
  assembly.out.legal_forms.emplace_back("?");
  for (const LegalFormLine& line : assembly.in.legal_form())
    assembly.out.legal_forms.push_back(line.code());
  for (const RegionLine& line : assembly.in.region()) {
    assembly.out.regions.push_back({.code = line.code(), .name = line.name()});
  }
  AssembleOffices(assembly);
  AssembleNotices(assembly);
  AssemblePermits(assembly);
}

void AssembleHeader(Assembly& assembly) {
  RulesetData& out = assembly.out;
  out.edition = KbliEdition::kUnspecified;
  if (assembly.rules().ruleset_size() != 1) {
    assembly.issues.AddError(
        "ruleset.textproto", 1, 1,
        absl::StrCat(assembly.rules().ruleset_size(), " headers: want exactly one `ruleset`"));
    return;
  }
  static constexpr absl::string_view kEditions[] = {"", "2020", "2025"};
  const RulesetHeader& header = assembly.rules().ruleset(0);
  const Position position = assembly.positions.Of(header, "ruleset.textproto:1");
  RuleIssues& issues = assembly.issues;
  out.id = header.id();
  if (out.id.empty()) position.AddError(issues, "missing id");
  out.title = RequiredText("title", header.title(), position, issues);
  out.effective_from = ResolveDate("effective_from", header.effective_from(),
                                   position.Field("effective_from"), issues)
                           .value_or(absl::CivilDay());
  const auto optional_date = [&](absl::string_view field,
                                 const std::string& text) -> std::optional<absl::CivilDay> {
    if (text.empty()) return std::nullopt;
    return ResolveDate(field, text, position.Field(field), issues);
  };
  out.effective_to = optional_date("effective_to", header.effective_to());
  out.data_as_of = optional_date("data_as_of", header.data_as_of());
  out.edition_used_from = optional_date("edition_used_from", header.edition_used_from());
  out.edition = ResolveEnum<KbliEdition>("kbli_edition", header.kbli_edition(), kEditions,
                                         position.Field("kbli_edition"), issues);
  out.has_risk_levels = header.has_risk_levels();
  out.province_without_regencies = header.province_without_regencies();
  for (int i = 0; i < header.gap_size(); ++i) {
    const Position at = position.Nested("gap", i);
    const std::optional<absl::CivilDay> from =
        ResolveDate("from", header.gap(i).from(), at.Field("from"), issues);
    const std::optional<absl::CivilDay> to =
        ResolveDate("to", header.gap(i).to(), at.Field("to"), issues);
    Bilingual missing = RequiredText("missing", header.gap(i).missing(), at, issues);
    if (from.has_value() && to.has_value())
      out.gaps.push_back({.from = *from, .to = *to, .missing = std::move(missing)});
  }
  out.sources = ResolveCitations(header.source(), "source", position, issues);
  if (out.has_risk_levels)
    out.risk_basis = ResolveCitations(header.risk_basis(), "risk_basis", position, issues);
  if (assembly.in.official_row_size() > 0)
    out.official_basis =
        ResolveCitations(header.official_basis(), "official_basis", position, issues);
}

void AssembleThresholds(Assembly& assembly) {
  for (const internal::ScaleTier& entry : assembly.rules().scale_tier()) {
    const Position position = assembly.positions.Of(entry, "thresholds.textproto:1");
    assembly.out.scale_tiers.push_back(
        {.scale = ResolveEnum<BusinessScale>("scale", entry.scale(), kScaleNames,
                                             position.Field("scale"), assembly.issues),
         .capital_idr_at_most = entry.capital_idr_at_most(),
         .annual_sales_idr_at_most = entry.annual_sales_idr_at_most()});
    ResolveCitations(entry.legal_basis(), "legal_basis", position, assembly.issues);
  }
  const bool is_ascending =
      std::is_sorted(assembly.out.scale_tiers.begin(), assembly.out.scale_tiers.end(),
                     [](const izin::ScaleTier& a, const izin::ScaleTier& b) {
                       return a.capital_idr_at_most < b.capital_idr_at_most;
                     });
  if (assembly.out.scale_tiers.size() != 3 || !is_ascending) {
    assembly.issues.AddError(absl::StrCat("rulesets/", assembly.out.id, "/thresholds.textproto"), 1,
                             1, "want the scale tiers MICRO, SMALL and MEDIUM in ascending order");
  }
  for (const internal::Limits& entry : assembly.rules().limits()) {
    izin::Limits& limits = assembly.out.limits;
    limits.foreign_capital_idr_above = entry.foreign_capital_idr_above();
    limits.settled_days_from = entry.settled_days_from();
    limits.coastal_sea_nm = entry.coastal_sea_nm();
    for (const AreaLimit& area : entry.small_land()) {
      limits.small_land.push_back({.kbli = {area.kbli().begin(), area.kbli().end()},
                                   .hectares_at_most = area.hectares_at_most()});
    }
  }
  for (const internal::ScoringCell& cell : assembly.rules().scoring()) {
    const Position position = assembly.positions.Of(cell, "scoring.textproto:1");
    if (cell.hazard() < 1 || cell.hazard() > 4 || cell.likelihood() < 1 || cell.likelihood() > 4) {
      position.AddError(assembly.issues, "hazard and likelihood: want 1 to 4");
      continue;
    }
    assembly.out
        .scoring[static_cast<std::size_t>((cell.hazard() - 1) * 4 + cell.likelihood() - 1)] = {
        .risk = ResolveEnum<RiskLevel>("risk", cell.risk(), kRiskNames, position.Field("risk"),
                                       assembly.issues),
        .legal_basis =
            ResolveCitations(cell.legal_basis(), "legal_basis", position, assembly.issues)};
  }
}

void AssembleCommitments(Assembly& assembly) {
  for (const CommitmentEntry& entry : assembly.rules().commitment()) {
    const Position position = assembly.positions.Of(entry, entry.where());
    RuleIssues& issues = assembly.issues;
    izin::Commitment out{.code = entry.code()};
    if (entry.code().empty()) position.AddError(issues, "missing code");
    out.kind = ResolveEnum<CommitmentKind>("kind", entry.kind(), kCommitmentKindNames,
                                           position.Field("kind"), issues);
    out.title = RequiredText("title", entry.title(), position, issues);
    out.detail = OptionalText("detail", entry.detail(), position, issues);
    const auto permit = assembly.permit_by_code.find(entry.permit());
    if (permit == assembly.permit_by_code.end()) {
      position.Field("permit").AddError(issues, absl::StrCat("unknown permit \"", entry.permit(),
                                                             "\": want one of permits.textproto"));
    } else {
      out.permit = permit->second;
    }
    out.due_before = ResolveStage(entry.due_before(), position.Field("due_before"), issues);
    out.due_working_days = entry.due_working_days();
    out.due_calendar_days = entry.due_calendar_days();
    out.due_months = entry.due_months();
    const int terms =
        (out.due_working_days > 0) + (out.due_calendar_days > 0) + (out.due_months > 0);
    if (terms > 1)
      position.AddError(issues,
                        "more than one term: want at most one of days, calendar days and months");
    out.due_after = OptionalText("due_after", entry.due_after(), position, issues);
    out.every_months = entry.every_months();
    out.may_apply = entry.may_apply();
    out.by_row_only = entry.by_row_only();
    out.blocks_stage = entry.blocks_stage();
    out.conditions = ResolveConditions(assembly, entry.when(), entry.except(), position,
                                       /*use_authority_keys=*/false);
    out.legal_basis = ResolveCitations(entry.legal_basis(), "legal_basis", position, issues);
    assembly.commitments_by_code[entry.code()].push_back(
        static_cast<int>(assembly.out.commitments.size()));
    assembly.out.commitments.push_back(std::move(out));
  }
}

}  // namespace izin::internal
