#include "service/cli/classify_flags.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/descriptor.h"

namespace izin::cli {
namespace {

using ::google::protobuf::EnumDescriptor;

struct FlagField {
  absl::string_view flag;
  absl::string_view field_path;
};

constexpr FlagField kFlagFields[] = {
    {"--kbli", "activity.kbli_code"},
    {"--edition", "activity.kbli_edition"},
    {"--scope", "activity.scope_id"},
    {"--scale", "activity.scale"},
    {"--location", "activity.locations"},
    {"--capital", "activity.investment.capital_idr"},
    {"--sales", "activity.investment.annual_sales_idr"},
    {"--foreign", "activity.investment.foreign"},
    {"--zone", "activity.zone"},
    {"--extent", "activity.extent"},
    {"--rdtr", "activity.rdtr"},
    {"--land-condition", "activity.land_condition"},
    {"--settled-days", "activity.sea.settled_days"},
    {"--moving-vessel", "activity.sea.moving_vessel"},
    {"--core-zone", "activity.sea.conservation_core_zone"},
    {"--distance-nm", "activity.sea.distance_nm"},
    {"--forest-function", "activity.forest.function"},
    {"--forest-use", "activity.forest.use"},
    {"--construction", "activity.construction"},
    {"--environment", "activity.environment"},
    {"--protected-area", "activity.adjoins_protected_area"},
    {"--held", "activity.held_permits"},
    {"--region", "activity.region_codes"},
    {"--actor", "activity.actor_type"},
    {"--legal-form", "activity.legal_form"},
    {"--land-area-ha", "activity.land_area_ha"},
    {"--filed-on", "activity.filed_on"},
    {"--authority-parameter", "activity.authority_parameters"},
    {"--ruleset", "ruleset"},
    {"--as-of", "as_of"},
    {"--view", "view"},
    {"--lang", "language_code"},
    {"--explain", "explain"},
};

// What all values of an enum begin with: "ZONE_", from "ZONE_UNSPECIFIED".
absl::string_view PrefixOf(const EnumDescriptor& descriptor) {
  const absl::string_view zero = descriptor.value(0)->name();
  return zero.substr(0, zero.size() - absl::string_view("UNSPECIFIED").size());
}

// Other names people use, and codes of the OSS guide that are not the enum's own numbers.
std::string Alias(const EnumDescriptor& descriptor, const std::string& text) {
  if (descriptor.name() == "Zone") {
    if (text == "kek" || text == "02") return "special-economic-zone";
    if (text == "kpbpb" || text == "03") return "free-trade-zone";
    if (text == "01") return "industrial-estate";
  }
  if (descriptor.name() == "KbliEdition") return text;
  const bool has_oss_codes = descriptor.name() == "BusinessScale" ||
                             descriptor.name() == "LocationType" ||
                             descriptor.name() == "ActorType";
  int number = 0;
  if (!has_oss_codes || text.size() != 2 || !absl::SimpleAtoi(text, &number) || number < 1)
    return text;
  const auto* value = descriptor.FindValueByNumber(number);
  return value == nullptr
             ? text
             : FlagValue(absl::string_view(value->name()).substr(PrefixOf(descriptor).size()));
}

bool ParseNumber(const std::string& text, double* value) { return absl::SimpleAtod(text, value); }
template <typename Int>
bool ParseNumber(const std::string& text, Int* value) {
  return absl::SimpleAtoi(text, value);
}

// The number of a value as typed. Throws what CLI11 reports as a usage error.
int ParseEnum(const std::string& flag, const EnumDescriptor& descriptor, const std::string& text) {
  const std::string wanted = Alias(descriptor, absl::AsciiStrToLower(text));
  std::vector<std::string> legal;
  for (int i = 1; i < descriptor.value_count(); ++i) {
    const absl::string_view name = descriptor.value(i)->name();
    const std::string typed = FlagValue(name.substr(PrefixOf(descriptor).size()));
    if (typed == wanted) return descriptor.value(i)->number();
    legal.push_back(typed);
  }
  throw CLI::ValidationError(flag,
                             absl::StrCat("\"", text, "\": want ", absl::StrJoin(legal, ", ")));
}

}  // namespace

// Ties flags to the fields of a request.
class ClassifyFlags::Binder {
 public:
  explicit Binder(CLI::App& command) : command_(command) {}

