#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// Which rulesets need a file.
enum class Need { kAll, kRiskLevels, kOfficialPages, kOfficialPatterns, kPossibleRows };

struct Source {
  absl::string_view file;   // below the data folder, or below the ruleset's if `is_own`
  absl::string_view field;  // of CompiledRuleset, or of RuleFile
  bool is_own = true;
  Need need = Need::kAll;
};

constexpr Source kSources[] = {
    {"kbli/2020.tsv", "kbli_2020", false},
    {"kbli/2025.tsv", "kbli_2025", false},
    {"kbli/conversion.tsv", "conversion", false},
    {"reference/holidays.tsv", "holiday", false},
    {"reference/legal_forms.tsv", "legal_form", false},
    {"reference/regions.tsv", "region", false},
    {"commitments.textproto", "commitment"},
    {"notices.textproto", "notice"},
    {"offices.textproto", "office"},
    {"permits.textproto", "permit"},
    {"thresholds.textproto", "scale_tier"},
    {"risk_matrix.tsv", "matrix", true, Need::kRiskLevels},
    {"scoring.textproto", "scoring", true, Need::kRiskLevels},
    {"authority_parameters.tsv", "authority_parameter", true, Need::kOfficialPages},
    {"authority_patterns.tsv", "authority_pattern", true, Need::kOfficialPatterns},
    {"conditions.tsv", "condition", true, Need::kOfficialPages},
    {"official_codes.tsv", "official_code", true, Need::kOfficialPages},
    {"official_commitments.tsv", "official_commitment", true, Need::kOfficialPages},
    {"official_rows.tsv", "official_row", true, Need::kOfficialPages},
    {"supporting_permits.tsv", "supporting_permit", true, Need::kOfficialPages},
    {"possible_commitments.tsv", "possible_commitment", true, Need::kPossibleRows},
    {"possible_rows.tsv", "possible_row", true, Need::kPossibleRows},
};

int SizeOf(const CompiledRuleset& in, absl::string_view field) {
  for (const google::protobuf::Message* message :
       {static_cast<const google::protobuf::Message*>(&in),
        static_cast<const google::protobuf::Message*>(&in.rules())}) {
    const auto* descriptor = message->GetDescriptor()->FindFieldByName(std::string(field));
    if (descriptor != nullptr) return message->GetReflection()->FieldSize(*message, descriptor);
  }
  return 0;
}

// Why the ruleset needs the file; empty: it does not.
absl::string_view ReasonOf(const Checked& in, Need need) {
  if (need == Need::kAll) return "every ruleset needs it";
  for (const RulesetHeader& header : in.rules().ruleset()) {
    if (need == Need::kRiskLevels && header.has_risk_levels()) return "the ruleset has_risk_levels";
    if (need == Need::kOfficialPages && header.official_basis_size() > 0)
      return "the ruleset has an official_basis";
    if (need == Need::kOfficialPatterns && header.official_basis_size() > 0 &&
        !header.has_no_authority_patterns())
      return "the ruleset has an official_basis, and not has_no_authority_patterns";
    if (need == Need::kPossibleRows && header.possible_basis_size() > 0)
      return "the ruleset has a possible_basis";
  }
  return "";
}

}  // namespace

// A file that is missing or holds nothing would only make answers poorer, without a word.
void CheckRequiredSources(const Checked& in, RuleIssues& out) {
  for (const Source& source : kSources) {
    const absl::string_view reason = ReasonOf(in, source.need);
    const std::string path = source.is_own ? in.PathOf(source.file) : std::string(source.file);
    if (reason.empty() || SizeOf(in.in, source.field) > 0 || out.IsFaulty(path)) continue;
    out.AddError(path, 1, 1, absl::StrCat("the file is missing or holds no entry: ", reason));
    out.MarkUnread(path);
  }
}

}  // namespace izin::internal
