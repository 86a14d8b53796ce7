#include "service/ruleset_handler.h"

#include <string>

#include "absl/strings/str_cat.h"

#include "service/pages.h"
#include "service/render_classification.h"
#include "service/request_faults.h"

namespace izin {

absl::StatusOr<v1::ListRulesetsResponse> RulesetHandler::List(
    const v1::ListRulesetsRequest& request) const {
  std::string list = "rulesets";
  for (const auto& ruleset : library_->rulesets())
    absl::StrAppend(&list, "/", ruleset->data().fingerprint);
  RequestFaults faults;
  const Page page = PageOf({request.page_size(), request.page_token()}, list,
                           static_cast<int>(library_->rulesets().size()), kMaxPage, faults);
  if (!faults.empty()) return faults.ToStatus();
  v1::ListRulesetsResponse response;
  for (int i = page.first; i < page.last; ++i)
    *response.add_rulesets() = DescribeRuleset(*library_->rulesets()[static_cast<std::size_t>(i)]);
  response.set_next_page_token(page.next_page_token);
  return response;
}

absl::StatusOr<v1::Ruleset> RulesetHandler::Get(const v1::GetRulesetRequest& request) const {
  if (request.name().empty())
    return FieldError(FaultKind::kInvalid, "name", "missing: want rulesets/<id>");
  const absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset = library_->Find(request.name());
  if (ruleset.ok()) return DescribeRuleset(**ruleset);
  return FieldError(absl::IsNotFound(ruleset.status()) ? FaultKind::kNotFound
                                                       : FaultKind::kInvalid,
                    "name", std::string(ruleset.status().message()));
}

v1::Ruleset DescribeRuleset(const Ruleset& ruleset) {
  const RulesetData& data = ruleset.data();
  v1::Ruleset out;
  out.set_name(ruleset.name());
  out.set_fingerprint(data.fingerprint);
  out.set_title(data.title.id);
  out.set_effective_from(absl::FormatCivilTime(data.effective_from));
  if (data.effective_to.has_value())
    out.set_effective_to(absl::FormatCivilTime(*data.effective_to));
  out.set_kbli_edition(static_cast<v1::KbliEdition>(data.edition));
  if (data.data_as_of.has_value()) out.set_data_as_of(absl::FormatCivilTime(*data.data_as_of));
  out.set_active(true);  // each ruleset held answers for the dates that it covers
  out.set_rows(ruleset.row_count());
  for (const Citation& source : data.sources) *out.add_sources() = RenderCitation(source);
  return out;
}

}  // namespace izin
