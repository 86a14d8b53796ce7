#include "service/reclassify/pair_maker.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/reclassify/change_rows.h"
#include "service/reclassify/notifications.h"
#include "service/request/request_faults.h"

namespace izin {
namespace {

constexpr std::size_t kShownBytes = 80;

// "56101-2" is a scope of the ruleset.
bool HasScope(const Ruleset& ruleset, absl::string_view id) {
  const std::size_t dash = id.find('-');
  if (dash == absl::string_view::npos || !ruleset.data().has_risk_levels) return false;
  const absl::StatusOr<KbliCode> code = KbliCode::Parse(std::string(id.substr(0, dash)));
  int number = 0;
  if (!code.ok() || !absl::SimpleAtoi(id.substr(dash + 1), &number)) return false;
  const std::optional<int> index = ruleset.kbli().IndexOf(*code);
  return index.has_value() && ruleset.FindScope(*index, number) != nullptr;
}

// Takes away what only the other ruleset has.
void KeepWhatExists(const Ruleset& ruleset, const Ruleset& other, v1::BusinessActivity& activity) {
  if (!HasScope(ruleset, activity.scope_id()) && HasScope(other, activity.scope_id()))
    activity.clear_scope_id();
  auto& ids = *activity.mutable_authority_parameters();
  ids.erase(std::remove_if(ids.begin(), ids.end(),
                           [&](const std::string& id) {
                             return ruleset.FindAuthorityParameter(id) < 0 &&
                                    other.FindAuthorityParameter(id) >= 0;
                           }),
            ids.end());
}

RowFault FaultOf(const absl::Status& status, const TypedRow& row) {
  const std::optional<google::rpc::BadRequest> details = BadRequestOf(status);
  if (!details.has_value() || details->field_violations().empty())
    return {.field = "", .value = "", .reason = std::string(status.message())};
  const auto& first = details->field_violations(0);
  const std::optional<RowField> field = FieldOfPath(first.field());
  RowFault fault{.field = std::string(field.has_value() ? ColumnName(*field) : first.field()),
                 .value = field.has_value() ? Excerpt(row.texts[*field], kShownBytes) : "",
                 .reason = first.description()};
  for (int i = 1; i < details->field_violations_size(); ++i) {
    const auto& other = details->field_violations(i);
    const std::optional<RowField> column = FieldOfPath(other.field());
    absl::StrAppend(&fault.reason, "; also ",
                    column.has_value() ? ColumnName(*column) : absl::string_view(other.field()),
                    " ", other.description());
  }
  return fault;
}

}  // namespace

void PairMaker::FillRequest(const TypedRow& row, std::uint8_t from, const Ruleset& ruleset,
                            const Ruleset& other) {
  v1::BusinessActivity& activity = *request_.mutable_activity();
  FillActivity(row, activity);
  if (activity.kbli_edition() == v1::KBLI_EDITION_UNSPECIFIED)
    activity.set_kbli_edition(static_cast<v1::KbliEdition>(rulesets_.earlier()[from].edition));
  if (&ruleset != &other) KeepWhatExists(ruleset, other, activity);
  request_.set_ruleset(ruleset.versioned_name());
}

bool PairMaker::Ask(const TypedRow& row, DecidedUnder& decided, RowFault& fault) const {
  const auto answer =
      pipeline_.Answer(Question{.request = &request_, .moment = &moment_, .decided = &decided});
  if (!answer.ok()) fault = FaultOf(answer.status(), row);
  return answer.ok();
}

bool PairMaker::AskLater(const TypedRow& row, std::uint8_t from, RowFault& fault) {
  FillRequest(row, from, *rulesets_.later().ruleset, *rulesets_.earlier()[from].ruleset);
  return Ask(row, to_, fault);
}

bool PairMaker::AskEarlier(const TypedRow& row, std::uint8_t from, RowFault& fault) {
  if (IsSame(from)) return true;
  FillRequest(row, from, *rulesets_.earlier()[from].ruleset, *rulesets_.later().ruleset);
  return Ask(row, from_, fault);
}

bool PairMaker::Make(const TypedRow& row, std::uint8_t from, ComparedPair& pair, RowFault& fault) {
  if (!AskLater(row, from, fault) || !AskEarlier(row, from, fault)) return false;
  const Comparison comparison = Compare(row, earlier(from), later());
  const internal::ReclassifiedActivity change = ChangeOf(comparison, form_.explain);
  pair.figures = FiguresOf(comparison);
  pair.change = std::make_shared<const std::string>(form_.format == RegistryFormat::kCsv
                                                        ? CsvTail(comparison, change, form_.explain)
                                                        : NdjsonTail(change));
  pair.notification = nullptr;
  if (form_.with_notifications && pair.figures.is_changed())
    pair.notification = std::make_shared<const std::string>(NotificationTail(comparison));
  return true;
}

}  // namespace izin
