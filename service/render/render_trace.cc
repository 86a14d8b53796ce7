#include "service/render/render_trace.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "classifier/enum_names.h"

namespace izin {
namespace {

std::string ValueName(const RulesetData& data, const DecisionTable& table, Input input, int value) {
  const auto at = static_cast<std::size_t>(value);
  if (input == Input::kLegalForm) return data.legal_forms[at];
  if (input == Input::kKbli) return absl::StrJoin(data.kbli_groups[at], "|");
  if (input == Input::kPermit) {
    return table.role == TableRole::kAuthorityBase ? data.authority_keys[at]
                                                   : data.permits[at].code;
  }
  return std::string(ValueNames(input)[at]);
}

// The values in `bits`, for a person: "LAND, SEA"; "-" for none.
std::string ValuesRead(const RulesetData& data, const DecisionTable& table, Input input,
                       std::uint64_t bits) {
  std::vector<std::string> names;
  for (int value = 0; value < 64; ++value) {
    if ((bits >> value & 1) != 0) names.push_back(ValueName(data, table, input, value));
  }
  return names.empty() ? "-" : absl::StrJoin(names, ", ");
}

// "scale = MICRO: yes"
std::string Condition(const RulesetData& data, const DecisionTable& table,
                      const Conditions::Test& test, const Facts& facts) {
  return absl::StrCat(Name(test.input), " = ",
                      ValuesRead(data, table, test.input, facts.bits(test.input)), ": ",
                      Conditions::Holds(test, facts) ? "yes" : "no");
}

// The cells of the risk matrix and the official rows that the answer rests on.
void RenderPages(const Decision& decision, google::protobuf::RepeatedPtrField<v1::TraceStep>& out) {
  if (decision.code_index < 0 || !decision.ruleset->data().has_risk_levels) return;
  const auto scale = static_cast<std::size_t>(decision.scale);
  const std::string condition = absl::StrCat("scale = ", NameOf(decision.scale), ": ");
  const bool is_foreign = decision.given.value(Input::kForeign) != 0;
  for (const Scope& scope : decision.ruleset->scopes_of(decision.code_index)) {
    const bool is_open = is_foreign || !scope.only_foreign;
    const bool is_chosen = decision.scope == nullptr ? is_open : decision.scope == &scope;
    const RiskLevel level = scope.level_at[scale];
    const bool is_offered = level != RiskLevel::kUnspecified;
    v1::TraceStep& step = *out.Add();
    step.set_table("risk_matrix");
    step.set_row(scope.id);
    step.set_where(absl::StrCat("risk_matrix.tsv:", scope.line));
    step.add_conditions(absl::StrCat(condition, is_offered ? NameOf(level) : "not offered"));
    step.set_matched(is_chosen && level == decision.risk_level && is_offered);
    const OfficialRow* page = decision.ruleset->official_row(scope, decision.scale);
    if (page == nullptr || !step.matched()) continue;
    v1::TraceStep& row = *out.Add();
    row.set_table("official_rows");
    row.set_row(scope.id);
    row.set_where(absl::StrCat("official_rows.tsv:", page->line));
    row.add_conditions(absl::StrCat(condition, "yes"));
    row.set_matched(true);
  }
}

}  // namespace

void RenderTrace(const Decision& decision, google::protobuf::RepeatedPtrField<v1::TraceStep>& out) {
  const RulesetData& data = decision.ruleset->data();
  RenderPages(decision, out);
  for (const Evaluation& evaluation : decision.evaluations) {
    const Facts facts = decision.FactsOf(evaluation);
    for (const TableRow& row : evaluation.table->rows) {
      v1::TraceStep& step = *out.Add();
      step.set_table(evaluation.table->id);
      step.set_row(row.id);
      step.set_where(row.where);
      step.set_matched(row.conditions.Match(facts));
      for (const Conditions::Test& test : row.conditions.tests()) {
        step.add_conditions(Condition(data, *evaluation.table, test, facts));
      }
    }
  }
}

}  // namespace izin
