#include "service/request/validate_activity.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

#include "classifier/scale.h"
#include "service/base/excerpt.h"
#include "service/request/checked_enum.h"
#include "service/request/parse_date.h"
#include "service/request/validate_code.h"

namespace izin {
namespace {

FaultText ScaleMissing() {
  return {.en = absl::StrCat("missing: want ", EnumChoices(*v1::BusinessScale_descriptor()),
                             ", or investment to derive it from"),
          .id =
              "belum diisi: sebutkan mikro, kecil, menengah, atau besar, atau modal usaha atau "
              "penjualan tahunan untuk menentukannya"};
}

// What is not 0 or more.
template <typename Number>
FaultText WantMore(Number value, absl::string_view en, absl::string_view id) {
  return {.en = absl::StrCat(value, ": want 0 or more", en),
          .id = absl::StrCat(value, ": tulis 0 atau lebih", id)};
}

bool IsForeign(const v1::BusinessActivity& in) {
  return in.investment().foreign() || in.actor_type() == v1::ACTOR_TYPE_FOREIGN_ENTITY ||
         in.actor_type() == v1::ACTOR_TYPE_REPRESENTATIVE_OFFICE;
}

// One activity, field by field in the order of their numbers.
class ActivityValidator {
 public:
  ActivityValidator(const v1::BusinessActivity& in, const ActivityContext& context,
                    RequestFaults& faults)
      : in_(in), context_(context), faults_(faults) {}

  BusinessActivity Run() {
    out_.foreign = IsForeign(in_);
    ValidateCode(in_, context_, faults_, out_);
    Scale();
    Locations();
    Investment();
    Zone();
    Extent();
    out_.rdtr = Enum<RdtrStatus>("activity.rdtr", in_.rdtr(), v1::RdtrStatus_IsValid);
    LandCondition();
    Sea();
    Forest();
    out_.construction =
        Enum<Construction>("activity.construction", in_.construction(), v1::Construction_IsValid);
    out_.environment = Enum<EnvironmentalScreening>("activity.environment", in_.environment(),
                                                    v1::EnvironmentalScreening_IsValid);
    out_.adjoins_protected_area = in_.adjoins_protected_area();
    HeldPermits();
    Regions();
    out_.actor_type =
        Enum<ActorType>("activity.actor_type", in_.actor_type(), v1::ActorType_IsValid);
    LegalForm();
    LandArea();
    FiledOn();
    AuthorityParameters();
    return std::move(out_);
  }

 private:
  void Invalid(std::string path, FaultText text) {
    faults_.Add(FaultKind::kInvalid, std::move(path), std::move(text));
  }
  void NotFound(std::string path, FaultText text) {
    faults_.Add(FaultKind::kNotFound, std::move(path), std::move(text));
  }

  template <typename Value, typename Proto>
  Value Enum(absl::string_view path, Proto value, bool (*is_valid)(int)) {
    return CheckedEnum<Value>(path, value, is_valid, faults_);
  }

  const Ruleset* ruleset() const { return context_.ruleset; }

  // Or something to derive it from.
  bool HasScale() const {
    return in_.scale() != v1::BUSINESS_SCALE_UNSPECIFIED || out_.foreign ||
           in_.investment().capital_idr() > 0 || in_.investment().annual_sales_idr() > 0;
  }

  void Scale() {
    const BusinessScale given =
        Enum<BusinessScale>("activity.scale", in_.scale(), v1::BusinessScale_IsValid);
    out_.scale = given;
    if (given != BusinessScale::kUnspecified && given != BusinessScale::kLarge && out_.foreign) {
      Invalid("activity.scale",
              {.en = "contradicts foreign capital, which is always BUSINESS_SCALE_LARGE",
               .id = "bertentangan dengan modal asing, yang selalu berskala besar"});
    }
    if (!HasScale()) return Invalid("activity.scale", ScaleMissing());
    if (ruleset() == nullptr) return;
    const std::optional<BusinessScale> derived = DeriveScale(
        ruleset()->data().scale_tiers,
        {.capital_idr = std::max<std::int64_t>(in_.investment().capital_idr(), 0),
         .annual_sales_idr = std::max<std::int64_t>(in_.investment().annual_sales_idr(), 0),
         .foreign = out_.foreign});
    if (v1::BusinessScale_IsValid(in_.scale()) && given == BusinessScale::kUnspecified) {
      out_.scale = derived.value_or(BusinessScale::kUnspecified);
    } else {
      out_.scale_mismatch = derived.has_value() && *derived != given;
    }
  }