  template <typename Setter>
  void Enum(const std::string& flag, const EnumDescriptor* descriptor, const std::string& help,
            Setter set) {
    command_.add_option_function<std::string>(
        flag,
        [flag, descriptor, set](const std::string& text) {
          set(ParseEnum(flag, *descriptor, text));
        },
        help);
  }
  void Enums(const std::string& flag, const EnumDescriptor* descriptor, const std::string& help,
             const std::function<void(int)>& add) {
    command_.add_option_function<std::string>(
        flag,
        [flag, descriptor, add](const std::string& list) {
          for (const std::string& text : Items(list)) add(ParseEnum(flag, *descriptor, text));
        },
        help);
  }
  void Text(const std::string& flag, const std::string& help,
            const std::function<void(const std::string&)>& set) {
    command_.add_option_function<std::string>(flag, set, help);
  }
  void Texts(const std::string& flag, const std::string& help,
             const std::function<void(const std::string&)>& add) {
    command_.add_option_function<std::string>(
        flag,
        [add](const std::string& list) {
          for (const std::string& text : Items(list)) add(text);
        },
        help);
  }
  // Whole or fractional; what does not fit the type is a usage error, never clamped.
  template <typename Number>
  void NumberOf(const std::string& flag, const std::string& help,
                const std::function<void(Number)>& set) {
    command_.add_option_function<std::string>(
        flag,
        [flag, set](const std::string& text) {
          Number value{};
          if (!ParseNumber(text, &value)) {
            throw CLI::ValidationError(flag, absl::StrCat("\"", text, "\": want a number"));
          }
          set(value);
        },
        help);
  }
  void Bool(const std::string& flag, const std::string& help,
            const std::function<void(bool)>& set) {
    command_.add_flag_function(
        flag, [set](std::int64_t count) { set(count > 0); }, help);
  }

 private:
  static std::vector<std::string> Items(const std::string& list) {
    return absl::StrSplit(list, ',', absl::SkipEmpty());
  }

