#include <string>

#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

// Where conditions stand: in a row of a table in a role, or in a commitment.
struct Place {
  std::string name;
  bool knows_permits = false;
  bool knows_licence_office = false;
};

Place PlaceOf(const CheckedRow& checked) {
  return {.name = absl::StrCat("a row of a table in role ", Name(checked.role)),
          .knows_permits =
              checked.role == TableRole::kNotes || checked.role == TableRole::kAuthorityBase,
          .knows_licence_office = checked.role == TableRole::kAuthorityEnvironment};
}

class ConditionCheck {
 public:
  ConditionCheck(const Checked& in, RuleIssues& out) : in_(in), out_(out) {}

  void Check(const internal::Conditions& conditions, const Position& position, const Place& place) {
    Refuse(conditions.permit_size() > 0 && !place.knows_permits, "permit",
           "the permits are not known there", position, place);
    Refuse(conditions.licence_office_size() > 0 && !place.knows_licence_office, "licence_office",
           "the office of the licence is not known there", position, place);
    Refuse(conditions.risk_size() > 0 && !in_.out.has_risk_levels, "risk",
           "the ruleset has no risk levels", position, place);
  }

 private:
  void Refuse(bool is_wrong, absl::string_view field, absl::string_view reason,
              const Position& position, const Place& place) {
    if (!is_wrong) return;
    position.Field(field, 0).AddError(
        out_, absl::StrCat("condition on ", field, " in ", place.name, ": ", reason));
  }

  const Checked& in_;
  RuleIssues& out_;
};

}  // namespace

// A condition on what is not known where it is read would hold never, or always.
void CheckConditionInputs(const Checked& in, RuleIssues& out) {
  ConditionCheck check(in, out);
  for (const CheckedRow& checked : in.rows) {
    const Place place = PlaceOf(checked);
    check.Check(checked.row.when(), checked.position.Nested("when"), place);
    check.Check(checked.row.except(), checked.position.Nested("except"), place);
  }
  const Place commitment{.name = "a commitment", .knows_permits = true};
  for (const CommitmentEntry& entry : in.rules().commitment()) {
    const Position position = in.At(entry);
    check.Check(entry.when(), position.Nested("when"), commitment);
    check.Check(entry.except(), position.Nested("except"), commitment);
  }
}

}  // namespace izin::internal