  void Locations() {
    if (in_.locations().empty()) {
      return Invalid(
          "activity.locations",
          {.en = "missing: want " + EnumChoices(*v1::LocationType_descriptor()),
           .id = "belum diisi: sebutkan darat, laut, hutan, atau beberapa di antaranya"});
    }
    for (int i = 0; i < in_.locations_size(); ++i) {
      const auto path = [i] { return absl::StrCat("activity.locations[", i, "]"); };
      const int number = static_cast<int>(in_.locations(i));
      if (number < 1 || number > 3) {
        Invalid(path(),
                {.en = absl::StrCat(number, ": want ", EnumChoices(*v1::LocationType_descriptor())),
                 .id = absl::StrCat(number, ": pilih ",
                                    EnumChoices(*v1::LocationType_descriptor(), "atau"))});
        continue;
      }
      const auto location = static_cast<LocationType>(number);
      if (std::find(out_.locations.begin(), out_.locations.end(), location) !=
          out_.locations.end()) {
        const std::string& name = v1::LocationType_Name(in_.locations(i));
        Invalid(path(), {.en = name + " is given twice", .id = name + " disebut dua kali"});
        continue;
      }
      out_.locations.push_back(location);
    }
    std::sort(out_.locations.begin(), out_.locations.end());
  }

  void Investment() {
    out_.capital_idr = Amount("activity.investment.capital_idr", in_.investment().capital_idr());
    out_.annual_sales_idr =
        Amount("activity.investment.annual_sales_idr", in_.investment().annual_sales_idr());
  }

  std::int64_t Amount(absl::string_view path, std::int64_t rupiah) {
    if (rupiah < 0)
      Invalid(std::string(path), WantMore(rupiah, ", in whole rupiah", ", dalam rupiah bulat"));
    return std::max<std::int64_t>(rupiah, 0);
  }

  void Zone() { out_.zone = Enum<izin::Zone>("activity.zone", in_.zone(), v1::Zone_IsValid); }

  // One region lies within a regency; several of one province cross regencies, of several
  // provinces.
  static AdministrativeExtent ExtentOfRegions(const v1::BusinessActivity& in) {
    if (in.region_codes().empty()) return AdministrativeExtent::kUnspecified;
    const bool is_one_regency =
        std::all_of(in.region_codes().begin(), in.region_codes().end(),
                    [&](const std::string& region) { return region == in.region_codes(0); });
    if (is_one_regency) return AdministrativeExtent::kWithinRegency;
    const bool is_one_province = std::all_of(
        in.region_codes().begin(), in.region_codes().end(), [&](const std::string& region) {
          return region.substr(0, 2) == in.region_codes(0).substr(0, 2);
        });
    return is_one_province ? AdministrativeExtent::kCrossRegency
                           : AdministrativeExtent::kCrossProvince;
  }

  void Extent() {
    out_.extent = Enum<AdministrativeExtent>("activity.extent", in_.extent(),
                                             v1::AdministrativeExtent_IsValid);
    const AdministrativeExtent by_regions = ExtentOfRegions(in_);
    if (by_regions == AdministrativeExtent::kUnspecified) return;
    // One region named may be but a part of a wider site, so a wider extent stands; several say it
    // all.
    const bool is_wider_than_one =
        by_regions == AdministrativeExtent::kWithinRegency && out_.extent > by_regions;
    if (out_.extent != AdministrativeExtent::kUnspecified && out_.extent != by_regions &&
        !is_wider_than_one) {
      const std::string& given = v1::AdministrativeExtent_Name(in_.extent());
      const std::string& read =
          v1::AdministrativeExtent_Name(static_cast<v1::AdministrativeExtent>(by_regions));
      Invalid("activity.extent",
              {.en = absl::StrCat(given, " contradicts region_codes, which give ", read),
               .id = absl::StrCat(given, " bertentangan dengan daerahnya, yang berarti ", read)});
    }
    out_.extent = std::max(out_.extent, by_regions);
  }

  void LandCondition() {
    out_.land_condition = Enum<izin::LandCondition>("activity.land_condition", in_.land_condition(),
                                                    v1::LandCondition_IsValid);
    if (out_.land_condition == izin::LandCondition::kRegisteredEstate &&
        out_.zone == izin::Zone::kNone) {
      Invalid("activity.land_condition",
              {.en = "LAND_CONDITION_REGISTERED_ESTATE contradicts ZONE_NONE",
               .id = "tanah kawasan terdaftar bertentangan dengan lokasi di luar kawasan"});
    }
  }

  void Sea() {
    const v1::SeaUse& sea = in_.sea();
    out_.settled_days = std::max(sea.settled_days(), 0);
    out_.moving_vessel = sea.moving_vessel();
    out_.conservation_core_zone = sea.conservation_core_zone();
    if (sea.settled_days() < 0) {
      Invalid("activity.sea.settled_days",
              WantMore(sea.settled_days(), " calendar days", " hari kalender"));
    } else if (sea.settled_days() > 0 && sea.moving_vessel()) {
      Invalid("activity.sea.settled_days",
              {.en = "contradicts moving_vessel: what moves does not settle",
               .id = "bertentangan dengan kapal yang berpindah: yang berpindah tidak menetap"});
    }
    out_.distance_nm =
        Measure("activity.sea.distance_nm", sea.distance_nm(), " nautical miles", " mil laut");
  }

  double Measure(absl::string_view path, double value, absl::string_view en, absl::string_view id) {
    if (std::isfinite(value) && value >= 0) return value;
    Invalid(std::string(path), WantMore(value, en, id));
    return 0;
  }

