#include "classifier/internal/offices.h"

#include <algorithm>

#include "classifier/internal/official_page.h"
#include "classifier/internal/warn.h"

namespace izin::internal {
namespace {

class OfficeChooser {
 public:
  explicit OfficeChooser(Run& run) : run_(run) {}

  void Choose() {
    ChooseLicenceOffice();
    for (PermitDecision& decided : run_.decision.permits)
      decided.office = InRegion(OfficeFor(decided));
    WarnOfIgnoredParameters();
  }

 private:
  // National law first; where its row yields, what the official page says.
  void ChooseLicenceOffice() {
    const TableRow* row = run_.Find(TableRole::kAuthority);
    Decision& decision = run_.decision;
    if (row == nullptr) return;
    if (!row->yields_to_page || decision.code_index < 0) {
      decision.authority = InRegion(OfficeOf(row));
      if (row->weakest == Verification::kUnverified)
        Warn(decision, EngineNotice::kAuthorityNotConfirmed, row);
      return;
    }
    const LicenceOffice office =
        OfficeByPage(decision, {run_.activity, run_.facts()}, *row, &decision.scope_offices);
    decision.authority = office.choice;
    WarnOfDoubt(office);
    const Notice* notice = run_.ruleset.notice(EngineNotice::kAuthorityOverlap);
    if (office.overlap != nullptr && notice != nullptr)
      decision.warnings.push_back({.notice = notice, .office = office.overlap});
  }

  // Where no page of the code names the office, and where the scopes name several.
  void WarnOfDoubt(const LicenceOffice& office) {
    Decision& decision = run_.decision;
    const Notice* notice = run_.ruleset.notice(EngineNotice::kAuthorityNotConfirmed);
    if (decision.scope_offices.size() < 2) decision.scope_offices.clear();
    if (notice == nullptr) return;
    if (office.pattern != nullptr) {
      decision.warnings.push_back({.notice = notice,
                                   .value = office.pattern->codes_alike,
                                   .other = office.pattern->kbli,
                                   .of = NoticeCase::kPattern});
    } else if (!office.is_confirmed) {
      decision.warnings.push_back({.notice = notice, .row = office.choice.row});
    }
    if (!decision.scope_offices.empty())
      decision.warnings.push_back({.notice = notice, .of = NoticeCase::kScopesDiffer});
  }

  OfficeChoice OfficeOf(const TableRow* row) const {
    if (row == nullptr) return {};
    return {.office = run_.ruleset.OfficeAt(row->office), .row = row, .basis = nullptr};
  }

  OfficeChoice OfficeFor(const PermitDecision& decided) {
    const Permit& permit = *decided.permit;
    if (const Office* office = run_.ruleset.OfficeAt(decided.line->office); office != nullptr)
      return {.office = office, .row = decided.row, .basis = nullptr};
    switch (permit.issued_by) {
      case IssuedBy::kFixedOffice:
        return {.office = run_.ruleset.OfficeAt(permit.office), .row = nullptr, .basis = nullptr};
      case IssuedBy::kLicenceOffice:
        return run_.decision.authority;
      case IssuedBy::kBaseTable: {
        return OfficeOf(
            run_.FindWith(TableRole::kAuthorityBase, Input::kPermit, permit.authority_key));
      }
      case IssuedBy::kEnvironmentTable: {
        // An automatic environmental approval is the system's own act (PP 28/2025 arts 98(2),
        // 99(1)).
        if (decided.line->automatic) {
          return {.office = run_.ruleset.oss_institution(), .row = decided.row, .basis = nullptr};
        }
        if (run_.decision.authority.office == nullptr) return {};
        const auto kind = static_cast<int>(run_.decision.authority.office->kind);
        return OfficeOf(
            run_.FindWith(TableRole::kAuthorityEnvironment, Input::kLicenceOffice, kind));
      }
    }
    return {};
  }

  OfficeChoice InRegion(OfficeChoice choice) const {
    if (choice.office == nullptr) return choice;
    const auto index = static_cast<int>(choice.office - run_.ruleset.data().offices.data());
    choice.office = run_.ruleset.OfficeAt(OfficeInRegion(run_.ruleset, index, run_.facts()));
    return choice;
  }

  // A parameter that no page of the answer names decides nothing here.
  void WarnOfIgnoredParameters() {
    for (const std::string& id : run_.activity.authority_parameters) {
      const int parameter = run_.ruleset.FindAuthorityParameter(id);
      bool is_named = false;
      ForEachScope(run_.decision, [&](const Scope& scope, std::size_t) {
        const OfficialRow* page = run_.ruleset.official_row(scope, run_.decision.scale);
        is_named = is_named || (page != nullptr && Names(*page, parameter));
      });
      if (is_named) continue;
      Warn(run_.decision, EngineNotice::kInputIgnored, nullptr, "activity.authority_parameters");
      return;
    }
  }

  static bool Names(const OfficialRow& page, int parameter) {
    return parameter >= 0 && std::any_of(page.pairs.begin(), page.pairs.end(),
                                         [parameter](const AuthorityPair& pair) {
                                           return pair.parameter == parameter;
                                         });
  }

  Run& run_;
};

}  // namespace

void ChooseOffices(Run& run) { OfficeChooser(run).Choose(); }

}  // namespace izin::internal
