// Full requests at random, from a seed.

#ifndef IZIN_TESTS_SERVICE_RANDOM_REQUESTS_H_
#define IZIN_TESTS_SERVICE_RANDOM_REQUESTS_H_

#include <cstdint>
#include <initializer_list>
#include <string>

#include "izin/v1/permit_classification_service.pb.h"
#include "tests/classifier/random_activity.h"
#include "tests/service/answering.h"

namespace izin::testing {

inline void SetPlace(const BusinessActivity& activity, v1::BusinessActivity& out) {
  for (LocationType location : activity.locations)
    out.add_locations(static_cast<v1::LocationType>(location));
  out.set_zone(static_cast<v1::Zone>(activity.zone));
  out.set_extent(static_cast<v1::AdministrativeExtent>(activity.extent));
  out.set_rdtr(static_cast<v1::RdtrStatus>(activity.rdtr));
  out.set_land_condition(static_cast<v1::LandCondition>(activity.land_condition));
  out.mutable_sea()->set_settled_days(activity.settled_days);
  out.mutable_sea()->set_moving_vessel(activity.moving_vessel);
  out.mutable_sea()->set_conservation_core_zone(activity.conservation_core_zone);
  out.mutable_sea()->set_distance_nm(activity.distance_nm);
  out.mutable_forest()->set_function(static_cast<v1::ForestFunction>(activity.forest_function));
  out.mutable_forest()->set_use(static_cast<v1::ForestUse>(activity.forest_use));
  out.set_adjoins_protected_area(activity.adjoins_protected_area);
  for (const std::string& region : activity.region_codes) out.add_region_codes(region);
}

inline v1::BusinessActivity ActivityOf(const BusinessActivity& activity) {
  v1::BusinessActivity out;
  out.set_kbli_code(activity.code.ToString());
  if (activity.scope.has_value()) {
    out.set_scope_id(activity.scope->code.ToString() + "-" +
                     std::to_string(activity.scope->number));
  }
  out.set_scale(static_cast<v1::BusinessScale>(activity.scale));
  out.mutable_investment()->set_foreign(activity.foreign);
  SetPlace(activity, out);
  out.set_construction(static_cast<v1::Construction>(activity.construction));
  out.set_environment(static_cast<v1::EnvironmentalScreening>(activity.environment));
  out.set_land_area_ha(activity.land_area_ha);
  out.set_legal_form(activity.legal_form);
  for (const std::string& code : activity.held_permits) out.add_held_permits(code);
  for (const std::string& id : activity.authority_parameters) out.add_authority_parameters(id);
  return out;
}

// Every field of RandomActivities, and all that changes how the answer is written or under which
// rules.
class RandomRequests {
 public:
  explicit RandomRequests(std::uint64_t seed) : activities_(Library()->latest(), seed) {}

  v1::ClassifyActivityRequest Next() {
    v1::ClassifyActivityRequest request;
    v1::BusinessActivity& activity = *request.mutable_activity() = ActivityOf(activities_.Next());
    activity.mutable_investment()->set_capital_idr(Pick<std::int64_t>(
        {0, 0, 0, 900'000'000, 6'000'000'000, 10'000'000'000, 50'000'000'000'000}));
    activity.mutable_investment()->set_annual_sales_idr(
        Pick<std::int64_t>({0, 0, 0, 1'000'000'000, 20'000'000'000}));
    activity.set_actor_type(
        activity.investment().foreign()
            ? Pick({v1::ACTOR_TYPE_UNSPECIFIED, v1::ACTOR_TYPE_FOREIGN_ENTITY})
            : Pick({v1::ACTOR_TYPE_UNSPECIFIED, v1::ACTOR_TYPE_ENTITY, v1::ACTOR_TYPE_INDIVIDUAL}));
    for (int held = activities_.Below(3); held > 0; --held) {
      const auto& supporting = Library()->latest().data().supporting_permits;
      activity.add_held_permits(supporting[static_cast<std::size_t>(activities_.Below(
                                               static_cast<int>(supporting.size())))]
                                    .code);
    }
    SetForm(request);
    return request;
  }

  int Below(int limit) { return activities_.Below(limit); }

 private:
  template <typename T>
  T Pick(std::initializer_list<T> values) {
    return values.begin()[activities_.Below(static_cast<int>(values.size()))];
  }

  void SetForm(v1::ClassifyActivityRequest& request) {
    request.set_view(Pick({v1::CLASSIFICATION_VIEW_UNSPECIFIED, v1::CLASSIFICATION_VIEW_BASIC,
                           v1::CLASSIFICATION_VIEW_FULL, v1::CLASSIFICATION_VIEW_FULL}));
    request.set_language_code(Pick<std::string>({"", "", "id", "en"}));
    request.set_as_of(Pick<std::string>({"", "", "", "2026-11-24", "2026-10-01", "2026-01-05",
                                         "2025-07-01", "2027-03-01", "2019-05-05"}));
    request.set_ruleset(Pick<std::string>({"", "", "", "", "pp28-2025", "rulesets/pp24-2018"}));
    request.mutable_activity()->set_filed_on(
        Pick<std::string>({"", "", "", "2026-11-24", "2026-12-22", "2027-12-20", "1999-02-28"}));
    request.set_explain(request.view() != v1::CLASSIFICATION_VIEW_BASIC && Below(10) == 0);
  }

  RandomActivities activities_;
};

}  // namespace izin::testing

#endif  // IZIN_TESTS_SERVICE_RANDOM_REQUESTS_H_
