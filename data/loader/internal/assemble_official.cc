#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "data/loader/internal/official_pages.h"

namespace izin::internal {
namespace {

IndexByName AssembleSupportingPermits(Assembly& assembly) {
  IndexByName supporting_by_code;
  for (int i = 0; i < assembly.in.supporting_permit_size(); ++i) {
    const SupportingPermitLine& line = assembly.in.supporting_permit(i);
    const Position position = assembly.LineAt(line, "supporting_permits.tsv", i);
    if (!absl::StartsWith(line.code(), "UMKU_")) {
      position.AddError(assembly.issues, absl::StrCat("code \"", line.code(), "\": want UMKU_..."));
    }
    supporting_by_code[line.code()] = i;
    izin::Permit permit{.code = line.code(), .category = PermitCategory::kSupporting};
    permit.title = RequiredTitle(line, position, assembly.issues);
    permit.detail = {.id = "Mungkin diperlukan, tergantung produk atau sarana usaha.",
                     .en = "May be needed, depending on the product or facility of the business."};
    permit.legal_basis = assembly.out.official_basis;
    assembly.out.supporting_permits.push_back(std::move(permit));
  }
  return supporting_by_code;
}

IndexByName AssembleConditions(Assembly& assembly) {
  IndexByName condition_by_id;
  for (int i = 0; i < assembly.in.condition_size(); ++i) {
    const ConditionLine& line = assembly.in.condition(i);
    const Position position = assembly.LineAt(line, "conditions.tsv", i);
    condition_by_id[line.id()] = i;
    OfficialCondition condition{.id = line.id()};
    condition.notice =
        ResolveIndex("kind", line.kind(), assembly.notice_by_code,
                     {assembly.PathOf("notices.textproto")}, position, assembly.issues);
    condition.text = RequiredTitle(line, position, assembly.issues);
    condition.legal_basis = assembly.out.official_basis;
    if (!line.regulation().empty() && !condition.legal_basis.empty())
      condition.legal_basis.front().regulation = line.regulation();
    assembly.out.conditions.push_back(std::move(condition));
  }
  return condition_by_id;
}

// Reads what pages publish for one scope at one scale.
class PageRowReader {
 public:
  PageRowReader(Assembly& assembly, const IndexByName& parameter_by_id, PageDuties& duties)
      : assembly_(assembly),
        out_(assembly.out),
        parameter_by_id_(parameter_by_id),
        duties_(duties),
        source_{.may_apply = false, .legal_basis = assembly.out.official_basis} {
    for (std::size_t i = 0; i < out_.scopes.size(); ++i)
      scope_by_id_[out_.scopes[i].id] = static_cast<int>(i);
  }

  void Read() {
    for (int i = 0; i < assembly_.in.official_row_size(); ++i) {
      const OfficialRowLine& line = assembly_.in.official_row(i);
      const Position position = assembly_.LineAt(line, "official_rows.tsv", i);
      OfficialRow row = ReadRow(line, position);
      Attach(line, position);
      out_.official_rows.push_back(std::move(row));
    }
  }

 private:
  OfficialRow ReadRow(const OfficialRowLine& line, const Position& position) {
    OfficialRow row{.line = position.line(), .document = line.document()};
    row.permit = ResolveIndex("licence", line.licence(), assembly_.permit_by_code,
                              {assembly_.PathOf("permits.textproto")}, position, assembly_.issues);
    row.is_document_suspect = line.suspect() == "DOCUMENT";
    if (!line.suspect().empty() && !row.is_document_suspect) {
      position.AddError(assembly_.issues,
                        absl::StrCat("suspect \"", line.suspect(), "\": want DOCUMENT or nothing"));
    }
    if (!line.term_days().empty() && !absl::SimpleAtoi(line.term_days(), &row.term_days)) {
      position.AddError(assembly_.issues,
                        absl::StrCat("term_days \"", line.term_days(), "\": want a number"));
    }
    for (absl::string_view id : Items(line.authority())) {
      const int parameter =
          ResolveIndex("authority parameter", id, parameter_by_id_,
                       {assembly_.PathOf("authority_parameters.tsv")}, position, assembly_.issues);
      if (parameter < 0) continue;
      row.pairs.push_back(out_.authority_parameters[static_cast<std::size_t>(parameter)].pair);
    }
    row.commitments =
        duties_.Commitments(line.requirements(), line.obligations(), source_, position);
    row.text = TextOf(row);
    return row;
  }

  // The number of what a row says beside the office.
  int TextOf(const OfficialRow& row) {
    std::vector<int> commitments = row.commitments;  // their order makes no difference
    std::sort(commitments.begin(), commitments.end());
    const std::string key = absl::StrCat(row.permit, "|", row.document, "|", row.term_days, "|",
                                         absl::StrJoin(commitments, ","));
    return text_by_key_.try_emplace(key, static_cast<int>(text_by_key_.size())).first->second;
  }

