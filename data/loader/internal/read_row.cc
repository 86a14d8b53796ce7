#include "data/loader/internal/read_row.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

#include "classifier/inputs.h"

namespace izin::internal {
namespace {

Verification Weakest(const std::vector<izin::Citation>& citations) {
  Verification weakest = Verification::kUnspecified;
  for (const izin::Citation& citation : citations)
    weakest = std::max(weakest, citation.verification);
  return weakest;
}

// Resolves one row of a table.
class RowReader {
 public:
  RowReader(Assembly& assembly, const Row& row, TableRole role)
      : assembly_(assembly),
        row_(row),
        position_(assembly.positions.Of(row, row.where())),
        role_(role) {}

  TableRow Read() {
    TableRow out{.id = row_.id(), .where = row_.where()};
    out.conditions = ResolveConditions(assembly_, row_.when(), row_.except(), position_,
                                       /*use_authority_keys=*/role_ == TableRole::kAuthorityBase);
    ReadOutcome(out);
    out.note = OptionalText("note", row_.note(), position_, assembly_.issues);
    out.legal_basis =
        ResolveCitations(row_.legal_basis(), "legal_basis", position_, assembly_.issues);
    out.weakest = Weakest(out.legal_basis);
    CheckOutcome(row_.then(), out);
    return out;
  }

 private:
  void ReadOutcome(TableRow& out) {
    const RowOutcome& then = row_.then();
    const Position position = position_.Nested("then");
    for (int i = 0; i < then.permit_size(); ++i)
      out.permits.push_back(ReadPermit(then.permit(i), position.Nested("permit", i)));
    out.refused = then.refused();
    out.not_licensed = then.not_licensed();
    out.then_land = then.then_land();
    out.yields_to_page = then.yields_to_page();
    out.office = Find("office", assembly_.office_by_id, then.office(), position.Field("office"));
    for (int i = 0; i < then.warning_size(); ++i) {
      const int notice =
          Find("warning", assembly_.notice_by_code, then.warning(i), position.Field("warning", i));
      if (notice >= 0) out.notices.push_back(notice);
    }
    ReadCommitments(then, position, out);
    ReadAdjustment(then, position, out);
  }

  // `what` is "permit", "office" or "warning".
  int Find(absl::string_view what, const IndexByName& names, const std::string& name,
           const Position& position) {
    if (name.empty()) return -1;
    const auto it = names.find(name);
    if (it != names.end()) return it->second;
    const std::string file =
        absl::StrCat(what == "warning" ? "notice" : what, "s.textproto");  // the catalogue
    position.AddFollowing(assembly_.issues, {assembly_.PathOf(file)},
                          absl::StrCat("unknown ", what, " \"", name, "\": want one of ", file));
    return -1;
  }

  RowPermit ReadPermit(const PermitLine& line, const Position& position) {
    RowPermit out;
    out.permit = Find("permit", assembly_.permit_by_code, line.code(), position.Field("code"));
    if (line.code().empty()) position.AddError(assembly_.issues, "missing permit code");
    out.automatic = line.automatic();
    out.flag = line.automatic() ? CommitmentFlag::kAutomatic : CommitmentFlag::kCommitment;
    if (!line.flag().empty()) {
      out.flag = ResolveEnum<CommitmentFlag>("flag", line.flag(), position.Field("flag"),
                                             assembly_.issues);
    }
    out.working_days = line.working_days();
    out.working_days_with_repairs = line.working_days_with_repairs();
    out.deemed_approved = line.deemed_approved();
    out.term_from_official_row = line.term_from_official_row();
    out.office = Find("office", assembly_.office_by_id, line.office(), position.Field("office"));
    out.held_with =
        Find("permit", assembly_.permit_by_code, line.held_with(), position.Field("held_with"));
    out.note = OptionalText("note", line.note(), position, assembly_.issues);
    return out;
  }

  void ReadCommitments(const RowOutcome& then, const Position& position, TableRow& out) {
    for (int i = 0; i < then.commitment_size(); ++i) {
      const auto it = assembly_.commitments_by_code.find(then.commitment(i));
      if (it == assembly_.commitments_by_code.end()) {
        position.Field("commitment", i)
            .AddFollowing(assembly_.issues, {assembly_.PathOf("commitments.textproto")},
                          absl::StrCat("unknown commitment \"", then.commitment(i),
                                       "\": want one of commitments.textproto"));
        continue;
      }
      out.commitments.insert(out.commitments.end(), it->second.begin(), it->second.end());
    }
  }

  void ReadAdjustment(const RowOutcome& then, const Position& position, TableRow& out) {
    if (!then.has_adjust()) return;
    const Position at = position.Nested("adjust");
    const std::optional<Input> input = InputByName(then.adjust().input());
    if (!input.has_value() || ValueNames(*input).empty() || IsSet(*input)) {
      at.AddError(assembly_.issues,
                  absl::StrCat("input \"", then.adjust().input(), "\": want an enumerated input"));
      return;
    }
    out.adjusted_input = *input;
    out.adjusted_value = ResolveName(then.adjust().input(), then.adjust().value(),
                                     ValueNames(*input), at, assembly_.issues)
                             .value_or(0);
  }

  // An empty `then` is a fault: a row that requires nothing says `none`.
  void CheckOutcome(const RowOutcome& then, const TableRow& out) {
    const bool says_something = !out.permits.empty() || then.none() || then.refused() ||
                                then.not_licensed() || !then.office().empty() ||
                                then.warning_size() > 0 || then.commitment_size() > 0 ||
                                then.has_adjust();
    if (!says_something)
      position_.AddError(assembly_.issues,
                         absl::StrCat("row ", row_.id(), ": `then` says nothing"));
    if (then.then_land() && out.permits.empty()) {
      position_.AddError(assembly_.issues,
                         absl::StrCat("row ", row_.id(), ": then_land without the release permit"));
    }
    if (then.none() && !out.permits.empty()) {
      position_.AddError(assembly_.issues,
                         absl::StrCat("row ", row_.id(), ": both `none` and permits"));
    }
  }

  Assembly& assembly_;
  const Row& row_;
  Position position_;
  TableRole role_;
};

}  // namespace

TableRow ReadRow(Assembly& assembly, const Row& row, TableRole role) {
  return RowReader(assembly, row, role).Read();
}

}  // namespace izin::internal
