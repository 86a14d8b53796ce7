#include "service/lookup/risk_handler.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

#include "service/base/excerpt.h"
#include "service/render/render_classification.h"
#include "service/request/request_faults.h"
#include "service/request/request_limits.h"

namespace izin {
namespace {

constexpr int kMaxValue = 4;

void CheckValue(const std::string& path, int value, RequestFaults& faults) {
  if (value >= 1 && value <= kMaxValue) return;
  faults.Add(FaultKind::kInvalid, path,
             FaultText{.en = absl::StrCat(value, ": want 1 to ", kMaxValue),
                       .id = absl::StrCat(value, ": tulis 1 sampai ", kMaxValue)});
}

absl::Status Validate(const v1::AssessRiskRequest& request) {
  RequestFaults faults;
  if (!IsWithinLimits(request, faults)) return faults.ToStatus();
  if (request.aspects().empty()) {
    faults.Add(FaultKind::kInvalid, "aspects",
               FaultText{.en = "missing: want at least one aspect",
                         .id = "belum diisi: tulis sedikitnya satu aspek"});
  }
  std::set<std::string> names;
  for (int i = 0; i < request.aspects_size(); ++i) {
    const v1::HazardAssessment& aspect = request.aspects(i);
    const std::string path = absl::StrCat("aspects[", i, "]");
    if (aspect.aspect().empty()) {
      faults.Add(FaultKind::kInvalid, path + ".aspect",
                 FaultText{.en = "missing: want a name, for example health",
                           .id = "belum diisi: tulis nama aspek, misalnya health"});
    } else if (!names.insert(aspect.aspect()).second) {
      const std::string quoted = absl::StrCat("\"", Excerpt(aspect.aspect(), 40), "\"");
      faults.Add(FaultKind::kInvalid, path + ".aspect",
                 FaultText{.en = quoted + " is given twice", .id = quoted + " disebut dua kali"});
    }
    CheckValue(path + ".hazard", aspect.hazard(), faults);
    CheckValue(path + ".likelihood", aspect.likelihood(), faults);
  }
  return faults.ToStatus();
}

// The permits that table `licences` gives at a level outside every zone.
void AddLicences(const Ruleset& ruleset, RiskLevel risk, v1::AssessRiskResponse& response) {
  const DecisionTable* table = ruleset.table(TableRole::kLicences);
  if (table == nullptr) return;
  Facts facts;
  facts.SetEnum(Input::kRisk, risk);
  for (const RowPermit& line :
       table->rows[static_cast<std::size_t>(table->index.Find(facts))].permits) {
    response.add_licences(ruleset.permit(line.permit).code);
  }
}

}  // namespace

absl::StatusOr<v1::AssessRiskResponse> RiskHandler::Assess(
    const v1::AssessRiskRequest& request) const {
  if (absl::Status status = Validate(request); !status.ok()) return status;
  absl::StatusOr<std::shared_ptr<const Ruleset>> ruleset =
      rulesets_.Current()->InForceOn(TodayInJakarta(clock_));
  if (!ruleset.ok()) return ruleset.status();
  v1::AssessRiskResponse response;
  RiskLevel highest = RiskLevel::kUnspecified;
  const ScoringCell* decisive = nullptr;
  for (const v1::HazardAssessment& aspect : request.aspects()) {
    const int at = (aspect.hazard() - 1) * kMaxValue + aspect.likelihood() - 1;
    const ScoringCell& cell = (*ruleset)->data().scoring[static_cast<std::size_t>(at)];
    if (cell.risk == RiskLevel::kUnspecified) {
      return absl::FailedPreconditionError(
          absl::StrCat((*ruleset)->name(), " has no matrix of hazard and likelihood"));
    }
    v1::AspectRisk& out = *response.add_aspects();
    out.set_aspect(aspect.aspect());
    out.set_score(aspect.hazard() * aspect.likelihood());
    out.set_risk_level(static_cast<v1::RiskLevel>(cell.risk));
    if (cell.risk > highest) decisive = &cell;
    highest = std::max(highest, cell.risk);
  }
  response.set_risk_level(static_cast<v1::RiskLevel>(highest));
  AddLicences(**ruleset, highest, response);
  for (const Citation& citation : decisive->legal_basis) {
    *response.add_legal_basis() = RenderCitation(citation);
  }
  return response;
}

}  // namespace izin