  // Ties the row that is about to be added to its scope and scale.
  void Attach(const OfficialRowLine& line, const Position& position) {
    RuleIssues& issues = assembly_.issues;
    const auto scale = ResolveEnum<BusinessScale>("scale", line.scale(), position, issues);
    const std::string id = absl::StrCat(line.code(), "-", line.scope());
    const int index =
        ResolveIndex("scope", id, scope_by_id_,
                     {assembly_.PathOf("risk_matrix.tsv"), assembly_.KbliPath()}, position, issues);
    if (index < 0) return;
    Scope& scope = out_.scopes[static_cast<std::size_t>(index)];
    const auto at = static_cast<std::size_t>(scale);
    if (scope.level_at[at] == RiskLevel::kUnspecified)
      position.AddError(issues, absl::StrCat(id, " is not offered at scale ", line.scale()));
    if (scope.official_row_at[at] >= 0)
      position.AddError(issues, absl::StrCat("a second row for ", id, " at scale ", line.scale()));
    scope.official_row_at[at] = static_cast<std::int16_t>(out_.official_rows.size());
  }

  Assembly& assembly_;
  RulesetData& out_;
  const IndexByName& parameter_by_id_;
  PageDuties& duties_;
  DutySource source_;
  IndexByName scope_by_id_;
  IndexByName text_by_key_;
};

// What the ruleset keeps of the page of a code; null, with an issue, if it has no such code.
OfficialCode* CodeAt(Assembly& assembly, const std::string& text, const Position& position) {
  std::vector<OfficialCode>& codes = assembly.out.official_codes;
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(text);
  const std::optional<int> index =
      code.ok() ? assembly.kbli().IndexOf(*code) : std::optional<int>();
  if (index.has_value() && !codes.empty()) return &codes[static_cast<std::size_t>(*index)];
  position.AddFollowing(assembly.issues, {assembly.KbliPath()},
                        absl::StrCat("unknown code \"", text, "\""));
  return nullptr;
}

void AssembleCodes(Assembly& assembly, const IndexByName& supporting_by_code,
                   const IndexByName& condition_by_id) {
  for (int i = 0; i < assembly.in.official_code_size(); ++i) {
    const OfficialCodeLine& line = assembly.in.official_code(i);
    const Position position = assembly.LineAt(line, "official_codes.tsv", i);
    OfficialCode* code = CodeAt(assembly, line.code(), position);
    if (code == nullptr) continue;
    for (absl::string_view permit : Items(line.supporting())) {
      code->supporting.push_back(ResolveIndex("supporting permit", permit, supporting_by_code,
                                              {assembly.PathOf("supporting_permits.tsv")}, position,
                                              assembly.issues));
    }
    std::sort(code->supporting.begin(), code->supporting.end());
    code->is_supporting_complete = line.supporting_complete() == "yes";
    for (absl::string_view condition : Items(line.conditions())) {
      if (condition == kUnreadable) {
        code->are_conditions_readable = false;
      } else {
        code->conditions.push_back(ResolveIndex("condition", condition, condition_by_id,
                                                {assembly.PathOf("conditions.tsv")}, position,
                                                assembly.issues));
      }
    }
  }
}

void AssemblePossibleRows(Assembly& assembly, PageDuties& duties) {
  if (assembly.in.possible_row_size() == 0) return;
  const RulesetHeader& header = assembly.rules().ruleset(0);
  const DutySource source{.may_apply = true,
                          .legal_basis = ResolveCitations(
                              header.possible_basis(), "possible_basis",
                              assembly.EntryAt(header, "ruleset.textproto"), assembly.issues)};
  for (int i = 0; i < assembly.in.possible_row_size(); ++i) {
    const PossibleRowLine& line = assembly.in.possible_row(i);
    const Position position = assembly.LineAt(line, "possible_rows.tsv", i);
    OfficialCode* code = CodeAt(assembly, line.code(), position);
    if (code == nullptr) continue;
    const std::vector<int> commitments =
        duties.Commitments(line.requirements(), line.obligations(), source, position);
    code->may_apply.insert(code->may_apply.end(), commitments.begin(), commitments.end());
  }
}

}  // namespace

void AssembleOfficialPages(Assembly& assembly) {
  if (assembly.rules().ruleset_size() != 1) return;
  const IndexByName parameter_by_id = AssembleAuthorityParameters(assembly);
  AssembleAuthorityPatterns(assembly);
  const IndexByName supporting_by_code = AssembleSupportingPermits(assembly);
  const IndexByName condition_by_id = AssembleConditions(assembly);
  PageDuties duties(assembly);
  PageRowReader(assembly, parameter_by_id, duties).Read();
  AssembleOfficialSnapshot(assembly);
  ExceptDivisionsThatDiffer(assembly);
  const auto codes = static_cast<std::size_t>(assembly.kbli().subclass_count());
  if (!assembly.out.official_basis.empty()) assembly.out.official_codes.resize(codes);
  AssembleCodes(assembly, supporting_by_code, condition_by_id);
  AssemblePossibleRows(assembly, duties);
}

}  // namespace izin::internal