  CLI::App& command_;
};

ClassifyFlags::ClassifyFlags(CLI::App& command) {
  Binder bind(command);
  v1::BusinessActivity& activity = *request_.mutable_activity();
  v1::ClassifyActivityRequest& request = request_;
  bind.Text("--kbli", "KBLI code, 5 digits",
            [&](const std::string& v) { activity.set_kbli_code(v); });
  bind.Enum("--edition", v1::KbliEdition_descriptor(), "2020 or 2025; default: the ruleset's",
            [&](int v) { activity.set_kbli_edition(static_cast<v1::KbliEdition>(v)); });
  bind.Text("--scope", "scope, for example 56101-1",
            [&](const std::string& v) { activity.set_scope_id(v); });
  bind.Enum("--scale", v1::BusinessScale_descriptor(), "micro, small, medium or large",
            [&](int v) { activity.set_scale(static_cast<v1::BusinessScale>(v)); });
  bind.Enums("--location", v1::LocationType_descriptor(), "land, sea, forest; several with commas",
             [&](int v) { activity.add_locations(static_cast<v1::LocationType>(v)); });
  bind.NumberOf<std::int64_t>(
      "--capital", "modal usaha without land and building, rupiah",
      [&](std::int64_t v) { activity.mutable_investment()->set_capital_idr(v); });
  bind.NumberOf<std::int64_t>(
      "--sales", "annual sales of a running business, rupiah",
      [&](std::int64_t v) { activity.mutable_investment()->set_annual_sales_idr(v); });
  bind.Bool("--foreign", "foreign capital (PMA)",
            [&](bool v) { activity.mutable_investment()->set_foreign(v); });
  bind.Enum("--zone", v1::Zone_descriptor(),
            "none, industrial-estate, special-economic-zone (kek), free-trade-zone (kpbpb)",
            [&](int v) { activity.set_zone(static_cast<v1::Zone>(v)); });
  bind.Enum("--extent", v1::AdministrativeExtent_descriptor(),
            "within-regency, cross-regency or cross-province",
            [&](int v) { activity.set_extent(static_cast<v1::AdministrativeExtent>(v)); });
  bind.Enum("--rdtr", v1::RdtrStatus_descriptor(), "none, not-integrated or integrated",
            [&](int v) { activity.set_rdtr(static_cast<v1::RdtrStatus>(v)); });
  bind.Enum("--land-condition", v1::LandCondition_descriptor(),
            "for example ordinary, tenant-in-managed-building",
            [&](int v) { activity.set_land_condition(static_cast<v1::LandCondition>(v)); });
  bind.NumberOf<std::int32_t>("--settled-days", "continuous calendar days at one place at sea",
                              [&](std::int32_t v) { activity.mutable_sea()->set_settled_days(v); });
  bind.Bool("--moving-vessel", "the activity at sea moves",
            [&](bool v) { activity.mutable_sea()->set_moving_vessel(v); });
  bind.Bool("--core-zone", "in the core zone of a sea conservation area",
            [&](bool v) { activity.mutable_sea()->set_conservation_core_zone(v); });
  bind.NumberOf<double>("--distance-nm", "nautical miles from the coast",
                        [&](double v) { activity.mutable_sea()->set_distance_nm(v); });
  bind.Enum(
      "--forest-function", v1::ForestFunction_descriptor(), "for example production, protection",
      [&](int v) { activity.mutable_forest()->set_function(static_cast<v1::ForestFunction>(v)); });
  bind.Enum("--forest-use", v1::ForestUse_descriptor(), "for example forestry, plantation",
            [&](int v) { activity.mutable_forest()->set_use(static_cast<v1::ForestUse>(v)); });
  bind.Enum("--construction", v1::Construction_descriptor(),
            "none, new-building, existing-without-permit, existing-with-permit",
            [&](int v) { activity.set_construction(static_cast<v1::Construction>(v)); });
  bind.Enum("--environment", v1::EnvironmentalScreening_descriptor(),
            "result of the screening: sppl, ukl-upl or amdal",
            [&](int v) { activity.set_environment(static_cast<v1::EnvironmentalScreening>(v)); });
  bind.Bool("--protected-area", "in or beside a protected area",
            [&](bool v) { activity.set_adjoins_protected_area(v); });
  bind.Texts("--held", "permits already held, for example NIB,SS",
             [&](const std::string& v) { activity.add_held_permits(v); });
  bind.Texts("--region", "Kemendagri codes, for example 1271,1275",
             [&](const std::string& v) { activity.add_region_codes(v); });
  bind.Enum("--actor", v1::ActorType_descriptor(),
            "entity, individual, representative-office or foreign-entity",
            [&](int v) { activity.set_actor_type(static_cast<v1::ActorType>(v)); });
  bind.Text("--legal-form", "for example PT, CV, KOPERASI",
            [&](const std::string& v) { activity.set_legal_form(v); });
  bind.NumberOf<double>("--land-area-ha", "hectares",
                        [&](double v) { activity.set_land_area_ha(v); });
  bind.Text("--filed-on", "YYYY-MM-DD; gives deadlines as dates",
            [&](const std::string& v) { activity.set_filed_on(v); });
  bind.Texts("--authority-parameter", "ids of published parameters that apply",
             [&](const std::string& v) { activity.add_authority_parameters(v); });
  bind.Text("--ruleset", "pin a ruleset, for example pp28-2025",
            [&](const std::string& v) { request.set_ruleset(v); });
  bind.Text("--as-of", "YYYY-MM-DD: the rules in force then",
            [&](const std::string& v) { request.set_as_of(v); });
  bind.Enum("--view", v1::ClassificationView_descriptor(), "basic or full",
            [&](int v) { request.set_view(static_cast<v1::ClassificationView>(v)); });
  bind.Text("--lang", "id or en", [&](const std::string& v) { request.set_language_code(v); });
  bind.Bool("--explain", "show every row of every table that was read",
            [&](bool v) { request.set_explain(v); });
}

ClassifyFlags::~ClassifyFlags() = default;

std::string FlagOf(absl::string_view field_path) {
  const absl::string_view plain = field_path.substr(0, field_path.find('['));
  for (const FlagField& field : kFlagFields) {
    if (field.field_path == plain) return std::string(field.flag);
  }
  return std::string(field_path);
}

std::string FlagValue(absl::string_view enum_name) {
  return absl::StrReplaceAll(absl::AsciiStrToLower(enum_name), {{"_", "-"}});
}

void AddJointLeaveOption(CLI::App& command, JointLeave& joint_leave) {
  command
      .add_option_function<std::string>(
          "--cuti-bersama",
          [&joint_leave](const std::string& text) {
            joint_leave = text == "count" ? JointLeave::kCounted : JointLeave::kSkipped;
          },
          "due dates skip days of joint leave, or count them [skip]")
      ->check(CLI::IsMember({"skip", "count"}));
}

}  // namespace izin::cli
