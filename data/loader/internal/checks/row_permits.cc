#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"

#include "data/loader/internal/checks/checks.h"

namespace izin::internal {
namespace {

bool IsLicence(PermitCategory category) {
  return category == PermitCategory::kLicence || category == PermitCategory::kStandardCertificate;
}

// One row that gives permits.
class RowCheck {
 public:
  RowCheck(const Checked& in, const CheckedRow& checked, RuleIssues& out)
      : in_(in), checked_(checked), out_(out) {}

  void Run() {
    const RowOutcome& then = checked_.row.then();
    for (int i = 0; i < then.permit_size(); ++i)
      CheckLine(then.permit(i), checked_.position.Nested("then").Nested("permit", i));
    if (checked_.role != TableRole::kLicences || then.permit().empty() || identities_ == 1) return;
    checked_.position.Nested("then").AddFollowing(
        out_, {in_.PathOf("permits.textproto")},
        absl::StrCat("row ", checked_.row.id(), " gives ", identities_,
                     " permits of category IDENTITY: want exactly one beside the licences"));
  }

 private:
  void CheckLine(const PermitLine& line, const Position& position) {
    if (!codes_.insert(line.code()).second) {
      position.Field("code").AddError(
          out_, absl::StrCat("row ", checked_.row.id(), " gives ", line.code(), " twice"));
    }
    const izin::Permit* permit = in_.FindPermit(line.code());
    if (permit == nullptr) return;  // told where it is read
    if (permit->category == PermitCategory::kIdentity) ++identities_;
    if (const std::string objection = Objection(permit->category); !objection.empty()) {
      position.Field("code").AddError(
          out_, absl::StrCat("row ", checked_.row.id(), " gives ", line.code(), ", ", objection));
    }
    if (!line.term_from_official_row()) return;
    if (checked_.role == TableRole::kLicences && IsLicence(permit->category)) return;
    position.Field("term_from_official_row")
        .AddError(out_, absl::StrCat("row ", checked_.row.id(), ": only the licence of a table in ",
                                     "role LICENCES has a term_from_official_row"));
  }

  // Why the row cannot give a permit of a category; empty: it can.
  std::string Objection(PermitCategory category) const {
    if (category == PermitCategory::kSupporting)
      return "of category SUPPORTING: such a permit only may apply, and nobody issues it here";
    const bool is_of_licences = category == PermitCategory::kIdentity || IsLicence(category);
    if (checked_.role == TableRole::kLicences && !is_of_licences)
      return "which is neither the IDENTITY nor a LICENCE or STANDARD_CERTIFICATE";
    if (checked_.role != TableRole::kLicences && category == PermitCategory::kIdentity)
      return "of category IDENTITY, which only a table in role LICENCES gives";
    return "";
  }

  const Checked& in_;
  const CheckedRow& checked_;
  RuleIssues& out_;
  absl::flat_hash_set<std::string> codes_;
  int identities_ = 0;
};

}  // namespace

// The identity comes first, then what the places need, then the licence: the engine tells them
// apart by category.
void CheckRowPermits(const Checked& in, RuleIssues& out) {
  for (const CheckedRow& checked : in.rows) RowCheck(in, checked, out).Run();
}

}  // namespace izin::internal
