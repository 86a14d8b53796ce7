// The validated input of a decision.

#ifndef IZIN_CLASSIFIER_ACTIVITY_H_
#define IZIN_CLASSIFIER_ACTIVITY_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "classifier/enums.h"
#include "classifier/kbli_code.h"

namespace izin {

// A scope chosen by the applicant: "56101-2".
struct ScopeChoice {
  KbliCode code;
  int number = 0;

  friend bool operator==(const ScopeChoice&, const ScopeChoice&) = default;
};

// Kegiatan usaha: one activity at one place. Every field was validated at the edge and every
// derived value is filled in: `scale` is never kUnspecified, `edition` never kUnspecified, `extent`
// includes what the regions say, `foreign` includes what the actor type says.
struct BusinessActivity {
  KbliCode code;
  KbliEdition edition = KbliEdition::k2025;
  std::optional<ScopeChoice> scope;
  BusinessScale scale = BusinessScale::kMicro;
  std::vector<LocationType> locations;  // distinct, ascending, at least one
  std::int64_t capital_idr = 0;         // modal usaha without land and building; 0 = not given
  std::int64_t annual_sales_idr = 0;    // 0 = not given
  bool foreign = false;                 // penanaman modal asing, or a foreign actor
  bool scale_mismatch = false;          // the amounts derive another scale than the one given
  Zone zone = Zone::kUnspecified;
  AdministrativeExtent extent = AdministrativeExtent::kUnspecified;
  RdtrStatus rdtr = RdtrStatus::kUnspecified;
  LandCondition land_condition = LandCondition::kUnspecified;
  int settled_days = 0;  // continuous calendar days at one place at sea; 0 = not known
  bool moving_vessel = false;
  bool conservation_core_zone = false;
  double distance_nm = 0;  // nautical miles from the coast; 0 = not known
  ForestFunction forest_function = ForestFunction::kUnspecified;
  ForestUse forest_use = ForestUse::kUnspecified;
  Construction construction = Construction::kUnspecified;
  EnvironmentalScreening environment = EnvironmentalScreening::kUnspecified;
  bool adjoins_protected_area = false;
  std::vector<std::string> held_permits;  // codes of any shipped ruleset, sorted, distinct
  std::vector<std::string> region_codes;  // Kemendagri, four digits, sorted, distinct
  ActorType actor_type = ActorType::kUnspecified;
  double land_area_ha = 0;                        // 0 = not known
  std::string legal_form;                         // empty = not given
  std::vector<std::string> authority_parameters;  // sorted, distinct
};

}  // namespace izin

#endif  // IZIN_CLASSIFIER_ACTIVITY_H_
