// Activities at random, with whatever they may say; never contradictory.

#ifndef IZIN_TESTS_CLASSIFIER_RANDOM_ACTIVITY_H_
#define IZIN_TESTS_CLASSIFIER_RANDOM_ACTIVITY_H_

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "classifier/activity.h"
#include "classifier/ruleset.h"

namespace izin::testing {

class RandomActivities {
 public:
  RandomActivities(const Ruleset& ruleset, std::uint64_t seed) : ruleset_(ruleset), random_(seed) {}

  BusinessActivity Next() {
    BusinessActivity activity;
    const int code = Below(ruleset_.kbli().subclass_count());
    activity.code = ruleset_.kbli().CodeAt(code);
    activity.edition = ruleset_.data().edition;
    const auto scopes = ruleset_.scopes_of(code);
    if (!scopes.empty() && Below(2) == 0) {
      const int scope = Below(static_cast<int>(scopes.size()));
      activity.scope = ScopeChoice{.code = activity.code,
                                   .number = scopes[static_cast<std::size_t>(scope)].number};
    }
    activity.foreign = Below(8) == 0;
    activity.scale =
        activity.foreign ? BusinessScale::kLarge : static_cast<BusinessScale>(1 + Below(4));
    for (int location = 1; location <= 3; ++location) {
      if (Below(3) == 0) activity.locations.push_back(static_cast<LocationType>(location));
    }
    if (activity.locations.empty()) activity.locations = {LocationType::kLand};
    SetPlace(activity);
    SetProject(activity);
    return activity;
  }

  int Below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(random_); }

 private:
  void SetPlace(BusinessActivity& activity) {
    activity.zone = static_cast<Zone>(Below(5));
    activity.extent = static_cast<AdministrativeExtent>(Below(4));
    activity.rdtr = static_cast<RdtrStatus>(Below(4));
    activity.land_condition = static_cast<LandCondition>(Below(8));
    const bool contradicts =
        activity.land_condition == LandCondition::kRegisteredEstate && activity.zone == Zone::kNone;
    if (contradicts) activity.zone = Zone::kUnspecified;
    activity.moving_vessel = Below(4) == 0;
    if (!activity.moving_vessel) activity.settled_days = Below(3) * 20;
    activity.conservation_core_zone = Below(6) == 0;
    activity.distance_nm = Below(3) * 10;
    activity.forest_function = static_cast<ForestFunction>(Below(5));
    activity.forest_use = static_cast<ForestUse>(Below(7));
    activity.adjoins_protected_area = Below(4) == 0;
    if (Below(6) == 0) {
      activity.region_codes = {Below(2) == 0 ? "3171" : "1271"};
      activity.extent = AdministrativeExtent::kWithinRegency;
    }
  }

  void SetProject(BusinessActivity& activity) {
    activity.construction = static_cast<Construction>(Below(5));
    activity.environment = static_cast<EnvironmentalScreening>(Below(4));
    activity.land_area_ha = Below(3) * 2.0;
    const std::vector<std::string>& forms = ruleset_.data().legal_forms;
    if (Below(3) == 0 && forms.size() > 1) {
      activity.legal_form =
          forms[static_cast<std::size_t>(1 + Below(static_cast<int>(forms.size()) - 1))];
    }
    for (const char* held : {"NIB", "PELEPASAN_KAWASAN_HUTAN", "PKKPR"}) {
      if (Below(4) == 0) activity.held_permits.emplace_back(held);
    }
    std::sort(activity.held_permits.begin(), activity.held_permits.end());
    const auto& parameters = ruleset_.data().authority_parameters;
    if (!parameters.empty() && Below(5) == 0) {
      const int at = Below(static_cast<int>(parameters.size()));
      const AuthorityParameter& parameter = parameters[static_cast<std::size_t>(at)];
      const bool is_foreign = parameter.pair.condition.kind == AuthorityCondition::Kind::kForeign;
      if (!is_foreign || activity.foreign) activity.authority_parameters = {parameter.id};
    }
  }

  const Ruleset& ruleset_;
  std::mt19937_64 random_;
};

}  // namespace izin::testing

#endif  // IZIN_TESTS_CLASSIFIER_RANDOM_ACTIVITY_H_