  void Forest() {
    out_.forest_function = Enum<ForestFunction>("activity.forest.function", in_.forest().function(),
                                                v1::ForestFunction_IsValid);
    out_.forest_use =
        Enum<ForestUse>("activity.forest.use", in_.forest().use(), v1::ForestUse_IsValid);
  }

  void HeldPermits() {
    for (int i = 0; i < in_.held_permits_size(); ++i) {
      const std::string& code = in_.held_permits(i);
      if (ruleset() == nullptr) break;  // without one only faults of form are told
      if (!context_.library.KnowsHeldCode(code)) {
        const std::string quoted = absl::StrCat("\"", Excerpt(code, 60), "\": ");
        Invalid(absl::StrCat("activity.held_permits[", i, "]"),
                {.en = quoted + "want a permit code of a ruleset, for example PKKPR",
                 .id = quoted + "tulis kode perizinan dari sebuah aturan, misalnya PKKPR"});
      }
    }
    out_.held_permits = SortedSet(in_.held_permits());
  }

  static std::vector<std::string> SortedSet(
      const google::protobuf::RepeatedPtrField<std::string>& items) {
    std::vector<std::string> sorted(items.begin(), items.end());
    std::sort(sorted.begin(), sorted.end());
    sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
    return sorted;
  }

  void Regions() {
    for (int i = 0; i < in_.region_codes_size(); ++i) {
      const std::string& code = in_.region_codes(i);
      const auto path = [i] { return absl::StrCat("activity.region_codes[", i, "]"); };
      if (code.size() != 4 || !std::all_of(code.begin(), code.end(), absl::ascii_isdigit)) {
        const std::string quoted = absl::StrCat("\"", Excerpt(code, 40), "\": ");
        Invalid(path(),
                {.en = quoted + "want the 4 digits of a kabupaten or kota, for example 1271",
                 .id = quoted + "tulis 4 angka kabupaten atau kota, misalnya 1271"});
      } else if (ruleset() != nullptr && ruleset()->FindRegion(code) == nullptr) {
        NotFound(path(), {.en = absl::StrCat("\"", code, "\": no such kabupaten or kota"),
                          .id = absl::StrCat("\"", code, "\": tidak ada kabupaten atau kota itu")});
      }
    }
    out_.region_codes = SortedSet(in_.region_codes());
  }

  void LegalForm() {
    out_.legal_form = in_.legal_form();
    if (in_.legal_form().empty() || ruleset() == nullptr) return;
    const std::vector<std::string>& forms = ruleset()->data().legal_forms;
    if (in_.legal_form() != "?" &&
        std::find(forms.begin(), forms.end(), in_.legal_form()) != forms.end())
      return;
    const std::string quoted = absl::StrCat("\"", Excerpt(in_.legal_form(), 40), "\": ");
    const std::string known = absl::StrJoin(forms.begin() + 1, forms.end(), ", ");
    Invalid("activity.legal_form", {.en = absl::StrCat(quoted, "want one of ", known),
                                    .id = absl::StrCat(quoted, "pilih ", known)});
  }

  void LandArea() {
    out_.land_area_ha =
        Measure("activity.land_area_ha", in_.land_area_ha(), " hectares", " hektare");
  }

  void FiledOn() {
    if (in_.filed_on().empty() || ParseDate(in_.filed_on()).has_value()) return;
    Invalid("activity.filed_on", WantDate(in_.filed_on()));
  }

  void AuthorityParameters() {
    for (int i = 0; i < in_.authority_parameters_size(); ++i) {
      const std::string& id = in_.authority_parameters(i);
      if (ruleset() == nullptr) break;  // without one only faults of form are told
      const std::string path = absl::StrCat("activity.authority_parameters[", i, "]");
      const int index = ruleset()->FindAuthorityParameter(id);
      if (index < 0) {
        const std::string quoted = absl::StrCat("\"", Excerpt(id, 40), "\": ");
        NotFound(path, {.en = quoted + "no such published parameter",
                        .id = quoted + "tidak ada parameter itu"});
        continue;
      }
      const AuthorityParameter& parameter =
          ruleset()->data().authority_parameters[static_cast<std::size_t>(index)];
      const bool is_of_foreign_capital =
          parameter.pair.condition.kind == AuthorityCondition::Kind::kForeign;
      if (!is_of_foreign_capital || out_.foreign) continue;
      const std::string named = absl::StrCat("\"", id, "\" (", parameter.text, ") ");
      Invalid(path, {.en = named + "contradicts an activity without foreign capital",
                     .id = named + "hanya untuk penanaman modal asing"});
    }
    out_.authority_parameters = SortedSet(in_.authority_parameters());
  }

  const v1::BusinessActivity& in_;
  const ActivityContext& context_;
  RequestFaults& faults_;
  BusinessActivity out_;
};

}  // namespace

BusinessActivity ValidateActivity(const v1::BusinessActivity& activity,
                                  const ActivityContext& context, RequestFaults& faults) {
  return ActivityValidator(activity, context, faults).Run();
}

}  // namespace izin
